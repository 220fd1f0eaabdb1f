"""The intake of updates: what Telegram tells is kept before Telegram hears that it was taken, and until it is
answered.

    told ─→ kept ✔ ─→ Telegram may forget it ─→ its chat's turn ─→ answered ─→ done ✔ (what was said goes)

Where the database cannot keep it (it is gone, full, locked), Telegram keeps it instead: it hears that it was
taken only once it is answered. A process that dies leaves what it kept to its next start, or to another one.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop

from bot.new_update import new_update
from bot.update_queues import discard, must_be_heard, turn_of
from briefing.house import House
from handlers.after_restart import ask_to_repeat, expects_answer, maybe_answered_before
from news.errors import ParleyError, ends_by_itself
from news.update import KeptUpdate

log = logging.getLogger(__name__)

TOO_OLD = timedelta(minutes=5)
"""What waited longer is not answered: whoever asked is told to say it again."""

_KEEP_WITHIN = 3.0
_AT_ONCE = 1000
"""Answered updates written down in one statement: databases bound how much one may name."""

_REMEMBERED = 2000


class NotTaken(Exception):
    """It was neither kept nor answered; Telegram is to tell it again."""


@dataclass(slots=True)
class _InHand:
    update: Update
    kept: bool = False
    handed: bool = False
    begun: bool = False  # an answer was being sent when another run died
    sending: bool = False
    stale: bool = False
    ended: bool = False
    safe: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def number(self) -> int:
        return self.update.update_id


_at_work: ContextVar[_InHand | None] = ContextVar("at_work", default=None)


class UpdateIntake:
    """Hands each update to `application` once. `holder`: this process, as the others know it."""

    def __init__(
        self, house: House, application: Application[Any, Any, Any, Any, Any, Any], holder: str
    ) -> None:
        self._house, self._application, self._holder = house, application, holder
        self._in_hand: dict[int, _InHand] = {}
        self._answered: OrderedDict[int, None] = OrderedDict()
        self._done: list[int] = []
        self._keeping: set[asyncio.Task[None]] = set()
        self._turn, self._writing = asyncio.Lock(), asyncio.Lock()

    async def take(self, updates: Sequence[Update]) -> None:
        """Returns once each is kept or answered. Raises NotTaken."""
        here = [u for u in updates if u.update_id not in self._answered]
        new = [_InHand(u) for u in here if u.update_id not in self._in_hand]
        self._in_hand |= {h.number: h for h in new}
        held = [self._in_hand[u.update_id] for u in here]
        if new:
            keeping = asyncio.create_task(self._keep(new))
            self._keeping.add(keeping)
            keeping.add_done_callback(self._keeping.discard)
            await asyncio.wait({keeping}, timeout=_KEEP_WITHIN)
            await self._hand_over(new)  # those not kept yet are answered all the same
        if not all(await asyncio.gather(*(asyncio.shield(h.safe) for h in held))):
            raise NotTaken

    async def recover(self) -> int:
        """Hand over what a run that died left, and what another process kept for this one; returns how
        much."""
        now, known = self._house.now(), {*self._in_hand, *self._done}
        async with self._house.store.read() as books:
            if not await books.updates.any_waiting(self._holder, now, known):
                return 0
        async with self._house.store.begin() as books:
            left = await books.updates.take_over(self._holder, now)
        known = {*self._in_hand, *self._done}
        taken_up = self._taken_up([k for k in left if k.number not in known])
        if taken_up:
            log.info("updates of another run are answered now", extra={"updates": len(taken_up)})
        self._in_hand |= {h.number: h for h in taken_up}
        await self._hand_over(taken_up)
        await self.write_down()
        return len(taken_up)

    async def attend(self, update: object, answering: Awaitable[Any]) -> None:
        """Answer `update`, whose turn it is."""
        held = self._held(update)
        if held is None:
            await answering
            return
        _at_work.set(held)
        maybe_answered_before.set(held.begun)
        if held.stale:
            discard(answering)
            await ask_to_repeat(held.update)
        else:
            await answering

    async def before_sending(self) -> None:
        """The answer of the update at work leaves now. Raises ApplicationHandlerStop where another process
        answers it."""
        held = _at_work.get()
        if held is None or not held.kept or held.sending:
            return
        held.sending = True
        try:
            async with self._house.store.begin() as books:
                ours = await books.updates.begin(held.number, self._holder)
        except ParleyError:  # better an answer that is perhaps given twice than none
            return
        if not ours:
            log.warning("another process answers this", extra={"update": held.number})
            raise ApplicationHandlerStop

    async def ended(self, update: object, *, answered: bool) -> None:
        """The turn of `update` is over; what was not answered waits for the next run."""
        held = self._held(update)
        if held is None:
            return
        del self._in_hand[held.number]
        held.ended = True
        if answered:
            self._note_answered(held.number)
        if not held.safe.done():
            held.safe.set_result(answered)
        await self.write_down()

    async def write_down(self) -> int:
        """What was answered is done; 0. What the database does not take waits for the next beat."""
        async with self._writing:
            while self._done:
                done = list(self._done[:_AT_ONCE])
                try:
                    async with self._house.store.begin() as books:
                        await books.updates.done(done, self._holder)
                except ParleyError:  # the heartbeat has said that the database takes nothing
                    return 0
                del self._done[: len(done)]
        return 0

    async def _keep(self, new: Sequence[_InHand]) -> None:
        """Keep and hand over, one batch after the other; a batch the database refuses is handed over as it
        is."""
        async with self._turn:
            waiting = [h for h in new if not h.ended]
            try:
                async with self._house.store.begin() as books:
                    new_ones = [new_update(h.update) for h in waiting]
                    ours = set(await books.updates.keep(new_ones, self._holder, self._house.now()))
            except (ParleyError, OSError) as e:
                if not ends_by_itself(e):
                    log.warning("updates cannot be kept", extra={"updates": len(waiting), "reason": str(e)})
            else:
                self._were_kept(waiting, ours)
            await self._hand_over(new)
        await self.write_down()

    def _were_kept(self, held: Sequence[_InHand], ours: set[int]) -> None:
        for each in held:
            each.kept = True
            if each.ended:
                self._done.append(each.number)
            elif each.number not in ours and not each.handed:  # answered before, or another process's
                each.handed = each.ended = True
                del self._in_hand[each.number]
            if not each.safe.done():
                each.safe.set_result(True)

    async def _hand_over(self, held: Sequence[_InHand]) -> None:
        for each in held:
            if not each.handed:
                each.handed = True
                await self._application.update_queue.put(each.update)

    def _taken_up(self, left: Sequence[KeptUpdate]) -> list[_InHand]:
        """What is still to be answered of it; of what is too old, a word to each chat."""
        taken_up: list[_InHand] = []
        asked: set[int] = set()
        for kept in left:
            update = self._read(kept)
            if update is None:
                self._note_answered(kept.number)
                continue
            held = _InHand(update, kept=True, begun=kept.begun)
            held.safe.set_result(True)
            held.stale = self._house.now() - kept.received_at > TOO_OLD and not must_be_heard(update)
            chat = turn_of(update)
            if held.stale and (chat in asked or not expects_answer(update)):
                self._note_answered(kept.number)
                continue
            if held.stale:
                asked.add(chat)
            taken_up.append(held)
        return taken_up

    def _read(self, kept: KeptUpdate) -> Update | None:
        """None: the chat was forgotten, or it cannot be read."""
        if not kept.body:
            return None
        try:
            return Update.de_json(dict(kept.body), self._application.bot)
        except Exception as e:  # it would come again at every start
            log.error("an update could not be read", exc_info=e, extra={"update": kept.number})
            return None

    def _note_answered(self, number: int) -> None:
        self._done.append(number)
        self._answered[number] = None
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)

    def _held(self, update: object) -> _InHand | None:
        held = self._in_hand.get(update.update_id) if isinstance(update, Update) else None
        return held if held is not None and held.update is update else None
