"""Status, change and evidence as JSON values and back, exactly; sorted keys make stable bytes."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from news.claim import Axis, Claim, Kind, Piece, Scope, Stance
from news.status import Change, ChangeRule, State, Status

Json = dict[str, Any]

_EVIDENCE_LISTS = ("evidence", "disputes", "breaches", "pending", "parts")
_TIMES = ("since", "confirmed_at", "effective_at", "ends_at", "extended_at", "as_of")
_NAMES = ("disputed_by", "accusations")


def claim_to_json(claim: Claim) -> Json:
    """What differs from a plain claim only; enums as their words, times as ISO 8601."""
    return _without_defaults(claim, {f.name: _plain(getattr(claim, f.name)) for f in fields(claim)})


def claim_from_json(value: Json) -> Claim:
    return Claim(
        **{
            **value,
            "axis": Axis(value["axis"]),
            "kind": Kind(value["kind"]),
            "stance": Stance(value["stance"]),
            "scope": Scope(value.get("scope", Scope.WHOLE)),
            "effective_at": _time(value.get("effective_at")),
            "ends_at": _time(value.get("ends_at")),
            "proofs": tuple(value.get("proofs", ())),
        }
    )


def evidence_to_json(piece: Piece) -> Json:
    value = {f.name: _plain(getattr(piece, f.name)) for f in fields(piece) if f.name != "claim"}
    return _without_defaults(piece, value) | {"claim": claim_to_json(piece.claim)}


def evidence_from_json(value: Json) -> Piece:
    return Piece(
        **{
            **value,
            "claim": claim_from_json(value["claim"]),
            "published": datetime.fromisoformat(value["published"]),
        }
    )


def status_to_json(status: Status) -> Json:
    value = {f.name: _plain(getattr(status, f.name)) for f in fields(status) if f.name not in _EVIDENCE_LISTS}
    lists = {
        name: [evidence_to_json(p) for p in getattr(status, name)]
        for name in _EVIDENCE_LISTS
        if getattr(status, name)
    }
    return _without_defaults(status, value) | lists


def status_from_json(value: Json) -> Status:
    read = dict(value)
    read |= {
        name: tuple(evidence_from_json(p) for p in value[name]) for name in _EVIDENCE_LISTS if name in value
    }
    read |= {name: datetime.fromisoformat(value[name]) for name in _TIMES if name in value}
    read |= {name: tuple(value[name]) for name in _NAMES if name in value}
    read |= {name: State(value[name]) for name in ("state", "previous", "peak") if name in value}
    return Status(**{**read, "axis": Axis(value["axis"])})


def change_to_json(change: Change) -> Json:
    """All of a change; process, axis, state, flags and disputes stand in its status."""
    return {
        "at": change.at.isoformat(),
        "previous": str(change.previous),
        "rule": str(change.rule),
        "reason": change.reason,
        "ordinal": change.ordinal,
        "status": status_to_json(change.status),
    }


def change_from_json(value: Json) -> Change:
    status = status_from_json(value["status"])
    return Change(
        datetime.fromisoformat(value["at"]),
        status.process,
        status.axis,
        status.state,
        State(value["previous"]),
        status.violations,
        status.disputed_by,
        status,
        ChangeRule(value["rule"]),
        value["reason"],
        value["ordinal"],
    )


def _without_defaults(thing: Any, value: Json) -> Json:
    plain = {f.name: _plain(f.default) for f in fields(thing)}
    return {name: v for name, v in value.items() if name not in plain or v != plain[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Axis | Kind | Stance | Scope | State) else value


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
