"""The playground as one object: start it, put people and chats in it, act as a person, and read what the bot did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from playground.faults import Faults
from playground.feeds import SampleFeed, sample_feeds
from playground.shapes import Call, InlineAsk, Press, Seen
from playground.state import Chat, Person

T = TypeVar("T")


class Playground:
    """A Bot API server on loopback and the person's side of it."""

    faults: Faults
    """Faults on demand: ``pg.faults.add(method="sendMessage", chat=chat.id, nth=2, status=429, retry_after=3)``; fields of `Fault`."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = "1:playground",
        bot_name: str = "Parley",
        bot_username: str = "parley_bot",
        flood: str = "off",
        clock: Callable[[], float] = time.time,
        page: bool = False,
        control: bool = False,
        control_port: int | None = None,
        keep_messages: int = 50_000,
        keep_calls: int = 10_000,
    ) -> None:
        """`port` 0 takes a free one. `flood`: "off", "normal" or "strict". `clock` gives Unix seconds: dates, flood limits and
        update lifetimes follow it. `page`: serve the chat page; `control`: serve the person's side over HTTP (on `control_port` if given).
        The oldest messages and calls are dropped beyond `keep_messages` and `keep_calls`."""

    async def start(self) -> None:
        """Accept connections; OSError when the port is taken."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Close all connections, end waiting polls and webhook deliveries."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    # Addresses

    @property
    def url(self) -> str:
        """The server's address without ``/bot…``, such as ``http://127.0.0.1:40123``."""
        raise NotImplementedError

    @property
    def token(self) -> str:
        """A token the server knows: the bot's own once it has called, the one given to the constructor before."""
        raise NotImplementedError

    @property
    def page_url(self) -> str:
        """The chat page's address with its random path token; RuntimeError when `page` is off."""
        raise NotImplementedError

    @property
    def control_url(self) -> str:
        """The address of the person's side over HTTP; RuntimeError when `control` is off."""
        raise NotImplementedError

    @property
    def sample_feeds(self) -> list[SampleFeed]:
        """The sample feeds served at ``url + feed.path``."""
        return sample_feeds()

    # People and places

    def person(
        self, name: str, *, language: str = "en", username: str | None = None, id: int | None = None, started: bool = False
    ) -> Person:
        """A new person; ids count up from 1001 unless given. `started`: has already opened the chat with the bot."""
        raise NotImplementedError

    def people(self, count: int, *, started: bool = True) -> list[Person]:
        """Many people at once, for load."""
        raise NotImplementedError

    def private(self, person: Person) -> Chat:
        """The private chat between the person and the bot (its id is the person's)."""
        raise NotImplementedError

    def group(self, title: str, members: Sequence[Person], *, bot: str = "member", id: int | None = None) -> Chat:
        """A basic group; the first member owns it. `bot`: "member", "administrator" or "left"."""
        raise NotImplementedError

    def supergroup(
        self,
        title: str,
        members: Sequence[Person],
        *,
        topics: Iterable[str] = (),
        bot: str = "member",
        username: str | None = None,
        id: int | None = None,
    ) -> Chat:
        """A supergroup; with `topics` it is a forum having these besides General. `chat.topics` maps thread ids to topics."""
        raise NotImplementedError

    def channel(
        self, title: str, owner: Person, *, bot: str = "administrator", username: str | None = None, id: int | None = None
    ) -> Chat:
        """A channel."""
        raise NotImplementedError

    def add_topic(self, chat: Chat, name: str) -> int:
        """A new forum topic; its message thread id."""
        raise NotImplementedError

    def close_topic(self, chat: Chat, thread: int) -> None:
        """Close a topic: only administrators may write there."""
        raise NotImplementedError

    def reopen_topic(self, chat: Chat, thread: int) -> None:
        """Open a closed topic again."""
        raise NotImplementedError

    def delete_topic(self, chat: Chat, thread: int) -> None:
        """Delete a topic with its messages: a send there fails with "message thread not found"."""
        raise NotImplementedError

    # Acting as a person

    def say(
        self, chat: Chat, person: Person, text: str, *, reply_to: Seen | int | None = None, thread: int | None = None, date: float | None = None
    ) -> Seen:
        """The person writes plain text (commands, links, mentions get their entities). Saying anything in a private chat starts it."""
        raise NotImplementedError

    def edit(self, seen: Seen, text: str) -> Seen:
        """The person edits a message of theirs."""
        raise NotImplementedError

    def delete(self, seen: Seen) -> None:
        """A person deletes a message (the bot is not told, as in Telegram)."""
        raise NotImplementedError

    def press(self, message: Seen | int, button: str, *, person: Person | None = None, chat: Chat | None = None) -> Press:
        """The person presses the inline button with this text (or callback data). `person` is needed in groups. LookupError: no such button."""
        raise NotImplementedError

    def inline(self, person: Person, query: str, *, offset: str = "", chat: Chat | None = None) -> InlineAsk:
        """The person types ``@bot query``; wait with ``await pg.wait_for(lambda: ask.answered)``."""
        raise NotImplementedError

    def choose(self, ask: InlineAsk, index: int, chat: Chat) -> Seen:
        """The person sends one of the inline results to a chat."""
        raise NotImplementedError

    def send_document(
        self, chat: Chat, person: Person, name: str, data: bytes, *, caption: str = "", mime: str | None = None, thread: int | None = None
    ) -> Seen:
        """The person sends a file."""
        raise NotImplementedError

    def send_location(self, chat: Chat, person: Person, latitude: float, longitude: float) -> Seen:
        """The person shares where they are."""
        raise NotImplementedError

    def join(self, chat: Chat, person: Person) -> None:
        """The person joins (or is let back into) the chat."""
        raise NotImplementedError

    def leave(self, chat: Chat, person: Person) -> None:
        """The person leaves the chat."""
        raise NotImplementedError

    def kick(self, chat: Chat, who: Person, *, by: Person | None = None) -> None:
        """A person is banned from the chat."""
        raise NotImplementedError

    def promote(self, chat: Chat, person: Person, **rights: bool) -> None:
        """Make a member an administrator (all rights, but for those given False)."""
        raise NotImplementedError

    def demote(self, chat: Chat, person: Person) -> None:
        """Make an administrator a member again."""
        raise NotImplementedError

    def add_bot(self, chat: Chat, *, as_administrator: bool = False, by: Person | None = None, **rights: bool) -> None:
        """Put the bot (back) into the chat, or change its rights there."""
        raise NotImplementedError

    def kick_bot(self, chat: Chat, *, by: Person | None = None) -> None:
        """Remove the bot from a group, supergroup or channel: it gets 403 from then on."""
        raise NotImplementedError

    def block(self, person: Person) -> None:
        """The person blocks the bot: 403 "bot was blocked by the user"."""
        raise NotImplementedError

    def unblock(self, person: Person) -> None:
        """The person unblocks (restarts) the bot."""
        raise NotImplementedError

    def deactivate(self, person: Person) -> None:
        """The person's account is deleted: 403 "user is deactivated"."""
        raise NotImplementedError

    def migrate(self, chat: Chat, *, id: int | None = None) -> Chat:
        """A basic group becomes a supergroup: the new chat. Sends to the old one fail with `migrate_to_chat_id`."""
        raise NotImplementedError

    # Seeing what happened

    def transcript(self, chat: Chat, *, thread: int | None = None) -> list[Seen]:
        """The chat as a person sees it now, oldest first; deleted messages are gone, edited ones are shown edited."""
        raise NotImplementedError

    def last(self, chat: Chat) -> Seen:
        """The newest message of the chat; LookupError when there is none."""
        raise NotImplementedError

    def menu(self, chat: Chat, person: Person) -> list[tuple[str, str]]:
        """The command menu this person is shown in this chat: (command, description), by scope and language."""
        raise NotImplementedError

    @property
    def calls(self) -> list[Call]:
        """The newest calls of the Bot API, oldest first, without getUpdates that brought nothing."""
        raise NotImplementedError

    def count(self, method: str | None = None, *, ok: bool | None = None) -> int:
        """How often a method (any) was called since the start, by outcome (any); not bounded by `keep_calls`."""
        raise NotImplementedError

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until the predicate is true and return its value; looked at after each change. TimeoutError with the last transcripts."""
        raise NotImplementedError

    async def next_message(self, chat: Chat, *, after: Seen | int | None = None, timeout: float = 5.0) -> Seen:
        """The bot's first message in the chat after `after`; by default after the last message a person sent there."""
        raise NotImplementedError

    async def idle(self, timeout: float = 5.0) -> None:
        """Wait until the bot has fetched and confirmed every update."""
        raise NotImplementedError

    def listen(self, listener: Callable[[str, dict[str, Any]], None]) -> Callable[[], None]:
        """Call `listener(kind, details)` after each change; returns the function that ends it."""
        raise NotImplementedError
