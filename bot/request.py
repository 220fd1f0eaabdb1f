"""python-telegram-bot's way out, on aiohttp: four times as many sends a second as its own client
(docs/decisions/0002-libraries.md)."""

import asyncio
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.send_errors import NotSent, ServerTrouble

_TOTAL = 20.0
_CONNECT = 8.0
_SERVER_FAILED = 500


class AiohttpRequest(BaseRequest):
    """One aiohttp session; `read_timeout` in seconds is how long an answer may take."""

    def __init__(self, connections: int = 128, read_timeout: float = _TOTAL) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self._shut = False

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        self._shut = False
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        self._shut = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """(status, body). Raises NotSent when the request surely never left, ServerTrouble when Telegram
        failed, TimedOut or NetworkError when it may have arrived."""
        if self._shut:  # what still runs after the stop must not open a connection nobody closes
            raise NotSent("the bot has stopped")
        if self._session is None:
            await self.initialize()
        assert self._session is not None
        connect, read = _seconds(connect_timeout, _CONNECT), _seconds(read_timeout, self._read_timeout)
        # a total too: an answer that drips would outlast the lease of its message, which is then sent once
        # more
        timeout = aiohttp.ClientTimeout(total=connect + 2 * read, sock_connect=connect, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as answer:
                body = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as e:
            raise NotSent(f"no connection: {type(e).__name__}") from e
        except TimeoutError as e:
            raise TimedOut(f"no answer within {read:g} s") from e
        except (aiohttp.ClientError, asyncio.IncompleteReadError, OSError) as e:
            raise NetworkError(f"connection broke: {type(e).__name__}") from e
        if answer.status >= _SERVER_FAILED:
            raise ServerTrouble(f"Telegram answered {answer.status}")
        return answer.status, body


def _seconds(given: Any, default: float) -> float:
    return default if given is None or isinstance(given, DefaultValue) else float(given)


def _body(data: RequestData | None) -> Any:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form
