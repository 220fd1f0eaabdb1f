"""The joining at work: the recent items it remembers and the story each of them is in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from news.claim import Claim, Kind, Scope, Stance
from news.item import Item
from news.stories.likeness import Likeness
from news.stories.story import Joined, join
from news.stories.telling import OneTimeEvent, Said, Telling, agency_of, begins, form_of, mainly_of_a_deal
from reading.alike.similarity import (
    Alike,
    Recent,
    Sketch,
    filling_in,
    names_in,
    negated,
    numbers_in,
    sketch,
    words_in,
)

ONCE = frozenset({Kind.AGREED, Kind.EXTENDED, Kind.EXPIRED, Kind.COLLAPSED, Kind.DEAL_REACHED})
"""What happens once, so that two who say it within hours tell of one event."""

COMMON, _MANY = 0.14, 10
"""A name that more than this share of recent items have, and more than so many of them, says little."""

_FEW = 30
"""With fewer recent items than this no name is known to be rare."""

MOST = 40_000
"""So many recent items are remembered at most, at 3 to 4 kB each."""

_BEHIND = 1_000
"""So many items forgotten by their words are remembered a little longer: to look for them costs time."""

_MEMBERS = 6
"""So many members of a story are compared: its first and its newest."""


@dataclass(slots=True)
class _Story:
    opened: datetime
    members: list[int] = field(default_factory=list)


class Joining:
    """Recent items by story. `place` looks, `told` remembers."""

    def __init__(self, most: int = MOST) -> None:
        self._recent = Recent(most=most)
        self._tellings: dict[int, tuple[Telling, int]] = {}
        self._stories: dict[int, _Story] = {}
        self._names: Counter[str] = Counter()

    def place(self, item: Item, processes: frozenset[str], claims: Sequence[Claim]) -> Joined:
        """The story `item` belongs to, by its words and by what it claims."""
        drawn, telling = (
            _sketch(item, claims),
            telling_of(item, processes, claims, self._names, len(self._tellings)),
        )
        found: dict[int, Likeness] = {}
        for alike in self._recent.alike(drawn):
            if alike.item in self._tellings:
                found[alike.item] = self._likeness(alike)
        for story in {likeness.story for likeness in found.values()}:
            for member in self._shown(story):
                if member not in found and member in self._recent and member != item.id:
                    found[member] = self._likeness(self._recent.compare(drawn, member))
        return join(telling, found.values())

    def told(
        self,
        item: Item,
        story: int,
        processes: frozenset[str],
        claims: Sequence[Claim],
        opened: datetime | None,
    ) -> None:
        """The item is in `story` from now on; `opened`: when the story began, where that is known."""
        self.forget(item.id)
        self._recent.add(_sketch(item, claims))
        telling = telling_of(item, processes, claims, self._names, len(self._tellings))
        self._tellings[item.id] = _light(telling), story
        self._names.update(telling.names)
        known = self._stories.setdefault(story, _Story(opened or item.published))
        known.members.append(item.id)
        self._sweep()

    def forget(self, item: int) -> None:
        """The item was withdrawn or edited."""
        telling = self._tellings.pop(item, None)
        self._recent.forget(item)
        if telling is not None:
            for name in telling[0].names:
                self._names[name] -= 1
                if not self._names[name]:
                    del self._names[name]
            members = self._stories[telling[1]].members
            members.remove(item)
            if not members:
                del self._stories[telling[1]]

    def _sweep(self) -> None:
        """Drop what the index of recent items has forgotten, now and then."""
        if len(self._tellings) > len(self._recent) + _BEHIND:
            for item in [i for i in self._tellings if i not in self._recent]:
                self.forget(item)

    def _likeness(self, alike: Alike) -> Likeness:
        telling, story = self._tellings[alike.item]
        return Likeness(
            telling,
            story,
            self._stories[story].opened,
            alike.words,
            alike.titles,
            alike.copied,
            alike.shared,
            alike.told,
        )

    def _shown(self, story: int) -> list[int]:
        members = self._stories[story].members
        return [*members[:1], *members[1:][-(_MEMBERS - 1) :]]


_EMPTY: frozenset[Any] = frozenset()
_SETS = ("names", "common", "numbers", "processes", "said", "steps", "title", "filling")


def _light(telling: Telling) -> Telling:
    """The same with one empty set for all: each made by itself takes 216 bytes, and most of an item's are."""
    empty: dict[str, Any] = {name: _EMPTY for name in _SETS if not getattr(telling, name)}
    return replace(telling, **empty)


def said_by(claims: Iterable[Claim]) -> Said:
    """What an item's claims say is so now, and what they deny."""
    told = (claim for claim in claims if claim.stance.current or claim.stance is Stance.DENIED)
    return frozenset(
        (c.process, c.axis, f"not {c.kind}" if c.stance is Stance.DENIED else c.kind) for c in told
    )


def steps_by(item: Item, claims: Iterable[Claim]) -> frozenset[OneTimeEvent]:
    """What an item that is about it says to have happened once, to the whole conflict; a truce in effect
    where its beginning is told."""
    if not mainly_of_a_deal(item.title):
        return frozenset()
    whole = (c for c in claims if c.process and c.stance.current and c.scope is Scope.WHOLE)
    return frozenset(
        OneTimeEvent(c.process, c.axis, c.kind, c.effective_at, c.ends_at)
        for c in whole
        if c.kind in ONCE or _begins(c)
    )


def _begins(claim: Claim) -> bool:
    return claim.kind is Kind.IN_EFFECT and begins(claim.sentence)


def telling_of(
    item: Item, processes: frozenset[str], claims: Sequence[Claim], names: Mapping[str, int], known: int = 0
) -> Telling:
    """The item as joining sees it; `names` are those of recent items, with how many have each."""
    own, outlet = (
        names_in(item.title, item.summary, lambda name: name in names),
        words_in(item.outlet),
    )  # "Truce agreed - Harbour Post": its own name says nothing
    return Telling(
        item.id,
        item.outlet,
        item.published,
        item.language,
        form_of(item.title, item.summary),
        agency_of(item.outlet, f"{item.title} {item.summary[:300]}"),
        own,
        frozenset(name for name in own if known < _FEW or names.get(name, 0) > max(_MANY, COMMON * known)),
        numbers_in(item.title) - outlet,
        processes,
        said_by(claims),
        steps_by(item, claims),
        bare=not item.summary.strip(),
        title=words_in(item.title) - outlet,
        filling=filling_in(item.title, lambda name: name in own or name in names) - outlet,
        negated=negated(item.title),
    )


def _sketch(item: Item, claims: Sequence[Claim]) -> Sketch:
    return sketch(
        item.id,
        item.published,
        item.title,
        item.summary,
        ("/".join(said) for said in sorted(said_by(claims))),
    )
