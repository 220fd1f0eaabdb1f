"""How one item tells its news, as joining sees it: news or a look back, whose words, what it names and
claims."""

import enum
import re
from dataclasses import dataclass
from datetime import datetime


class Form(enum.StrEnum):
    """How an item tells its news; a look back or a round-up is never the event itself."""

    NEWS = "news"
    ROUNDUP = "roundup"  # live blog, briefing, "day 12: key events"
    LOOKBACK = "lookback"  # anniversary, explainer, opinion


_ROUNDUP = re.compile(
    r"\blive\b[:,]?\s*(blog|updates?|briefing|coverage)|\blive:|\bas it happened\b|\bkey (events|developments)\b"
    r"|^(?:factbox|chronology|video|pictures?|photos?)\b[:-]|\bat a glance\b|\brecap\b|\bround-?up\b|\bday \d+\b|\bdaily briefing\b"
    r"|\bmorning briefing\b|\bbriefing:"
    r"|\b(war|crisis) (live|latest|briefing)\b|\bwhat we know\b|\bthe latest on\b"
    r"|\bв прямом эфире\b|\bонлайн\b|\bхроника\b|\bглавное к\b|\bглавное за\b|\bитоги (дня|недели)\b",
    re.IGNORECASE,
)
_LOOKBACK = re.compile(
    r"\banniversary\b|\b(\d+|two|three|four|five|six|ten|twenty) years? (on|ago|after|since)\b|\bexplainer\b|\bexplained\b"
    r"|^opinion\b|^newsmaker\b|\banalysis[:-]|\beditorial\b|^why\b|^how\b|^(what|who) (is|are|was|were)\b|^what['’]s\b|\bguide to\b"
    r"|\bwhat to know\b|: (how|why|what)\b[^?]*\?$|^q\+a\b"
    r"|\btimeline\b|\bгодовщин|\b\d+ лет (назад|спустя)\b|^почему\b|^мнение\b",
    re.IGNORECASE,
)

_BEGINS = re.compile(
    r"\b(?:tak(?:es?|ing|en)|took) (?:effect|hold)\b|\binto (?:effect|force)\b|\bnow in (?:effect|force)\b"
    r"|\b(?:truce|cease-?\s?fire)\b[^.;]{0,40}\b(?:begins?|began|begun|starts?|started)\b"
    r"|\b(?:begins?|began|starts?|started)\b[^.;]{0,25}\b(?:truce|cease-?\s?fire)\b"
    r"|\bвступ\w+ в силу\b|\b(?:начал\w* действовать|заработал\w*)\b|\b(?:перемири|прекращени)\w+[^.;]{0,40}\bначал\w+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:as|after|amid|despite|before|ahead of|while|until|после|несмотря|пока|до|на фоне)\b", re.IGNORECASE
)
_DEAL = re.compile(
    r"\btruce|\bcease|\barmistice|hostilit|\bagree|\bdeals?\b|\bpact\b|\baccord|перемири|\bогня\b|соглашени|догов",
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
class OneTimeEvent:
    """Something an item says to have happened that happens once: its process, axis and kind, and the times
    told of it (aware UTC)."""

    process: str
    axis: str
    kind: str
    start: datetime | None = None
    end: datetime | None = None


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
    common: frozenset[str] = frozenset()  # those of them that many recent items have
    numbers: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    said: Said = frozenset()
    steps: frozenset[OneTimeEvent] = frozenset()  # those of them that are made once
    bare: bool = False  # a headline and nothing more
    title: frozenset[str] = frozenset()  # folded words that carry meaning
    filling: frozenset[str] = frozenset()  # those of them that are names or numbers
    negated: bool = False  # its title says that something is not so


def form_of(title: str, summary: str) -> Form:
    """How the item tells its news, from its title (a live blog also says so in its summary's first words)."""
    if _ROUNDUP.search(title) or _ROUNDUP.search(summary[:60]):
        return Form.ROUNDUP
    return Form.LOOKBACK if _LOOKBACK.search(title) else Form.NEWS


def begins(sentence: str) -> bool:
    """Whether it tells that a truce begins, not that one is still in effect."""
    return bool(_BEGINS.search(sentence))


def mainly_of_a_deal(title: str) -> bool:
    """Whether a title's main clause is about a truce or a deal; what comes after "as" or "despite" is told of
    before."""
    return bool(_DEAL.search(_ASIDE.split(title, maxsplit=1)[0]))


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
