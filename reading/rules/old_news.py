"""Old news told again: under an older date, of another year, or in an item that says it is old."""

import re
from calendar import monthrange
from datetime import date, timedelta

from reading.item import ItemLike
from reading.kinds import AHEAD
from reading.rules.rule import KindInSentence, Test
from reading.text.negation import events
from reading.text.parse import VERBS, Symbol
from reading.when.time_words import MONTHS

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
"""The names of the months, as a pattern."""
_VERBAL = re.compile(r"(?:ed|вш\w+|нн\w+|л[аои]?)$")  # a verb the lexicon does not know, maybe
_NEAR = 7
"""Tokens between the verb and the time it is told of."""
_DAY_HEAD = re.compile(
    rf"^\W*(?:(?P<mon>{MONTH})\.?\s+(?P<dom>\d{{1,2}})|(?P<dom2>\d{{1,2}})\s+(?P<mon2>{MONTH}))(?:,?\s+(?P<year>(?:19|20)\d\d))?(?:\s+года?)?\s*[:—–-]",
    re.I,
)
_MONTH_HEAD = re.compile(rf"^\W*(?P<mon>{MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)(?:\s+года?)?\s*[:|—–-]", re.I)
_FRESH = timedelta(days=3)
_SOON = timedelta(days=60)
"""A day told without its year that lies so little ahead is that one, and not last year's."""
_MONTHS_AGO = range(2, 10)
_PAST = frozenset({"past", "part", "pass", "bepass", "perf"})


def under_older_date(told: KindInSentence) -> bool:
    """Whether the sentence stands under an older date of its own, as in a list of what happened when: "24
    Nov: …", "January 2025: …"."""
    text, day = told.text, told.day
    if month_told := _MONTH_HEAD.match(text):
        return (int(month_told["year"]), MONTHS[month_told["mon"].lower()]) < (day.year, day.month)
    found = _DAY_HEAD.match(text)
    if found is None:
        return False
    month, dom = MONTHS[(found["mon"] or found["mon2"]).lower()], int(found["dom"] or found["dom2"])
    years = [int(found["year"])] if found["year"] else [day.year - 1, day.year, day.year + 1]
    days = [date(year, month, dom) for year in years if 0 < dom <= monthrange(year, month)[1]]
    return bool(days) and not any(-_FRESH <= one - day <= _SOON for one in days)


def of_other_time(pattern: str) -> Test:
    """Whether the kind is told of a year that is over, or of a month some months ago, by groups `year` and
    `month` of the words."""
    time = re.compile(pattern, re.I)

    def test(told: KindInSentence) -> bool:
        times = [found for found in time.finditer(told.text) if _past(found, told.day)]
        return any(_tells(told, found) for found in times if not (found["month"] and told.kind in AHEAD))

    return test


def titled(pattern: str) -> Test:
    """Whether the title of the item has the words."""
    found = re.compile(pattern, re.I)
    return lambda told: found.search(told.item.title) is not None


def in_body(pattern: str) -> Test:
    """Whether the body of the item has the words."""
    found = re.compile(pattern, re.I)
    return lambda told: found.search(_body(told.item)) is not None


def first_published(pattern: str) -> Test:
    """Whether the item says it was first published in a year (the only group of the words) that is over; a
    first publication in the year of the item is no archive."""
    first = re.compile(pattern, re.I | re.M)

    def test(told: KindInSentence) -> bool:
        said = first.finditer(f"{told.item.title}\n{_body(told.item)}")
        return any(int(found.group(1)) < _current_year(told.day) for found in said)

    return test


def _body(item: ItemLike) -> str:
    return item.summary or item.text or ""


def _current_year(day: date) -> int:
    """The year before which a time is over: in January the one before still is of now."""
    return day.year if day.month > 1 else day.year - 1


def _past(found: re.Match[str], day: date) -> bool:
    """Whether the year is over, and not just since; a month without a year, whether it is some months ago."""
    if found["month"]:
        return (day.month - MONTHS[found["month"].lower()]) % 12 in _MONTHS_AGO
    return int(found["year"]) < _current_year(day)


def _tells(told: KindInSentence, found: re.Match[str]) -> bool:
    """Whether the time told is the kind's: at the head of the sentence, or right behind its verb."""
    parsed, start = told.parsed, found.start()
    words = events(parsed, told.axis, told.kind)
    if not parsed.text[:start].strip(" «\"'“‘(["):
        return not found["month"] and not any(symbol.tense in ("pres", "fut") for symbol in parsed.symbols)
    before = [
        at
        for at, symbol in enumerate(parsed.symbols)
        if parsed.tokens[symbol.token].start < start and _is_verb(symbol)
    ]
    verbs = [at for at in words if _is_verb(parsed.symbols[at])]
    if not before or verbs != [before[-1]] or parsed.symbols[before[-1]].tense not in _PAST:
        return False
    between = [
        token for token in parsed.tokens[parsed.symbols[before[-1]].token + 1 :] if token.start < start
    ]
    return len(between) <= _NEAR and not any(
        _VERBAL.search(token.word) for token in between if not token.classes
    )


def _is_verb(symbol: Symbol) -> bool:
    return symbol.name in VERBS and bool(symbol.tense)
