"""Finds when a ceasefire or a round of talks starts and ends, in aware UTC, relative to the time of publication."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from reading.lengths import find_length
from reading.moments import DAYS, Side, find_moment, find_range

_START = re.compile(
    r"\b(?:from|starting|starts?|started|begin(?:s|ning)?|began|"
    r"(?:take|takes|took|taking|go|goes|went|come|comes|came)\s+(?:in)?to\s+(?:effect|force)|"
    r"(?:take|takes|took|taking) effect|enter(?:s|ed)? into force|effective|in force|"
    r"начн[её]тся|начинается|начал\w*|вступ\w+ в силу|действует с|"
    r"с(?=\s+(?:\d|полуноч|полудн|утра|вечера|понедельник|вторник|сред|четверг|пятниц|суббот|воскресен|сегодня|завтра|закат|рассвет)))\b",
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


_ENDED = re.compile(
    r"(?:expired|ended|lapsed|ran out|истек\w+|истёк|закончил\w*|завершил\w*)$"
    r"|\b(?:lasted|held|продержал\w+|длил\w+|продлил[ао]сь)\s+(?:only\s+|лишь\s+)?(?:until|till|through|до|по)$",
    re.I,
)
_PROLONGED = re.compile(r"\b(?:exten(?:d|sion)|prolong|renew|another\b|more\b|продл|пролонг|ещ[её]\b)", re.I)
_COMING = re.compile(
    rf"\b(?:once|when|upon|after (?:the )?sign\w+|later|soon|coming|next|upcoming|ahead of|in the (?:coming|next)"
    rf"|после подписания|когда|вскоре|позднее|ближайш\w+|следующ\w+|предстоящ\w+)\b|{DAYS}",
    re.I,
)
_RANGED = re.compile(
    r"^(?:from|between|с)\s|\b(?:truces?|cease-?\s?fires?|pauses?|lulls?|in (?:effect|force)|перемири\w+|огня|пауз\w+|тишин\w+|действ\w+)",
    re.I,
)  # a range of days told behind such a word is of the truce


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end as far as the sentence tells them."""

    effective_at: datetime | None = None
    ends_at: datetime | None = None


def find_times(sentence: str, published: datetime, *, begun: bool) -> Times:
    """Start and end told by `sentence`; nothing when they would leave the calendar.

    `begun` says the claim is of something already in force, so days lie behind, unless the verb says otherwise ("will begin on").
    A length counts from the start told, else from publication; but of a truce only agreed whose begin is told to be another time
    ("once signed", "on Saturday") no one knows the end.
    """
    published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    try:
        return _times(sentence, published, begun)
    except (OverflowError, ValueError):
        return Times()


def _times(sentence: str, published: datetime, begun: bool) -> Times:
    lasting = _RANGED.search(sentence)
    if lasting and (days := find_range(sentence[lasting.start() :], published)):
        return Times(max(days[0], published) if not begun and days[0].date() == published.date() else days[0], days[1])
    start = _after(_START, sentence, published, lambda before: _side(before, begun))
    end = _after(_END, sentence, published, lambda before: Side.BEHIND if _ENDED.search(before) else Side.AHEAD, start)
    length = find_length(sentence, start or published)
    if end is None and length is not None and (start or begun or _PROLONGED.search(sentence) or not _COMING.search(sentence)):
        end = (start or published) + length
    if start is not None and end is not None and end <= start:
        end = start + length if length else None
    return Times(start, end)


def _side(before: str, begun: bool) -> Side:
    """Where the day told after the words `before` lies: by the tense of the verb, else as `begun` says."""
    clause = re.split(r"[,;:]", before)[-1]
    if _BEHIND.search(clause):
        return Side.BEHIND
    return Side.BEHIND if begun and not _AHEAD.search(clause) else Side.NEAR


def _after(
    cue: re.Pattern[str], sentence: str, published: datetime, side: Callable[[str], Side], start: datetime | None = None
) -> datetime | None:
    """The first moment told behind a word of `cue`; one ahead lies after `start` too."""
    for match in cue.finditer(sentence):
        rest = sentence[match.end() : match.end() + 45]
        rest = re.split(r"[;(]|\b(?:until|till|through|and|after|but|до|после)\b", rest, maxsplit=1)[0]
        spaced = " at " + rest.lstrip() if rest[:1] == " " else rest
        text = match.group() + rest if match.group() in ("from", "until", "до", "с") else spaced
        found = find_moment(text, published, side(sentence[: match.end()]), max(published, start or published))
        if found:
            return found
    return None
