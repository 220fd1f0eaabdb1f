"""Rows of the `outbox` table as what the house works with, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from news.chat import (
    Button,
    ChatAddress,
    ChatKind,
    Message,
    MessageRecord,
    OutboxDraft,
    OutboxKind,
    OutboxMessage,
    OutboxState,
)

SHARED = "\0"  # opens the `html` of a message that still points to a shared text


def message_to_json(message: Message) -> dict[str, Any]:
    return {
        "html": message.html,
        "buttons": [[asdict(b) for b in row] for row in message.buttons],
        "preview": message.preview,
    }


def message_from_json(stored: Mapping[str, Any]) -> Message:
    """The message; one that points to a shared text has its id for `html` until it is filled."""
    if "composed" in stored:
        return Message(f"{SHARED}{stored['composed']}")
    buttons = tuple(tuple(Button(**b) for b in row) for row in stored["buttons"])
    return Message(stored["html"], buttons, stored["preview"])


def values_of(draft: OutboxDraft, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": draft.chat_id,
        "kind": draft.kind,
        "dedup_key": draft.dedup_key,
        "message": message_to_json(draft.message)
        if draft.composed_id is None
        else {"composed": draft.composed_id},
        "cause": dict(draft.cause),
        "state": OutboxState.DROPPED if draft.dropped else OutboxState.DUE,
        "trouble": draft.dropped,
        "settled_at": now if draft.dropped else None,
        "created_at": now,
        "due_at": draft.due_at,
        "expires_at": draft.expires_at,
        "change_id": draft.change_id,
    }


def message_of(row: Row[Any], attempts: int) -> OutboxMessage:
    """`attempts` counts the try under way."""
    return OutboxMessage(
        row.id,
        row.chat_id,
        ChatAddress(row.telegram_id, row.thread_id),
        OutboxKind(row.kind),
        message_from_json(row.message),
        attempts,
        row.created_at,
        row.expires_at,
        row.language,
        row.cause,
        row.withdrawn_at is not None,
        row.zone,
        None if row.quiet_from is None else (row.quiet_from, row.quiet_to),
        ChatKind(row.chat_kind),
    )


def record_of_row(row: Row[Any]) -> MessageRecord:
    return MessageRecord(
        row.id,
        OutboxKind(row.kind),
        OutboxState(row.state),
        row.created_at,
        row.due_at,
        row.settled_at,
        row.attempts,
        row.trouble,
        row.message_id,
        row.cause,
    )
