"""Where a bot may and may not write: people, groups, topics, channels; the refusals as python-telegram-bot
hears them."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from playground import Person, Playground, TelegramChat
from tests.playground.conftest import ManualClock

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])


async def refusal(bot: Bot, chat_id: int | str, **more: object) -> str:
    with pytest.raises((BadRequest, Forbidden)) as caught:
        await bot.send_message(chat_id, "x", **more)  # type: ignore[arg-type]
    return f"{type(caught.value).__name__}: {caught.value.message}"


async def test_an_unknown_chat(bot: Bot) -> None:
    assert await refusal(bot, 987654321) == "BadRequest: Chat not found"
    assert await refusal(bot, "@nobody") == "BadRequest: Chat not found"
    assert await refusal(bot, "") == "BadRequest: Chat_id is empty"


async def test_a_person_who_never_started_the_bot(pg: Playground, bot: Bot, tomas: Person) -> None:
    assert await refusal(bot, tomas.id) == "Forbidden: Forbidden: bot can't initiate conversation with a user"
    pg.say(pg.private(tomas), tomas, "hello")
    assert (await bot.send_message(tomas.id, "hello")).text == "hello"


async def test_blocking_and_unblocking(pg: Playground, bot: Bot, chat: TelegramChat, mira: Person) -> None:
    pg.block(mira)
    assert await refusal(bot, chat.id) == "Forbidden: Forbidden: bot was blocked by the user"
    with pytest.raises(ValueError, match="has blocked the bot"):
        pg.say(chat, mira, "x")
    pg.unblock(mira)
    assert (await bot.send_message(chat.id, "x")).text == "x"
    statuses = [update.my_chat_member.new_chat_member.status for update in await bot.get_updates()]
    assert statuses == ["kicked", "member"]


async def test_a_deleted_account(pg: Playground, bot: Bot, chat: TelegramChat, mira: Person) -> None:
    pg.deactivate(mira)
    assert await refusal(bot, chat.id) == "Forbidden: Forbidden: user is deactivated"


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_being_kicked_and_not_being_there(pg: Playground, bot: Bot, mira: Person, kind: str) -> None:
    place = pg.channel("Place", mira) if kind == "channel" else getattr(pg, kind)("Place", [mira])
    await bot.send_message(place.id, "x")
    pg.kick_bot(place)
    assert await refusal(bot, place.id) == f"Forbidden: Forbidden: bot was kicked from the {kind} chat"
    pg.add_bot(place, as_administrator=kind == "channel")
    await bot.send_message(place.id, "back")
    await bot.leave_chat(place.id)
    assert await refusal(bot, place.id) == f"Forbidden: Forbidden: bot is not a member of the {kind} chat"
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in changes] == [
        ("administrator" if kind == "channel" else "member", "kicked"),
        ("kicked", "administrator" if kind == "channel" else "member"),
    ]


async def test_a_group_that_became_a_supergroup(
    pg: Playground, bot: Bot, mira: Person, tomas: Person
) -> None:
    group = pg.group("Desk", [mira, tomas])
    new = pg.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "x")).chat.type == "supergroup"
    told = [update.message for update in await bot.get_updates()]
    assert [(one.chat.id, one.migrate_to_chat_id, one.migrate_from_chat_id) for one in told] == [
        (group.id, new.id, None),
        (new.id, None, group.id),
    ]


async def test_topics(pg: Playground, bot: Bot, mira: Person) -> None:
    forum = pg.supergroup("Newsroom", [mira], topics=["Talks", "Ceasefire"])
    talks, ceasefire = forum.topics
    sent = await bot.send_message(forum.id, "in Talks", message_thread_id=talks)
    assert (sent.message_thread_id, sent.is_topic_message, sent.chat.is_forum) == (talks, True, True)
    assert (await bot.send_message(forum.id, "in General")).message_thread_id is None
    assert [seen.text for seen in pg.transcript(forum, thread=talks) if seen.kind == "text"] == ["in Talks"]
    pg.say(forum, mira, "/status", thread=ceasefire)
    (update,) = await bot.get_updates()
    assert (update.message.message_thread_id, update.message.is_topic_message) == (ceasefire, True)
    pg.close_topic(forum, talks)
    assert await refusal(bot, forum.id, message_thread_id=talks) == "BadRequest: Topic_closed"
    pg.reopen_topic(forum, talks)
    await bot.send_message(forum.id, "open", message_thread_id=talks)
    pg.delete_topic(forum, talks)
    assert await refusal(bot, forum.id, message_thread_id=talks) == "BadRequest: Message thread not found"
    assert await refusal(bot, forum.id, message_thread_id=1) == "BadRequest: Message thread not found"


async def test_a_reply_goes_to_the_topic_of_what_it_replies_to(
    pg: Playground, bot: Bot, mira: Person
) -> None:
    forum = pg.supergroup("Newsroom", [mira], topics=["Talks"])
    (talks,) = forum.topics
    said = pg.say(forum, mira, "?", thread=talks)
    sent = await bot.send_message(forum.id, "!", reply_parameters=ReplyParameters(said.message_id))
    assert (sent.message_thread_id, sent.is_topic_message) == (talks, True)


async def test_an_administrator_may_write_in_a_closed_topic(pg: Playground, bot: Bot, mira: Person) -> None:
    forum = pg.supergroup("Newsroom", [mira], topics=["Talks"], bot="administrator")
    (talks,) = forum.topics
    pg.close_topic(forum, talks)
    assert (await bot.send_message(forum.id, "x", message_thread_id=talks)).message_thread_id == talks


async def test_rights_in_a_channel(pg: Playground, bot: Bot, mira: Person) -> None:
    channel = pg.channel("Watch", mira, username="velia_watch")
    sent = await bot.send_message("@velia_watch", "post", reply_markup=KEYS)
    assert (sent.sender_chat.id, sent.from_user, sent.chat.type) == (channel.id, None, "channel")
    await bot.edit_message_text("edited", channel.id, sent.message_id)
    pg.add_bot(channel, as_administrator=True, can_post_messages=False)
    assert await refusal(bot, channel.id) == "BadRequest: Need administrator rights in the channel chat"
    pg.say(channel, mira, "by a person")
    posts = [update.channel_post for update in await bot.get_updates() if update.channel_post]
    assert [(post.text, post.sender_chat.id) for post in posts] == [("by a person", channel.id)]


async def test_rights_to_pin_and_to_delete(pg: Playground, bot: Bot, mira: Person) -> None:
    group = pg.supergroup("Desk", [mira])
    said = pg.say(group, mira, "x")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, said.message_id)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.message_id)
    pg.add_bot(group, as_administrator=True)
    await bot.pin_chat_message(group.id, said.message_id)
    await bot.delete_message(group.id, said.message_id)
    assert [seen.text for seen in pg.transcript(group) if seen.kind == "text"] == []


async def test_what_cannot_be_edited(pg: Playground, bot: Bot, chat: TelegramChat, mira: Person) -> None:
    said = pg.say(chat, mira, "mine")
    sent = await bot.send_message(chat.id, "x", reply_markup=KEYS)

    async def words(text: str, message: int, **more: object) -> str:
        with pytest.raises(BadRequest) as caught:
            await bot.edit_message_text(text, chat.id, message, **more)  # type: ignore[arg-type]
        return caught.value.message

    assert await words("y", 999) == "Message to edit not found"
    assert await words("y", said.message_id) == "Message can't be edited"
    assert (await words("x", sent.message_id, reply_markup=KEYS)).startswith(
        "Message is not modified: specified new message content"
    )
    pg.delete(pg.last(chat))
    assert await words("y", sent.message_id) == "Message to edit not found"
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(
            chat.id, (await bot.send_message(chat.id, "x")).message_id, caption="y"
        )


async def test_replies_to_what_is_gone(bot: Bot, chat: TelegramChat) -> None:
    assert (
        await refusal(bot, chat.id, reply_parameters=ReplyParameters(999))
        == "BadRequest: Message to be replied not found"
    )
    sent = await bot.send_message(
        chat.id, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert sent.reply_to_message is None


async def test_protected_messages_are_not_forwarded(bot: Bot, chat: TelegramChat) -> None:
    sent = await bot.send_message(chat.id, "x", protect_content=True)
    with pytest.raises(BadRequest, match="Message has protected content and can't be forwarded"):
        await bot.forward_message(chat.id, chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(chat.id, chat.id, 999)


async def test_old_messages_cannot_be_deleted(bot: Bot, chat: TelegramChat, clock: ManualClock) -> None:
    sent = await bot.send_message(chat.id, "x")
    clock.forward(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat.id, 999)


async def test_a_press_on_a_message_that_is_gone_names_it_as_inaccessible(
    pg: Playground, bot: Bot, chat: TelegramChat
) -> None:
    await bot.send_message(chat.id, "x", reply_markup=KEYS)
    seen = pg.last(chat)
    pg.delete(seen)
    pg.press(seen, "x")
    (update,) = await bot.get_updates()
    assert (update.callback_query.message.date.timestamp(), update.callback_query.message.message_id) == (
        0,
        seen.message_id,
    )
    assert not update.callback_query.message.is_accessible


async def test_people_join_leave_and_rise(pg: Playground, bot: Bot, mira: Person, tomas: Person) -> None:
    group = pg.supergroup("Desk", [mira], bot="administrator")
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    pg.join(group, tomas)
    pg.promote(group, tomas, can_pin_messages=False)
    member = await bot.get_chat_member(group.id, tomas.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_pin_messages is False
    pg.demote(group, tomas)
    pg.kick(group, tomas)
    pg.join(group, tomas)
    pg.leave(group, tomas)
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    changes = [update.chat_member.new_chat_member.status for update in updates if update.chat_member]
    assert changes == ["member", "administrator", "member", "kicked", "member", "left"]
    services = [update.message for update in updates if update.message]
    assert [bool(one.new_chat_members) for one in services] == [True, False, True, False]
    with pytest.raises(ValueError, match="is not in"):
        pg.say(group, tomas, "x")


async def test_what_makes_no_sense_in_a_private_chat(bot: Bot, chat: TelegramChat) -> None:
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(chat.id)
    with pytest.raises(BadRequest, match="Chat member status can't be changed in private chats"):
        await bot.leave_chat(chat.id)
    with pytest.raises(BadRequest, match="Member not found"):
        await bot.get_chat_member(chat.id, 4)


async def test_a_person_edits_and_the_bot_is_told(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    said = pg.say(chat, mira, "siria")
    pg.edit(said, "syria")
    updates = await bot.get_updates()
    assert [(one.message or one.edited_message).text for one in updates] == ["siria", "syria"]
    assert updates[1].edited_message.edit_date is not None


async def test_two_bots_have_chats_of_their_own(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    await bot.send_message(chat.id, "from the first")
    async with Bot("88:other", base_url=f"{pg.url}/bot") as other:
        assert await refusal(other, mira.id) == "BadRequest: Chat not found"
