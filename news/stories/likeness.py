"""What keeps two items apart that are worded alike: what can never be one event, and how much more likeness
the rest must show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from news.stories.telling import Form, Said, Telling

APART = timedelta(hours=36)
"""Two items further apart tell two events, or one event twice."""

LIFE = timedelta(hours=48)
"""A story takes no item later than this after its first one: what develops for longer is told anew."""

ALIKE = 0.42
"""Likeness (words, half the titles, what is told) that joins; measured in docs/stories-quality.md."""

TOLD = 0.35
"""What it weighs how much of each title the other item tells, counted from half."""

AROUND = 0.3
"""Likeness an item must have on average with the story it joins: one common neighbour does not merge two
events."""

TIED = 0.1
"""What is asked instead of ALIKE, and on average of nothing, where both tell the same step of one process
within hours."""

SHARED = 3
"""Words that carry meaning two items must have in common, however short they are."""

SOON = timedelta(hours=6)
LATE = 0.12
"""How much more is asked of two items for every day beyond SOON between them: the next day's news is worded
alike."""

LATE_ONE, AGED_ONE, ONE = 0.3, 0.2, 0.12
"""How much more still of two items about one process: for such a day, for such a day since the story began,
and at once. All that is told of one conflict shares its words."""

LATE_BARE, BARE = 1.4, 0.28
"""How much more still of two headlines without a summary, for such a day and at once: a few words in common
say little."""

UNSAID = 0.1
"""How much more is asked of two items of which one alone makes a claim."""

NAMELESS = 0.18
"""How much more is asked of two items that share no name."""

AT_ODDS = 0.5
"""How much more is asked of two items that say nothing of the same: another step, another process."""

AGAIN, AGAIN_SAID = 0.1, 0.1
"""How much more is asked of two items of one outlet, and once more where they make claims or are headlines
alone: it tells an event once, then what came of it."""

COUNTED = 0.15
"""How much more is asked of two titles each with a number that the other has not; twice as much where there
is nothing but the titles."""

NEGATED, NEGATED_BARE = 0.7, 0.2
"""How much more is asked where one title alone says no, as a denial repeats the words of what it denies: of
two items about one process, one with a claim, and of two headlines without a summary."""

FILLED = 0.45
"""How much more is asked of two titles that are one sentence with other names or numbers in it (two strikes,
two towns), and of two headlines without a summary each of which names what the other does not."""

SAME_TEXT = 1.35
"""Likeness from which on a title is the same text, with or without a label before it ("ANALYSIS-")."""

_ONE_STEP = timedelta(hours=8)
_ONE_TIME = timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a told item is to the new one: words, titles and `told` 0..1 (how much of each title the
    other item tells), `shared` words; `copied`: word for word the same."""

    telling: Telling
    story: int
    opened: datetime
    words: float
    titles: float
    copied: bool = False
    shared: int = SHARED
    told: float = 0.5

    @property
    def total(self) -> float:
        return self.words + self.titles / 2 + TOLD * (self.told - 0.5)


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


def needed_likeness(told: Telling, best: Likeness) -> float:
    """How alike the two must be: more where they share no name or do not say the same, and the more the
    further apart they were told."""
    other = best.telling
    bare, one = told.bare and other.bare, of_one_conflict(told, other)
    late, aged = (_days_late(told.published - moment) for moment in (other.published, best.opened))
    need = (
        TIED
        if same_step(told, other)
        else ALIKE + ONE * one + UNSAID * (bool(told.said) is not bool(other.said))
    )
    need += LATE * late + one * (LATE_ONE * late + AGED_ONE * aged) + bare * (LATE_BARE * late + BARE)
    need += NAMELESS * (bool(told.names and other.names) and not told.names & other.names)
    need += (AGAIN + AGAIN_SAID * (bare or bool(told.said and other.said))) * (told.outlet == other.outlet)
    need += COUNTED * bool(told.numbers - other.numbers and other.numbers - told.numbers) * (1 + bare)
    need += NEGATED * (
        told.negated is not other.negated
        and bool(told.processes & other.processes)
        and bool(told.said or other.said)
    )
    need += NEGATED_BARE * bare * (told.negated is not other.negated)
    need += FILLED * (_filled_alike(told, other) or (bare and _names_apart(told, other)))
    return need + AT_ODDS * _at_odds(told, other)


def of_one_conflict(told: Telling, other: Telling) -> bool:
    """Whether both are about one process, or share no names but those of which everybody speaks by the time
    of `told`."""
    shared = told.names & other.names
    return bool(told.processes & other.processes) or (bool(shared) and shared <= told.common)


def _days_late(between: timedelta) -> float:
    return max(abs(between) - SOON, timedelta()) / timedelta(days=1)


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


def never_one_event(a: Telling, likeness: Likeness) -> bool:
    """Whether the two can never tell one event, however alike their words are."""
    b = likeness.telling
    if abs(a.published - b.published) > APART:
        return True
    same_text = likeness.total >= SAME_TEXT and a.numbers == b.numbers
    if not same_text and (
        a.form is not b.form or a.form is not Form.NEWS
    ):  # two live blogs, two looks back are two stories
        return True
    if a.numbers and b.numbers and not a.numbers & b.numbers and len(a.numbers) > 1 and len(b.numbers) > 1:
        return True
    return _opposed(a.said, b.said)


def denies_what_is_said(a: Said, b: Said) -> bool:
    """Whether one denies what the other says is so, without saying so itself."""
    return any(
        (*claim[:2], f"not {claim[2]}") in one - other
        for one, other in ((a, b), (b, a))
        for claim in other - one
    )


def _opposed(a: Said, b: Said) -> bool:
    """One says the opposite of the other about one axis of one process."""
    return any(frozenset(pair) in OPPOSED for pair in _other_steps(a, b))


def same_step(a: Telling, b: Telling) -> bool:
    """Whether both tell one step of one process within hours, say nothing else of that axis, and no time or
    number of theirs differs."""
    if abs(a.published - b.published) > _ONE_STEP or a.negated is not b.negated:
        return False
    pairs = [
        (x, y) for x in a.steps for y in b.steps if (x.process, x.axis, x.kind) == (y.process, y.axis, y.kind)
    ]
    times = any(_told_of_one(x.start, y.start) and _told_of_one(x.end, y.end) for x, y in pairs)
    numbers = (
        not (a.numbers and b.numbers) or bool(a.numbers & b.numbers) or any(x.end and y.end for x, y in pairs)
    )
    return times and numbers and all(_on(a, x.process, x.axis) == _on(b, x.process, x.axis) for x, _ in pairs)


def _told_of_one(a: datetime | None, b: datetime | None) -> bool:
    """Whether two times can be one, told by the day or by a length from two reports."""
    return a is None or b is None or abs(a - b) < _ONE_TIME


def _on(told: Telling, process: str, axis: str) -> set[str]:
    return {kind for of, on, kind in told.said if (of, on) == (process, axis)}


def _other_steps(a: Said, b: Said) -> set[tuple[str, str]]:
    """The kinds the two claim of an axis of which they say nothing that is the same."""
    shared = {claim[:2] for claim in a & b}
    return {(x[2], y[2]) for x in a for y in b if x[:2] == y[:2] and x[:2] not in shared}
