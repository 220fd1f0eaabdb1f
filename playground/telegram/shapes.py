"""What the person's side hands out: frozen pictures of messages, buttons, calls and answers, never live
state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SeenEntity:
    """One entity of a text: `type` as the Bot API names it, offset and length in UTF-16 units, and the part
    of the text it covers."""

    type: str
    offset: int
    length: int
    text: str
    url: str | None = None
    user_id: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TelegramButton:
    """One button of an inline keyboard (`row`, `column` from 0) or of a reply keyboard (then neither `data`
    nor `url`)."""

    text: str
    row: int
    column: int
    data: str | None = None
    url: str | None = None
    inline_query: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the person sees it now. `html` is the text drawn back as HTML Telegram would parse to the
    same entities."""

    chat_id: int
    message_id: int
    sender_id: int
    sender: str
    by_bot: bool
    date: float
    text: str
    html: str
    kind: str = "text"
    entities: tuple[SeenEntity, ...] = ()
    buttons: tuple[tuple[TelegramButton, ...], ...] = ()
    reply_buttons: tuple[tuple[TelegramButton, ...], ...] = ()
    edited: bool = False
    reply_to: int | None = None
    thread: int | None = None
    link_preview: bool = True
    silent: bool = False
    pinned: bool = False
    forwarded_from: str | None = None
    file_name: str | None = None
    file_id: str | None = None
    media_group: str | None = None
    reply_markup_set: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def button_texts(self) -> list[str]:
        """The words on the inline buttons, row after row."""
        return [button.text for row in self.buttons for button in row]

    @property
    def links(self) -> list[str]:
        """The addresses behind the text's links, in order."""
        return [entity.url or entity.text for entity in self.entities if entity.type in ("text_link", "url")]


@dataclass(slots=True)
class ButtonPress:
    """A press of a button; filled in when the bot answers it (`answered`), `text` and `alert` are what the
    person then sees."""

    id: str
    chat_id: int
    message_id: int
    person_id: int
    data: str
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result offered in inline mode, as the bot gave it (`raw`)."""

    id: str
    type: str
    title: str
    description: str
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(slots=True)
class InlineAsk:
    """An inline query typed by a person; filled in when the bot answers it."""

    id: str
    person_id: int
    query: str
    offset: str
    answered: bool = False
    results: list[InlineResult] = field(default_factory=list)
    next_offset: str = ""
    cache_time: int = 300
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API: what the bot asked (`params`, files named only) and how it was answered
    (`status` 0: connection reset)."""

    at: float
    bot_id: int
    method: str
    params: Mapping[str, Any]
    status: int
    description: str = ""
    chat_id: int | None = None

    @property
    def ok(self) -> bool:
        """Whether the bot was told that all went well."""
        return self.status == 200
