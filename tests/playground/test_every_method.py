"""Every method, called through python-telegram-bot unpatched: the objects that come back are the ones asked
for."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    MenuButtonDefault,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest

from playground import Person, Playground, TelegramChat
from playground.server.methods import METHODS
from tests.playground.pictures import png

KEYS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Evidence", callback_data="1:ev"),
            InlineKeyboardButton("Site", url="https://example.org/"),
        ]
    ]
)
LISTED = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument sendMediaGroup sendChatAction
    forwardMessage copyMessage editMessageText editMessageCaption editMessageReplyMarkup editMessageMedia deleteMessage deleteMessages
    answerCallbackQuery answerInlineQuery setMyCommands getMyCommands deleteMyCommands setMyName setMyDescription
    setMyShortDescription setChatMenuButton getFile getChat getChatMember getChatAdministrators leaveChat pinChatMessage
    unpinChatMessage
"""


def test_every_listed_method_is_there() -> None:
    assert [name for name in LISTED.split() if name.lower() not in METHODS] == []


async def test_get_me(pg: Playground, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.first_name, me.username) == (77, True, "Parley", "parley_bot")
    assert me.supports_inline_queries
    assert me.can_join_groups


async def test_send_message(pg: Playground, bot: Bot, chat: TelegramChat, mira: Person) -> None:
    first = pg.say(chat, mira, "hello")
    sent = await bot.send_message(
        chat.id,
        "<b>Velia</b>: <a href='https://example.org/1'>wire</a>",
        parse_mode="HTML",
        reply_markup=KEYS,
        reply_parameters=ReplyParameters(first.message_id),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        protect_content=True,
    )
    assert sent.text == "Velia: wire"
    assert sent.entities == (
        MessageEntity("bold", 0, 5),
        MessageEntity("text_link", 7, 4, url="https://example.org/1"),
    )
    assert sent.reply_markup == KEYS
    assert (sent.chat.id, sent.chat.type, sent.chat.first_name) == (mira.id, "private", "Mira")
    assert (sent.from_user.id, sent.reply_to_message.text, sent.has_protected_content) == (77, "hello", True)
    assert sent.link_preview_options == LinkPreviewOptions(is_disabled=True)
    seen = pg.last(chat)
    assert (seen.html, seen.button_texts, seen.links, seen.link_preview, seen.silent, seen.reply_to) == (
        '<b>Velia</b>: <a href="https://example.org/1">wire</a>',
        ["Evidence", "Site"],
        ["https://example.org/1"],
        False,
        True,
        first.message_id,
    )


async def test_a_reply_keyboard_is_shown_and_removed(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    await bot.send_message(chat.id, "choose", reply_markup=ReplyKeyboardMarkup([["Berlin", "Kyiv"]]))
    assert [[button.text for button in row] for row in pg.last(chat).reply_buttons] == [["Berlin", "Kyiv"]]
    await bot.send_message(chat.id, "thanks", reply_markup=ReplyKeyboardRemove())
    assert pg.last(chat).reply_buttons == ()
    assert pg.last(chat).reply_markup_set


async def test_send_photo(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    sent = await bot.send_photo(
        chat.id, png(64, 48), caption="<i>chart</i>", parse_mode="HTML", filename="chart.png"
    )
    assert [(size.width, size.height) for size in sent.photo] == [(64, 48)]
    assert (sent.caption, sent.caption_entities) == ("chart", (MessageEntity("italic", 0, 5),))
    again = await bot.send_photo(chat.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert [seen.kind for seen in pg.transcript(chat)] == ["photo", "photo"]


async def test_send_document_and_get_it_back(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    sent = await bot.send_document(chat.id, b"<opml/>", filename="feeds.opml", caption="all feeds")
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("feeds.opml", 7, "all feeds")
    file = await bot.get_file(sent.document.file_id)
    assert file.file_size == 7
    assert bytes(await file.download_as_bytearray()) == b"<opml/>"
    assert pg.last(chat).file_name == "feeds.opml"


async def test_a_file_a_person_sent_can_be_downloaded(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    pg.send_document(chat, mira, "list.opml", b"<opml>mine</opml>", caption="/import")
    (update,) = await bot.get_updates()
    assert (update.message.document.mime_type, update.message.caption) == (
        "application/octet-stream",
        "/import",
    )
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"<opml>mine</opml>"


async def test_send_media_group(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    sent = await bot.send_media_group(
        chat.id, [InputMediaPhoto(png(9, 9), caption="two"), InputMediaPhoto(png(8, 8))]
    )
    assert [message.photo[0].width for message in sent] == [9, 8]
    assert sent[0].caption == "two"
    assert len({message.media_group_id for message in sent}) == 1
    documents = await bot.send_media_group(
        chat.id, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b", filename="b.txt")]
    )
    assert [message.document.file_name for message in documents] == ["a.txt", "b.txt"]


async def test_send_chat_action(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    heard: list[str] = []
    end = pg.listen(lambda kind, details: heard.append(details["action"]) if kind == "action" else None)
    assert await bot.send_chat_action(chat.id, "typing") is True
    end()
    assert heard == ["typing"]
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(chat.id, "dancing")


async def test_forward_and_copy(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    group = pg.group("Desk", [mira, tomas])
    said = pg.say(chat, mira, "see example.org")
    forwarded = await bot.forward_message(group.id, chat.id, said.message_id)
    assert (forwarded.text, forwarded.forward_origin.type, forwarded.forward_origin.sender_user.id) == (
        "see example.org",
        "user",
        mira.id,
    )
    assert pg.last(group).forwarded_from == "Mira"
    copied = await bot.copy_message(group.id, chat.id, said.message_id, reply_markup=KEYS)
    assert (pg.last(group).message_id, pg.last(group).forwarded_from) == (copied.message_id, None)
    photo = await bot.send_photo(chat.id, png(5, 5), caption="old")
    await bot.copy_message(group.id, chat.id, photo.message_id, caption="new")
    assert pg.last(group).text == "new"
    many = await bot.forward_messages(group.id, chat.id, [said.message_id, photo.message_id])
    assert [number.message_id for number in many] == [seen.message_id for seen in pg.transcript(group)[-2:]]
    await bot.copy_messages(group.id, chat.id, [said.message_id, photo.message_id], remove_caption=True)
    assert [seen.text for seen in pg.transcript(group)[-2:]] == ["see example.org", ""]


async def test_edit_text_caption_media_and_keyboard(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    sent = await bot.send_message(chat.id, "one", reply_markup=KEYS)
    edited = await bot.edit_message_text("<b>two</b>", chat.id, sent.message_id, parse_mode="HTML")
    assert (edited.text, edited.entities, edited.reply_markup) == (
        "two",
        (MessageEntity("bold", 0, 3),),
        None,
    )
    assert edited.edit_date is not None
    assert pg.last(chat).edited
    keyed = await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=KEYS)
    assert keyed.reply_markup == KEYS
    photo = await bot.send_photo(chat.id, png(5, 5), caption="old")
    assert (await bot.edit_message_caption(chat.id, photo.message_id, caption="new")).caption == "new"
    changed = await bot.edit_message_media(
        InputMediaPhoto(png(7, 6), caption="other"), chat.id, photo.message_id
    )
    assert (changed.photo[0].width, changed.caption) == (7, "other")


async def test_delete_one_and_many(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    ids = [(await bot.send_message(chat.id, str(number))).message_id for number in range(4)]
    assert await bot.delete_message(chat.id, ids[0]) is True
    assert await bot.delete_messages(chat.id, ids[1:3]) is True
    assert [seen.text for seen in pg.transcript(chat)] == ["3"]


async def test_answer_callback_query(pg: Playground, bot: Bot, chat: TelegramChat, mira: Person) -> None:
    await bot.send_message(chat.id, "x", reply_markup=KEYS)
    press = pg.press(pg.last(chat), "Evidence")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert (query.data, query.from_user.id, query.message.text, query.message.reply_markup) == (
        "1:ev",
        mira.id,
        "x",
        KEYS,
    )
    assert await bot.answer_callback_query(query.id, "done", show_alert=True) is True
    assert (press.answered, press.text, press.alert) == (True, "done", True)


async def test_answer_inline_query_and_what_is_chosen(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    ask = pg.inline(mira, "velia")
    (update,) = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert (update.inline_query.query, update.inline_query.from_user.id, update.inline_query.offset) == (
        "velia",
        mira.id,
        "",
    )
    content = InputTextMessageContent("<b>Velia</b>", parse_mode="HTML")
    result = InlineQueryResultArticle("a", "Velia", content, description="card", reply_markup=KEYS)
    assert (
        await bot.answer_inline_query(
            update.inline_query.id, [result], cache_time=5, is_personal=True, next_offset="20"
        )
        is True
    )
    assert (ask.answered, [found.title for found in ask.results], ask.next_offset, ask.cache_time) == (
        True,
        ["Velia"],
        "20",
        5,
    )
    group = pg.group("Desk", [mira])
    seen = pg.choose(ask, 0, group)
    assert (seen.html, seen.sender, seen.button_texts) == (
        "<b>Velia</b>",
        "Mira Solano",
        ["Evidence", "Site"],
    )
    told = await bot.get_updates(update.update_id + 1)
    assert [
        (one.message.via_bot.id if one.message else one.chosen_inline_result.result_id) for one in told
    ] == [77, "a"]
    inline_id = told[-1].chosen_inline_result.inline_message_id
    assert await bot.edit_message_text("changed", inline_message_id=inline_id, reply_markup=KEYS) is True
    assert pg.last(group).text == "changed"
    pg.press(pg.last(group), "Evidence", person=mira)
    (pressed,) = await bot.get_updates(told[-1].update_id + 1)
    assert (pressed.callback_query.inline_message_id, pressed.callback_query.message) == (inline_id, None)


async def test_commands_by_scope_and_language(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    group = pg.group("Desk", [mira, tomas])
    await bot.set_my_commands([("start", "begin")])
    await bot.set_my_commands([BotCommand("start", "начать")], language_code="ru")
    await bot.set_my_commands([("here", "in groups")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("only", "for Tomas")], scope=BotCommandScopeChatMember(group.id, tomas.id))
    assert pg.menu(chat, mira) == [("start", "begin")]
    assert pg.menu(pg.private(tomas), tomas) == [("start", "начать")]
    assert pg.menu(group, mira) == [("here", "in groups")]
    assert pg.menu(group, tomas) == [("only", "for Tomas")]
    assert await bot.get_my_commands(language_code="ru") == (BotCommand("start", "начать"),)
    await bot.set_my_commands([("mine", "x")], scope=BotCommandScopeChat(mira.id))
    assert pg.menu(chat, mira) == [("mine", "x")]
    assert await bot.delete_my_commands(scope=BotCommandScopeChat(mira.id)) is True
    assert pg.menu(chat, mira) == [("start", "begin")]
    assert await bot.get_my_commands(scope=BotCommandScopeChat(mira.id)) == ()


async def test_name_descriptions_and_menu_button(bot: Bot, chat: TelegramChat) -> None:
    assert (await bot.get_my_name()).name == "Parley"
    await bot.set_my_name("Парли", language_code="ru")
    assert [(await bot.get_my_name(language_code=code)).name for code in ("ru", "de")] == ["Парли", "Parley"]
    assert (await bot.get_me()).first_name == "Parley"
    await bot.set_my_name("Parley now")
    assert ((await bot.get_me()).first_name, (await bot.get_my_name()).name) == ("Parley now", "Parley now")
    assert (await bot.send_message(chat.id, "x")).from_user.first_name == "Parley now"
    await bot.set_my_name("")
    assert ((await bot.get_me()).first_name, (await bot.get_my_name()).name) == ("Parley", "Parley")
    await bot.set_my_description("Where peace talks stand")
    await bot.set_my_short_description("Peace talks")
    assert (await bot.get_my_description()).description == "Where peace talks stand"
    assert (await bot.get_my_short_description()).short_description == "Peace talks"
    assert await bot.get_chat_menu_button() == MenuButtonCommands()
    await bot.set_chat_menu_button(chat.id, MenuButtonDefault())
    assert await bot.get_chat_menu_button(chat.id) == MenuButtonDefault()


async def test_chats_and_members(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    group = pg.supergroup("Desk", [mira, tomas], bot="administrator", username="desk_chat")
    shown = await bot.get_chat("@desk_chat")
    assert (shown.id, shown.type, shown.title, shown.username) == (
        group.id,
        "supergroup",
        "Desk",
        "desk_chat",
    )
    assert (await bot.get_chat(mira.id)).first_name == "Mira"
    assert [(await bot.get_chat_member(group.id, who)).status for who in (mira.id, tomas.id, 77)] == [
        "creator",
        "member",
        "administrator",
    ]
    administrators = await bot.get_chat_administrators(group.id)
    assert {member.user.id: member.status for member in administrators} == {
        mira.id: "creator",
        77: "administrator",
    }
    assert await bot.get_chat_member_count(group.id) == 3
    assert await bot.leave_chat(group.id) is True
    assert (await bot.get_chat_member(group.id, 77)).status == "left"


async def test_pin_and_unpin(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    first, second = [await bot.send_message(chat.id, text) for text in ("one", "two")]
    await bot.pin_chat_message(chat.id, first.message_id)
    await bot.pin_chat_message(chat.id, second.message_id)
    assert [seen.text for seen in pg.transcript(chat) if seen.pinned] == ["one", "two"]
    assert (await bot.get_chat(chat.id)).pinned_message.text == "two"
    await bot.unpin_chat_message(chat.id)
    assert [seen.text for seen in pg.transcript(chat) if seen.pinned] == ["one"]
    await bot.unpin_all_chat_messages(chat.id)
    assert [seen for seen in pg.transcript(chat) if seen.pinned] == []


async def test_webhook_info_without_a_webhook(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    pg.say(chat, mira, "x")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.has_custom_certificate) == ("", 1, False)
    assert await bot.delete_webhook(drop_pending_updates=True) is True
    assert (await bot.get_webhook_info()).pending_update_count == 0
