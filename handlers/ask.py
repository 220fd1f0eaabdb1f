"""What a handler is given: who asks, in which chat, for what, and the house to answer from."""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.answers.resolve_reply import MessageLine
from briefing.house import House
from briefing.render.words import Words
from news.chat import Button, Chat, Message


class Rights(enum.StrEnum):
    """Who may run a command."""

    EVERYONE = "everyone"
    CHAT_ADMIN = "chat_admin"  # in groups only their admins; in a private chat the person
    BOT_ADMIN = "bot_admin"  # nobody else learns of it


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a command with its words, or the press of a button with its data (`words` then holds its
    parts)."""

    house: House
    chat: Chat
    person_id: int
    words: Words
    args: str = ""
    parts: tuple[str, ...] = ()
    message: str = ""  # the text of the message the button is on, or of the one replied to
    lines: tuple[MessageLine, ...] = ()  # that message line by line, with the addresses it leads to
    quote: str = ""  # the part of it a reply quotes
    message_id: int = 0  # Telegram's number of that message
    bot: Any = None  # python-telegram-bot's, for what only Telegram knows

    @property
    def links(self) -> tuple[str, ...]:
        """All addresses the message leads to."""
        return tuple(dict.fromkeys(link for line in self.lines for link in line.links))


Answer = Sequence[Message]
Answers = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: menu, help, rights and docs all derive from this."""

    name: str
    description: str  # a message id of the words; ≤ 256 code points in every language
    answer: Answers
    rights: Rights = Rights.EVERYONE
    usage: str = ""  # what may follow the name, for the docs
    changes: bool = True  # it changes something: only what a person writes themselves counts
    without_database: bool = False  # it is answered in words also while the database is gone


@dataclass(frozen=True, slots=True)
class Press:
    """One kind of button: `1:<name>:…` in callback data. The answer replaces the message the button is on, or
    is `added` below, and then the button may be `turned` into another."""

    name: str
    answer: Answers
    rights: Rights = Rights.EVERYONE
    added: bool = False
    turned: Callable[[Ask], Button | None] | None = None


def parts_of(data: str) -> tuple[str, ...]:
    """What follows `1:<name>:` in callback data, split at colons; the colon of an `other:` process id is part
    of the id."""
    parts: list[str] = []
    for part in data.split(":")[2:]:
        if parts and parts[-1] == "other":
            parts[-1] = f"other:{part}"
        else:
            parts.append(part)
    return tuple(parts)
