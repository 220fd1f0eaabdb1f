"""Finds when a ceasefire or a round of talks starts and ends, in aware UTC, relative to the time of
publication."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from news.fold.times import counted_from, last_moment
from reading.when.durations import find_length
from reading.when.moments import DAYS, Side, find_moment, find_range

_START = re.compile(
    r"\b(?:from|starting|starts?|started|begin(?:s|ning)?|began|"
    r"(?:take|takes|took|taking|go|goes|went|come|comes|came)\s+(?:in)?to\s+(?:effect|force)|"
    r"(?:take|takes|took|taking) (?:effect|hold)|enter(?:s|ed)? into force|effective|in force|"
    r"(?:cease|halt|hold|stop)(?:ing)?\s+(?:fire|fighting|hostilities)|прекра(?:тить|тят|щают|щении?)\s+огонь|"
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
_SUBJECT = (
    r"(?:^(?:it|they|this|the (?:deal|agreement|accord|pact)|он[оаи]?|соглашение|договор[её]нность)"
    r"|(?:truce|cease-?\s?fire|pause|lull|cessation of hostilities|перемири[еяюи]|прекращени[еяю] огня|режим\w* тишины)"
    r"(?:\s+(?:deal|agreement|accord|pact))?)\b"
)
_OF_TRUCE = re.compile(rf"{_SUBJECT}[^,;:.?!]{{0,40}}?\s(?:{_START.pattern}|{_END.pattern})", re.I)
_OF_ELSE = re.compile(
    r"\b(?:talks|negotiations|meetings?|summit|delegations?|переговор\w*|встреч\w*|делегаци\w*)\b[^,;.]*$",
    re.I,
)
_UNSURE = re.compile(
    r"\?|\b(?:if|whether|unless|could|might|should|not|never|no|propos\w*|offer\w*|demand\w*|call(?:s|ed|ing)? for|want\w*|urg\w*"
    r"|previous|earlier|former|current|existing|(?:was|were) (?:due|to|set)"
    r"|first truce|last (?:truce|ceasefire|month|year)|ago|collapsed|broke"
    r"|если|ли|мог\w*|может|не|предлож\w*|предлага\w*|требу\w*|призва\w*|прежн\w*|предыдущ\w*|прошл\w*|назад|сорва\w*)\b"
    r"|n[’']t\b|\b(?-i:may)\b",
    re.I,
)  # the fine print of a truce agreed has none of these: it would be of another truce, or of one wished for


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end as far as the sentence tells them."""

    effective_at: datetime | None = None
    ends_at: datetime | None = None


def find_times(sentence: str, published: datetime, *, begun: bool) -> Times:
    """Start and end told by `sentence`; nothing when they would leave the calendar.

    `begun` says the claim is of something already in force, so days lie behind, unless the verb says
    otherwise ("will begin on"). A length counts from the start told, else from publication; but of a truce
    only agreed whose begin is told to be another time ("once signed", "on Saturday") no one knows the end.
    """
    published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    try:
        return _times(sentence, published, begun)
    except (OverflowError, ValueError):
        return Times()


def find_times_in(sentence: str, further: Sequence[str], published: datetime, *, begun: bool) -> Times:
    """Start and end told by the claim's `sentence`, else by those of the `further` sentences that speak of
    the same truce.

    A date goes before a length, whichever sentence tells it. What further sentences tell as over is not of
    this truce.
    """
    published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    own = find_times(sentence, published, begun=begun)
    if own.effective_at and own.ends_at:
        return own
    renewed = _PROLONGED.search(sentence)  # the end told of the truce as it was is over with that
    told = [
        (text, find_times(text, published, begun=False))
        for text in further
        if _of_truce(text) and (not renewed or _PROLONGED.search(text))
    ]
    start = own.effective_at or next(
        (t.effective_at for _, t in told if t.effective_at and last_moment(t.effective_at) > published), None
    )
    try:
        dated = None if _lasting(sentence, own, published) else own.ends_at
        dated = dated or next(
            (
                t.ends_at
                for s, t in told
                if t.ends_at and t.ends_at > published and not _lasting(s, t, published)
            ),
            None,
        )
        if dated and (start is None or dated > start):
            return Times(start, dated)
        if own.ends_at and (dated or start == own.effective_at):
            return own
        length = next(
            (found for text in (sentence, *(s for s, _ in told)) if (found := find_length(text, start))), None
        )
        return Times(start, (counted_from(start, length) if start and length else None) or own.ends_at)
    except (OverflowError, ValueError):
        return own


def _of_truce(text: str) -> bool:
    """Whether a sentence beside the claim's tells of its truce a start ahead, or an end."""
    match = _OF_TRUCE.search(text)
    if match is None or _UNSURE.search(text) or _OF_ELSE.search(text[: match.start()]):
        return False
    before = text[: match.end()]
    return not (_BEHIND.search(before) or _ENDED.search(before))


def _lasting(sentence: str, times: Times, published: datetime) -> bool:
    """Whether the end is no date but counted from a length."""
    base = times.effective_at or published
    length = find_length(sentence, base)
    return length is not None and times.ends_at == base + length


def _times(sentence: str, published: datetime, begun: bool) -> Times:
    lasting = _RANGED.search(sentence)
    if lasting and (days := find_range(sentence[lasting.start() :], published)):
        return Times(*days)
    start = _after(_START, sentence, published, lambda before: _side(before, begun))
    end = _after(
        _END, sentence, published, lambda before: Side.BEHIND if _ENDED.search(before) else Side.AHEAD, start
    )
    length = find_length(sentence, start or published)
    if (
        end is None
        and length is not None
        and (start or begun or _PROLONGED.search(sentence) or not _COMING.search(sentence))
    ):
        end = counted_from(start or published, length)
    if start is not None and end is not None and end <= start:
        end = counted_from(start, length) if length else None
    return Times(start, end)


def _side(before: str, begun: bool) -> Side:
    """Where the day told after the words `before` lies: by the tense of the verb, else as `begun` says."""
    clause = re.split(r"[,;:]", before)[-1]
    if _BEHIND.search(clause):
        return Side.BEHIND
    return Side.BEHIND if begun and not _AHEAD.search(clause) else Side.NEAR


def _after(
    cue: re.Pattern[str],
    sentence: str,
    published: datetime,
    side: Callable[[str], Side],
    start: datetime | None = None,
) -> datetime | None:
    """The first moment told behind a word of `cue`; one ahead lies after `start` too."""
    for match in cue.finditer(sentence):
        rest = sentence[match.end() : match.end() + 45]
        rest = re.split(r"[;(]|\b(?:until|till|through|and|after|but|до|после)\b", rest, maxsplit=1)[0]
        spaced = " at " + rest.lstrip() if rest[:1] == " " else rest
        text = match.group() + rest if match.group() in ("from", "until", "до", "с") else spaced
        found = find_moment(
            text, published, side(sentence[: match.end()]), max(published, start or published)
        )
        if found:
            return found
    return None
