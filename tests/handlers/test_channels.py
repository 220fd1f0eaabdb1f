"""A channel as its readers see it: buttons open the private chat, where the answer comes; a press posts
nothing for all to read."""

import re
from datetime import timedelta
from typing import Any

import pytest

from briefing.answers.alerts import alerts_now
from briefing.deep_link import for_channel, payload_of, process_in
from briefing.render.keyboard import ButtonKind, PressedButton
from news.chat import Button, ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind, OutboxState
from news.claim import Kind
from playground import Seen, TelegramChat
from tests.handlers.desk import Newsroom, claimed, reading
from tests.handlers.test_message_record import OSTIA, TRUCE, collapse, send
from tests.handlers.test_status import truce

PAYLOAD = re.compile(r"https://t\.me/\w+\?start=([A-Za-z0-9_-]{1,64})")


async def channel_of(newsroom: Newsroom, about: str = "ostia") -> TelegramChat:
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    await newsroom.ask(f"/publish @peacedesk {about}".strip())
    return channel


def posts(newsroom: Newsroom, channel: TelegramChat) -> list[Seen]:
    return [seen for seen in newsroom.pg.transcript(channel) if seen.by_bot]


def payload_in(url: str | None) -> str:
    """What the address of a deep link asks; it fails where it is none."""
    found = PAYLOAD.fullmatch(url or "")
    assert found
    return found[1]


def payloads(seen: Seen) -> list[str]:
    """What each button of a post asks; it fails where one is no deep link."""
    buttons = [button for row in seen.buttons for button in row]
    assert all(button.data is None for button in buttons)
    return [payload_in(button.url) for button in buttons]


async def follow(newsroom: Newsroom, payload: str, name: str = "Reader", language: str = "en") -> Seen:
    """What somebody is answered who follows the link."""
    reader = newsroom.pg.person(name, language=language)
    opened = newsroom.pg.open_link(reader, payload)
    return await newsroom.pg.next_message(newsroom.pg.private(reader), after=opened)


async def old_post(newsroom: Newsroom, channel: TelegramChat, data: str) -> Seen:
    """A post with a button as they were before."""
    async with newsroom.parley.house.store.begin() as books:
        chat = await books.chats.register(
            ChatAddress(channel.id), ChatKind.CHANNEL, "Peace desk", "en", "UTC", newsroom.now
        )
    sent = await newsroom.parley.sender.send(chat.address, Message("An old post", ((Button("Old", data),),)))
    return next(m for m in newsroom.pg.transcript(channel) if m.message_id == sent)


async def test_an_alert_in_a_channel_leads_to_the_evidence_in_private(newsroom: Newsroom) -> None:
    channel = await channel_of(newsroom)
    await truce(newsroom)
    await send(newsroom)
    (alert,) = posts(newsroom, channel)
    assert alert.text.startswith(f"🔔 {OSTIA}\n{TRUCE}\n")
    assert alert.button_texts == ["Why?"]
    (payload,) = payloads(alert)
    assert re.fullmatch(r"why_c_\d+", payload)
    answer = await follow(newsroom, payload)
    assert answer.text.startswith(f"{OSTIA} — why it says so\n\n• {TRUCE}\n")
    assert answer.button_texts == ["Timeline", "Status"]
    assert posts(newsroom, channel) == [alert]


async def test_in_a_private_chat_the_button_stays_one(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    assert newsroom.pg.last(newsroom.chat).buttons[0][0].data.startswith("1:chg:")


async def test_a_digest_in_a_channel_leads_to_what_stands_behind_it(newsroom: Newsroom) -> None:
    channel = await channel_of(newsroom)
    await truce(newsroom)
    await send(newsroom)
    newsroom.step(hours=24)
    await newsroom.tell("City Wire", "Talks go on in Ostia", minutes=30, read=reading())
    newsroom.step(minutes=1)
    await send(newsroom)
    digest = posts(newsroom, channel)[-1]
    assert digest.text.startswith("📰 Digest")
    (payload,) = payloads(digest)
    assert re.fullmatch(r"why_m_\d+", payload)
    answer = await follow(newsroom, payload)
    assert answer.text.startswith("Behind this message\n\n")
    assert "• Talks go on in Ostia — City Wire" in answer.text


async def test_what_stands_behind_messages_of_private_chats_is_told_to_nobody(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    for number in range(1, 5):
        assert (await follow(newsroom, f"why_m_{number}", f"Reader {number}")).text.startswith(
            "I find no stored item"
        )


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("why_ostia", f"{OSTIA} — why it says so"),
        ("why_c_99999", "I no longer know anything about this change."),
        ("why_c_x", "I no longer know anything about this change."),
        ("why_m_99999999999999999", "I find no stored item behind that message."),
        ("why_m_x", "I find no stored item behind that message."),
        ("why_", "Which one?"),
        ("status_ostia", OSTIA),
        ("status_", "Where things stand"),
        ("timeline_ostia", OSTIA),
        ("timeline_", "Which one?"),
        ("timeline_nowhere", "I do not know “nowhere”"),
        ("elsewhere_ostia", "🕊 Parley"),
        ("ostia", "🕊 Parley"),
    ],
)
async def test_a_deep_link_is_answered_in_private(newsroom: Newsroom, payload: str, said: str) -> None:
    await truce(newsroom)
    assert said in (await follow(newsroom, payload)).text


@pytest.mark.parametrize(
    ("data", "payload"),
    [
        ("1:why:ostia", "why_ostia"),
        ("1:chg:7", "why_c_7"),
        ("1:sta:", "status_"),
        ("1:tim:other:mali", "timeline_other_mali"),
    ],
)
async def test_an_old_button_in_a_channel_opens_the_private_chat_and_posts_nothing(
    newsroom: Newsroom, data: str, payload: str
) -> None:
    channel = await channel_of(newsroom)
    post = await old_post(newsroom, channel, data)
    press = newsroom.pg.press(post, "Old", person=newsroom.pg.person("Reader"))
    await newsroom.pg.wait_for(lambda: press.answered)
    assert payload_in(press.url) == payload
    await newsroom.pg.idle()
    assert posts(newsroom, channel) == [post]


async def test_an_old_digests_button_leads_to_that_digest(newsroom: Newsroom) -> None:
    channel = await channel_of(newsroom)
    async with newsroom.parley.house.store.begin() as books:
        chat = await books.chats.register(
            ChatAddress(channel.id), ChatKind.CHANNEL, "Peace desk", "en", "UTC", newsroom.now
        )
        draft = OutboxDraft(chat.id, OutboxKind.DIGEST, "old", Message("Digest"), newsroom.now)
        await books.outbox.owe([draft], newsroom.now)
        (owed,) = await books.outbox.take_due(newsroom.now, 1, timedelta(seconds=90))
    post = await old_post(newsroom, channel, "1:why:")
    async with newsroom.parley.house.store.begin() as books:
        await books.outbox.settle(owed.id, OutboxState.SENT, newsroom.now, telegram_message=post.message_id)
    press = newsroom.pg.press(post, "Old", person=newsroom.pg.person("Reader"))
    await newsroom.pg.wait_for(lambda: press.answered)
    assert payload_in(press.url) == f"why_m_{owed.id}"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "I answer in private: write to @{}."), ("ru", "Отвечаю в личном чате: напишите @{}.")],
)
@pytest.mark.parametrize(
    "data", ["1:why:", "1:fol:ostia", "1:alo:off", "1:fgt:yes", "1:rec:", "1:lat::", "1:sta::20"]
)
async def test_any_other_old_button_only_tells_where_to_write(
    newsroom: Newsroom, data: str, language: str, said: str
) -> None:
    channel = await channel_of(newsroom)
    post = await old_post(newsroom, channel, data)
    before = await _alerts(newsroom, channel)
    press = newsroom.pg.press(
        post, "Old", person=newsroom.mira if language == "en" else newsroom.pg.person("Vera", language="ru")
    )
    await newsroom.pg.wait_for(lambda: press.answered)
    assert (press.text, press.alert, press.url) == (said.format(newsroom.parley.house.bot_name), True, None)
    await newsroom.pg.idle()
    assert posts(newsroom, channel) == [post]
    assert await _alerts(newsroom, channel) == before


async def _alerts(newsroom: Newsroom, channel: TelegramChat) -> Any:
    house = newsroom.parley.house
    async with house.store.begin() as books:
        chat = await books.chats.register(
            ChatAddress(channel.id), ChatKind.CHANNEL, "Peace desk", "en", "UTC", newsroom.now
        )
    return await alerts_now(house, chat)


async def test_held_back_changes_in_a_channel_lead_to_what_stands_behind_them(newsroom: Newsroom) -> None:
    channel = await channel_of(newsroom)
    async with newsroom.parley.house.store.begin() as books:
        chat = await books.chats.register(
            ChatAddress(channel.id), ChatKind.CHANNEL, "Peace desk", "en", "UTC", newsroom.now
        )
        await books.chats.set(chat.id, quiet_from=17 * 60, quiet_to=18 * 60)
    gone = "Ostia and the Lake Front opened talks."
    await truce(newsroom)
    await send(newsroom)
    newsroom.step(minutes=30)
    await collapse(newsroom, minutes=5)
    await newsroom.tell("Harbour Post", "Talks", gone, minutes=4, read=reading(claimed(Kind.PROPOSED, gone)))
    newsroom.step(minutes=5)
    await send(newsroom)
    newsroom.step(hours=1)
    await send(newsroom)
    backlog = posts(newsroom, channel)[-1]
    assert "change of status" in backlog.text or "changes of status" in backlog.text
    (payload,) = payloads(backlog)
    assert (await follow(newsroom, payload)).text.startswith("Behind this message")


def test_a_payload_has_only_what_telegram_takes() -> None:
    message = Message(
        "x",
        (
            (Button("A", "1:why:" + "a" * 70), Button("B", "1:why:a b"), Button("C", "1:lat::")),
            (Button("D", "1:sta:ostia"),),
        ),
    )
    assert for_channel(message, "desk_bot", 1).buttons == (
        (Button("D", url="https://t.me/desk_bot?start=status_ostia"),),
    )
    there = payload_of(PressedButton(ButtonKind.STATUS, ("other:sri-lanka",)), None)
    assert there
    assert process_in(there.removeprefix("status_")) == "other:sri-lanka"
    assert payload_of(PressedButton(ButtonKind.WHY), None) is None
