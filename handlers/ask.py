"""What a handler is given: who asks, in which chat, for what, and the house to answer from."""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from briefing.house import House
from briefing.words import Words
from news.chat import Chat, Message


class Rights(enum.StrEnum):
    """Who may run a command."""

    EVERYONE = "everyone"
    CHAT_ADMIN = "chat_admin"  # in groups only their admins; in a private chat the person
    BOT_ADMIN = "bot_admin"  # nobody else learns of it


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a command with its words, or the press of a button with its data (`words` then holds its parts)."""

    house: House
    chat: Chat
    person_id: int
    words: Words
    args: str = ""
    parts: tuple[str, ...] = ()
    message: str = ""  # the text of the message the button is on, or of the one replied to
    links: tuple[str, ...] = ()  # addresses that message leads to


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


@dataclass(frozen=True, slots=True)
class Press:
    """One kind of button: `1:<name>:…` in callback data. The answer replaces the message the button is on, or is `added` below."""

    name: str
    answer: Answers
    rights: Rights = Rights.EVERYONE
    added: bool = False
