"""Nothing said is lost at a `kill -9`: each command in flight is answered after the restart, once or with the
mark of a repetition."""

import socket
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from playground import Playground, TelegramChat
from tests.e2e.town import Bot, until

MARK = "sent once more"


def _answers(playground: Playground, chat: TelegramChat) -> list[str]:
    return [m.text for m in playground.transcript(chat) if m.by_bot]


async def _webhook() -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    return {"PARLEY_HTTP_PORT": str(port), "PARLEY_WEBHOOK_URL": f"http://127.0.0.1:{port}/updates"}


async def _polling() -> dict[str, str]:
    return {}


@pytest.mark.parametrize("way", [_polling, _webhook])
async def test_every_command_in_flight_at_a_kill_is_answered(
    way: Callable[[], Awaitable[dict[str, str]]], tmp_path: Path
) -> None:
    async with Playground() as playground:
        bot = Bot(tmp_path, PARLEY_TELEGRAM_API_URL=playground.url, PARLEY_CATALOGUE="none", **(await way()))
        people = [playground.person(f"Mira {n}") for n in range(20)]
        chats = [playground.private(person) for person in people]
        await bot.start()
        slow = playground.faults.add(method="sendMessage", delay=0.4, times=0)
        for _ in range(2):
            for chat, person in zip(chats, people, strict=True):
                playground.say(chat, person, "/alerts on")
        await until(lambda: slow.struck > 5, "some answers are on their way", 30)
        bot.kill()
        await bot.gone()
        left = bot.look("SELECT count(*) FROM updates WHERE NOT done")[0][0]
        assert left > 5
        playground.faults.clear()
        await bot.start()
        try:
            await until(
                lambda: bot.look("SELECT count(*) FROM updates WHERE done") == [(40,)], "all is done", 60
            )
        finally:
            assert await bot.stop() == 0
        for chat in chats:
            answers = _answers(playground, chat)
            assert len(answers) >= 2
            assert len([a for a in answers if MARK not in a]) <= 2
        assert bot.look("SELECT count(*) FROM alert_rules") == [(20,)]
        assert bot.look("SELECT count(*) FROM updates WHERE body IS NOT NULL OR chat <> 0") == [(0,)]


async def test_what_waited_too_long_is_to_be_said_again(tmp_path: Path) -> None:
    async with Playground() as playground:
        mira, otto = playground.person("Mira"), playground.person("Otto")
        chat, other = playground.private(mira), playground.private(otto)
        bot = Bot(tmp_path, PARLEY_TELEGRAM_API_URL=playground.url, PARLEY_CATALOGUE="none")
        await bot.start()
        slow = playground.faults.add(method="sendMessage", delay=3.0, times=0)
        for words in ("/alerts on", "/privacy"):
            playground.say(chat, mira, words)
        playground.say(other, otto, "/privacy")
        await until(
            lambda: bot.look("SELECT count(*) FROM updates WHERE NOT done") == [(3,)] and slow.struck, "kept"
        )
        bot.kill()
        await bot.gone()
        with closing(sqlite3.connect(bot.database)) as database:
            database.execute(
                "UPDATE updates SET received_at = datetime(received_at, '-6 minutes'), begun = 0"
            )
            database.commit()
        playground.faults.clear()
        await bot.start()
        try:
            for each in (chat, other):
                await until(
                    lambda each=each: any("say it again" in a for a in _answers(playground, each)),
                    "asked",
                    10,
                )
            await until(
                lambda: bot.look("SELECT count(*) FROM updates WHERE NOT done") == [(0,)], "nothing waits", 30
            )
        finally:
            await bot.stop()
        asked = [a for a in _answers(playground, chat) if "say it again" in a]
        assert len(asked) == 1


async def test_what_was_kept_at_an_orderly_stop_is_answered_after_it_in_order(tmp_path: Path) -> None:
    async with Playground() as playground:
        mira = playground.person("Mira")
        chat = playground.private(mira)
        bot = Bot(tmp_path, PARLEY_TELEGRAM_API_URL=playground.url, PARLEY_CATALOGUE="none")
        await bot.start()
        slow = playground.faults.add(method="sendMessage", delay=2.5, times=0)
        for words in ("/privacy", "/alerts", "/subscriptions", "/pause soon", "/unsubscribe"):
            playground.say(chat, mira, words)
        await until(lambda: slow.struck, "the first answer is on its way")
        await bot.stop()
        playground.faults.clear()
        await bot.start()
        try:
            await until(lambda: len(_answers(playground, chat)) == 5, "all is answered", 60)
        finally:
            await bot.stop()
        begins = [a.split()[0] for a in _answers(playground, chat)]
        assert begins == ["What", "Alerts", "My", "How", "There"]
