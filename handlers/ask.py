"""What a handler is given: who asks, in which chat, for what, and the house to answer from."""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.answers.resolve_reply import MessageLine
from briefing.house import House
from briefing.render.keyboard import NO_BUTTON, ButtonKind, PressedButton
from briefing.render.words import Words
from news.chat import Button, Chat, Message


class Rights(enum.StrEnum):
    """Who may run a command."""

    EVERYONE = "everyone"
    CHAT_ADMIN = "chat_admin"  # in groups only their admins; in a private chat the person
    BOT_ADMIN = "bot_admin"  # nobody else learns of it


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a command with what follows it (`args`), or the press of a button (`pressed`)."""

    house: House
    chat: Chat
    person_id: int
    words: Words
    args: str = ""
    pressed: PressedButton = NO_BUTTON
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
    shown: Answers | None = None  # what members of a group get who may not change it, asked for nothing


@dataclass(frozen=True, slots=True)
class Press:
    """What answers one kind of button. The answer replaces the message the button is on, or is `added` below,
    and then the button may be `turned` into another."""

    kind: ButtonKind
    answer: Answers
    rights: Rights = Rights.EVERYONE
    added: bool = False
    turned: Callable[[Ask], Button | None] | None = None
