"""A tester's own mistakes are told at once and in words: nobody waits for what cannot come."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from playground import Person, Playground, TelegramChat
from playground.person.seeing import to_html
from playground.server.files import image_size

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])


async def test_what_a_person_cannot_do(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        pg.say(chat, mira, " ")
    await bot.send_message(chat.id, "x", reply_markup=KEYS)
    with pytest.raises(LookupError, match="no button 'z'"):
        pg.press(pg.last(chat), "z")
    with pytest.raises(ValueError, match="does not say which chat"):
        pg.press(2, "y")
    assert pg.press(pg.last(chat).message_id, "x", person=mira).data == "y"
    group = pg.group("Desk", [mira])
    await bot.send_message(group.id, "x", reply_markup=KEYS)
    with pytest.raises(ValueError, match="give a person"):
        pg.press(pg.last(group), "x")
    channel = pg.channel("Watch", mira)
    pg.join(channel, tomas)
    with pytest.raises(ValueError, match="may not post"):
        pg.say(channel, tomas, "x")
    said = pg.say(chat, mira, "x")
    pg.delete(said)
    with pytest.raises(LookupError, match="is gone"):
        pg.edit(said, "y")
    pg.migrate(group)
    with pytest.raises(ValueError, match="only a basic group"):
        pg.migrate(group)
    with pytest.raises(LookupError, match="nothing was said"):
        pg.last(pg.private(tomas))


async def test_a_wait_in_vain_tells_what_was_said_and_called(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    pg.say(chat, mira, "/start")
    await bot.get_me()
    with pytest.raises(TimeoutError) as caught:
        await pg.next_message(chat, timeout=0.01)
    assert "Mira Solano: '/start'" in str(caught.value)
    assert "getMe 200" in str(caught.value)


async def test_a_bot_may_mention_people_and_dates(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    text = f"<a href='tg://user?id={mira.id}'>Mira</a> <a href='tg://user?id=5'>nobody</a>"
    sent = await bot.send_message(chat.id, text, parse_mode="HTML")
    assert [(entity.type, entity.user.id) for entity in sent.entities] == [("text_mention", mira.id)]
    assert pg.last(chat).html == f'<a href="tg://user?id={mira.id}">Mira</a> nobody'
    when = await bot.send_message(
        chat.id, "<tg-time unix='1700000000' format='Dt'>then</tg-time>", parse_mode="HTML"
    )
    assert when.entities[0].to_dict()["date_time_format"] == "tD"
    shared = pg.send_location(chat, mira, 52.5, 13.4)
    assert shared.kind == "location"
    (update,) = await bot.get_updates()
    assert (update.message.location.latitude, update.message.location.longitude) == (52.5, 13.4)


def test_a_text_is_drawn_back_as_html() -> None:
    kinds = [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
    ]
    entities = [MessageEntity(kind, place, 1).to_dict() for place, kind in enumerate(kinds)]
    entities.append(MessageEntity("pre", 8, 1, language="py").to_dict())
    entities.append(MessageEntity("custom_emoji", 9, 2, custom_emoji_id="7").to_dict())
    assert to_html("abcdefgh<🕊&", entities) == (
        "<b>a</b><i>b</i><u>c</u><s>d</s><tg-spoiler>e</tg-spoiler><code>f</code><blockquote>g</blockquote><blockquote expandable>h"
        '</blockquote><pre><code class="language-py">&lt;</code></pre><tg-emoji emoji-id="7">🕊</tg-emoji>&amp;'
    )


def test_the_size_of_a_picture_is_read_from_its_bytes() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08\x00\x30\x00\x40\x03" + b"\0" * 20
    webp = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (63).to_bytes(3, "little") + (47).to_bytes(3, "little")
    gif = b"GIF89a" + (64).to_bytes(2, "little") + (48).to_bytes(2, "little")
    assert [image_size(data) for data in (jpeg, webp, gif, b"\xff\xd8xx", b"?")] == [
        (64, 48),
        (64, 48),
        (64, 48),
        (0, 0),
        (0, 0),
    ]
