"""How much of the conflict a claim covers: whole, an area, a sector, a humanitarian pause, or one side
only."""

import re

from news.claim import Axis, Kind, Scope

_TRUCE = r"(?:truce|cease-?fire)"
_FEW = r"(?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
_FEW_RU = r"(?:[1-9]-?|1[01]-?|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати)"
_HOURS = re.compile(  # the war goes on in the other hours of the day
    rf"\b(?:daily|tactical|daytime|nightly)\b[\w\s-]{{0,20}}\b(?:paus(?:es?|ing)|lulls?|halts?|{_TRUCE}s?)\b"
    rf"|\b(?:{_TRUCE}|paus(?:es?|ed|ing)|halts?|suspen\w+)\b[^.;:]{{0,60}}\bhours? (?:a|per|each|every) day\b"
    r"|\b(?:paus(?:es?|ed|ing)|halts?|suspen\w+)\b[^.;:]{0,60}\b(?:every|each) day\b"
    r"|\bpauses? runs? from\b[^.;:]{0,60}\b(?:every day|each day|daily)\b"
    r"|\b(?:ежедневн|тактическ|дневн)\w+ (?:\w+ ){0,2}(?:пауз|перемири|прекращени\w+ огня)"
    r"|(?:пауз\w+|перемири\w+|приостан\w+)[^.;:]{0,60}(?:час\w* (?:в (?:день|сутки)|ежедневно)|каждый день|ежедневно)",
    re.I,
)
_FEW_HOURS = re.compile(
    rf"\b{_FEW}[\s-]hours?[\s-](?:\w+[\s-]){{0,2}}pauses?\b|\b{_FEW_RU}часов\w+ (?:\w+ ){{0,2}}пауз", re.I
)
_HUMANITARIAN = re.compile(
    r"\bhumanitarian (?:pause|truce|ceasefire|cease-fire|lull|window|corridor)"
    r"|\b(?:evacuation|aid|relief|medical) (?:pause|truce|lull|window|corridor)"
    r"|\b(?:pauses?|lulls?|halts?|suspen\w+)\b[\w\s-]{0,40}\b(?:for|to|so)\b(?:\s+(?:allow|let|enable|permit|in|the|an?|more))*\s+(?:aid|relief|evacuat\w+)\b"
    r"|(?:гуманитарн|эвакуационн)\w+ (?:пауз|перемири|коридор)"
    r"|(?:пауз\w+|перемири\w+) (?:\w+ ){0,3}для (?:\w+ )?(?:эвакуаци|вывоз|доставк|гумпомощ|гуманитарн)",
    re.I,
)
_HIT = r"(?:strik\w+|attack\w*|hit\w*|target\w*|bomb\w*|shell\w*)"
_TARGET = (
    r"(?:energy|power|infrastructure|refiner\w+|ports?|ships?|shipping|vessels|dams?|pipelines?|grids?)\b"
)
_SECTOR = re.compile(
    r"\b(?:energy|power grid|power plants?|infrastructure|maritime|Black Sea|naval|air|aerial|airport|sea)\b[\w\s-]{0,25}"
    rf"\b(?:{_TRUCE}|moratorium|halt|pause)"
    rf"|\b(?:{_TRUCE}|moratorium|halt|pause)\b[\w\s,-]{{0,30}}\b(?:on|to|against|in|at|for|covering)\b[\w\s-]{{0,20}}"
    r"\b(?:energy|power|infrastructure|Black Sea|sea)\b"
    r"|энергетическ\w+ (?:перемири|пауз)|объект\w* энергетик|энергообъект|на море|морско\w+ перемири"
    r"|воздушно\w+ перемири|Ч[её]рн\w+ мор"
    rf"|\b(?:not (?:to )?|stop |cease |spare |refrain(?:ing)? from ){_HIT}\b(?:\s+(?!and\b|but\b)[\w'’-]+){{0,3}}?\s+{_TARGET}"
    r"|\bне (?:бить|стрелять|(?:на)?нос\w+ удар\w*|атак\w+|обстрел\w+|удар\w+)(?: (?!и\b|но\b)\w+){0,4}?"
    r" (?:энергет|электро|инфраструктур|нефт|порт|суд)"
    r"|\b(?:прекра|приостан|останов|моратори|отказ|воздерж)\w*(?: \w+){0,3}? (?:удар\w*|атак\w*|обстрел\w*)"
    r"(?: (?!и\b|но\b)\w+){0,3}? (?:энерг|электро|инфраструктур|нефт|порт|суд)",
    re.I,
)
_PRISONERS = re.compile(
    r"\b(?:prisoners?|POWs?|captives?|detainees?)(?:[\s-]+of[\s-]+war)?[\s-]+(?:swaps?|exchanges?|releases?)\b"
    r"|\b(?:swap|exchange|swapping|exchanging)\b(?:\s+(?:of|more|all|\d+|the|their))*\s+(?:prisoners|POWs|captives|detainees)\b"
    r"|\bобмен\w* (?:\w+ )?(?:военно)?пленн",
    re.I,
)
_TAKEN = re.compile(  # people held, or the dead: what such talks are about
    r"\b(?:prisoners?|POWs?|captives?|detainees?)\b|\b(?:bodies|remains) of\b"
    r"|\b(?:captured|kidnapped|abducted|detained|jailed|imprisoned|captive)\s+(?:\w+\s+){0,2}"
    r"(?:soldiers?|troops|generals?|officers?|policem[ae]n|fighters?|rebels?|pilots?|sailors?|civilians?|aid workers?|journalists?"
    r"|lawmakers?|politicians?)\b"
    r"|\bпленн\w+|\b(?:тел|тела|останк\w+|останки) (?:погибших|солдат|военных)"
    r"|\b(?:захваченн|похищенн|задержанн)\w+ (?:\w+ )?(?:солдат|военн|офицер|генерал|журналист|моряк)",
    re.I,
)
_HANDED = re.compile(
    r"\b(?:swap|exchang|releas|hand\w* over|return|repatriat|transfer)\w*|\bfree(?:s|d|ing)?\b"
    r"|\b(?:prisoners?|POWs?|captives?|detainees?)[\s-]+(?:deal|accord|agreement)\b"
    r"|\b(?:обмен|обмени|освобо|верн|возвра|переда)\w*",
    re.I,
)
_AID = re.compile(  # passage for people and goods: what such an agreement is about
    r"\bhumanitarian (?:corridors?|access|passages?|aid|convoys?|deliver\w+)\b"
    r"|\b(?:evacuation|aid|relief) (?:corridors?|access|convoys?|routes?|deliver\w+)\b"
    r"|\b(?:border|aid) crossings?\b|\bcrossing points?\b|\bcross-border aid\b"
    r"|\b(?:let|allow|open)\w*\b[^.;]{0,30}\b(?:aid|relief|evacuat\w+|convoys?)\b"
    r"|\b(?:aid|relief)\s+(?:\w+\s+){0,2}(?:overland|through|via|into)\b"
    r"|гуманитарн\w+ (?:коридор|помощ|доступ|конво)|коридор\w* для эвакуац"
    r"|эвакуаци\w+ (?:\w+ )?(?:жител|граждан|мирн|ранен)|пропуск\w* (?:помощ|гумпомощ|конво)",
    re.I,
)
_TALKING = re.compile(r"\b(?:talks|negotiat\w+|declaration|mediat\w+|переговор\w*|деклараци\w+)\b", re.I)
_WAR = (
    rf"\b{_TRUCE}|\bhostilities\b|\bfighting\b|\bend\w* (?:of )?(?:the |their )?(?:\w+ )?war\b"
    r"|перемири|огня|(?:оконч|прекращ|заверш)\w+ войн|боевы"
)
_ARMS = re.compile(rf"{_WAR}|\bpeace\b|\bмир(?:а|у|ом|е|н\w+)?\b", re.I)
# "talks suspended until prisoners are freed": the release is what the talks wait for, not what they are about
_CONDITION = re.compile(
    r"\b(?:talks|negotiat\w+|dialogue|переговор\w*)\b[^.;]{0,200}"
    r"\b(?:until|unless|once|after|before|ahead of|following|as|if|over|demand\w*|refus\w*|insist\w*|после|пока|если|из-за)\b",
    re.I,
)
_PEACE = re.compile(  # what makes talks more than an exchange
    rf"{_WAR}|\bpeace (?:talks|deal|agreement|accord|plan|negotiations|conference|summit)"
    r"|мирн\w+ (?:переговор|соглашени|план|договор)",
    re.I,
)
_SPOT = r"(?:town|city|village|district|suburb|neighbou?rhood|camp"
_OF_ARMS = (
    r"(?:in|of|the|its|their|military|fighting|hostilities|operations|activity|attacks|strikes|for|up|to|each|every|per|an?|\w+-hour|\d+"
    r"|hours?|days?|daily)"
)
_AREA = re.compile(
    rf"\b(?:local|localised|localized|besieged|province|provincial|prison|{_SPOT}))\b[\w\s'’-]{{0,30}}\b(?:{_TRUCE}|lull)"
    rf"|\b(?:{_TRUCE}|paus(?:es?|ed|ing)|halts?|lull|suspen\w+)(?:\s+{_OF_ARMS}){{0,9}}\s+"
    r"in (?:some |several |certain )?(?:parts|areas|districts) of\b"
    r"|\b(?:around|at|near) (?:the )?(?:\w+ ){0,3}(?:plant|power station|dam)\b"
    rf"|\b{_TRUCE}\b[\w\s,'’-]{{0,30}}\bin (?:the )?(?:\w+ ){{0,3}}{_SPOT}|area|province|region|part)\b"
    r"|(?:перемири\w+|пауз\w+|огня) в (?:отдельных|некоторых|части|ряде) (?:\w+ )?район"
    r"|локальн\w+ перемири|перемири\w+ в (?:городе|районе|провинции|лагере|деревне)",
    re.I,
)
_UNILATERAL = re.compile(r"\bunilateral(?:ly)?\b|\bone-sided\b|односторонн", re.I)
_ONE_ACCEPTS = re.compile(  # "X agrees to a truce", in the singular and with nobody: the other side is yet to
    rf"\b(?:agrees to|has agreed to|accepts|has accepted|signs off on|says yes to)\s+(?:\w+[\s-]+){{0,4}}?{_TRUCE}\b"
    r"(?![^.;]*\b(?:with|between|both)\b)"
    r"|\b(?:согласил(?:ся|ась|ось) на|принял[ао]?)\s+(?:\w+\s+){0,3}?(?:перемири\w+|прекращение огня)\b(?!\s+с\b)",
    re.I,
)


def find_scope(sentence: str, axis: Axis, kind: Kind) -> Scope:
    """The scope of a claim by the words around it; talks are whole but where they are only about prisoners,
    the dead or aid."""
    if axis is Axis.TALKS:
        return Scope.SECTOR if _of_prisoners(sentence) or _of_aid(sentence) else Scope.WHOLE
    if _SECTOR.search(sentence) or (_PRISONERS.search(sentence) and not _ARMS.search(sentence)):
        return Scope.SECTOR
    if _HOURS.search(sentence):
        return Scope.HOURS
    if _HUMANITARIAN.search(sentence):
        return Scope.HUMANITARIAN
    if _FEW_HOURS.search(sentence):
        return Scope.HOURS
    if kind is Kind.AGREED and _ONE_ACCEPTS.search(sentence):
        return Scope.UNILATERAL
    if _UNILATERAL.search(sentence) and kind not in (Kind.REJECTED, Kind.CALLED_FOR):
        return Scope.UNILATERAL
    return Scope.AREA if _AREA.search(sentence) else Scope.WHOLE


def _of_aid(sentence: str) -> bool:
    """Whether what is agreed or refused is only the passage of people and goods, with no word of talks or of
    the war."""
    return _AID.search(sentence) is not None and not (_TALKING.search(sentence) or _PEACE.search(sentence))


def _of_prisoners(sentence: str) -> bool:
    """Whether the talks are only about people held, or the dead."""
    if not (_TAKEN.search(sentence) and _HANDED.search(sentence)) or _PEACE.search(sentence):
        return False
    waits = _CONDITION.search(sentence)
    return not (waits and _TAKEN.search(sentence, waits.end()))
