"""Two whole processes on one PostgreSQL: one asks Telegram for updates, the other waits and takes over."""

from pathlib import Path

import pytest

from playground import Person, Playground, TelegramChat
from tests.e2e.town import Bot, until

MARK = "sent once more"
LEADS = "this process asks Telegram for updates"
WAITS = "another process of this bot asks Telegram for updates; this one waits for its turn"


def _events(bot: Bot, *events: str) -> list[str]:
    return [line["event"] for line in bot.log_lines() if line["event"] in events]


def _answers(playground: Playground, chat: TelegramChat) -> list[str]:
    return [m.text for m in playground.transcript(chat) if m.by_bot]


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_one_polls_and_the_other_takes_over_what_a_dead_one_left(
    postgres_database: str, tmp_path: Path
) -> None:
    async with Playground() as playground:
        bots = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            settings = {"PARLEY_TELEGRAM_API_URL": playground.url, "PARLEY_CATALOGUE": "none"}
            bots.append(Bot(tmp_path / name, **settings, PARLEY_DATABASE_URL=postgres_database))
        first, second = bots
        people = [playground.person(f"Mira {n}") for n in range(8)]
        talks: list[tuple[TelegramChat, Person]] = [(playground.private(p), p) for p in people]
        for bot in bots:
            await bot.start()
        await until(lambda: _events(second, WAITS), "the second waits", 30)
        for chat, person in talks:
            playground.say(chat, person, "/privacy")
        await until(lambda: all(_answers(playground, chat) for chat, _ in talks), "all is answered", 60)
        assert all(len(_answers(playground, chat)) == 1 for chat, _ in talks)

        slow = playground.faults.add(method="sendMessage", delay=1.0, times=0)
        for chat, person in talks:
            playground.say(chat, person, "/alerts on")
        await until(lambda: slow.struck, "some are on their way", 30)
        first.kill()
        await first.gone()
        playground.faults.clear()
        await until(lambda: _events(second, LEADS), "the second leads", 40)
        for chat, person in talks:
            playground.say(chat, person, "/subscriptions")
        await until(
            lambda: all("My subscriptions" in _answers(playground, c)[-1] for c, _ in talks), "all again", 60
        )
        for chat, _ in talks:
            answers = _answers(playground, chat)
            assert any("Alerts are on" in a for a in answers)
            assert len([a for a in answers if MARK not in a]) <= 3

        await first.start()
        await until(lambda: _events(first, WAITS, LEADS)[-1] == WAITS, "the first waits now", 30)
        await second.stop()
        await until(lambda: _events(first, WAITS, LEADS)[-1] == LEADS, "it leads at once", 12)
        await first.stop()
        for bot in bots:
            assert "409" not in bot.log.read_text()
            assert not [line for line in bot.log_lines() if "exception" in line]
