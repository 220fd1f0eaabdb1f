"""Seeing what happened: transcripts, menus, the log of calls, and waiting for a change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from playground.person.seeing import see
from playground.server.world import World
from playground.telegram.shapes import Call, Seen
from playground.telegram.state import Bot, Member, Person, TelegramChat

T = TypeVar("T")


class Watching:
    """A person's eyes, and a tester's; part of `Playground`."""

    world: World

    def transcript(self, chat: TelegramChat, *, thread: int | None = None) -> list[Seen]:
        """The chat as a person sees it now, oldest first; deleted messages are gone, edited ones are shown
        edited."""
        return [
            see(message) for message in chat.messages.values() if thread is None or message.thread == thread
        ]

    def last(self, chat: TelegramChat) -> Seen:
        """The newest message of the chat; LookupError when there is none."""
        if not chat.messages:
            raise LookupError(f"nothing was said in {chat}")
        return see(chat.messages[next(reversed(chat.messages))])

    def menu(self, chat: TelegramChat, person: Person) -> list[tuple[str, str]]:
        """The command menu this person is shown in this chat: (command, description), by scope and
        language."""
        bot = chat.bot or self.world.bot
        if chat.person is not None:
            scopes = [f"chat/{chat.id}", "all_private_chats", "default"]
        else:
            scopes = [f"chat_member/{chat.id}/{person.id}"]
            if chat.members.get(person.id, Member("left")).status in ("creator", "administrator"):
                scopes += [f"chat_administrators/{chat.id}", "all_chat_administrators"]
            scopes += [f"chat/{chat.id}", "all_group_chats", "default"]
            scopes.sort(key=lambda scope: _SCOPE_ORDER.index(scope.partition("/")[0]))
        for scope in scopes:
            for language in (person.language[:2], ""):
                commands = bot.commands.get((scope, language))
                if commands:
                    return [(command["command"], command["description"]) for command in commands]
        return []

    @property
    def calls(self) -> list[Call]:
        """The newest calls of the Bot API, oldest first, without getUpdates that brought nothing."""
        return list(self.world.calls)

    def count(self, method: str | None = None, *, ok: bool | None = None) -> int:
        """How often a method (any) was called since the start, by outcome (any); not bounded by
        `keep_calls`."""
        wanted = method.lower() if method else None
        return sum(
            number
            for (name, fine), number in self.world.counts.items()
            if wanted in (None, name) and (ok is None or ok == fine)
        )

    @property
    def pending_updates(self) -> int:
        """How many updates wait for the bots."""
        return sum(len(updates.pending) for updates in self.world.updates.values())

    def revoke(self, token: str) -> None:
        """The token stops working: 401 Unauthorized."""
        self.world.revoked.add(token)

    async def wait_for(self, predicate: Callable[[], T | None], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Wait until the predicate is true and return its value; looked at after each change. TimeoutError
        with the last transcripts."""
        value = predicate()
        if value:
            return value
        changed = asyncio.Event()
        end = self.listen(lambda _kind, _details: changed.set())
        try:
            async with asyncio.timeout(timeout):
                while not (value := predicate()):
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            raise TimeoutError(f"what was waited for did not come in {timeout} s; {self._latest()}") from None
        finally:
            end()
        return value

    async def next_message(
        self,
        chat: TelegramChat,
        *,
        after: Seen | int | None = None,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Seen:
        """The bot's first message in the chat after `after`; by default after the last message a person sent
        there."""
        if after is None:
            said = [message.id for message in chat.messages.values() if isinstance(message.sender, Person)]
            after = said[-1] if said else 0
        last = after if isinstance(after, int) else after.message_id

        def answer() -> Seen | None:
            for message in chat.messages.values():
                if message.id > last and not isinstance(message.sender, Person):
                    return see(message)
            return None

        found = await self.wait_for(answer, timeout)
        assert found is not None
        return found

    async def idle(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the bot has fetched and confirmed every update."""
        await self.wait_for(lambda: not self.pending_updates, timeout)

    def listen(self, listener: Callable[[str, dict[str, Any]], None]) -> Callable[[], None]:
        """Call `listener(kind, details)` after each change; returns the function that ends it."""
        self.world.listeners.append(listener)
        return lambda: self.world.listeners.remove(listener)

    def _latest(self) -> str:
        said = sorted(
            (message for chat in self.world.all_chats() for message in chat.messages.values()),
            key=lambda message: message.date,
        )
        lines = [
            f"{message.chat.name}: {'bot' if isinstance(message.sender, Bot) else message.sender.name}: {message.text[:200]!r}"
            for message in said[-6:]
        ]
        calls = [
            f"{call.method} {call.status} {call.description}".strip() for call in list(self.world.calls)[-6:]
        ]
        return (
            "the last messages were:\n  "
            + "\n  ".join(lines or ["none"])
            + "\nthe last calls:\n  "
            + "\n  ".join(calls or ["none"])
        )


_SCOPE_ORDER = [
    "chat_member",
    "chat_administrators",
    "chat",
    "all_chat_administrators",
    "all_group_chats",
    "default",
]
