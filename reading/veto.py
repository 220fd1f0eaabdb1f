"""Few sure rules that overrule the learnt reader: what a question, a trade truce, an anniversary or a refusal cannot mean."""

import re
from collections.abc import Sequence

from news.claim import Axis, Kind, Stance
from reading.negation import denied, events
from reading.parse import Parsed, Symbol

_TRADE = re.compile(
    r"\b(?:tariffs?|trade|trade war|price|pay|wage|contract|transfer|budget|labou?r|coalition|merger|rail|strike|fishing|copyright"
    r"|gas|grain|oil|transit)[\s-]+(?:ceasefire|truce|talks|negotiations|deal)\b"
    r"|\b(?:торгов|тарифн|зарплат|контрактн|бюджетн|газов|зернов|нефтян|транзитн)\w*\s+"
    r"(?:перемири|переговор|сделк|войн|протокол|соглашени)",
    re.I,
)
_LONG_AGO = re.compile(
    r"\b(?:years?|decades?|months?|anniversary)\s+(?:after|since|of|on from)\b|\b(?:years?|decades?|months?)\s+ago\b"
    r"|\blast (?:year|month|week)\b"
    r"|\b(?:год|года|лет|месяц|месяца|месяцев)\s+(?:назад|спустя|после)|\b(?:годовщин|в прошлом (?:году|месяце)|на прошлой неделе)",
    re.I,
)
_ASKS = re.compile(  # a headline that asks although no question mark ends it; WHO is the health organisation
    r"(?:(?:[Ee]xplainer|EXPLAINER|[Aa]nalysis|ANALYSIS|[Oo]pinion|OPINION|Разбор|Анализ|Мнение)\s*[:|—–-]\s*)?"
    r"(?:Who|who|Why|WHY|why|Кто|кто|Почему|почему|Зачем|зачем)\b(?![^?]*\?\s*\w)"
)
_STATED = re.compile(r"[;!.]\s+(?=\w)")  # ends what is stated before a question
_FACTS = frozenset({Kind.AGREED, Kind.COLLAPSED, Kind.EXPIRED, Kind.EXTENDED})
_UNWILLING = re.compile(
    r"\b(?:no|not|never|n['’]t|refus\w+|reluctan\w+|unwilling|against|without)\b[\w\s'’]{0,30}\b(?:extend\w*|extension|renew\w*|prolong\w*)\b"
    r"|\b(?:не|без|против|отказ\w+)\s+(?:\w+\s+){0,3}(?:продл|продлен)",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:no|without|not|neither|nor|yet to|failed to|fail to|fails to)\b[^,.;]{0,40}"
    r"\b(?:truce|ceasefire|cease-fire)\b[^,.;]{0,15}\b(?:agreed|reached|signed)\b"
    r"|\b(?:stop|stops|stopped|stopping|fall|falls|fell) short of (?:an? |any )?(?:\w+ )?(?:truce|ceasefire|cease-fire)\b"
    r"|\b(?:neither|no side|none)\b[^.;]{0,45}\bagree[ds]?\b|\bперемири\w+\s+(?:нет|не\s)|\bни одна\b[^.;]{0,40}\bсоглас",
    re.I,
)

_MAY = {  # verbs that, after may or could, leave the kind a mere possibility
    Kind.AGREED: {"AGREE", "REACH", "SIGN", "ACCEPT", "BROKER"},
    Kind.DEAL_REACHED: {"AGREE", "REACH", "SIGN", "ACCEPT", "BROKER"},
    Kind.EXTENDED: {"EXTEND"},
    Kind.EXPIRED: {"EXPIRE", "END"},
    Kind.COLLAPSED: {"COLLAPSE", "END", "CANCEL", "FAIL"},
    Kind.IN_EFFECT: {"EFFECT", "BEGIN"},
    Kind.UNDER_WAY: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
    Kind.ANNOUNCED: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
}

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
_TO_COME = re.compile(  # a start that waits for a signature
    r"\b(?:would|will|shall)\b[^.;]{0,15}\b(?:come|enter|go|take)\b[^.;]{0,40}\b(?:after|upon|once|following)\b[^.;]{0,30}\bsign(?:ature|ing|ed)\b"
    r"|\bвступ(?:ит|ило бы|ит бы)\b[^.;]{0,40}\b(?:после|с момента)\s+(?:его\s+)?подписани",
    re.I,
)
_SETTLES = frozenset({"AGREE", "REACH", "BROKER", "ACCEPT", "ANNOUNCE"})
_VERGE = frozenset({"HEDGE", "TEST"})  # "on the verge of", "на грани"
_BREAKING = frozenset({Kind.VIOLATION, Kind.COLLAPSED, Kind.EXPIRED})
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
    """The kind that plain words of an end, of talks yet to be held, or of talks taken up again make of another; the rest stay."""
    text = parsed.text
    if axis is Axis.CEASEFIRE and kind in _STANDING and _OVER.search(text):
        return Kind.COLLAPSED
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
    """What talks that were suspended and are taken up again are: under way, or announced where they are yet to be."""
    found = _plainly(_TAKEN_UP, text)
    if found is None:
        return None
    later = found["later"] or (found["ru"] and _RU_LATER.match(found["ru"]))
    return Kind.ANNOUNCED if later else Kind.UNDER_WAY


def overruled(parsed: Parsed, axis: Axis, kind: Kind) -> Stance | None:
    """The stance a current claim of `kind` in this sentence must have instead; None lets it stand."""
    text = parsed.text
    if kind is not Kind.CALLED_FOR and _asked(parsed, axis, kind):
        return Stance.POSSIBLE
    if axis is Axis.CEASEFIRE and kind in _FACTS and parsed.place == "title" and _LONG_AGO.search(text):
        return Stance.BACKGROUND
    if denied(parsed, axis, kind):
        return Stance.DENIED
    if kind is Kind.EXTENDED and _UNWILLING.search(text):
        return Stance.DENIED
    if kind is Kind.AGREED and _NOT_YET.search(text):
        return Stance.DENIED
    if _only_may(parsed, kind) or _on_the_verge(parsed, axis, kind) or _waits_for_signature(parsed, kind):
        return Stance.POSSIBLE
    return None


def _asked(parsed: Parsed, axis: Axis, kind: Kind) -> bool:
    """Whether the kind stands in a question, not in a statement with a question behind it."""
    if not parsed.question:
        return parsed.place == "title" and bool(_ASKS.match(parsed.text))
    start = max((end.end() for end in _STATED.finditer(parsed.text)), default=0)
    return not any(parsed.tokens[parsed.symbols[at].token].start < start for at in events(parsed, axis, kind))


def _only_may(parsed: Parsed, kind: Kind) -> bool:
    """Whether every verb of the kind stands after may, might, could; a plain one beside it keeps the claim."""
    tenses = [symbol.tense for symbol in parsed.symbols if symbol.name in _MAY.get(kind, ())]
    return bool(tenses) and all(tense == "may" for tense in tenses)


def _on_the_verge(parsed: Parsed, axis: Axis, kind: Kind) -> bool:
    """Whether every word of the breach or end stands right after one that only nears it."""
    if kind not in _BREAKING:
        return False
    words = events(parsed, axis, kind)
    return bool(words) and all(_neared(parsed.symbols, at) for at in words)


def _neared(symbols: Sequence[Symbol], at: int) -> bool:
    before = [symbol for symbol in symbols[max(at - 2, 0) : at] if symbol.name not in ("OF", "TO")]
    return bool(before) and bool(_VERGE & {before[-1].name, *before[-1].more})


def _waits_for_signature(parsed: Parsed, kind: Kind) -> bool:
    """Whether a truce is told only by when it would start once signed; words of an agreement beside it keep the claim."""
    settled = any(symbol.name in _SETTLES for symbol in parsed.symbols)
    return kind in (Kind.AGREED, Kind.IN_EFFECT) and not settled and bool(_TO_COME.search(parsed.text))


def off_topic(parsed: Parsed) -> bool:
    """Whether the sentence speaks of a truce or talks of trade, pay or sport."""
    return bool(_TRADE.search(parsed.text))
