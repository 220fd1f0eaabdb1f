"""What keeps two items apart that are worded alike: what can never be one event, and how much more likeness the rest must show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from news.telling import Form, Said, Telling

APART = timedelta(hours=36)
"""Two items further apart tell two events, or one event twice."""

LIFE = timedelta(hours=48)
"""A story takes no item later than this after its first one: what develops for longer is told anew."""

ALIKE = 0.53
"""Likeness (words + half the titles) that joins; measured in docs/stories-quality.md."""

AROUND = 0.30
"""Likeness an item must have on average with the story it joins: one common neighbour does not merge two events."""

SOON = timedelta(hours=6)
LATE = 0.4
"""How much more is asked of two items for every day beyond SOON between them, and twice as much of two headlines without a summary:
the next day's headline of a conflict is worded alike."""

BARE = 0.2
"""How much more is asked of two headlines without a summary: a few words in common say little."""

SHARED = 3
"""Words that carry meaning two items must have in common, however short they are."""

NAMELESS = 0.14
"""How much more is asked of two items that share no name."""

AT_ODDS = 0.5
"""How much more is asked of two items that say nothing of the same: another step, another process."""

AGAIN = 0.2
"""How much more is asked of two items of one outlet that make claims or are headlines alone: it tells an event once, then what
came of it."""

COUNTED = 0.15
"""How much more is asked of two titles each with a number that the other has not; twice as much where there is nothing but the titles."""

NEGATED = 0.7
"""How much more is asked of two items about one process, one with a claim, where one title alone says no: a denial repeats the words
of what it denies."""

FILLED = 0.45
"""How much more is asked of two titles that are one sentence with other names or numbers in it (two strikes, two towns), and of two
headlines without a summary each of which names what the other does not."""

SAME_TEXT = 1.35
"""Likeness from which on a title is the same text, with or without a label before it ("ANALYSIS-")."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a told item is to the new one: words and titles 0..1, `shared` words; `copied`: word for word the same."""

    telling: Telling
    story: int
    opened: datetime
    words: float
    titles: float
    copied: bool = False
    shared: int = SHARED

    @property
    def total(self) -> float:
        return self.words + self.titles / 2


OPPOSED = (
    frozenset({"agreed", "violation"}),
    frozenset({"extended", "violation"}),
    frozenset({"proposed", "violation"}),
    frozenset({"agreed", "rejected"}),
    frozenset({"agreed", "collapsed"}),
    frozenset({"in_effect", "collapsed"}),
    frozenset({"extended", "expired"}),
    frozenset({"extended", "collapsed"}),
    frozenset({"deal_reached", "stalled"}),
    frozenset({"deal_reached", "collapsed"}),
    frozenset({"announced", "collapsed"}),
)


def asked(told: Telling, best: Likeness) -> float:
    """How alike the two must be: more where they share no name or do not say the same, and the more the further apart they were told."""
    other = best.telling
    nameless = bool(told.names and other.names) and not told.names & other.names
    late = max(abs(told.published - other.published) - SOON, timedelta()) / timedelta(days=1)
    bare = told.bare and other.bare
    need = ALIKE + NAMELESS * nameless + LATE * late * (1 + bare) + BARE * bare
    counted = bool(told.numbers - other.numbers and other.numbers - told.numbers)
    negated = told.negated is not other.negated and bool(told.said or other.said) and bool(told.processes & other.processes)
    filled = _filled_alike(told, other) or (bare and _names_apart(told, other))
    odds = AT_ODDS * _at_odds(told, other) + FILLED * filled + NEGATED * negated
    again = AGAIN * (told.outlet == other.outlet and (bare or bool(told.said and other.said)))
    return need + again + odds + COUNTED * counted * (1 + bare)


def _filled_alike(a: Telling, b: Telling) -> bool:
    """Whether the titles differ by names and numbers alone, each having some that the other has not."""
    mine, others = a.title - b.title, b.title - a.title
    return bool(mine and others) and mine <= a.filling and others <= b.filling


def _names_apart(a: Telling, b: Telling) -> bool:
    """Whether each title has a name of which the other has no form ("Turkey", "Turkish")."""
    return all(any(_new(word, other.title) for word in one.filling) for one, other in ((a, b), (b, a)))


def _new(name: str, title: frozenset[str]) -> bool:
    return not name[0].isdecimal() and not any(word.startswith(name[:4]) for word in title)


def _at_odds(a: Telling, b: Telling) -> bool:
    if not a.said or not b.said:
        return False
    return {claim[0] for claim in a.said} != {claim[0] for claim in b.said} or not a.said & b.said


def forbidden(a: Telling, likeness: Likeness) -> bool:
    """Whether the two can never tell one event, however alike their words are."""
    b = likeness.telling
    if abs(a.published - b.published) > APART:
        return True
    same_text = likeness.total >= SAME_TEXT and a.numbers == b.numbers
    if not same_text and (a.form is not b.form or a.form is not Form.NEWS):  # two live blogs, two looks back are two stories
        return True
    if a.numbers and b.numbers and not a.numbers & b.numbers and len(a.numbers) > 1 and len(b.numbers) > 1:
        return True
    return _opposed(a.said, b.said)


def denied(a: Said, b: Said) -> bool:
    """Whether one denies what the other says is so, without saying so itself."""
    return any((*claim[:2], f"not {claim[2]}") in one - other for one, other in ((a, b), (b, a)) for claim in other - one)


def _opposed(a: Said, b: Said) -> bool:
    """One says the opposite of the other about one axis of one process."""
    return any(frozenset(pair) in OPPOSED for pair in _other_steps(a, b))


def _other_steps(a: Said, b: Said) -> set[tuple[str, str]]:
    """The kinds the two claim of an axis of which they say nothing that is the same."""
    shared = {claim[:2] for claim in a & b}
    return {(x[2], y[2]) for x in a for y in b if x[:2] == y[:2] and x[:2] not in shared}
