"""What a sentence tells of another year, as over, or as a memory: retold, not news."""

import re
from calendar import monthrange
from datetime import date, timedelta

from news.claim import Axis, Kind
from reading.text.negation import events
from reading.text.parse import VERBS, Parsed, Symbol
from reading.when.time_words import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# "in 2020", "in late 2020", "in March 2023", "on 5 May 2019", "осенью 2020-го", "21 февраля 2014 года"
_TIME = re.compile(
    r"\b(?:(?:back )?in|during|on)\s+(?:the\s+)?(?:(?:early|late|mid)[\s-]|(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?)?"
    rf"(?:(?:{_MONTH})\.?\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s+(?:{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b(?![-–/]|\s+(?:truce|cease|peace|deal|accord|agreement|pact|war)\b)"
    rf"|\b(?:in|in early|in late|last|в|в начале|в конце)\s+(?P<month>{_MONTH})\b(?!\s*\d|\s+(?:truce|cease|deal|talks))"
    rf"|\b(?:в|осенью|весной|летом|зимой|(?:\d{{1,2}}|в)\s+(?:{_MONTH}))\s+(?P<year2>(?:19|20)\d\d)(?:-?(?:го|м|й))?(?:\s+(?:году|года|г\.))?",
    re.I,
)
_AGE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_MEMORY = re.compile(
    rf"\b(?:truce|cease-?fire)\s+(?:(?:turns|marks|is)\s+{_AGE}\s+years?\b|turns\s+{_AGE}\b(?!\s*(?:%|per\b|hour|day|week|month)))"
    r"|^\W*(?:\w+\s)?\w+ (?:years|decades) on\b|^\W*(?:спустя )?\w+ (?:лет|года) спустя\b"
    r"|\bперемирию\s+(?:исполн\w+\s+)?(?:(?!\d{4}|(?:на|в|за|с)\b|прошл|эт|нынешн|следующ)\w+\s+)?(?:год|года|лет)\b"
    r"|\b\w+[-\s]лети\w+ (?:\w+ )?перемири",
    re.I,
)
_LASTED = re.compile(  # a truce that lasted so long is over
    r"(?<!has )(?<!have )\blasted\s+(?:only\s+|just\s+|barely\s+)*(?:until|till|through|less than|for|\w+\s+(?:hours|days|weeks|months)\b)"
    r"|\b(?:продержал|прожи|просуществовал|длил)\w*\s+(?:лишь\s+|всего\s+)?(?:до|с|меньше|\w+\s+(?:час|сут|дн|недел|месяц))",
    re.I,
)
_VERBAL = re.compile(r"(?:ed|вш\w+|нн\w+|л[аои]?)$")  # a verb the lexicon does not know, maybe
_NEAR = 7
"""Tokens between the verb and the time it is told of."""
_DAY_HEAD = re.compile(
    rf"^\W*(?:(?P<mon>{_MONTH})\.?\s+(?P<dom>\d{{1,2}})|(?P<dom2>\d{{1,2}})\s+(?P<mon2>{_MONTH}))(?:,?\s+(?P<year>(?:19|20)\d\d))?(?:\s+года?)?\s*[:—–-]",
    re.I,
)
_MONTH_HEAD = re.compile(
    rf"^\W*(?P<mon>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)(?:\s+года?)?\s*[:|—–-]", re.I
)
_FRESH = timedelta(days=3)
_SOON = timedelta(days=60)
"""A day told without its year that lies so little ahead is that one, and not last year's."""
_AHEAD = frozenset(
    {Kind.CALLED_FOR, Kind.PROPOSED, Kind.ANNOUNCED, Kind.EXTENDED}
)  # a month told with these may lie ahead
_MONTHS_AGO = range(2, 10)
_PAST = frozenset({"past", "part", "pass", "bepass", "perf"})


def retold(parsed: Parsed, axis: Axis, kind: Kind, day: date) -> bool:
    """Whether the sentence, published on `day`, tells the kind as of another year, as over, or as a
    memory."""
    if _MEMORY.search(parsed.text) or (kind is Kind.IN_EFFECT and _LASTED.search(parsed.text)):
        return True
    if _under_older_date(parsed.text, day):
        return True
    times = [found for found in _TIME.finditer(parsed.text) if _past(found, day)]
    return any(
        _tells(parsed, axis, kind, found) for found in times if not (found["month"] and kind in _AHEAD)
    )


def _under_older_date(text: str, day: date) -> bool:
    """Whether the sentence stands under an older date of its own, as in a list of what happened when: "24
    Nov: …", "January 2025: …"."""
    if month_told := _MONTH_HEAD.match(text):
        return (int(month_told["year"]), MONTHS[month_told["mon"].lower()]) < (day.year, day.month)
    found = _DAY_HEAD.match(text)
    if found is None:
        return False
    month, dom = MONTHS[(found["mon"] or found["mon2"]).lower()], int(found["dom"] or found["dom2"])
    years = [int(found["year"])] if found["year"] else [day.year - 1, day.year, day.year + 1]
    days = [date(year, month, dom) for year in years if 0 < dom <= monthrange(year, month)[1]]
    return bool(days) and not any(-_FRESH <= one - day <= _SOON for one in days)


def _past(found: re.Match[str], day: date) -> bool:
    """Whether the year is over, and not just since; a month without a year, whether it is some months ago."""
    if found["month"]:
        return (day.month - MONTHS[found["month"].lower()]) % 12 in _MONTHS_AGO
    return int(found["year"] or found["year2"]) < (day.year if day.month > 1 else day.year - 1)


def _tells(parsed: Parsed, axis: Axis, kind: Kind, found: re.Match[str]) -> bool:
    """Whether the time told is the kind's: at the head of the sentence, or right behind its verb."""
    start = found.start()
    words = events(parsed, axis, kind)
    if not parsed.text[:start].strip(" «\"'“‘(["):
        return not found["month"] and not any(symbol.tense in ("pres", "fut") for symbol in parsed.symbols)
    before = [
        at
        for at, symbol in enumerate(parsed.symbols)
        if parsed.tokens[symbol.token].start < start and _is_verb(symbol)
    ]
    told = [at for at in words if _is_verb(parsed.symbols[at])]
    if not before or told != [before[-1]] or parsed.symbols[before[-1]].tense not in _PAST:
        return False
    between = [
        token for token in parsed.tokens[parsed.symbols[before[-1]].token + 1 :] if token.start < start
    ]
    return len(between) <= _NEAR and not any(
        _VERBAL.search(token.word) for token in between if not token.classes
    )


def _is_verb(symbol: Symbol) -> bool:
    return symbol.name in VERBS and bool(symbol.tense)
