"""Finds when a ceasefire or a round of talks starts and ends, in aware UTC, relative to the time of publication."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reading.lengths import find_length
from reading.timewords import HOURS, MONTHS, WEEKDAYS

_DAY = "|".join(sorted([*WEEKDAYS, "today", "tonight", "tomorrow", "сегодня", "завтра"], key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:(?P<day>{_DAY})\b|(?P<mon>{_MONTH})\.?\s+(?P<dom>\d{{1,2}})\b(?!\d)"
    rf"|(?P<dom2>\d{{1,2}})(?:st|nd|rd|th|-го|-е)?\s+(?P<mon2>{_MONTH})\b)"
)
_CLOCK = (
    r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s*(?P<ap>a\.?m\.?|p\.?m\.?|утра|вечера|часов|ч\b)?"
    rf"|(?P<word>{'|'.join(HOURS)})|(?P<mil>\d{{4}})\s*(?:GMT|UTC)"
)
_DATE_RE = re.compile(_DATE, re.I)
_CLOCK_RE = re.compile(
    rf"\b(?:at|from|by|until|till|с|в|до|around|about|to|,)\s+(?:{_CLOCK})(?=\W|$)|\b(?P<word2>{'|'.join(HOURS)})\b", re.I
)
_START = re.compile(
    r"\b(?:from|starting|starts?|started|begin(?:s|ning)?|began|"
    r"(?:take|takes|took|taking|go|goes|went|come|comes|came)\s+(?:in)?to\s+(?:effect|force)|"
    r"(?:take|takes|took|taking) effect|enter(?:s|ed)? into force|effective|in force|"
    r"начн[её]тся|начинается|начал\w*|вступ\w+ в силу|действует с|"
    r"с(?=\s+(?:\d|полуноч|полудн|утра|вечера|понедельник|вторник|сред|четверг|пятниц|суббот|воскресен)))\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|to)\b(?:\s+\w+){0,3}$|\b(?:begin|start|take|come|enter|go)s\b[\w\s]{0,20}$|\b(?:вступит|начн[её]тся|будет)\b[\w\s]{0,20}$",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?:started|began|(?:took|came|went|entered)\b[\w\s]{0,20}|(?:has|have|had) been\b[\w\s]{0,20}"
    r"|вступил[аои]?\b[\w\s]{0,20}|начал\w*)$",
    re.I,
)
_END = re.compile(
    r"\b(?:until|till|through|expir(?:e|es|ed|ing)|ends?|ended|ending|lapses?|lapsed|runs? out|ran out|deadline|"
    r"due to (?:end|expire|lapse)|"
    r"до|по|истек\w*|истёк|истека\w*|заканчива\w*|закончил\w*|заверш\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end as far as the sentence tells them."""

    effective_at: datetime | None = None
    ends_at: datetime | None = None


def find_times(sentence: str, published: datetime, *, begun: bool) -> Times:
    """Start and end told by `sentence`.

    `begun` says the claim is of something already in force, so days lie behind, unless the verb says otherwise ("will begin on").
    """
    published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    start = _after(_START, sentence, published, lambda before: _lies_behind(before, begun))
    end = _after(_END, sentence, published, lambda _: False)
    length = find_length(sentence)
    if end is None and length is not None:
        end = (start or published) + length
    if start is not None and end is not None and end <= start:
        end = start + length if length else None
    return Times(start, end)


def _lies_behind(before: str, begun: bool) -> bool:
    """Whether the day told after the words `before` has passed: by the tense of the verb, else as `begun` says."""
    clause = re.split(r"[,;:]", before)[-1]
    if _BEHIND.search(clause):
        return True
    return begun and not _AHEAD.search(clause)


def _after(cue: re.Pattern[str], sentence: str, published: datetime, passed: Callable[[str], bool]) -> datetime | None:
    for match in cue.finditer(sentence):
        rest = sentence[match.end() : match.end() + 45]
        rest = re.split(r"[;(]|\b(?:until|till|through|and|after|but|до|после)\b", rest, maxsplit=1)[0]
        found = _moment(
            match.group() + rest if match.group() in ("from", "until", "до", "с") else " at " + rest.lstrip() if rest[:1] == " " else rest,
            published,
            back=passed(sentence[: match.end()]),
        )
        if found:
            return found
    return None


def _moment(text: str, published: datetime, *, back: bool) -> datetime | None:
    day = _DATE_RE.search(text)
    clock = _CLOCK_RE.search(_DATE_RE.sub(" ", text))
    hour = _hour(clock) if clock else None
    if day is None:
        if hour is None or clock is None or not (clock["ap"] or clock["word"] or clock["word2"] or clock["mil"] or clock["min"]):
            return None
        moment = _at(published, hour)
        return moment + timedelta(days=1) if moment <= published and not back else moment
    return _at(_date(day, published, back=back), hour or (0, 0))


def _at(day: datetime, hour: tuple[int, int]) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour[0], minutes=hour[1])


def _date(match: re.Match[str], published: datetime, *, back: bool) -> datetime:
    name = (match["day"] or "").lower()
    if name in ("today", "tonight", "сегодня"):
        return published
    if name in ("tomorrow", "завтра"):
        return published + timedelta(days=1)
    if name:
        ahead = (WEEKDAYS[name] - published.weekday()) % 7
        return published + timedelta(days=ahead - 7 if back and ahead else ahead)
    month = MONTHS[(match["mon"] or match["mon2"]).lower()]
    day = max(1, min(int(match["dom"] or match["dom2"]), 28 if month == 2 else 30))
    moment = published.replace(month=month, day=day)
    if abs((moment - published).days) > 200:
        moment = moment.replace(year=moment.year + (1 if moment < published else -1))
    return moment


def _hour(match: re.Match[str]) -> tuple[int, int] | None:
    word = match["word"] or match["word2"]
    if word:
        return HOURS[word.lower()]
    if match["mil"]:
        return int(match["mil"][:2]) % 25, int(match["mil"][2:]) % 60
    hour = int(match["h"])
    mark = (match["ap"] or "").lower()
    if mark.startswith(("p", "веч")) and hour < 12:
        hour += 12
    if mark.startswith("a") and hour == 12:
        hour = 0
    return (hour, int(match["min"] or 0)) if hour <= 24 else None
