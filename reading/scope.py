"""How much of the conflict a claim covers: whole, an area, a sector, a humanitarian pause, or one side only."""

import re

from news.claim import Axis, Kind, Scope

_HUMANITARIAN = re.compile(
    r"\bhumanitarian (?:pause|truce|ceasefire|cease-fire|lull|window|corridor)|\b(?:daily|tactical) pauses?\b|гуманитарн\w+ (?:пауз|перемири|коридор)",
    re.I,
)
_SECTOR = re.compile(
    r"\b(?:energy|power grid|power plants?|infrastructure|maritime|Black Sea|naval|air|aerial|airport|sea)\b[\w\s-]{0,25}\b(?:truce|cease-?fire|moratorium|halt|pause)"
    r"|\b(?:truce|cease-?fire|moratorium|halt|pause)\b[\w\s,-]{0,30}\b(?:on|to|against|in|at|for|covering)\b[\w\s-]{0,20}\b(?:energy|power|infrastructure|Black Sea|sea)\b"
    r"|энергетическ\w+ (?:перемири|пауз)|объект\w* энергетик|энергообъект|на море|морско\w+ перемири|воздушно\w+ перемири|Ч[её]рн\w+ мор",
    re.I,
)
_AREA = re.compile(
    r"\b(?:local|localised|localized|town|city|village|district|suburb|neighbou?rhood|besieged|camp|province|provincial|prison)\b[\w\s'’-]{0,30}\b(?:truce|cease-?fire|lull)"
    r"|\b(?:truce|cease-?fire)\b[\w\s,'’-]{0,30}\bin (?:the )?(?:\w+ )?(?:town|city|village|district|suburb|neighbou?rhood|camp|area|province|region|part)\b"
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
