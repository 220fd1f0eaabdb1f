"""What waits for a bot: its updates in order, until a later offset confirms them or their time is over."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

LONGEST_POLL = 50
LIFETIME = 24 * 3600.0
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0}
MOST_PENDING = 100_000
UPDATE_TYPES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
)
ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
CUT_OFF = "cut off"
CONFLICT_WEBHOOK = "Conflict: terminated by setWebhook request"


class Update:
    """One update: its number, its one field, and until when (in the clock's seconds) it may be fetched."""

    __slots__ = ("body", "chat", "expires", "id", "kind")

    def __init__(self, id: int, kind: str, body: dict[str, Any], expires: float, chat: int) -> None:
        self.id = id
        self.kind = kind
        self.body = body
        self.expires = expires
        self.chat = chat

    def json(self) -> dict[str, Any]:
        """The Update object."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """The queue of one bot's updates; with `repeat` the next confirmation is lost, so that what it confirmed
    comes once more."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._next_id = 1
        self._waiting: deque[Update] = deque()
        self._poller: asyncio.Future[str] | None = None
        self._allowed: frozenset[str] | None = None
        self.on_added: Callable[[], None] | None = None
        self.on_polled: Callable[[], None] = lambda: None
        self.repeat = False
        self.expired = 0

    @property
    def allowed(self) -> list[str] | None:
        """The kinds of update asked for; None for the usual ones."""
        return None if self._allowed is None else [kind for kind in UPDATE_TYPES if kind in self._allowed]

    def allow(self, kinds: list[str] | None) -> None:
        """From now on only these kinds; an empty list: all but those that must be asked for."""
        if kinds is not None:
            known = frozenset(kind.lower() for kind in kinds) & frozenset(UPDATE_TYPES)
            self._allowed = known or None

    def add(self, kind: str, body: dict[str, Any], chat: int) -> Update | None:
        """Queue an update, if the bot wants that kind."""
        if (kind in ASKED_FOR_ONLY) if self._allowed is None else (kind not in self._allowed):
            return None
        update = Update(self._next_id, kind, body, self._clock() + LIFETIMES.get(kind, LIFETIME), chat)
        self._next_id += 1
        self._waiting.append(update)
        if len(self._waiting) > MOST_PENDING:
            self._waiting.popleft()
        self.wake()
        return update

    def wake(self) -> None:
        """Tell whoever waits that there is something."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result("")
        if self.on_added is not None:
            self.on_added()

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits."""
        return self._poller is not None and not self._poller.done()

    @property
    def pending(self) -> list[Update]:
        """The updates not yet confirmed and not yet out of time."""
        now = self._clock()
        if any(update.expires <= now for update in self._waiting):
            kept = [update for update in self._waiting if update.expires > now]
            self.expired += len(self._waiting) - len(kept)
            self._waiting = deque(kept)
        return list(self._waiting)

    def confirm(self, offset: int) -> list[Update]:
        """Forget the updates before `offset`; a negative one keeps only that many of the newest. Returns the
        forgotten."""
        gone: list[Update] = []
        if self.repeat:
            self.repeat = False
            return gone
        if offset < 0:
            while len(self._waiting) > -offset:
                gone.append(self._waiting.popleft())
        elif offset >= 1 << 31 or offset > self._next_id + 1000:
            return gone
        else:
            while self._waiting and self._waiting[0].id < offset:
                gone.append(self._waiting.popleft())
        return gone

    def remove(self, update: Update) -> None:
        """Forget one update (a webhook took it)."""
        if update in self._waiting:
            self._waiting.remove(update)

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()

    def break_poll(self, why: str = CONFLICT_POLL) -> None:
        """End a waiting long poll with a conflict."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)
        self._poller = None

    async def wait(self, timeout: float) -> str:  # noqa: ASYNC109 - a long poll has its own end
        """Wait for an update; the reason when another poll or a webhook ended this one."""
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            self.on_polled()
            return await asyncio.wait_for(poller, timeout)
        except TimeoutError:
            return ""
        finally:
            if self._poller is poller:
                self._poller = None

    def take(self, limit: int) -> list[Update]:
        """The oldest updates, which stay until they are confirmed."""
        return self.pending[:limit]
