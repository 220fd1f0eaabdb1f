"""The way out: an answer has an end, however it comes."""

import asyncio

import pytest
from aiohttp import web
from telegram.error import TimedOut

from bot.request import AiohttpRequest


async def test_an_answer_that_drips_does_not_last_for_ever() -> None:
    """Each byte is in time for the reading; the whole would outlast the lease of the message being sent."""

    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.02)

    app = web.Application()
    app.add_routes([web.post("/", drip)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    request = AiohttpRequest(read_timeout=0.2)
    try:
        with pytest.raises(TimedOut):
            async with asyncio.timeout(5):
                await request.do_request(
                    f"http://127.0.0.1:{runner.addresses[0][1]}/", "POST", connect_timeout=0.1
                )
    finally:
        await request.shutdown()
        await runner.cleanup()
