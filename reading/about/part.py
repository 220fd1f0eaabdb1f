"""Which part of a war a truce is of: a sort of target, an area, hours of the day, or one side alone
(docs/status-model.md, "Part of a war")."""

import re

from news.claim import Axis, Kind, Scope
from news.process import Process
from reading.about.linking import Hit
from reading.text.parse import Parsed

_SECTORS = {  # the first that the sentence names
    "prisoners": r"\b(?:prisoners?|POWs?|captives?|detainees?|hostages?)\b|\b(?:военно)?пленн\w+|заложник\w*",
    "energy": (
        r"\b(?:energy|power|electric\w*|refiner\w+|oil|fuel|grids?|pipelines?|dams?)\b"
        r"|энерг\w+|электро\w+|нефт\w+|топлив\w+|плотин\w+"
    ),
    "sea": (
        r"\b(?:sea|maritime|naval|ports?|ships?|shipping|vessels)\b"
        r"|\bмор(?:е|я|ю|ем|ск\w+)\b|\bпорт\w*|\bсуд(?:а|ам|ов)\b|судоход\w+"
    ),
    "air": r"\b(?:air|aerial|airports?|airspace|drones?|missiles?)\b|воздуш\w+|авиаци\w+|беспилотн\w+",
    "infrastructure": r"\binfrastructure\b|инфраструктур\w+",
}
_FOUND = {slug: re.compile(pattern, re.I) for slug, pattern in _SECTORS.items()}
_TRUCE = r"(?:truce|cease-?\s?fire|cessation of hostilities)"
_RU_TRUCE = r"(?:перемири\w+|прекращени\w+ огня|режим\w* (?:тишины|прекращения огня))"
_DECLARES = re.compile(
    rf"\b(?:declar|announc|proclaim|order|decree)\w*\s+(?:\w[\w'’]*[\s-]+){{0,6}}?{_TRUCE}\b"
    rf"|\b(?:will|would|to)\s+(?:observe|hold|keep|honou?r|respect)\s+(?:\w[\w'’]*[\s-]+){{0,6}}?{_TRUCE}\b"
    rf"|\b(?:объяви|объявля|приказа|ввод|вв[её]л)\w*\s+(?:\w+[\s-]+){{0,5}}?{_RU_TRUCE}"
    rf"|\b(?:войска|силы|сторона)\b[^,.;:]{{0,40}}\b(?:соблюда\w+|будут соблюдать)\s+(?:\w+[\s-]+){{0,4}}?{_RU_TRUCE}",
    re.I,
)
_DECLARED_BY = re.compile(
    rf"\b{_TRUCE}\b,?\s+(?:that was\s+|which was\s+)?(?:declared|announced|proclaimed|ordered|decreed) by\b"
    rf"|{_RU_TRUCE},?\s+(?:\w+\s+){{0,2}}?(?:объявленн|введ[её]нн)\w+",
    re.I,
)
_OF_BOTH = re.compile(
    r"\b(?:between|both|each other|mutual\w*|bilateral\w*|agree[sd]?|agreement|agreed|accord|deal|brokered|with|mirror\w*|reciprocat\w*)\b"
    r"|\b(?:между|обе|обоюдн\w+|взаимн\w+|друг\w* друга|договор\w+|соглас\w+|зеркальн\w+|с)\s",
    re.I,
)
_WHERE = frozenset({"in", "across", "inside", "over", "against", "on", "в", "во", "на", "по", "против"})
_AT = frozenset(
    {"in", "at", "near", "on", "across", "inside", "around", "of", "в", "во", "на", "под", "возле", "у"}
)
_KINDS = frozenset({Kind.AGREED, Kind.IN_EFFECT, Kind.PROPOSED, Kind.EXTENDED})


def one_side(parsed: Parsed, process: Process | None, axis: Axis, kind: Kind) -> str | None:
    """The party that alone declares a truce in the sentence, by its name; None where both do, or a broker
    does, or nobody declares any."""
    text = parsed.text
    if process is None or axis is not Axis.CEASEFIRE or kind not in _KINDS or _OF_BOTH.search(text):
        return None
    declares, declared = _DECLARES.search(text), _DECLARED_BY.search(text)
    if declares:
        speaks = [hit for hit in parsed.hits if parsed.tokens[hit.start].start < declares.start()]
    elif declared:
        speaks = [hit for hit in parsed.hits if parsed.tokens[hit.start].start >= declared.end()][:1]
    else:
        return None
    sides = {side for hit in speaks for side in _sides(hit, process.id)}
    others = {side for hit in parsed.hits if not _is_place(parsed, hit) for side in _sides(hit, process.id)}
    if len(sides) != 1 or others - sides:
        return None
    return process.parties[sides.pop()].name


def find_part(
    sentence: str, scope: Scope, *, where: str | None = None, side: str | None = None
) -> str | None:
    """The slug of the part that a truce of `scope` is of: "energy", "hours", "area:Zabad", "side:North";
    None for the whole."""
    match scope:
        case Scope.SECTOR:
            return next((slug for slug, found in _FOUND.items() if found.search(sentence)), "targets")
        case Scope.HOURS:
            return "hours"
        case Scope.AREA:
            return f"area:{where}" if where else "area"
        case Scope.UNILATERAL:
            return f"side:{side}" if side else None
        case _:
            return None


def place_in(parsed: Parsed) -> str | None:
    """The place the sentence names after "in", "near" and the like, as it says it; None when it names none."""
    for hit in parsed.hits:
        before = parsed.tokens[hit.start - 1].word if hit.start else ""
        if before in _AT and any(name.role == "PLC" for name in hit.names):
            return parsed.text[parsed.tokens[hit.start].start : parsed.tokens[hit.end - 1].end]
    return None


def _sides(hit: Hit, process: str) -> set[int]:
    return {name.party for name in hit.names if name.process == process and name.role == "PTY"}


def _is_place(parsed: Parsed, hit: Hit) -> bool:
    """Whether the name says where: a country at war is a party and the place of the war."""
    return bool(hit.start) and parsed.tokens[hit.start - 1].word in _WHERE
