"""Which entries of a fetch are new items, and which change items we have (pure: `decide`).

Feeds change the ids of their entries, publish a story again, give all entries one link or one id; what comes
twice shall be stored once, and what merely shares a link shall not be lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.fold.times import day_alone
from news.item import (
    NEWS_AGE,
    FeedEntry,
    ItemToStore,
    KnownItem,
    Skipped,
    content_hash,
    fingerprint,
    sane_date,
)


@dataclass(frozen=True, slots=True)
class Names:
    """By what stored items of one feed are looked up, to tell its entries from them."""

    keys: frozenset[str]
    links: frozenset[str]
    contents: frozenset[str]
    moments: frozenset[datetime] = frozenset()  # publication times, aware UTC


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What to do with the entries of one fetch, in the order of publication."""

    new: tuple[ItemToStore, ...] = ()
    changed: tuple[ItemToStore, ...] = ()


SAME_WORDS = timedelta(hours=20)
"""The same words under another id and link are the same item within this time; a daily bulletin may begin as
yesterday's did."""

_WORDS_ENOUGH = 60
"""Characters of title and texts from which the same words are no accident."""

_TELLING = 4
"""Words from which a title stands for its entry; "Update" or "Daily briefing" are told of many."""

_WORD = re.compile(r"\w+")
_HAS_PATH = re.compile(r"https?://[^/?#]+/[^#]")


def names_of(entries: Sequence[FeedEntry], skipped: Sequence[Skipped] = ()) -> Names:
    """What has to be looked up before `decide`."""
    keyed = _Keys(entries, skipped)
    unnamed = [entry for entry in entries if not keyed.id(entry)]
    return Names(
        frozenset(key for key, _ in keyed.once(entries)).union(*map(_once_named, unnamed)),
        frozenset(
            entry.link
            for entry in entries
            if entry.link and (_leads_somewhere(entry.link) or not keyed.id(entry))
        ),
        frozenset(content_hash(entry) for entry in entries if _enough_words(entry)),
        frozenset(entry.published for entry in unnamed if entry.published and not day_alone(entry.published)),
    )


def decide(
    entries: Sequence[FeedEntry],
    known: Iterable[KnownItem],
    *,
    primed: bool,
    now: datetime,
    skipped: Sequence[Skipped] = (),
) -> ItemDecision:
    """Tell new entries from changed ones; pure.

    `known` is what storage has under `names_of` the same entries; `skipped` are the entries of this body left
    out because nothing in them changed; `primed` is False on the first fetch of a feed (all it holds is
    backlog); `now` is aware UTC. An item is known by its key, else by its link where the title fits, else by
    its words or, where it has nothing else, by the moment it was published; what comes twice in one fetch
    counts once, the first wins.
    """
    known = list(known)
    keyed = _Keys(entries, skipped, [item for item in known if item.key.startswith(_NAMELESS)])
    shelf = _Shelf(known, keyed)
    listed = list(keyed.once(entries))
    had: dict[str, KnownItem] = {}
    for take in (shelf.take_words, shelf.take_key, shelf.take_link, shelf.take_moment):
        for key, entry in listed:
            if key not in had and (stored := take(key, entry)):
                had[key] = stored
    new: list[ItemToStore] = []
    changed: list[ItemToStore] = []
    for key, entry in listed:
        item = _to_store(entry, key, primed=primed, now=now)
        stored = had.get(key)
        if stored is None:
            item = replace(item, key=shelf.free_key(key, entry))
            if not shelf.has(item, entry):
                new.append(item)
                shelf.add(item)
        elif stored.content_hash != item.content_hash or _page(stored.link) != _page(item.link):
            changed.append(replace(item, key=stored.key, id=stored.id))
    return ItemDecision(tuple(sorted(new, key=_when)), tuple(sorted(changed, key=_when)))


class _Keys:
    """Which ids and links of one body tell its entries apart: some feeds give all entries one link, or all
    one id.

    `before`: items that had no name of their own, so that their links, and the titles of those known by their
    words, are shared.
    """

    def __init__(
        self, entries: Sequence[FeedEntry], skipped: Sequence[Skipped], before: Sequence[KnownItem] = ()
    ) -> None:
        everything = [*((e.guid, e.link) for e in entries), *skipped]
        self._links = Counter(link for _, link in everything)
        self._links.update({item.link: 2 for item in before})
        pages: dict[str | None, set[str | None]] = {}
        for guid, link in everything:
            if link:
                pages.setdefault(guid, set()).add(_page(link))
        self._shared = {guid for guid, at in pages.items() if len(at) > 1}
        nameless = [e for e in entries if self.nameless(e)]
        self._titles = Counter(title for title, _ in {(e.title, content_hash(e)) for e in nameless})
        self._titles.update({item.title: 2 for item in before if item.key.startswith(_WORDS)})
        self._moments = Counter(e.published for e in nameless)

    def own(self, link: str | None) -> bool:
        """Whether a link belongs to one entry alone: nobody else has it, and it is more than an outlet's home
        page."""
        return _leads_somewhere(link) and self._links[link] == 1

    def nameless(self, entry: FeedEntry) -> bool:
        """Whether an entry has neither an id nor a link that is its alone: only its words and its time tell
        it from others."""
        return not (self.id(entry) or self._by_link(entry))

    def stands(self, entry: FeedEntry) -> bool:
        """Whether the title is enough to know the entry by."""
        return _tells(entry.title) and not (self.nameless(entry) and self._titles[entry.title] > 1)

    def moment(self, entry: FeedEntry) -> datetime | None:
        """When an entry was published, where no other nameless one was at that moment; a day without an hour
        is no moment."""
        at = entry.published
        return at if at is not None and self._moments[at] == 1 and not day_alone(at) else None

    def once(self, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, FeedEntry]]:
        """Each entry by its key: its guid, else its link, else a hash of its title, or of all its words where
        the title tells little.

        A key twice counts once, the first wins.
        """
        had: set[str] = set()
        for entry in entries:
            key = self._key(entry)
            if key not in had:
                had.add(key)
                yield key, entry

    def id(self, entry: FeedEntry) -> str | None:
        """The entry's own id; None where it has none or others have it too."""
        return entry.guid if entry.guid not in self._shared else None

    def _key(self, entry: FeedEntry) -> str:
        if guid := self.id(entry):
            return guid[:512]
        if entry.link and self._by_link(entry):
            return entry.link[:512]
        return _by_title(entry) if self.stands(entry) else _by_words(entry)

    def _by_link(self, entry: FeedEntry) -> bool:
        return entry.link is not None and (self.own(entry.link) or not (entry.title or entry.summary))


class _Shelf:
    """The known items of a feed, each taken by at most one entry, and what else this fetch brought."""

    def __init__(self, known: Sequence[KnownItem], keyed: _Keys) -> None:
        self._keyed = keyed
        self._keys = {item.key: item for item in known}
        self._links = {item.link: item for item in known}
        self._words = {item.content_hash: item.published for item in known}
        self._moments: dict[datetime, list[KnownItem]] = {}
        for item in known:
            if item.key.startswith(_NAMELESS) or item.key == (item.link or "")[:512]:
                self._moments.setdefault(item.published, []).append(item)
        self._taken: set[int] = set()
        self._told: set[tuple[str | None, str]] = set()

    def take_words(self, key: str, entry: FeedEntry) -> KnownItem | None:  # noqa: ARG002 - each way to take has the same form
        """The item of a nameless entry that still says the same, whatever its title stood for when it was
        stored."""
        if not self._keyed.nameless(entry):
            return None
        digest = content_hash(entry)
        for item in map(self._keys.get, _once_named(entry)):
            if item and item.content_hash == digest and item.link == entry.link:
                return self._take(item, entry)
        return None

    def take_key(self, key: str, entry: FeedEntry) -> KnownItem | None:
        item = self._keys.get(key)
        return (
            self._take(item, entry)
            if item and not (self._keyed.nameless(entry) and _a_day_apart(item, entry))
            else None
        )

    def take_link(self, key: str, entry: FeedEntry) -> KnownItem | None:  # noqa: ARG002
        """The item with this link where the titles fit: on a page that always shows the latest, others came
        before.

        Half of the words will do where no other entry has the link; where others have it, the title must be
        one that tells something.
        """
        item = self._links.get(entry.link) if _leads_somewhere(entry.link) else None
        if item is None:
            return None
        if self._keyed.own(entry.link):
            fits = _alike(item.title, entry.title)
        else:
            fits = self._keyed.stands(entry) and _plain(item.title) == _plain(entry.title)
            if self._keyed.nameless(entry):
                fits = fits and not (item.key.startswith(_WORDS) or _a_day_apart(item, entry))
        return self._take(item, entry) if fits else None

    def take_moment(self, key: str, entry: FeedEntry) -> KnownItem | None:  # noqa: ARG002
        """The item of a nameless entry whose words were edited: published at that very moment on that page,
        under such a title."""
        moment = self._keyed.moment(entry) if self._keyed.nameless(entry) else None
        match self._moments.get(moment) if moment else None:
            case [item] if _page(item.link) == _page(entry.link) and _alike(item.title, entry.title):
                return self._take(item, entry)
        return None

    def free_key(self, key: str, entry: FeedEntry) -> str:
        """The key for a new item; by its words where its title is another item's key."""
        return _by_words(entry) if key in self._keys and self._keyed.nameless(entry) else key

    def has(self, item: ItemToStore, entry: FeedEntry) -> bool:
        """Whether the same link and title, or the same words at about the same time, are there already."""
        shared = _leads_somewhere(item.link) and not self._keyed.own(item.link)
        if shared and self._keyed.stands(entry) and (item.link, _plain(item.title)) in self._told:
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
        if not self._keyed.own(link):
            self._told.add((link, _plain(title)))


_TITLE, _WORDS = "title:", "words:"
_NAMELESS = _TITLE, _WORDS


def _by_title(entry: FeedEntry) -> str:
    return _TITLE + fingerprint(entry.title)


def _by_words(entry: FeedEntry) -> str:
    return _WORDS + content_hash(entry)


def _once_named(entry: FeedEntry) -> tuple[str, ...]:
    """What an entry without an id may have had for a key, as long as the rest of its body was another."""
    return _by_words(entry), _by_title(entry), (entry.link or "")[:512]


def _a_day_apart(item: KnownItem, entry: FeedEntry) -> bool:
    """Whether the same title comes so much later that it is told of something else, as a daily briefing's
    is."""
    return entry.published is not None and abs(entry.published - item.published) >= SAME_WORDS


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
    return ItemToStore(
        key, digest, entry.link, entry.title, entry.summary, entry.text, published, entry.language, backlog
    )


def _when(item: ItemToStore) -> tuple[datetime, str]:
    return item.published, item.key
