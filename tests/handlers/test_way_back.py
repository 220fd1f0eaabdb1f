"""Every list of choices has a way out: back to the step before, or Cancel, and neither changes anything."""

import pytest

from playground import Seen
from tests.handlers.desk import Newsroom
from tests.handlers.test_status import truce

NOTHING = {"en": "Nothing was changed.", "ru": "Ничего не изменено."}
WORDS = {
    "en": {"back": "◀ Back", "cancel": "Cancel", "mine": "◀ My subscriptions", "alerts": "◀ Alerts"},
    "ru": {"back": "◀ Назад", "cancel": "Отмена", "mine": "◀ Мои подписки", "alerts": "◀ Оповещения"},
}


class Talk:
    """One person with their private chat, in a language; buttons are pressed by their place or their data's
    words."""

    def __init__(self, room: Newsroom, language: str) -> None:
        self.room, self.said = room, WORDS[language]
        self.person = room.pg.person("Vera", language=language)
        self.chat = room.pg.private(self.person)

    async def ask(self, words: str) -> Seen:
        return await self.room.ask(words, chat=self.chat, person=self.person)

    async def press(self, seen: Seen, button: str) -> Seen:
        return await self.room.press(seen, button, person=self.person)


@pytest.fixture(params=["en", "ru"])
def talk(newsroom: Newsroom, request: pytest.FixtureRequest) -> Talk:
    return Talk(newsroom, request.param)


@pytest.mark.parametrize("command", ["/subscribe", "/subscribe prisoner swap", "/pause"])
async def test_what_a_command_began_can_be_cancelled(talk: Talk, command: str) -> None:
    seen = await talk.ask(command)
    gone = await talk.press(seen, talk.said["cancel"])
    assert (gone.text, gone.button_texts) in [(said, []) for said in NOTHING.values()]


@pytest.mark.parametrize(
    "command",
    ["/timeline", "/why", "/status ostja", "/latest ostja", "/timeline twin rivers", "/alerts twin rivers"],
)
async def test_a_list_of_what_may_be_meant_can_be_cancelled(talk: Talk, command: str) -> None:
    await truce(talk.room)
    seen = await talk.ask(command)
    gone = await talk.press(seen, talk.said["cancel"])
    assert gone.button_texts == []
    assert gone.text in ("Cancelled.", "Отменено.", *NOTHING.values())


async def test_in_a_group_everybody_may_take_a_list_to_read_away(newsroom: Newsroom) -> None:
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, noor, "/timeline@parley_bot twin rivers")
    seen = await newsroom.pg.next_message(group)
    assert (await newsroom.press(seen, "Cancel", person=noor)).text == "Cancelled."


async def test_each_step_of_a_digest_leads_to_the_one_before(talk: Talk) -> None:
    what = await talk.ask("/subscribe")
    when = await talk.press(what, what.button_texts[1])
    assert (await talk.press(when, talk.said["back"])).text == what.text
    when = await talk.press(what, what.button_texts[1])
    weekly = await talk.press(when, when.button_texts[2])
    assert (await talk.press(weekly, talk.said["back"])).text == when.text
    weekly = await talk.press(when, when.button_texts[2])
    hour = await talk.press(weekly, weekly.button_texts[1])
    assert (await talk.press(hour, talk.said["back"])).text == weekly.text
    await talk.press(weekly, talk.said["back"])
    daily = await talk.press(when, when.button_texts[0])
    assert (await talk.press(daily, talk.said["back"])).text == when.text


async def test_lists_of_subscriptions_lead_back(talk: Talk) -> None:
    await talk.ask("/alerts on")
    stop = await talk.ask("/unsubscribe")
    assert (await talk.press(stop, talk.said["mine"])).text == (await talk.ask("/subscriptions")).text
    when = await talk.ask("/subscribe ostia")
    await talk.press(when, when.button_texts[3])
    await talk.room.pg.wait_for(lambda: talk.room.pg.last(talk.chat).message_id > when.message_id)
    overview = await talk.ask("/subscriptions")
    one = await talk.press(overview, overview.button_texts[0])
    hours = await talk.press(one, one.button_texts[0])
    assert (await talk.press(hours, talk.said["back"])).button_texts == one.button_texts


async def test_lists_of_alerts_lead_back_and_turn_nothing_on(talk: Talk) -> None:
    on = await talk.ask("/alerts ostia")
    limit = await talk.press(on, on.button_texts[2])
    now = await talk.press(limit, talk.said["alerts"])
    assert now.text == (await talk.ask("/alerts")).text
    others = await talk.press(now, now.button_texts[1])
    assert (await talk.press(others, talk.said["alerts"])).text == now.text
    on = await talk.ask("/alerts ostia")
    limit = await talk.press(on, on.button_texts[2])
    chosen = await talk.press(limit, "6")
    assert (await talk.press(chosen, talk.said["alerts"])).text.startswith(now.text.split("\n")[0])


async def test_quiet_hours_lead_back_to_settings(talk: Talk) -> None:
    settings = await talk.ask("/settings")
    quiet = await talk.press(settings, settings.button_texts[1])
    assert (await talk.press(quiet, quiet.button_texts[-1])).text == settings.text


async def test_who_is_no_admin_of_a_group_cannot_take_an_admins_list_away(newsroom: Newsroom) -> None:
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, newsroom.mira, "/subscribe@parley_bot")
    seen = await newsroom.pg.next_message(group)
    press = newsroom.pg.press(seen, "Cancel", person=noor)
    await newsroom.pg.wait_for(lambda: press.answered)
    assert press.text == "Only admins of this group can change that."
