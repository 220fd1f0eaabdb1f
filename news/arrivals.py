"""Which entries of a fetch are new items, and which change items we have (pure: `decide`).

Feeds change the ids of their entries, publish a story again, give all entries one link or one id; what comes twice shall be
stored once, and what merely shares a link shall not be lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.item import NEWS_AGE, FeedEntry, ItemToStore, KnownItem, Skipped, content_hash, fingerprint, sane_date


@dataclass(frozen=True, slots=True)
class Names:
    """By what stored items of one feed are looked up, to tell its entries from them."""

    keys: frozenset[str]
    links: frozenset[str]
    contents: frozenset[str]


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What to do with the entries of one fetch, in the order of publication."""

    new: tuple[ItemToStore, ...] = ()
    changed: tuple[ItemToStore, ...] = ()


SAME_WORDS = timedelta(hours=20)
"""The same words under another id and link are the same item within this time; a daily bulletin may begin as yesterday's did."""

_WORDS_ENOUGH = 60
"""Characters of title and texts from which the same words are no accident."""

_TELLING = 4
"""Words from which a title stands for its entry; "Update" or "Daily briefing" are told of many."""

_WORD = re.compile(r"\w+")
_HAS_PATH = re.compile(r"https?://[^/?#]+/[^#]")


def names_of(entries: Sequence[FeedEntry], skipped: Sequence[Skipped] = ()) -> Names:
    """What has to be looked up before `decide`."""
    keyed = _Keys(entries, skipped)
    return Names(
        frozenset(key for key, _ in keyed.once(entries)),
        frozenset(entry.link for entry in entries if entry.link and _leads_somewhere(entry.link)),
        frozenset(content_hash(entry) for entry in entries if _enough_words(entry)),
    )


def decide(
    entries: Sequence[FeedEntry], known: Iterable[KnownItem], *, primed: bool, now: datetime, skipped: Sequence[Skipped] = ()
) -> ItemDecision:
    """Tell new entries from changed ones; pure.

    `known` is what storage has under `names_of` the same entries; `skipped` are the entries of this body left out because
    nothing in them changed; `primed` is False on the first fetch of a feed (all it holds is backlog); `now` is aware UTC.
    An item is known by its key, else by its link where the title fits, else by its words; what comes twice in one fetch counts
    once, the first wins.
    """
    keyed = _Keys(entries, skipped)
    shelf = _Shelf(known, keyed)
    listed = list(keyed.once(entries))
    by_key = {key: stored for key, entry in listed if (stored := shelf.take_key(key, entry))}
    new: list[ItemToStore] = []
    changed: list[ItemToStore] = []
    for key, entry in listed:
        item = _to_store(entry, key, primed=primed, now=now)
        stored = by_key.get(key) or shelf.take_link(entry)
        if stored is None:
            if not shelf.has(item):
                new.append(item)
                shelf.add(item)
        elif stored.content_hash != item.content_hash or _page(stored.link) != _page(item.link):
            changed.append(replace(item, key=stored.key, id=stored.id))
    return ItemDecision(tuple(sorted(new, key=_when)), tuple(sorted(changed, key=_when)))


class _Keys:
    """Which ids and links of one body tell its entries apart: some feeds give all entries one link, or all one id."""

    def __init__(self, entries: Sequence[FeedEntry], skipped: Sequence[Skipped]) -> None:
        everything = [*((e.guid, e.link) for e in entries), *skipped]
        self._links = Counter(link for _, link in everything)
        pages: dict[str | None, set[str | None]] = {}
        for guid, link in everything:
            if link:
                pages.setdefault(guid, set()).add(_page(link))
        self._shared = {guid for guid, at in pages.items() if len(at) > 1}
        unnamed = {(e.title, content_hash(e)) for e in entries if not (self._id(e) or self.own(e.link))}
        self._titles = Counter(title for title, _ in unnamed)

    def own(self, link: str | None) -> bool:
        """Whether a link belongs to one entry alone: nobody else has it, and it is more than an outlet's home page."""
        return _leads_somewhere(link) and self._links[link] == 1

    def once(self, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, FeedEntry]]:
        """Each entry by its key: its guid, else its link, else a hash of its title, or of all its words where the title tells little.

        A key twice counts once, the first wins.
        """
        had: set[str] = set()
        for entry in entries:
            key = self._key(entry)
            if key not in had:
                had.add(key)
                yield key, entry

    def _id(self, entry: FeedEntry) -> str | None:
        return entry.guid if entry.guid not in self._shared else None

    def _key(self, entry: FeedEntry) -> str:
        if guid := self._id(entry):
            return guid[:512]
        if entry.link and (self.own(entry.link) or not (entry.title or entry.summary)):
            return entry.link[:512]
        if _tells(entry.title) and self._titles[entry.title] == 1:
            return "title:" + fingerprint(entry.title)
        return "words:" + content_hash(entry)


class _Shelf:
    """The known items of a feed, each taken by at most one entry, and what else this fetch brought."""

    def __init__(self, known: Iterable[KnownItem], keyed: _Keys) -> None:
        items = list(known)
        self._own = keyed.own
        self._keys = {item.key: item for item in items}
        self._links = {item.link: item for item in items}
        self._words = {item.content_hash: item.published for item in items}
        self._taken: set[int] = set()
        self._told: set[tuple[str | None, str]] = set()

    def take_key(self, key: str, entry: FeedEntry) -> KnownItem | None:
        return self._take(self._keys.get(key), entry)

    def take_link(self, entry: FeedEntry) -> KnownItem | None:
        """The item with this link where the titles fit: on a page that always shows the latest, others came before.

        Half of the words will do where no other entry has the link; where others have it, the title must be one that tells something.
        """
        item = self._links.get(entry.link) if _leads_somewhere(entry.link) else None
        fits = item is not None and (
            _alike(item.title, entry.title) if self._own(entry.link) else _tells(entry.title) and _plain(item.title) == _plain(entry.title)
        )
        return self._take(item, entry) if fits else None

    def has(self, item: ItemToStore) -> bool:
        """Whether the same link and title, or the same words at about the same time, are there already."""
        shared = _leads_somewhere(item.link) and not self._own(item.link)
        if shared and _tells(item.title) and (item.link, _plain(item.title)) in self._told:
            return True
        published = self._words.get(item.content_hash) if _enough_words(item) else None
        return published is not None and abs(item.published - published) < SAME_WORDS

    def add(self, item: ItemToStore) -> None:
        self._tell(item.link, item.title)
        self._words.setdefault(item.content_hash, item.published)

    def _take(self, item: KnownItem | None, entry: FeedEntry) -> KnownItem | None:
        if item is None or item.id in self._taken:
            return None
        self._taken.add(item.id)
        self._tell(entry.link, entry.title)
        return item

    def _tell(self, link: str | None, title: str) -> None:
        if not self._own(link):
            self._told.add((link, _plain(title)))


def _leads_somewhere(link: str | None) -> bool:
    return link is not None and _HAS_PATH.match(link) is not None


def _page(link: str | None) -> str | None:
    """A link without what changes from fetch to fetch on some servers: its query and fragment."""
    return link.partition("?")[0].partition("#")[0] if link else link


def _alike(one: str, two: str) -> bool:
    """Whether two titles share half of the shorter one's words."""
    first, second = set(_plain(one).split()), set(_plain(two).split())
    return 2 * len(first & second) >= min(len(first), len(second))


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


def _tells(title: str) -> bool:
    return len(_WORD.findall(title)) >= _TELLING


def _enough_words(item: FeedEntry | ItemToStore) -> bool:
    return len(item.title) + len(item.summary) + len(item.text) >= _WORDS_ENOUGH


def _to_store(entry: FeedEntry, key: str, *, primed: bool, now: datetime) -> ItemToStore:
    published = sane_date(entry.published or entry.updated, now)
    backlog = not primed or now - published > NEWS_AGE
    digest = content_hash(entry)
    return ItemToStore(key, digest, entry.link, entry.title, entry.summary, entry.text, published, entry.language, backlog)


def _when(item: ItemToStore) -> tuple[datetime, str]:
    return item.published, item.key
