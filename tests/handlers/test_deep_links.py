"""Links that open the private chat and ask there: a conflict is followed, a digest begun, a story shown."""

from collections.abc import Mapping

from briefing.answers.alerts import alerts_now
from news.chat import AlertLevel, ChatAddress
from playground import Seen
from tests.handlers.desk import Newsroom, reading
from tests.handlers.test_status import truce
from tests.handlers.test_subscriptions import subscribed

OSTIA = "Ostia: government and the Lake Front"


async def opened(newsroom: Newsroom, payload: str) -> Seen:
    """What the person is answered who follows the link."""
    said = newsroom.pg.open_link(newsroom.mira, payload)
    return await newsroom.pg.next_message(newsroom.chat, after=said)


async def alerts_of(newsroom: Newsroom, telegram_id: int) -> Mapping[str, AlertLevel]:
    async with newsroom.parley.house.store.read() as books:
        chat = await books.chats.find(ChatAddress(telegram_id))
    assert chat
    return await alerts_now(newsroom.parley.house, chat)


async def test_a_link_follows_a_conflict(newsroom: Newsroom) -> None:
    answer = await opened(newsroom, "follow_ostia")
    assert answer.text.startswith(f"Alerts are on for {OSTIA}.")
    assert answer.button_texts[-2:] == ["Turn off", "The last 30 days"]
    assert await alerts_of(newsroom, newsroom.chat.id) == {"ostia": AlertLevel.EVERY}


async def test_a_link_that_names_no_conflict_offers_them(newsroom: Newsroom) -> None:
    assert (await opened(newsroom, "follow_")).text.startswith("Which conflict should I follow?")
    assert "I do not know “nowhere”" in (await opened(newsroom, "follow_nowhere")).text


async def test_in_a_group_a_link_changes_nothing_by_itself(newsroom: Newsroom) -> None:
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, noor, "/start@parley_bot follow_ostia")
    card = await newsroom.pg.next_message(group)
    assert card.text.startswith(f"🕊 {OSTIA} — where it stands")
    assert card.button_texts[-1] == "Follow"
    assert await alerts_of(newsroom, group.id) == {}


async def test_a_link_to_a_daily_digest_asks_once(newsroom: Newsroom) -> None:
    asked = await opened(newsroom, "digest_0730")
    assert (asked.text, asked.button_texts) == (
        "A digest about everything, every day at 07:30 (UTC)?",
        ["Subscribe", "Another hour", "About one conflict only"],
    )
    assert await subscribed(newsroom, newsroom.chat.id) == []
    done = await newsroom.press(asked, "Subscribe")
    assert done.text.startswith("Subscribed\neverything — every day, 07:30\n")


async def test_a_link_to_a_digest_about_a_conflict_asks_when(newsroom: Newsroom) -> None:
    asked = await opened(newsroom, "digest_ostia")
    assert asked.text == f"When should I send {OSTIA}?"
    assert (await opened(newsroom, "digest_")).text.startswith("A digest about everything, every day. ")


async def test_a_link_shows_a_story_with_everybody_who_tells_it(newsroom: Newsroom) -> None:
    await truce(newsroom)
    same = "Ostia and the Lake Front agreed to a truce in Carrow, mediators said."
    await newsroom.tell("City Wire", "Ostia truce agreed in Carrow", same, minutes=20, read=reading())
    async with newsroom.parley.house.store.read() as books:
        (first, *_) = await books.stories.page(5, process="ostia")
    seen = await opened(newsroom, f"story_{first.id}")
    assert seen.text.split("\n\n")[0] == first.items[0][0].title
    told = [item.outlet for item, _ in first.items]
    assert [line.partition(" · ")[0] for line in seen.text.split("\n")[3::3]] == told
    assert seen.button_texts == [OSTIA]
    assert (await newsroom.press(seen, OSTIA)).text.startswith(f"🕊 {OSTIA}")


async def test_a_story_that_is_gone_leads_to_the_newest(newsroom: Newsroom) -> None:
    for payload in ("story_999", "story_x"):
        seen = await opened(newsroom, payload)
        assert (seen.text, seen.button_texts) == ("I no longer have this story.", ["Newest stories"])
