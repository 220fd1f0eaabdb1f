"""Deliver: send what is owed and write down what became of it (the last of the four commits).

    outbox ─ heads ─→ pace: may this chat now? ─ yes ─→ sending ✔ ─→ Telegram ─→ settle ✔
    (briefing/jobs/settle.py)
                                └ no ─→ due later ✔

A message is marked as being sent before it is sent, and only what the pace lets go now is marked: nothing
waits half-sent. One slow answer holds up nothing but its own chat.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from briefing.deep_link import for_channel
from briefing.house import House
from briefing.jobs.measure_sends import measure
from briefing.jobs.outage_log import OutageLog
from briefing.jobs.settle import Result, cover_again, settle
from briefing.render.times import zone_of
from news.chat import ChatAddress, ChatKind, Drop, Message, OutboxKind, OutboxMessage, OutboxState, Outcome
from news.digest import LATE, quiet_end
from news.errors import ParleyError, PerhapsSent, SendFailed
from storage.store import Books

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than the slowest send may take."""

_AT_ONCE = 256  # messages on their way
_GRANTED_AT_ONCE = 128
"""Messages the pace is asked for in one look: more than it lets go in a beat, also where they are paid for."""
_BEAT = 0.12  # seconds between two looks into the outbox while there is work
_IDLE = 0.4  # and while there is none
_END_WITHIN = 12.0


class Sends(Protocol):
    """The way out to Telegram; raises a kind of SendFailed."""

    async def send(self, address: ChatAddress, message: Message) -> int:
        """Send and return Telegram's message id."""
        ...


class Paces(Protocol):
    """When a broadcast may go (`bot/pace.py`). Seconds; 0 is now."""

    def room(self) -> float:
        """Until some broadcast may go."""
        ...

    async def grant(self, chats: Sequence[int], /) -> Sequence[float | None]:
        """For each chat when a broadcast to it may go; 0: now, and it is counted. None: none may for the moment,
        whichever the chat is."""
        ...


class Unpaced:
    """No limits."""

    def room(self) -> float:
        return 0.0

    async def grant(self, chats: Sequence[int], /) -> Sequence[float | None]:
        return [0.0] * len(chats)


class Courier:
    """Carries the outbox to Telegram at Telegram's pace."""

    def __init__(self, house: House, sender: Sends, pace: Paces | None = None) -> None:
        self._house, self._sender, self._pace = house, sender, pace or Unpaced()
        self._under_way: set[asyncio.Task[None]] = set()
        self._results: list[Result] = []
        self._arrived = asyncio.Event()
        self._idle = True

    async def run(self, stop: asyncio.Event) -> None:
        """Carry until `stop`; then wait a while for what is on its way and write down what became of it."""
        settling = asyncio.create_task(self._keep_settling())
        outage = OutageLog("delivery")
        try:
            while not stop.is_set():
                pause = _IDLE
                try:
                    pause = _BEAT if await self.start_due() else _IDLE
                    outage.over()
                except Exception as e:  # the next look may succeed; no failure ends all deliveries
                    outage.failed(e)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), max(pause, self._pace.room()))
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=_END_WITHIN)
        finally:
            settling.cancel()
            with suppress(asyncio.CancelledError):
                await settling
            await self.settle()

    async def start_due(self) -> int:
        """Start sending what may go now; returns how many."""
        if self._pace.room() > 0 or len(self._under_way) >= _AT_ONCE:
            return 0
        now = self._house.now()
        if self._idle:  # a look that writes nothing takes no turn among the writers
            async with self._house.store.read() as books:
                if not await books.outbox.any_head(now):
                    return 0
        async with self._house.store.begin() as books:
            going = await self._choose(books, now)
        self._idle = not going
        for message in going:
            task = asyncio.create_task(self._send(message))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(going)

    async def settle(self) -> int:
        """Write down what became of messages since the last time; returns how many."""
        results, self._results = self._results, []
        self._arrived.clear()
        if results:
            try:
                await settle(self._house, results)
            except BaseException as e:
                if isinstance(e, (ParleyError, OSError)) or not isinstance(
                    e, Exception
                ):  # the database's trouble, or the end
                    self._results = results + self._results
                    raise
                log.error("results could not be written down together; each by itself", exc_info=e)
                await self._settle_each(results)
        return len(results)

    async def _settle_each(self, results: list[Result]) -> None:
        """One that cannot be written down must not keep the others from it: of it, all that is known is that
        it is uncertain."""
        for number, result in enumerate(results):
            try:
                await self._settle_one(result)
            except BaseException:
                self._results = results[number:] + self._results
                raise

    async def _settle_one(self, result: Result) -> None:
        try:
            await settle(self._house, [result])
        except (ParleyError, OSError):
            raise
        except Exception as e:
            log.error(
                "what became of a message could not be written down",
                exc_info=e,
                extra={"outbox_id": result.message.id},
            )
            async with self._house.store.begin() as books:
                trouble = f"{type(e).__name__}: {e}"
                await books.outbox.settle(
                    result.message.id, OutboxState.UNCERTAIN, self._house.now(), trouble=trouble
                )

    async def arrived(self) -> None:
        """Wait until everything on its way has arrived or failed."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def _choose(self, books: Books, now: datetime) -> list[OutboxMessage]:
        """Mark what goes now; put off chats that must wait; drop what is too old or no longer true."""
        waiting: list[OutboxMessage] = []
        dropped: list[Outcome] = []
        for message in await books.outbox.heads(now, _AT_ONCE - len(self._under_way)):
            reason = _pointless(message, now) or await _told_anew(books, message, now)
            if reason:
                dropped.append(Outcome(message.id, OutboxState.DROPPED, trouble=reason))
                await cover_again(books, message.cause)
                continue
            quiet = _quiet_until(message, now)
            if quiet is not None:
                await books.outbox.put_off(message.chat_id, quiet)
                continue
            waiting.append(message)
            if len(waiting) == _GRANTED_AT_ONCE:
                break
        going = []
        waits = await self._pace.grant([m.address.telegram_id for m in waiting]) if waiting else ()
        for message, wait in zip(waiting, waits, strict=True):
            if wait == 0:
                going.append(message)
            elif wait is not None:
                await books.outbox.put_off(message.chat_id, now + timedelta(seconds=wait))
        await books.outbox.settle_all(dropped, now)
        await books.outbox.lease([m.id for m in going], now, LEASE)
        return going

    async def _send(self, message: OutboxMessage) -> None:
        result: Result
        began = time.monotonic()
        try:
            result = Result(message, await self._sender.send(message.address, self._to_be_seen(message)))
        except SendFailed as e:
            result = Result(message, None, e)
        except Exception as e:  # nobody knows whether it had left
            log.error("a send failed in an unknown way", exc_info=e, extra={"outbox_id": message.id})
            result = Result(message, None, PerhapsSent(f"{type(e).__name__}: {e}"))
        measure(self._house, result, time.monotonic() - began)
        self._results.append(result)
        self._arrived.set()

    def _to_be_seen(self, message: OutboxMessage) -> Message:
        if message.chat_kind is not ChatKind.CHANNEL:
            return message.message
        return for_channel(message.message, self._house.bot_name, message.id)

    async def _keep_settling(self) -> None:
        outage = OutageLog("writing down what became of messages")
        while True:
            await self._arrived.wait()
            try:
                await self.settle()
                outage.over()
            except Exception as e:
                outage.failed(e)
                await asyncio.sleep(_BEAT)
                self._arrived.set()


async def deliver(house: House, sender: Sends, pace: Paces | None = None) -> int:
    """Send once what may go now and write down what became of it; returns how many were tried."""
    courier = Courier(house, sender, pace)
    started = await courier.start_due()
    await courier.arrived()
    await courier.settle()
    return started


def _pointless(message: OutboxMessage, now: datetime) -> Drop | None:
    if message.withdrawn:
        return Drop.WITHDRAWN
    if message.expires_at is not None and message.expires_at <= now:
        return Drop.TOO_OLD
    return None


async def _told_anew(books: Books, message: OutboxMessage, now: datetime) -> Drop | None:
    """One message of several changes, some withdrawn since: it is dropped, and those that stand are collected
    again.

    A repetition goes as it is while any of it stands: the first try may have told it already.
    """
    ids = message.cause.get("changes")
    if message.kind is not OutboxKind.ALERT or not ids:
        return None
    standing = await books.statuses.standing(ids)
    if len(standing) == len(ids) or (standing and message.cause.get("repeated")):
        return None
    await books.alerts.hold_back_again(message.chat_id, standing, now, now)
    return Drop.WITHDRAWN


def _quiet_until(message: OutboxMessage, now: datetime) -> datetime | None:
    """When the quiet hours end that a message was late into: after a downtime or a long wait nobody is woken;
    None: it may go."""
    if message.kind not in (OutboxKind.ALERT, OutboxKind.DIGEST) or now - message.created_at <= LATE:
        return None
    return quiet_end(message.quiet, zone_of(message.zone), now)
