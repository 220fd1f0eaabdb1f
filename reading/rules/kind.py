"""The kind of a claim set right by plain words: an end declared, a start or talks yet to come, talks taken up
again."""

import re

from news.claim import Axis, Kind
from reading.text.parse import Parsed

_OVER = re.compile(
    r"\b(?:declar\w+|announc\w+|pronounc\w+|says?|said|calls?|called)\s+(?:the |its |a |\w+['’]s )?(?:\w+ )?"
    r"(?:ceasefire|cease-fire|truce)\s+(?:is |was |to be )?"
    r"(?:over|ended|dead|null|void|at an end)\b|\b(?:ceasefire|cease-fire|truce) (?:is|was) (?:over|dead)\b"
    r"|\bcall(?:s|ed|ing)? off (?:\w+ ){0,2}(?:ceasefire|cease-fire|truce)\b"
    r"|\b(?:declar|announc|proclaim)\w* (?:an |the |its )?end (?:to|of) (?:the |a |its |their )?(?:\w+ )?"
    r"(?:ceasefire|cease-fire|truce)\b(?! (?:viol|breach|talk))"
    r"|\b(?:объяв|заяв|уведом|сообщ)\w* (?:об|о) (?:окончани|завершени|прекращени)\w+ (?:действия )?"
    r"(?:режима (?:тишины|прекращения огня|перемирия)|(?:\w+ )?перемирия|прекращения огня)"
    r"|прекращени\w+ перемири|перемири\w+ (?:окончено|закончено|больше не действует)",
    re.I,
)
_TO_START = re.compile(  # "will take effect today": agreed, not yet in force
    r"\b(?:truce|cease-?\s?fire|pause|lull|it|which|that)\b[^,.;:]{0,40}\b(?:will|shall|(?:is|are|due|set|scheduled|expected) to)\s+"
    r"(?:\w+\s+)?(?:take (?:effect|hold)|(?:come|go|enter) into (?:effect|force)|(?:begin|start)(?! \w+ing\b))\b"
    r"|\b(?:перемири\w+|тишин\w+|прекращени\w+ огня|пауз\w+)\b[^,.;:]{0,40}\b(?:вступ(?:ит|ят) в силу|начн[её]тся|начнутся)\b"
    r"|\b(?:вступ(?:ит|ят) в силу|начн[её]тся|начн[её]т действовать)\b[^,.;:]{0,40}\b(?:перемири\w+|тишин\w+|прекращени\w+ огня|пауз\w+)\b",
    re.I,
)
_STARTED = re.compile(
    r"\b(?:took|has taken|came|went|entered|began|started|begun|in (?:effect|force)|holds|holding"
    r"|takes (?:effect|hold)|(?:comes|goes|enters) into (?:effect|force)|is being observed|now active"
    r"|(?:truce|cease-?\s?fire) (?:is )?(?:now )?in place|вступает|вступил\w*|начал\w*|действует|соблюда\w+)\b",
    re.I,
)
_REFUSED = re.compile(  # "refuses to observe the truce"
    r"\b(?:refus|declin)\w+ to (?:observe|honou?r|respect|abide by|comply with|recogni[sz]e|accept|join)\b"
    r"|\b(?:won['’]t|will not) (?:observe|honou?r|abide by|join)\b"
    r"|\bотказ\w+ (?:соблюдать|признавать|признать|выполнять|присоединиться)",
    re.I,
)
_STANDING = frozenset({Kind.AGREED, Kind.IN_EFFECT, Kind.EXTENDED, Kind.PROPOSED})

_TO_TALK = re.compile(  # agreed to talk is no deal yet
    r"\bagree[sd]?\s+to\s+(?:hold|start|open|begin|resume|restart)\s+(?:\w+\s+){0,3}(?:talks|negotiations)\b"
    r"|\b(?:договорил|согласил)\w+\s+(?:провести|начать|возобновить|продолжить)\s+(?:\w+\s+){0,3}переговор",
    re.I,
)

_TALKS = r"(?:talks|negotiations|dialogue|peace (?:process|efforts))\b"
_TAKEN_UP = re.compile(  # what was suspended goes on: "restart suspended peace talks", and when it is yet to
    r"(?P<later>\b(?:to|will|shall|would|due|set|agreed?)\s+(?:to\s+|be\s+)?)?"
    r"\b(?:restart|resum|reviv|relaunch|reopen|return\w* to|back to)\w*\s+"
    rf"(?:\w+[\s-]+){{0,3}}?(?:suspended|stalled|frozen|halted|deadlocked|paused|interrupted|broken-off|delayed)"
    rf"\s+(?:\w+[\s-]+){{0,3}}?{_TALKS}"
    r"|(?P<ru>возобнов\w+|продолж\w+)\s+(?:приостановл|прерван|заморож|отлож|зашедш)\w+\s+(?:\w+\s+){0,3}?"
    r"(?:переговор|диалог|мирн\w+ процесс)",
    re.I,
)
_TO_FOLLOW = re.compile(rf"\b{_TALKS}[^,.;]{{0,40}}\s+to\s+(?:follow|come|begin|start|open|resume)\b", re.I)
_WISHED = re.compile(
    r"\b(?:urg|call|want|hop|seek|sought|try|tries|tried|vow|press|push|bid|aim|effort|attempt|mission|mediation|mediating"
    r"|призыв|призва|хоч|хот|надеет|надею|пыта)\w*[^,.;]*$",
    re.I,
)
_NOT_SO = re.compile(  # before the words: refused, failed, wished for or only talked about
    r"\b(?:refus|reject|fail|unable|rul(?:e|es|ed|ing) out|condition|threat|struggl|invit|discuss|drive|plan|propos|arriv"
    r"|seek|sought|expect)\w*[^,.;]*$"
    r"|\b(?:no|not|never|cannot|may|might|could|ready|if|how|in)\b[^,.;]*$|n['’]t\b[^,.;]*$"
    r"|\b(?:отказ|отверг|план|предл|готов)\w*[^,.;]*$|\b(?:не|без|услови\w+|если|отсутстви\w+)\s[^,.;]*$|\bуслови\w+, при котор[^.;]*$",
    re.I,
)
_RU_LATER = re.compile(r"возобновят|возобновит|продолжат|возобновить|продолжить|возобновлению", re.I)
_MADE_HEADWAY = re.compile(
    r"\b(?:announc\w*|report\w*|hail\w*|cit(?:e|es|ed|ing)|sees?|saw|seen|not(?:e|es|ed|ing)|mak(?:e|es|ing)|made)\s+(?!no\b|little\b|scant\b)"
    rf"(?:['\"‘“]?[\w-]+\s+){{0,2}}?progress['\"’”]?\s+(?:from|in|at|on|during)\s+(?:(?:peace|truce|ceasefire|the|these|their)\s+){{0,2}}{_TALKS}"
    r"|\b(?:объяв|сообщ|отмет|отмеч|добил)\w*\s+(?:о\s+)?(?!отсутств|не\b)(?:\w+\s+)?прогресс\w*\s+(?:в|на)\s+(?:мирных\s+)?переговор",
    re.I,
)


def corrected(parsed: Parsed, axis: Axis, kind: Kind) -> Kind:
    """The kind that plain words of an end, of talks yet to be held, or of talks taken up again make of
    another; the rest stay."""
    text = parsed.text
    if axis is Axis.CEASEFIRE and kind in _STANDING and _OVER.search(text):
        return Kind.COLLAPSED
    if axis is Axis.CEASEFIRE and kind in (Kind.IN_EFFECT, Kind.AGREED) and _REFUSED.search(text):
        return Kind.REJECTED
    if (
        axis is Axis.CEASEFIRE
        and kind is Kind.IN_EFFECT
        and _TO_START.search(text)
        and not _STARTED.search(text)
    ):
        return Kind.AGREED
    if kind is Kind.DEAL_REACHED and _TO_TALK.search(text):
        return Kind.ANNOUNCED
    if kind is Kind.STALLED:
        return _taken_up(text) or kind
    if kind is Kind.UNDER_WAY and _TO_FOLLOW.search(text):
        return Kind.ANNOUNCED
    if kind is Kind.ANNOUNCED and _plainly(_MADE_HEADWAY, text):
        return Kind.UNDER_WAY
    return kind


def _plainly(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What the pattern finds, when nothing before it in its clause wishes, refuses or denies it."""
    found = pattern.search(text)
    before = text[: found.start()] if found else ""
    return None if _WISHED.search(before) or _NOT_SO.search(before) else found


def _taken_up(text: str) -> Kind | None:
    """What talks that were suspended and are taken up again are: under way, or announced where they are yet
    to be."""
    found = _plainly(_TAKEN_UP, text)
    if found is None:
        return None
    later = found["later"] or (found["ru"] and _RU_LATER.match(found["ru"]))
    return Kind.ANNOUNCED if later else Kind.UNDER_WAY
