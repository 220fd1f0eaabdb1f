"""One line of a replay's output: a change, a claim, and the bytes they are written as
(docs/status-model.md, "The replay contract")."""

import json
from datetime import datetime
from typing import Any

from news.claim import Axis, Claim, Piece
from news.status import Change


def change_line(change: Change) -> dict[str, Any]:
    """One line of --changes."""
    status = change.status
    return {
        "at": change.at.isoformat(),
        "process": change.process,
        "axis": change.axis,
        "state": change.state,
        "previous": change.previous,
        "violations": change.violations,
        "disputed_by": list(change.disputed_by),
        "accusations": list(status.accusations),
        "since": _iso(status.since),
        "effective_at": _iso(status.effective_at),
        "ends_at": _iso(status.ends_at),
        "by": status.by,
        "claimed_only": status.claimed_only,
        "due": status.due,
        "background": status.background,
        "outlets": status.outlets,
        "rule": change.rule,
        "reason": change.reason,
        "key": change.key,
        "evidence": [_evidence_line(piece) for piece in change.evidence],
    }


def claim_line(item_id: str, claim: Claim) -> dict[str, Any]:
    """One line of --claims."""
    return {
        "item_id": item_id,
        "process": claim.process,
        "axis": claim.axis,
        "kind": claim.kind,
        "stance": claim.stance,
        "by": claim.by,
        "sentence": claim.sentence,
        "confidence": round(claim.confidence, 4),
        "scope": claim.scope,
        **({"part": claim.part} if claim.part else {}),
        "effective_at": _iso(claim.effective_at),
        "ends_at": _iso(claim.ends_at),
        "detail": claim.detail,
        "reason": claim.reason,
        **({"where": claim.where, "deaths": claim.deaths} if claim.axis is Axis.FIGHTING else {}),
    }


def as_line(value: dict[str, Any]) -> bytes:
    """JSON with sorted keys, so that the same input gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")


def _evidence_line(piece: Piece) -> dict[str, Any]:
    return {
        "item_id": piece.item_id,
        "outlet": piece.outlet,
        "published": piece.published.isoformat(),
        "sentence": piece.claim.sentence,
        "link": piece.link,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
