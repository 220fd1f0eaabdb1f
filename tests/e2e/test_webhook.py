"""The real process behind a webhook: answered, refused to strangers, nothing lost over a restart, nothing
answered twice."""

import io
import socket
from pathlib import Path

import aiohttp

from bot.webhook import SECRET_HEADER, secret_from
from playground import Playground
from tests.e2e.town import Bot, until

PATH = "/updates-7f3a"
JSON = {"Content-Type": "application/json"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_webhook_is_answered_and_refuses_strangers(tmp_path: Path) -> None:
    port = _free_port()
    url = f"http://127.0.0.1:{port}{PATH}"
    async with Playground() as playground, aiohttp.ClientSession() as stranger:
        mira = playground.person("Mira")
        chat = playground.private(mira)
        bot = Bot(
            tmp_path,
            PARLEY_TELEGRAM_API_URL=playground.url,
            PARLEY_CATALOGUE="none",
            PARLEY_HTTP_PORT=str(port),
            PARLEY_WEBHOOK_URL=url,
        )
        await bot.start()
        try:
            said = playground.say(chat, mira, "/alerts")
            assert (await playground.next_message(chat, after=said, timeout=15)).text.startswith(
                "Alerts are off."
            )
            assert playground.count("getUpdates") == 0

            playground.faults.add(method="webhook", duplicate=True)
            said = playground.say(chat, mira, "/pause soon")
            await playground.next_message(chat, after=said)
            last = playground.say(chat, mira, "/unsubscribe")
            assert (await playground.next_message(chat, after=last)).text.startswith(
                "There is nothing to stop."
            )
            assert [
                m.text
                for m in playground.transcript(chat)
                if m.by_bot and m.text.startswith("How long should")
            ] == [
                "How long should I be quiet? /pause 2d: two days, /pause 5h: five hours, /pause off: resume."
            ]

            known = {SECRET_HEADER: secret_from("1:test")}
            update = b'{"update_id": 990001}'
            for headers, body, status in (
                (JSON, update, 403),
                (JSON | {SECRET_HEADER: "guess"}, update, 403),
                (JSON | {SECRET_HEADER: "ключ"}, update, 403),
                (known | {"Content-Type": "text/plain"}, update, 415),
                (known | {"Content-Type": "application/json; charset=utf-8"}, update, 415),
                (known | JSON, b"{", 400),
                (known | JSON, b"[]", 400),
                (known | JSON, b'{"update_id": "x"}', 400),
                (known | JSON, b'{"update_id": 1e400}', 400),
                (known | JSON, b'{"update_id": 990003, "message": ' + b"[" * 100_000, 400),
                (known | JSON, io.BytesIO(b" " * 2_000_000), 413),
                (known | JSON, b'{"update_id": 990002, "message": "no message"}', 200),
                (known | JSON, update, 200),
            ):
                async with stranger.post(url, data=body, headers=headers) as answer:
                    assert answer.status == status, (headers, body)
            async with stranger.get(url, headers=known | JSON) as answer:
                assert answer.status == 405
        finally:
            assert await bot.stop() == 0
        waits = playground.say(chat, mira, "/subscriptions")
        await bot.start()
        try:
            assert (await playground.next_message(chat, after=waits, timeout=15)).text.startswith(
                "My subscriptions"
            )
        finally:
            await bot.stop()


async def test_polling_goes_on_where_a_webhook_was(tmp_path: Path) -> None:
    port = _free_port()
    async with Playground() as playground:
        mira = playground.person("Mira")
        chat = playground.private(mira)
        more = {"PARLEY_TELEGRAM_API_URL": playground.url, "PARLEY_CATALOGUE": "none"}
        posted = Bot(
            tmp_path, PARLEY_HTTP_PORT=str(port), PARLEY_WEBHOOK_URL=f"http://127.0.0.1:{port}{PATH}", **more
        )
        await posted.start()
        await posted.stop()
        polling = Bot(tmp_path, **more)
        await polling.start()
        try:
            said = playground.say(chat, mira, "/subscriptions")
            assert (await playground.next_message(chat, after=said, timeout=15)).text.startswith(
                "My subscriptions"
            )
            await until(lambda: playground.count("getUpdates") > 0, "it polls")
        finally:
            await polling.stop()
