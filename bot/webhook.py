"""Updates by webhook: Telegram posts them to a path of our own HTTP server; TLS is the reverse proxy's in
front of it.

Telegram repeats an update until it is answered with 2xx, keeps the order of a chat's updates only, and names
itself by the secret it was told (Bot API, setWebhook).
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Update
from telegram.ext import Application

from bot.update_intake import NotTaken, UpdateIntake

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value
_CONNECTIONS = 40

_NO_UPDATE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What a body that is none of Telegram's may raise: 1e400 is no whole number, and nesting has an end."""


class Webhook:
    """Takes what Telegram posts to the path of `url` in by `intake`; Telegram hears 200 once it is kept or
    answered."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        intake: UpdateIntake,
        url: str,
        secret: str,
    ) -> None:
        self._application, self._intake, self._url, self._secret = application, intake, url, secret
        self.open = False  # while it is not, Telegram is refused and keeps what it has

    @property
    def route(self) -> web.RouteDef:
        return web.post(urlsplit(self._url).path or "/", self._take)

    async def ask_for(self, allowed: Sequence[str]) -> None:
        """Open, and tell Telegram where to post updates of these kinds. Raises TelegramError."""
        self.open = True
        await self._application.bot.set_webhook(
            self._url, max_connections=_CONNECTIONS, allowed_updates=allowed, secret_token=self._secret
        )

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=403)
        if request.headers.get("Content-Type") != "application/json":
            return web.Response(status=415)
        if not self.open:
            return web.Response(status=503)
        try:
            told = json.loads(await request.read())
            int(told["update_id"])
        except _NO_UPDATE:
            return web.Response(status=400, text="the body is no update: JSON with a whole update_id\n")
        update = self._read(told)
        try:
            await self._intake.take([update] if update else [])
        except NotTaken:
            return web.Response(status=503)
        return web.Response()

    def _read(self, told: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(told, self._application.bot)
        except Exception as e:  # refused, it would come again and again and hold up its chat
            log.error("an update could not be read", exc_info=e, extra={"update": told["update_id"]})
            return None


def secret_from(token: str) -> str:
    """A secret for the webhook that every process of the bot comes to by itself and that does not give the
    token away."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
