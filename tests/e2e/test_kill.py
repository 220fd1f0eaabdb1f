"""`kill -9` between any two of the four commits: every item once, every change once, the alert once or
marked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playground import Playground, TelegramChat
from tests.e2e.town import Bot, Newsstand, Outlet, until

TITLES = {
    "Lake Gazette": "Ostian government and Lake Front sign ceasefire",
    "Carrow Times": "Ceasefire agreed in Ostia: government and Lake Front sign truce deal",
    "Harbour Post": "Lake Front and Ostian government agree to a ceasefire after talks in Carrow",
}
MARK = "sent once more"
SETTLED = "SELECT 1 FROM outbox WHERE state IN ('sent', 'uncertain')"
OPEN = "SELECT 1 FROM outbox WHERE state IN ('due', 'sending')"
SENDING = "the alert is being sent"

AFTER: dict[str, Callable[[Bot], bool]] = {
    "the item is stored": lambda bot: bool(bot.look("SELECT 1 FROM items WHERE key = 't1'")),
    "the change is stored": lambda bot: bool(bot.look("SELECT 1 FROM changes")),
    "the alert is owed": lambda bot: bool(bot.look("SELECT 1 FROM outbox")),
    SENDING: lambda _bot: False,  # seen at Telegram's side: the request is there, its answer is not
}


async def _ask_for_alerts(playground: Playground) -> TelegramChat:
    person = playground.person("Mira")
    chat = playground.private(person)
    playground.say(chat, person, "/alerts on")
    await playground.wait_for(lambda: "Alerts are on" in playground.last(chat).text, 10)
    return chat


def _alerts(playground: Playground, chat: TelegramChat) -> list[str]:
    return [m.text for m in playground.transcript(chat) if m.text.startswith("🔔")]


@pytest.mark.parametrize("moment", AFTER)
async def test_a_kill_loses_nothing_and_doubles_nothing(moment: str, tmp_path: Path) -> None:
    sending = moment == SENDING
    outlets = [Outlet(name, "rss2") for name in TITLES]
    for outlet in outlets:
        outlet.publish("old", "Ferry timetable changes in Lakeside", "The winter timetable begins on Monday.")
    async with Playground() as playground, Newsstand(*outlets) as stand:
        bot = Bot(
            tmp_path,
            PARLEY_TELEGRAM_API_URL=playground.url,
            PARLEY_CATALOGUE=str(stand.catalogue(tmp_path)),
            PARLEY_ALLOWED_HOSTS=stand.url.removeprefix("http://"),
        )
        await bot.start()
        chat = await _ask_for_alerts(playground)
        await until(
            lambda: bot.look("SELECT count(*) FROM feeds WHERE primed") == [(3,)], "the feeds are followed"
        )
        slow = playground.faults.add(method="sendMessage", chat=chat.id, delay=3.0) if sending else None
        for outlet in outlets:
            outlet.publish(
                "t1",
                TITLES[outlet.name],
                "The two sides signed the ceasefire for Ostia in Carrow on Tuesday.",
            )
        await until(lambda: slow.struck if slow else AFTER[moment](bot), moment, 15)
        bot.kill()
        await bot.gone()
        await bot.start()
        try:
            await until(lambda: bot.look(SETTLED) and not bot.look(OPEN), "the alert is settled", 120)
        finally:
            await bot.stop()
        assert bot.look("SELECT count(*) FROM items WHERE key = 't1'") == [(3,)]
        changes = bot.look("SELECT count(*), count(DISTINCT key) FROM changes WHERE withdrawn_at IS NULL")[0]
        assert changes[0] == changes[1] >= 1
        owed = bot.look("SELECT count(*) FROM outbox WHERE state <> 'dropped'")[0][0]
        told = _alerts(playground, chat)
        plain = [t for t in told if MARK not in t]
        assert len(told) == owed or any(MARK in t for t in told)
        assert len(plain) <= owed
        assert (
            len({t.replace("(sent once more: the first try may not have arrived)", "").strip() for t in told})
            == owed
        )


def _settled(bot: Bot) -> bool:
    """Something was owed, and nothing of it waits or is on its way (a chat takes one message a second)."""
    owed, open_ = bot.look(
        "SELECT count(*), count(CASE WHEN state IN ('due', 'sending') THEN 1 END) FROM outbox"
    )[0]
    return bool(owed > 0 and open_ == 0)
