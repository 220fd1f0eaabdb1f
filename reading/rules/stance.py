"""Few sure rules that overrule the learnt reader: what a question, a trade truce, an anniversary or a refusal
cannot mean."""

import re
from collections.abc import Sequence

from news.claim import Axis, Kind, Stance
from reading.text.negation import denied, events
from reading.text.parse import Parsed, Symbol

_TRADE = re.compile(
    r"\b(?:tariffs?|trade|trade war|price|pay|wage|contract|transfer|budget|labou?r|coalition|merger|rail|strike|fishing|copyright"
    r"|gas|grain|oil|transit|minerals?|mining|rare earths?|investment)[\s-]+(?:ceasefire|truce|talks|negotiations|deal)\b"
    r"|\b(?:торгов|тарифн|зарплат|контрактн|бюджетн|газов|зернов|нефтян|транзитн)\w*\s+"
    r"(?:перемири|переговор|сделк|войн|протокол|соглашени)"
    r"|\b(?:сделк|соглашени|переговор|договор)\w*\s+(?:по|о|об)\s+(?:\w+\s+)?(?:недр|ископаем|редкозем|коалици|инвестиц|зерн)",
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
    r"(?:(?:Who|who|Why|WHY|why|Кто|кто|Почему|почему|Зачем|зачем)\b"
    r"|(?:Is|Are|Was|Were|Has|Does|Did|Can|Could|Should) (?:the |a |there |[A-Z]))"
    r"(?![^?]*\?\s*\w)"
)
_STATED = re.compile(r"[;!.]\s+(?=\w)")  # ends what is stated before a question
_FACTS = frozenset({Kind.AGREED, Kind.COLLAPSED, Kind.EXPIRED, Kind.EXTENDED})
_UNWILLING = re.compile(
    r"\b(?:no|not|never|n['’]t|refus\w+|reluctan\w+|unwilling|against|without)\b[\w\s'’]{0,30}\b(?:extend\w*|extension|renew\w*|prolong\w*)\b"
    r"|\b(?:не|без|против|отказ\w+)\s+(?:\w+\s+){0,3}(?:продл|продлен)",
    re.I,
)
_EXTENDS = re.compile(  # told beside the unwillingness: "does not want to extend" is followed by "extends"
    r"\b(?:extend|prolong|renew)(?:s|ed)\b|\bпродл(?:ил|ила|или|ило|ена?|ено|ены|евает|евают)\b",
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
    Kind.IN_EFFECT: {"EFFECT", "BEGIN", "HOLD"},
    Kind.UNDER_WAY: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
    Kind.ANNOUNCED: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
}

_TO_COME = re.compile(  # a start that waits for a signature
    r"\b(?:would|will|shall)\b[^.;]{0,15}\b(?:come|enter|go|take)\b[^.;]{0,40}\b(?:after|upon|once|following)\b[^.;]{0,30}\bsign(?:ature|ing|ed)\b"
    r"|\bвступ(?:ит|ило бы|ит бы)\b[^.;]{0,40}\b(?:после|с момента)\s+(?:его\s+)?подписани",
    re.I,
)
_WAS_DUE = re.compile(  # "a truce that was to begin at noon"
    r"\b(?:was|were|had been) (?:due|supposed|meant|scheduled|expected|to have)\b[^.;,]{0,15}"
    r"\b(?:begin|begun|start|started|take|taken|come|go|gone|enter)\w*\b"
    r"|\bдолж(?:но|ен|на|ны) был[аои]?\s+(?:\w+\s+){0,2}(?:начать|вступить|начинать|вступать)",
    re.I,
)
_OPEN = re.compile(  # what nobody can say yet
    r"\b(?:too (?:early|soon)|premature) to (?:say|speak|talk|tell|judge|know|declare|announce|call)\b"
    r"|\b(?:unclear|uncertain|not clear|in doubt|remains to be seen|doubts?(?: over)?|question is|wait to see) (?:whether|if)\b"
    r"|\b(?:bet|bets|betting)\b[^.;]{0,40}\bwill (?:hold|stick|last|survive)\b"
    r"|\b(?:рано|преждевременно)\s+(?:\w+\s+)?(?:говорить|судить|объявлять)|\b(?:говорить|судить)\b[^.;]{0,40}\b(?:рано|преждевременно)\b"
    r"|(?<!едва )(?<!вряд )(?<!чуть )\b(?!если|или|едва|вряд|чуть)\w+(?:ет|ит|ут|ют|ат|ят|лось|лась|ли|тся|ся|но|на|ны)\s+ли\b",
    re.I,
)
_IF = re.compile(r"\W*(?:If|Should|Perhaps|Maybe|Unless|Если|Возможно|Может быть)\b[^,]*(?:,|$)")
_NEAR_END = re.compile(
    r"\b(?:expires?|expiring|expiry|ends|to end|runs out|to lapse|lapses)\b[^.;]{0,30}"
    r"\b(?:tomorrow|tonight|soon|shortly|in (?:\d+|two|three|a few) (?:hours|days))\b"
    r"|\b(?:tomorrow|hours before|days before|ahead of|as the)\b[^.;]{0,20}\b(?:expires|expiry|is (?:due|set) to (?:expire|end|lapse))\b"
    r"|\b(?:is|are) (?:due|set|about) to (?:expire|end|lapse|run out)\b"
    r"|\b(?:завтра|скоро|вскоре|через \w+ (?:час|дн|сут)\w*|накануне)\b[^.;]{0,25}\b(?:истека\w+|истеч[её]т|закончится|заканчивается)\b"
    r"|\b(?:истекает|истеч[её]т|закончится|заканчивается)\b[^.;]{0,30}\b(?:завтра|скоро|вскоре|через)\b",
    re.I,
)
_ON_A_THREAD = re.compile(
    r"\bhang\w* by a thread\b|\bknife[-’' ]edge\b|\blife support\b|\bна волоске\b|\bна честном слове\b|\bна ладан\b",
    re.I,
)
_THREATENED = re.compile(
    r"\bthreat\w* to (?:walk|pull|leave|quit|abandon|end|break|scrap|withdraw)\b"
    r"|\b(?:грозит|угрожает|пригрозил)\w* (?:выйти|сорвать|разорвать|прекратить|покинуть)",
    re.I,
)
_LED_TO = re.compile(r"\b(?:after|despite|once|since|following|после|несмотря)\b[^.;,]*$", re.I)
_TAKEN_EFFECT = re.compile(
    r"(?<!not )(?<!never )\b(?:took|has taken) (?:effect|hold)\b|\b(?:came|come|went|gone|entered) into (?:effect|force)\b"
    r"|(?<!не )\bвступил\w* в силу\b",
    re.I,
)
_SETTLES = frozenset({"AGREE", "REACH", "BROKER", "ACCEPT", "ANNOUNCE"})
_OPEN_OF = frozenset({*_FACTS, Kind.IN_EFFECT, Kind.DEAL_REACHED})
_VERGE = frozenset({"HEDGE", "TEST"})  # "on the verge of", "на грани"
_BREAKING = frozenset({Kind.VIOLATION, Kind.COLLAPSED, Kind.EXPIRED})


def overruled(parsed: Parsed, axis: Axis, kind: Kind) -> Stance | None:
    """The stance a current claim of `kind` in this sentence must have instead; None lets it stand."""
    text = parsed.text
    if kind is not Kind.CALLED_FOR and _asked(parsed, axis, kind):
        return Stance.POSSIBLE
    if axis is Axis.CEASEFIRE and kind in _FACTS and parsed.place == "title" and _LONG_AGO.search(text):
        return Stance.BACKGROUND
    if kind is Kind.EXTENDED and (unwilling := _UNWILLING.search(text)):
        return (
            None
            if _EXTENDS.search(f"{text[: unwilling.start()]}, {text[unwilling.end() :]}")
            else Stance.DENIED
        )
    if denied(parsed, axis, kind):
        return Stance.DENIED
    if kind is Kind.AGREED and _NOT_YET.search(text):
        return Stance.DENIED
    if (
        _open(text, kind)
        or _only_may(parsed, kind)
        or _on_the_verge(parsed, axis, kind)
        or _waits_for_signature(parsed, kind)
    ):
        return Stance.POSSIBLE
    return None


def _open(text: str, kind: Kind) -> bool:
    """Whether it is a matter of if, of threats or of what nobody can say yet, was only due, or is near its
    end."""
    if kind in (Kind.IN_EFFECT, Kind.AGREED) and (_ON_A_THREAD.search(text) or _threatened(text)):
        return True
    if kind in _OPEN_OF and (_IF.match(text) or _OPEN.search(text)):
        return True
    return (kind is Kind.IN_EFFECT and _was_only_due(text)) or (
        kind is Kind.EXPIRED and _NEAR_END.search(text) is not None
    )


def _asked(parsed: Parsed, axis: Axis, kind: Kind) -> bool:
    """Whether the kind stands in a question, not in a statement with a question behind it."""
    if not parsed.question:
        return parsed.place == "title" and bool(_ASKS.match(parsed.text))
    start = max((end.end() for end in _STATED.finditer(parsed.text)), default=0)
    return not any(parsed.tokens[parsed.symbols[at].token].start < start for at in events(parsed, axis, kind))


def _only_may(parsed: Parsed, kind: Kind) -> bool:
    """Whether every verb of the kind stands after may, might, could; a plain one beside it keeps the
    claim."""
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
    """Whether a truce is told only by when it would start once signed; words of an agreement beside it keep
    the claim."""
    settled = any(symbol.name in _SETTLES for symbol in parsed.symbols)
    return kind in (Kind.AGREED, Kind.IN_EFFECT) and not settled and bool(_TO_COME.search(parsed.text))


def _threatened(text: str) -> bool:
    """Whether somebody threatens to leave it; not where the threat is what it was made after."""
    found = _THREATENED.search(text)
    return found is not None and not _LED_TO.search(text[: found.start()])


def _was_only_due(text: str) -> bool:
    """Whether it was to begin, and the sentence does not go on to say that it did."""
    found = _WAS_DUE.search(text)
    return found is not None and not _TAKEN_EFFECT.search(text, found.end())


def off_topic(parsed: Parsed) -> bool:
    """Whether the sentence speaks of a truce or talks of trade, pay or sport."""
    return bool(_TRADE.search(parsed.text))
