"""Delivering updates to a bot's webhook: in order for each chat, many chats at a time, again with growing
delay until taken."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.server.faults import WEBHOOK, Faults
from playground.server.updates import Update, UpdateQueue
from playground.telegram.links import WrongURLError, take_apart

log = logging.getLogger("playground")

LONGEST_SECRET = 256
LONGEST_DELAY = 60.0
ANSWER_WITHIN = 60.0
_SECRET = re.compile("[A-Za-z0-9_-]*")
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]+){3}|\[::1\]")


@dataclass(slots=True)
class WebhookTarget:
    """Where a bot wants its updates."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_date: float = 0.0
    last_error: str = ""
    ip_address: str = "127.0.0.1"


def wrong_url(url: str) -> str:
    """What is wrong with a webhook's address; empty when nothing. On loopback plain HTTP and any port will
    do."""
    try:
        address = take_apart(url if "://" in url else f"https://{url}")
    except WrongURLError:
        return "invalid webhook URL specified"
    if not _LOOPBACK.fullmatch(address.host):
        return "bad webhook: the playground delivers to loopback only"
    return ""


def wrong_secret(secret: str) -> str:
    """What is wrong with a webhook's secret; empty when nothing."""
    if len(secret) > LONGEST_SECRET:
        return "secret token is too long"
    return "" if _SECRET.fullmatch(secret) else "secret token contains unallowed characters"


class Delivery:
    """The updates of one bot on their way to its webhook. `answer` carries out a method that the webhook's
    answer asks for."""

    def __init__(
        self,
        webhook: WebhookTarget,
        updates: UpdateQueue,
        clock: Callable[[], float],
        answer: Callable[[dict[str, Any]], Any],
        faults: Faults,
    ) -> None:
        self.webhook = webhook
        self.first_delay = 1.0
        self._updates = updates
        self._clock = clock
        self._answer = answer
        self._faults = faults
        self.is_cut: Callable[[], bool] = lambda: False
        self.on_taken: Callable[[], None] = lambda: None
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(webhook.max_connections)
        self._session: aiohttp.ClientSession | None = None
        updates.on_added = self.wake

    def wake(self) -> None:
        """Start on the chats that have updates and are not being worked on."""
        for update in self._updates.pending:
            if update.chat not in self._chats:
                task = asyncio.ensure_future(self._work(update.chat))
                self._chats[update.chat] = task
                task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._chats = {chat: running for chat, running in self._chats.items() if running is not task}
        if not task.cancelled() and task.exception() is None:
            self.wake()
        elif not task.cancelled():
            log.error("webhook delivery failed", exc_info=task.exception())

    async def _work(self, chat: int) -> None:
        delay = self.first_delay
        while True:
            update = next((update for update in self._updates.pending if update.chat == chat), None)
            if update is None:
                return
            async with self._slots:
                taken = await self._deliver(update)
            if taken:
                fault = self._faults.strike(WEBHOOK, chat) if self._faults.waiting else None
                if fault is not None and fault.duplicate:
                    continue
                self._updates.remove(update)
                self.on_taken()
                delay = self.first_delay
                continue
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def _deliver(self, update: Update) -> bool:
        if self.is_cut():
            return self._failed("Connection failed: Telegram is cut off")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN))
        headers = {"Content-Type": "application/json", "Connection": "keep-alive"}
        if self.webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook.secret
        body = json.dumps(update.json(), ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            async with self._session.post(
                self.webhook.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                answer = await response.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return self._failed(f"Connection failed: {error}" if str(error) else "Connection timed out")
        if not 200 <= response.status < 300:
            return self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        if self.is_cut():
            return self._failed("Connection failed: Telegram is cut off")
        self._carry_out(response.headers.get("Content-Type", ""), answer)
        return True

    def _failed(self, why: str) -> bool:
        self.webhook.last_error, self.webhook.last_error_date = why, self._clock()
        return False

    def _carry_out(self, kind: str, answer: bytes) -> None:
        if "json" not in kind or not answer:
            return
        try:
            call = json.loads(answer)
        except ValueError:
            return
        if isinstance(call, dict) and "method" in call:
            self._answer(call)

    async def stop(self) -> None:
        """Stop delivering; what was not taken stays."""
        self._updates.on_added = None
        tasks = list(self._chats.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None
