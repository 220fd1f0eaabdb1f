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
"""How much more is asked of two items for every day beyond SOON between them: the next day's headline of a conflict is worded alike."""

BARE = 0.2
"""How much more is asked of two headlines without a summary: a few words in common say little."""

SHARED = 3
"""Words that carry meaning two items must have in common, however short they are."""

NAMELESS = 0.14
"""How much more is asked of two items that share no name."""


class Form(enum.StrEnum):
    """How an item tells its news; a look back or a round-up is never the event itself."""

    NEWS = "news"
    ROUNDUP = "roundup"  # live blog, briefing, "day 12: key events"
    LOOKBACK = "lookback"  # anniversary, explainer, opinion


_ROUNDUP = re.compile(
    r"\blive\b[:,]?\s*(blog|updates?|briefing|coverage)|\blive:|\bas it happened\b|\bkey (events|developments)\b"
    r"|\bat a glance\b|\brecap\b|\bround-?up\b|\bday \d+\b|\bdaily briefing\b|\bmorning briefing\b|\bbriefing:"
    r"|\b(war|crisis) (live|latest|briefing)\b|\bwhat we know\b|\bthe latest on\b"
    r"|\bв прямом эфире\b|\bонлайн\b|\bхроника\b|\bглавное к\b|\bглавное за\b|\bитоги (дня|недели)\b",
    re.IGNORECASE,
)
_LOOKBACK = re.compile(
    r"\banniversary\b|\b(\d+|two|three|four|five|six|ten|twenty) years? (on|ago|after|since)\b|\bexplainer\b|\bexplained\b"
    r"|^opinion\b|\banalysis:|\beditorial\b|^why\b|^how\b|^what (is|are)\b"
    r"|\btimeline\b|\bгодовщин|\b\d+ лет (назад|спустя)\b|^почему\b|^мнение\b",
    re.IGNORECASE,
)

_AGENCY = re.compile(
    r"\((Reuters|AP|AFP|TASS|Xinhua|Interfax|ТАСС|Интерфакс|РИА Новости)\)|\b(Reuters|AFP|AP|Associated Press) via\b(?! Getty)"
    r"|\bvia (Reuters|AFP|AP|Associated Press)\b(?! (?:Getty|Images))"
)
_AGENCIES = {"associated press": "ap", "тасс": "tass", "интерфакс": "interfax", "риа новости": "ria"}

WIRES = frozenset({"reuters", "ap", "afp", "tass", "xinhua", "interfax", "ria"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One item as joining sees it. `said` holds its current claims (process, axis, kind); names and numbers are folded words."""

    item: int
    outlet: str
    published: datetime
    language: str | None = None
    form: Form = Form.NEWS
    agency: str | None = None  # the wire it copies or comes from
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    said: frozenset[tuple[str, str, str]] = frozenset()
    bare: bool = False  # a headline and nothing more


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
    if any(abs(told.published - m.opened) > LIFE for m in members):
        return None
    near = [m for m in members if _comparable(told, m) and not forbidden(told, m.telling)]
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
    """How alike the two must be: more where they share no name, and the more the further apart they were told."""
    nameless = bool(told.names and best.telling.names) and not told.names & best.telling.names
    late = max(abs(told.published - best.telling.published) - SOON, timedelta()) / timedelta(days=1)
    return ALIKE + NAMELESS * nameless + LATE * late + BARE * (told.bare and best.telling.bare)


def _foreign(a: Telling, b: Telling) -> bool:
    return bool(a.language and b.language) and a.language != b.language


def _comparable(told: Telling, member: Likeness) -> bool:
    """Across languages only what is claimed can be compared, within one there must be words enough."""
    return member.shared >= SHARED or _foreign(told, member.telling)


def forbidden(a: Telling, b: Telling) -> bool:
    """Whether the two can never tell one event, however alike their words are."""
    if abs(a.published - b.published) > APART or a.form is not b.form:
        return True
    if a.form is not Form.NEWS:  # two live blogs, two looks back: only the same text is one story
        return True
    if a.numbers and b.numbers and not a.numbers & b.numbers and len(a.numbers) > 1 and len(b.numbers) > 1:
        return True
    return _opposed(a.said, b.said)


def _opposed(a: frozenset[tuple[str, str, str]], b: frozenset[tuple[str, str, str]]) -> bool:
    """One says the opposite of the other about one axis of one process, and they share nothing else they say."""
    if not a or not b or a & b:
        return False
    pairs = {(x[2], y[2]) for x in a for y in b if x[:2] == y[:2]}
    return any(frozenset(pair) in OPPOSED for pair in pairs)


def _same_step(a: Telling, b: Telling) -> bool:
    return abs(a.published - b.published) <= _ACROSS and any(kind in SURE for _, _, kind in a.said & b.said)
