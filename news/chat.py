"""What a chat is, and what becomes of a message owed to it."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class ChatKind(enum.StrEnum):
    """Telegram's chat types; a forum topic is a chat of its own with a `thread_id`."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class ChatState(enum.StrEnum):
    """Whether messages can reach the chat; resting chats keep their subscriptions for a return."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    KICKED = "kicked"
    GONE = "gone"
    NO_RIGHTS = "no_rights"  # the bot is there and may not write


@dataclass(frozen=True, slots=True)
class ChatAddress:
    """Where in Telegram: `telegram_id` of the chat, `thread_id` of a forum topic (0: none)."""

    telegram_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as storage knows it."""

    id: int
    address: ChatAddress
    kind: ChatKind
    title: str | None = None
    language: str = "en"  # ISO 639-1 of the interface
    zone: str = "UTC"  # IANA
    state: ChatState = ChatState.ACTIVE
    quiet: tuple[int, int] | None = None  # quiet hours: from, to, in minutes of the local day
    brief: bool = False  # digests in headlines only
    muted_until: datetime | None = None  # by /pause
    per_hour: int = 6  # alerts at most; the rest comes in one message
    owner_id: int | None = None  # the person who set the bot up there


class OutboxKind(enum.StrEnum):
    """Why the message is owed."""

    ALERT = "alert"
    DIGEST = "digest"
    NOTICE = "notice"
    BROADCAST = "broadcast"  # of an admin, to every chat


@dataclass(frozen=True, slots=True)
class AlertBudget:
    """What a chat has heard of late: `sent` alerts since `since`, and when its held-back ones are told."""

    since: datetime | None
    sent: int
    backlog_at: datetime | None


class AlertLevel(enum.StrEnum):
    """Which changes a chat is told of."""

    EVERY = "every"
    MAJOR = "major"  # agreed, in force, collapsed
    NONE = "none"  # of this process nothing, whatever is asked for of every one


class OutboxState(enum.StrEnum):
    """due → sending → sent | uncertain | refused | dropped (issue "Delivery")."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    DROPPED = "dropped"


class Drop(enum.StrEnum):
    """Why a message that was owed is not sent, as its record says it; anything else on the record is what
    Telegram said."""

    WITHDRAWN = "the change was withdrawn before it was sent"
    TOO_OLD = "too old by the time it could be sent"
    STOPPED = "this chat stopped it before it was sent"
    RESTING = "this chat could not be written to"
    NOTHING_NEW = "nothing was new"  # a digest that had nothing to tell


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: `data` for a press (1-64 bytes), or `url`, or `inline` to switch to inline mode."""

    text: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to send: Telegram HTML (valid by construction) and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    preview: bool = False  # show the preview of its first link
    photo: bytes | None = None  # a PNG: `html` is its caption (1024 code points)
    file: tuple[str, bytes] | None = (
        None  # name and content of a document: `html` is its caption; answers only, never owed
    )


@dataclass(frozen=True, slots=True)
class OutboxDraft:
    """A message to be owed. `dedup_key` makes it once: a second draft with the same key is ignored.

    `composed_id` points to a message written once for many chats; `message` is not looked at then.
    `change_id` is the change an alert tells of: should it be withdrawn before the alert is sent, the alert is
    dropped. `dropped`: it is only recorded, and why it is not sent.
    """

    chat_id: int
    kind: OutboxKind
    dedup_key: str
    message: Message
    due_at: datetime
    expires_at: datetime | None = None
    cause: Mapping[str, Any] = field(default_factory=dict)
    composed_id: int | None = None
    change_id: int | None = None
    dropped: Drop | None = None


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message owed, as storage knows it."""

    id: int
    chat_id: int
    address: ChatAddress
    kind: OutboxKind
    message: Message
    attempts: int
    created_at: datetime
    expires_at: datetime | None = None
    language: str = "en"  # the chat's
    cause: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: bool = False  # the change it tells of no longer stands
    zone: str = "UTC"  # the chat's
    quiet: tuple[int, int] | None = None  # the chat's quiet hours
    chat_kind: ChatKind = ChatKind.PRIVATE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message, for the record: see OutboxState."""

    message_id: int  # of the outbox
    state: OutboxState
    telegram_message: int | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message of a chat's record: what it was, why it was owed, what became of it."""

    id: int
    kind: OutboxKind
    state: OutboxState
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None
    attempts: int
    trouble: str | None
    telegram_message: int | None
    cause: Mapping[str, Any]
