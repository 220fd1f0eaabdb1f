"""How long a ceasefire lasts by the words of a sentence: "72-hour truce", "for five more days",
"трёхдневное", "на неделю"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta

from reading.when.time_words import NUMBERS, UNITS

_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")"
_LENGTH = re.compile(
    rf"\b(?P<n>{_NUMBER})[\s-]+(?:more\s+|additional\s+|further\s+|extra\s+|дополнительны[хе]\s+)?(?P<unit>{_UNIT})\b"
    rf"|\b(?P<m>{_NUMBER}|трёх|трех|двух|четырёх|четырех|пяти|семи|десяти|сем|пят|шести)-?(?P<runit>дневн|часов|недельн|месячн|суточн)\w*"
    r"|\b(?:(?P<one>day|week|month|year)-?long|(?P<adj>недельн|месячн|суточн)\w+(?!\s+давност)"
    r"|(?:a|another|one more)\s+(?P<single>hour|day|week|month)(?!-)|(?P<rone>сутки|неделю|месяц|час))\b",
    re.I,
)
_LASTING = re.compile(
    r"\b(?:for|by|of|last|lasts|lasting|another|на|ещё на|еще на|сроком на|длительностью|продлится)\s+"
    r"(?:up to\s+|at least\s+|about\s+)?(?:a\s+further\s+|another\s+|ещё\s+|еще\s+)?$",
    re.I,
)
_ADDED = re.compile(r"\b(?:for|by|на)\s+$", re.I)
_PAUSE = r"(?:cease-?\s?fires?|truces?|pauses?|halts?|lulls?|breaks?|respite|moratorium|suspension|extension|prolongation|renewal"
_RU_PAUSE = (
    r"перемири\w+|прекращени\w+ огня|режим\w*|пауз\w+|тишин\w+|затиш\w+|передышк\w+|моратори\w+|продлени\w+)"
)
_LINKS = r"(?:after|before|since|despite|amid|into|of|in|and|as|old|после|до|в|и|несмотря)\b"
_NAMES_PAUSE = re.compile(
    rf"(?:[\s,-]+(?!{_LINKS})[\w’'.-]+){{0,3}}?[\s,-]+(?:{_PAUSE}|{_RU_PAUSE})(?!\w)", re.I
)
_OVER_BEFORE = re.compile(
    r"\b(?:end(?:s|ed|ing)?|end of|clos(?:e|es|ed|ing)|expir(?:y|ation) of|broke|breaks|breaking|abandon\w*|scrap\w*"
    r"|оконч\w+|законч\w+|заверш\w+|истек\w+|истёк\w*|прерва\w+|сорва\w+|конец|конца|спустя|через)\s+(?:an?\s+|the\s+|its\s+|their\s+)?$",
    re.I,
)
_OVER_AFTER = re.compile(
    r"(?:[\s-]+\w+){0,2}?[\s-]+(?:(?:has|had|have)\s+)?(?:ended|expired|lapsed|ran out|collapsed|broke down|истекл?[оаи]?|истёк"
    r"|законч\w+сь|заверш\w+сь|сорва\w+сь)(?!\w)",
    re.I,
)
_AGE_AFTER = re.compile(
    r"[\s-]+(?:old|ago|later|earlier|delays?|late|behind|into|назад|спустя|подряд)(?!\w)", re.I
)
_AGE_BEFORE = re.compile(  # "has held for three days": how long it has lasted, not how long it will
    r"\b(?:held|hold(?:s|ing)?|been|lasted|stood|standing|survived|intact|respected|observed|silent|quiet|calm|in (?:effect|force))\b"
    r"[^,;:.]{0,40}\bfor\s+(?:(?:the|a|nearly|almost|about|over|more than|just)\s+){0,2}(?:(?:past|last|full|whole)\s+)?$"
    r"|\b(?:talks|negotiations)\b[^,;:.]{0,20}\bfor\s+$",
    re.I,
)
_YET_TO = re.compile(
    r"\b(?:will|would|shall|to|should|must|may|could)\s+(?:be\s+|have\s+)?\w*\b[^,;:.]{0,30}\bfor\b[^,;:.]*$",
    re.I,
)
_HELD_AFTER = re.compile(
    r"[^.;]{0,60}\b(?:has|have)\s+(?:\w+\s+)?(?:held|been|lasted|stood|survived)\b", re.I
)
_EARLIER = re.compile(
    r"\b(?:after|following|since|после|спустя)\b[^,;:.]*$", re.I
)  # what a length tells there is not of the truce
_MONTHS_IN = {UNITS["month"]: 1, UNITS["year"]: 12}
_REACH = 120  # characters on either side that tell what a length is of


def find_length(sentence: str, since: datetime | None = None) -> timedelta | None:
    """How long: of several lengths the one added ("for", "by", "на"), else the first; the age of a truce or
    of a delay is none.

    Months and years are the calendar's from `since` on, else of thirty and 365 days. Raises ValueError beyond
    the calendar.
    """
    found = list(_lengths(sentence, since))
    return next((span for added, span in found if added), found[0][1] if found else None)


def _lengths(sentence: str, since: datetime | None) -> Iterator[tuple[bool, timedelta]]:
    """Each length with whether it is the one added."""
    for match in _LENGTH.finditer(sentence):
        before, after = (
            sentence[max(0, match.start() - _REACH) : match.start()],
            sentence[match.end() : match.end() + _REACH],
        )
        if (
            _AGE_AFTER.match(after)
            or _OVER_BEFORE.search(before)
            or _OVER_AFTER.match(after)
            or _is_age(before, after)
        ):
            continue
        of_pause = bool(_NAMES_PAUSE.match(after)) and (not after.startswith(",") or "-" in match.group())
        lasting = bool(_LASTING.search(before)) and (of_pause or not _EARLIER.search(before))
        added = lasting and (bool(_ADDED.search(before)) or not of_pause)
        if (match["single"] or match["rone"]) and not added:
            continue
        span = _span(match, since) if lasting or of_pause else None
        if span:
            yield added, span


def _is_age(before: str, after: str) -> bool:
    """Whether it tells how long something has lasted so far."""
    if _AGE_BEFORE.search(before):
        return not _YET_TO.search(before)
    return bool(re.fullmatch(r"\W*for\s+", before, re.I) and _HELD_AFTER.match(after))


def _span(match: re.Match[str], since: datetime | None) -> timedelta | None:
    number = match["n"] or match["m"] or "1"
    unit = match["unit"] or match["runit"] or match["one"] or match["adj"] or match["single"] or match["rone"]
    count = int(number) if number.isdigit() else NUMBERS.get(number.lower(), 0)
    hours = UNITS.get(unit.lower(), 0)
    if count and since and hours in _MONTHS_IN:
        return _months_later(since, count * _MONTHS_IN[hours]) - since
    return timedelta(hours=count * hours) if count and hours else None


def _months_later(since: datetime, months: int) -> datetime:
    """The same day so many months later, else the last of that month."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return since.replace(year=year, month=month + 1, day=min(since.day, monthrange(year, month + 1)[1]))
