"""What a story is: items of several outlets about one event; which story an item joins (pure: `join`)."""

import enum
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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


class Form(enum.StrEnum):
    """How an item tells its news; a look back or a round-up is never the event itself."""

    NEWS = "news"
    ROUNDUP = "roundup"  # live blog, briefing, "day 12: key events"
    LOOKBACK = "lookback"  # anniversary, explainer, opinion


_ROUNDUP = re.compile(
    r"\blive\b[:,]?\s*(blog|updates?|briefing|coverage)|\blive:|\bas it happened\b|\bkey (events|developments)\b"
    r"|^factbox\b|\bat a glance\b|\brecap\b|\bround-?up\b|\bday \d+\b|\bdaily briefing\b|\bmorning briefing\b|\bbriefing:"
    r"|\b(war|crisis) (live|latest|briefing)\b|\bwhat we know\b|\bthe latest on\b"
    r"|\bв прямом эфире\b|\bонлайн\b|\bхроника\b|\bглавное к\b|\bглавное за\b|\bитоги (дня|недели)\b",
    re.IGNORECASE,
)
_LOOKBACK = re.compile(
    r"\banniversary\b|\b(\d+|two|three|four|five|six|ten|twenty) years? (on|ago|after|since)\b|\bexplainer\b|\bexplained\b"
    r"|^opinion\b|\banalysis[:-]|\beditorial\b|^why\b|^how\b|^what (is|are)\b|: (how|why|what)\b[^?]*\?$|^q\+a\b"
    r"|\btimeline\b|\bгодовщин|\b\d+ лет (назад|спустя)\b|^почему\b|^мнение\b",
    re.IGNORECASE,
)

_AGENCY = re.compile(
    r"\((Reuters|AP|AFP|TASS|Xinhua|Interfax|ТАСС|Интерфакс|РИА Новости)\)|\b(Reuters|AFP|AP|Associated Press) via\b(?! Getty)"
    r"|\bvia (Reuters|AFP|AP|Associated Press)\b(?! (?:Getty|Images))"
)
_AGENCIES = {"associated press": "ap", "тасс": "tass", "интерфакс": "interfax", "риа новости": "ria"}

WIRES = frozenset({"reuters", "ap", "afp", "tass", "xinhua", "interfax", "ria"})


Said = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Telling:
    """One item as joining sees it; names and numbers are folded words.

    `said` holds what it claims to be so (process, axis, kind) and, as "not" and the kind, what it denies.
    """

    item: int
    outlet: str
    published: datetime
    language: str | None = None
    form: Form = Form.NEWS
    agency: str | None = None  # the wire it copies or comes from
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    said: Said = frozenset()
    bare: bool = False  # a headline and nothing more
    title: frozenset[str] = frozenset()  # folded words that carry meaning
    filling: frozenset[str] = frozenset()  # those of them that are names or numbers
    negated: bool = False  # its title says that something is not so


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


@dataclass(frozen=True, slots=True)
class Joined:
    """The story to join (None: a new one), how alike it is, and the item of which this one is a copy."""

    story: int | None
    copy_of: int | None = None
    likeness: float = 0.0


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
SURE = frozenset({"agreed", "extended", "deal_reached", "collapsed"})
"""Things said once: two languages saying the same of one axis within hours tell one event."""

_ACROSS = timedelta(hours=8)


def join(told: Telling, alike: Iterable[Likeness]) -> Joined:
    """The story `told` belongs to. `alike` holds the members of stories it resembles, the best of each story among them."""
    stories: dict[int, list[Likeness]] = defaultdict(list)
    for likeness in alike:
        stories[likeness.story].append(likeness)
    best = Joined(None)
    for story, members in sorted(stories.items()):
        found = _fits(told, members)
        if found is not None and found[0] > best.likeness:
            best = Joined(story, found[1], found[0])
    return best


def form_of(title: str, summary: str) -> Form:
    """How the item tells its news, from its title (a live blog also says so in its summary's first words)."""
    if _ROUNDUP.search(title) or _ROUNDUP.search(summary[:60]):
        return Form.ROUNDUP
    return Form.LOOKBACK if _LOOKBACK.search(title) else Form.NEWS


def agency_of(outlet: str, text: str) -> str | None:
    """The wire an item copies ("(Reuters)", "Reuters via …"), or is itself."""
    name = outlet.casefold().split()[0] if outlet.strip() else ""
    name = _AGENCIES.get(name, name)
    if name in WIRES:
        return name
    found = _AGENCY.search(text)
    if found is None:
        return None
    said = next(group for group in found.groups() if group).casefold()
    return _AGENCIES.get(said, said)


def independent(voices: Iterable[tuple[str, str | None]]) -> list[str]:
    """Names of outlets that speak for themselves, in order; (outlet, voice) with one voice are one source, its first outlet named."""
    names: dict[str, str] = {}
    for outlet, voice in voices:
        names.setdefault(voice or f"outlet {outlet}", outlet)
    return list(dict.fromkeys(names.values()))


def _fits(told: Telling, members: Sequence[Likeness]) -> tuple[float, int | None] | None:
    """How well the story fits and which member is copied; None: it does not."""
    copied = next((m for m in members if m.copied), None)
    if copied is not None:
        return 2.0 + copied.total, copied.telling.item
    if any(denied(told.said, m.telling.said) for m in members):
        return None
    if any(abs(told.published - m.opened) > LIFE for m in members):
        return None
    near = [m for m in members if _comparable(told, m) and not forbidden(told, m)]
    best = max(near, key=lambda m: m.total, default=None)
    if best is None or len(near) * 2 < len(members):
        return None
    if _foreign(told, best.telling):
        return (ALIKE, None) if _same_step(told, best.telling) else None
    mean = sum(m.total for m in members) / len(members)
    need = _need(told, best)
    if best.total < need or mean < AROUND:
        return None
    same_wire = told.agency is not None and told.agency == best.telling.agency and best.total > 1.0
    return best.total, best.telling.item if same_wire else None


def _need(told: Telling, best: Likeness) -> float:
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


def _foreign(a: Telling, b: Telling) -> bool:
    return bool(a.language and b.language) and a.language != b.language


def _comparable(told: Telling, member: Likeness) -> bool:
    """Across languages only what is claimed can be compared, within one there must be words enough."""
    return member.shared >= SHARED or _foreign(told, member.telling)


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


def _same_step(a: Telling, b: Telling) -> bool:
    return abs(a.published - b.published) <= _ACROSS and any(kind in SURE for _, _, kind in a.said & b.said)
