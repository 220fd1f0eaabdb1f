"""The Bot API over HTTP: from a request under ``/bot<token>/`` to its answer, with faults, counting and the
loud refusal of the unknown."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from playground.server.asked import Asked, Method, read_parameters
from playground.server.faults import WEBHOOK, Fault
from playground.server.http import Answer, Request, Response
from playground.server.methods import METHODS
from playground.server.world import World
from playground.telegram.errors import ApiError, bad_request
from playground.telegram.shapes import Call
from playground.telegram.state import Bot

log = logging.getLogger("playground")

_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{1,80}")
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def ok(result: Any) -> Response:
    """The answer to a call that went well."""
    return Response(b'{"ok":true,"result":' + _dump(result).encode("utf-8", "replace") + b"}")


def failed(error: ApiError) -> Response:
    """The answer to a call that failed."""
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    headers: tuple[tuple[str, str], ...] = ()
    if error.parameters:
        body["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers = (("Retry-After", str(error.parameters["retry_after"])),)
    return Response(_dump(body).encode(), error.code, headers=headers)


class Api:
    """The Bot API of one world."""

    def __init__(self, world: World, put_in_state: Callable[[World, Bot, int | None, str], None]) -> None:
        """`put_in_state` makes a fault's `chat_state` true of a chat; ValueError for a state it does not
        know."""
        self.world = world
        self._put_in_state = put_in_state
        world.webhook_answer = self.carry_out_reply
        world.faults.names = frozenset(METHODS) | {WEBHOOK}

    def carry_out_reply(self, bot: Bot, call: dict[str, Any]) -> None:
        """Carry out the method a webhook's answer asked for; what comes of it nobody hears."""
        if self.world.cut_off:
            return
        name = str(call.pop("method"))
        method = METHODS.get(name.lower())
        if method is None:
            log.error("the playground has no method %s: a webhook's answer asked for it", name)
            return
        answer = self._carry_out(method, Asked(self.world, bot, call, {}))
        if not isinstance(answer, Response):
            asyncio.ensure_future(answer)  # noqa: RUF006 - methods that wait make no sense here but do no harm

    def answer(self, request: Request) -> Answer:
        """Answer a request whose path begins with ``/bot``."""
        if self.world.cut_off:
            return Response(reset=True, status=0)
        token, _, name = request.target[4:].partition("/")
        if "%" in token:
            token = request.path[4:].partition("/")[0]
        if not _TOKEN.fullmatch(token):
            return failed(ApiError(401, "Unauthorized: invalid token specified"))
        if token in self.world.revoked:
            return failed(ApiError(401, "Unauthorized"))
        bot = self.world.bot_of(token)
        try:
            params, files = read_parameters(request)
        except ApiError as error:
            return failed(error)
        method = METHODS.get((name or str(params.pop("method", ""))).lower())
        if method is None:
            log.error("the playground has no method %s: a bot asked for it", name)
            return self._note(bot, name, params, None, failed(ApiError(404, "Not Found: method not found")))
        request.lasts = method.name != "getUpdates"
        asked = Asked(self.world, bot, params, files)
        if not self.world.faults.waiting:
            return self._carry_out(method, asked)
        fault = self.world.faults.strike(method.name.lower(), _chat_of(asked))
        return self._carry_out(method, asked) if fault is None else self._faulty(method, asked, fault)

    def _carry_out(self, method: Method, asked: Asked) -> Answer:
        try:
            if not asked.params.keys() <= method.parameters or asked.files:
                _refuse_unknown(method, asked)
            result = method.run(asked)
        except ApiError as error:
            return self._note(asked.bot, method.name, asked.params, error, failed(error), asked)
        if inspect.isawaitable(result):
            return self._wait(method, asked, result)
        return self._note(asked.bot, method.name, asked.params, None, ok(result), asked)

    def download(self, request: Request) -> Response:
        """Answer a request under ``/file/bot<token>/``: the bytes of a file."""
        token, _, path = request.path[len("/file/bot") :].partition("/")
        if self.world.cut_off:
            return Response(reset=True, status=0)
        if not _TOKEN.fullmatch(token) or token in self.world.revoked:
            return failed(ApiError(401, "Unauthorized"))
        file = self.world.files.by_path.get(path)
        if file is None:
            return failed(ApiError(404, "Not Found"))
        return Response(file.data, 200, "application/octet-stream")

    async def _wait(self, method: Method, asked: Asked, result: Awaitable[Any]) -> Response:
        try:
            value = await result
        except ConnectionResetError:
            return Response(reset=True, status=0)
        except ApiError as error:
            return self._note(asked.bot, method.name, asked.params, error, failed(error), asked)
        response = ok(value)
        if method.name == "getUpdates" and not value:
            return response
        return self._note(asked.bot, method.name, asked.params, None, response, asked)

    async def _faulty(self, method: Method, asked: Asked, fault: Fault) -> Response:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.reset == "before" or self.world.cut_off:
            return self._note(
                asked.bot, method.name, asked.params, None, Response(reset=True, status=0), asked
            )
        if fault.body:
            return self._note(
                asked.bot,
                method.name,
                asked.params,
                None,
                Response(fault.body.encode(), fault.status or 502, fault.content_type),
                asked,
            )
        if fault.status:
            error = _asked_for(fault)
            return self._note(asked.bot, method.name, asked.params, error, failed(error), asked)
        if fault.chat_state:
            try:
                self._put_in_state(self.world, asked.bot, _chat_of(asked), fault.chat_state)
            except ValueError as error:
                refused = bad_request(f"the playground cannot do that: {error}")
                return self._note(asked.bot, method.name, asked.params, refused, failed(refused), asked)
        if fault.duplicate:
            self.world.updates[asked.bot].repeat = True
        answer = self._carry_out(method, asked)
        response = answer if isinstance(answer, Response) else await answer
        return Response(reset=True, status=0) if fault.reset == "after" else response

    def _note(
        self,
        bot: Bot,
        name: str,
        params: dict[str, Any] | Any,
        error: ApiError | None,
        response: Response,
        asked: Asked | None = None,
    ) -> Response:
        world = self.world
        chat = _chat_of(asked) if asked is not None else None
        call = Call(
            world.clock(), bot.id, name, params, response.status, error.description if error else "", chat
        )
        world.calls.append(call)
        world.counts[name.lower(), response.status == 200] += 1
        if world.listeners:
            world.changed("call", call=call)
        return response


def _chat_of(asked: Asked) -> int | None:
    chat = asked.integer("chat_id")
    return chat or None


def _refuse_unknown(method: Method, asked: Asked) -> None:
    for name in asked.params:
        if name not in method.parameters:
            log.error("the playground's %s does not know the parameter %r", method.name, name)
            raise bad_request(f'the playground\'s {method.name} does not know the parameter "{name}"')
    for name in asked.files:
        if name in method.parameters or _attached(name, asked.params):
            continue
        log.error("the playground's %s was sent a file %r nobody refers to", method.name, name)
        raise bad_request(f'the playground\'s {method.name} does not know the file "{name}"')


def _attached(name: str, params: Any) -> bool:
    link = f"attach://{name}"
    return any(link in (value if isinstance(value, str) else json.dumps(value)) for value in params.values())


def _asked_for(fault: Fault) -> ApiError:
    parameters: dict[str, Any] = dict(fault.parameters)
    if fault.retry_after:
        parameters["retry_after"] = fault.retry_after
    if fault.migrate_to:
        parameters["migrate_to_chat_id"] = fault.migrate_to
    description = fault.description
    if not description:
        description = (
            f"Too Many Requests: retry after {fault.retry_after}"
            if fault.status == 429
            else _USUAL.get(fault.status, "Bad Request")
        )
        if fault.migrate_to:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(fault.status, description, parameters or None)


_USUAL = {
    400: "Bad Request: fault on demand",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
