"""How much of the conflict a claim covers: whole, an area, a sector, a humanitarian pause, or one side only."""

import re

from news.claim import Axis, Kind, Scope

_TRUCE = r"(?:truce|cease-?fire)"
_HUMANITARIAN = re.compile(
    r"\bhumanitarian (?:pause|truce|ceasefire|cease-fire|lull|window|corridor)|\b(?:daily|tactical) pauses?\b"
    r"|гуманитарн\w+ (?:пауз|перемири|коридор)",
    re.I,
)
_SECTOR = re.compile(
    r"\b(?:energy|power grid|power plants?|infrastructure|maritime|Black Sea|naval|air|aerial|airport|sea)\b[\w\s-]{0,25}"
    rf"\b(?:{_TRUCE}|moratorium|halt|pause)"
    rf"|\b(?:{_TRUCE}|moratorium|halt|pause)\b[\w\s,-]{{0,30}}\b(?:on|to|against|in|at|for|covering)\b[\w\s-]{{0,20}}"
    r"\b(?:energy|power|infrastructure|Black Sea|sea)\b"
    r"|энергетическ\w+ (?:перемири|пауз)|объект\w* энергетик|энергообъект|на море|морско\w+ перемири"
    r"|воздушно\w+ перемири|Ч[её]рн\w+ мор",
    re.I,
)
_SPOT = r"(?:town|city|village|district|suburb|neighbou?rhood|camp"
_AREA = re.compile(
    rf"\b(?:local|localised|localized|besieged|province|provincial|prison|{_SPOT}))\b[\w\s'’-]{{0,30}}\b(?:{_TRUCE}|lull)"
    rf"|\b{_TRUCE}\b[\w\s,'’-]{{0,30}}\bin (?:the )?(?:\w+ )?{_SPOT}|area|province|region|part)\b"
    r"|локальн\w+ перемири|перемири\w+ в (?:городе|районе|провинции|лагере|деревне)",
    re.I,
)
_UNILATERAL = re.compile(r"\bunilateral(?:ly)?\b|\bone-sided\b|односторонн", re.I)


def find_scope(sentence: str, axis: Axis, kind: Kind) -> Scope:
    """The scope of a ceasefire claim by the words around it; talks are always whole."""
    if axis is Axis.TALKS:
        return Scope.WHOLE
    if _SECTOR.search(sentence):
        return Scope.SECTOR
    if _HUMANITARIAN.search(sentence):
        return Scope.HUMANITARIAN
    if _UNILATERAL.search(sentence) and kind not in (Kind.REJECTED, Kind.CALLED_FOR):
        return Scope.UNILATERAL
    return Scope.AREA if _AREA.search(sentence) else Scope.WHOLE
