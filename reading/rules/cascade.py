"""Rules alone: the verb class that governs an axis noun decides kind and stance; also a feature of the learnt
reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from news.claim import Axis, Kind, Stance
from reading.text.parse import VERBS, Mention, Parsed, Symbol, clause

_LEFT: dict[str, dict[str, Kind]] = {
    "ceasefire": {
        "AGREE": Kind.AGREED,
        "SIGN": Kind.AGREED,
        "REACH": Kind.AGREED,
        "BROKER": Kind.AGREED,
        "ANNOUNCE": Kind.AGREED,
        "DECLARE": Kind.IN_EFFECT,
        "ACCEPT": Kind.PROPOSED,
        "PROPOSE": Kind.PROPOSED,
        "CONSIDER": Kind.PROPOSED,
        "DISCUSS": Kind.PROPOSED,
        "CALL": Kind.CALLED_FOR,
        "SEEK": Kind.CALLED_FOR,
        "WANT": Kind.CALLED_FOR,
        "READY": Kind.CALLED_FOR,
        "SUPPORT": Kind.CALLED_FOR,
        "REJECT": Kind.REJECTED,
        "VIOLATE": Kind.VIOLATION,
        "ACCUSE": Kind.VIOLATION,
        "TEST": Kind.VIOLATION,
        "FIGHT": Kind.VIOLATION,
        "EXTEND": Kind.EXTENDED,
        "END": Kind.COLLAPSED,
        "CANCEL": Kind.COLLAPSED,
        "SUSPEND": Kind.COLLAPSED,
        "QUIT": Kind.COLLAPSED,
        "OBEY": Kind.IN_EFFECT,
        "HOLD": Kind.IN_EFFECT,
        "BEGIN": Kind.IN_EFFECT,
        "EFFECT": Kind.IN_EFFECT,
        "RELEASE": Kind.IN_EFFECT,
        "CALM": Kind.IN_EFFECT,
        "EXPIRE": Kind.EXPIRED,
    },
    "talks": {
        "AGREE": Kind.ANNOUNCED,
        "SCHED": Kind.ANNOUNCED,
        "ANNOUNCE": Kind.ANNOUNCED,
        "ARRIVE": Kind.ANNOUNCED,
        "CALL": Kind.CALLED_FOR,
        "SEEK": Kind.CALLED_FOR,
        "WANT": Kind.CALLED_FOR,
        "READY": Kind.CALLED_FOR,
        "PROPOSE": Kind.CALLED_FOR,
        "SUPPORT": Kind.CALLED_FOR,
        "REJECT": Kind.REJECTED,
        "HOLD": Kind.UNDER_WAY,
        "HOSTS": Kind.UNDER_WAY,
        "MEET": Kind.UNDER_WAY,
        "BEGIN": Kind.UNDER_WAY,
        "RESUME": Kind.UNDER_WAY,
        "CONTINUE": Kind.UNDER_WAY,
        "PROGRESS": Kind.UNDER_WAY,
        "DISCUSS": Kind.UNDER_WAY,
        "SUSPEND": Kind.STALLED,
        "POSTPONE": Kind.STALLED,
        "STALL": Kind.STALLED,
        "FAIL": Kind.STALLED,
        "QUIT": Kind.STALLED,
        "VIOLATE": Kind.STALLED,
        "CANCEL": Kind.COLLAPSED,
        "END": Kind.COLLAPSED,
        "COLLAPSE": Kind.COLLAPSED,
        "REACH": Kind.DEAL_REACHED,
        "SIGN": Kind.DEAL_REACHED,
        "BROKER": Kind.DEAL_REACHED,
    },
}
_RIGHT: dict[str, dict[str, Kind]] = {
    "ceasefire": {
        "HOLD": Kind.IN_EFFECT,
        "EFFECT": Kind.IN_EFFECT,
        "BEGIN": Kind.IN_EFFECT,
        "CONTINUE": Kind.IN_EFFECT,
        "OBEY": Kind.IN_EFFECT,
        "COLLAPSE": Kind.COLLAPSED,
        "END": Kind.COLLAPSED,
        "CANCEL": Kind.COLLAPSED,
        "SUSPEND": Kind.COLLAPSED,
        "EXPIRE": Kind.EXPIRED,
        "EXTEND": Kind.EXTENDED,
        "VIOLATE": Kind.VIOLATION,
        "TEST": Kind.VIOLATION,
        "FAIL": Kind.VIOLATION,
        "ACCUSE": Kind.VIOLATION,
        "REJECT": Kind.REJECTED,
        "REACH": Kind.AGREED,
        "AGREE": Kind.AGREED,
        "SIGN": Kind.AGREED,
        "ANNOUNCE": Kind.AGREED,
        "DECLARE": Kind.IN_EFFECT,
        "PROPOSE": Kind.PROPOSED,
        "SCHED": Kind.AGREED,
    },
    "talks": {
        "HOLD": Kind.UNDER_WAY,
        "BEGIN": Kind.UNDER_WAY,
        "RESUME": Kind.UNDER_WAY,
        "CONTINUE": Kind.UNDER_WAY,
        "PROGRESS": Kind.UNDER_WAY,
        "MEET": Kind.UNDER_WAY,
        "COLLAPSE": Kind.COLLAPSED,
        "CANCEL": Kind.COLLAPSED,
        "FAIL": Kind.STALLED,
        "END": Kind.UNDER_WAY,
        "SUSPEND": Kind.STALLED,
        "POSTPONE": Kind.STALLED,
        "STALL": Kind.STALLED,
        "REJECT": Kind.REJECTED,
        "SCHED": Kind.ANNOUNCED,
        "REACH": Kind.DEAL_REACHED,
        "SIGN": Kind.DEAL_REACHED,
        "AGREE": Kind.DEAL_REACHED,
    },
}
_DEAL = {
    "AGREE": Kind.DEAL_REACHED,
    "ACCEPT": Kind.DEAL_REACHED,
    "ANNOUNCE": Kind.DEAL_REACHED,
    "HOLD": Kind.DEAL_REACHED,
}
_HELD_BACK = frozenset({"MODAL", "HEDGE", "HOPE", "IF", "WARN", "CONSIDER"})
_PURSUIT = frozenset({"CALL", "SEEK", "WANT", "READY"})


@dataclass(frozen=True, slots=True)
class Governed:
    """What the verb that governs one axis noun makes of it."""

    axis: Axis
    kind: Kind
    stance: Stance
    verb: str


def read_rules(parsed: Parsed) -> list[Governed]:
    """Kind and stance of every axis noun whose governor is known, in the order of the sentence, one a
    kind."""
    found: dict[tuple[Axis, Kind], Governed] = {}
    for mention in parsed.mentions:
        rule = _rule(parsed, mention)
        if rule:
            found.setdefault((rule.axis, rule.kind), rule)
    return list(found.values())


def governor(symbols: Sequence[Symbol], mention: Mention) -> tuple[int, bool] | None:
    """Index of the governing verb symbol and whether it stands left of the noun."""
    first, last = clause(symbols, mention.at)
    left, right = _LEFT[mention.axis], _RIGHT[mention.axis]
    for at in range(mention.at + 1, min(last, mention.at + 5)):
        if symbols[at].name in right and symbols[at].tense not in ("to", "ing"):
            return at, False
    for at in range(mention.at - 1, max(first, mention.at - 8) - 1, -1):
        if symbols[at].name in left:
            return at, True
    for at in range(mention.at + 1, last):
        if symbols[at].name in right:
            return at, False
    return None


def _rule(parsed: Parsed, mention: Mention) -> Governed | None:
    symbols = parsed.symbols
    found = governor(symbols, mention)
    if found is None:
        return None
    at, is_left = found
    verb = symbols[at].name
    kind = (_LEFT if is_left else _RIGHT)[mention.axis][verb]
    if mention.noun in ("DEAL", "PLAN", "SWAP") and mention.axis == "talks":
        kind = _DEAL.get(verb, kind)
    chain = _above(symbols, at)
    kind, stance = _adjust(symbols, at, kind, chain, parsed.question)
    return Governed(Axis(mention.axis), kind, stance, verb)


def _above(symbols: Sequence[Symbol], at: int) -> list[str]:
    first, _ = clause(symbols, at)
    return [symbols[i].name for i in range(max(first, at - 6), at)]


def _adjust(
    symbols: Sequence[Symbol], at: int, kind: Kind, chain: list[str], question: bool
) -> tuple[Kind, Stance]:
    verb = symbols[at]
    near = chain[-4:]
    if any(name in _PURSUIT for name in chain) and verb.name not in _PURSUIT and kind is not Kind.REJECTED:
        kind = Kind.CALLED_FOR
    if kind in (Kind.IN_EFFECT, Kind.UNDER_WAY) and (
        "FUT" in near or "SCHED" in near or verb.tense in ("to", "fut")
    ):
        kind = Kind.AGREED if kind is Kind.IN_EFFECT else Kind.ANNOUNCED
    if question or any(name in _HELD_BACK for name in near) or verb.tense == "may":
        return kind, Stance.POSSIBLE
    if "NEG" in near or verb.tense == "not":
        if verb.name in VERBS and kind in (Kind.CALLED_FOR, Kind.UNDER_WAY, Kind.ANNOUNCED):
            return Kind.REJECTED, Stance.ASSERTED
        return kind, Stance.DENIED
    if "SINCE" in near or "PASTREF" in near:
        return kind, Stance.BACKGROUND
    return kind, Stance.ASSERTED
