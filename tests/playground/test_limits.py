"""Every limit of the Bot API at its edge: one step inside passes, one step outside is refused in Telegram's
words."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from playground import Person, Playground, TelegramChat
from tests.playground.pictures import png

Session = aiohttp.ClientSession


@pytest.fixture
def call(http: Session, api: str) -> Callable[..., Awaitable[tuple[int, str, Any]]]:
    async def run(_method: str, **params: Any) -> tuple[int, str, Any]:
        body = {
            key: json.dumps(value) if isinstance(value, list | dict) else value
            for key, value in params.items()
        }
        async with http.post(f"{api}/{_method}", data=body) as response:
            shown = await response.json()
        return response.status, shown.get("description", ""), shown.get("result")

    return run


def keys(*rows: int, data: str = "x") -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": data}] * count for count in rows]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keys(1, data="x" * 64), ""),
        (keys(1, data="я" * 32), ""),
        (keys(1, data="x" * 65), "BUTTON_DATA_INVALID"),
        (keys(1, data="я" * 33), "BUTTON_DATA_INVALID"),
        (keys(8), ""),
        (keys(9), "reply markup is too long"),
        (keys(*[8] * 12, 4), ""),
        (keys(*[8] * 12, 5), "reply markup is too long"),
        (keys(*[1] * 100, data="x" * 64), ""),
        (
            {"inline_keyboard": [[{"text": "x" * 1000, "callback_data": "y"}]] * 11},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": "x"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "x"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"inline_keyboard": [{"text": "x"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [[{"text": "x", "url": "nodot"}]]},
            "inline keyboard button URL 'nodot' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "url": "ftp://a.b"}]]},
            "inline keyboard button URL 'ftp://a.b' is invalid: Unsupported URL protocol",
        ),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ([1], "object expected as reply markup"),
    ],
)
async def test_keyboards(call: Any, chat: TelegramChat, markup: Any, words: str) -> None:
    status, description, _result = await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert (status, description) == ((400, f"Bad Request: {words}") if words else (200, ""))


async def test_a_keyboard_that_is_no_json(call: Any, chat: TelegramChat) -> None:
    got = await call("sendMessage", chat_id=chat.id, text="x", reply_markup="{")
    assert got[:2] == (400, "Bad Request: can't parse reply keyboard markup JSON object")


async def test_texts_and_captions(call: Any, chat: TelegramChat, http: Session, api: str) -> None:
    assert (await call("sendMessage", chat_id=chat.id, text="я" * 4096))[0] == 200
    assert (await call("sendMessage", chat_id=chat.id, text="я" * 4097))[
        1
    ] == "Bad Request: message is too long"
    sent = await call("sendMessage", chat_id=chat.id, text="x")
    got = await call("editMessageText", chat_id=chat.id, message_id=sent[2]["message_id"], text="x" * 4097)
    assert got[1] == "Bad Request: message is too long"
    form = aiohttp.FormData({"chat_id": str(chat.id), "caption": "x" * 1025})
    form.add_field("photo", png(3, 3), filename="x.png")
    async with http.post(f"{api}/sendPhoto", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([{"command": "x" * 32, "description": "y" * 256}], ""),
        ([{"command": "a_1", "description": "y"}] * 100, ""),
        ([{"command": "a", "description": "y"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([{"command": "x" * 33, "description": "y"}], "BOT_COMMAND_INVALID"),
        ([{"command": "Start", "description": "y"}], "BOT_COMMAND_INVALID"),
        ([{"command": "sta-rt", "description": "y"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": "y" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a"}], "can't parse BotCommand: BotCommand must be an Object"),
        ({"command": "a"}, "expected an Array of BotCommand"),
    ],
)
async def test_commands(call: Any, commands: Any, words: str) -> None:
    status, description, _result = await call("setMyCommands", commands=commands)
    assert (status, description) == ((400, f"Bad Request: {words}") if words else (200, ""))


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"type": "default"}, ""),
        ({"type": "all_private_chats"}, ""),
        ({"type": "all_group_chats"}, ""),
        ({"type": "all_chat_administrators"}, ""),
        ({"type": "chat", "chat_id": 1001}, ""),
        ({"type": "chat_administrators", "chat_id": 1001}, ""),
        ({"type": "chat_member", "chat_id": 1001, "user_id": 1001}, ""),
        ({"type": "chat", "chat_id": 5}, "chat not found"),
        ({"type": "planet"}, "unsupported type specified"),
        ("x", "can't parse BotCommandScope JSON object"),
    ],
)
async def test_scopes(call: Any, chat: TelegramChat, scope: Any, words: str) -> None:
    assert chat.id == 1001
    got = await call("setMyCommands", commands=[{"command": "a", "description": "b"}], scope=scope)
    assert got[:2] == ((400, f"Bad Request: {words}") if words else (200, ""))


def article(number: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "article",
        "id": number,
        "title": "x",
        "input_message_content": {"message_text": "x"},
    } | more


@pytest.mark.parametrize(
    ("results", "more", "words"),
    [
        ([article(str(n)) for n in range(50)], {"next_offset": "x" * 64}, ""),
        ([article(str(n)) for n in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([article("a"), article("a")], {}, "RESULT_ID_DUPLICATE"),
        ([article("x" * 64)], {}, ""),
        ([article("x" * 65)], {}, "RESULT_ID_INVALID"),
        ([article("")], {}, "RESULT_ID_INVALID"),
        ([article("a")], {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ([article("a", title="")], {}, "can't parse inline query result: Can't find field \"title\""),
        (
            [article("a", input_message_content=None)],
            {},
            "can't parse inline query result: input message content is not specified",
        ),
        (
            [article("a", input_message_content={"message_text": "<p>", "parse_mode": "HTML"})],
            {},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        ([{"type": "gif", "id": "a"}], {}, 'the playground does not imitate inline results of type "gif"'),
        ({}, {}, "expected an Array of inline query results"),
        ([article("a")], {"button": {"text": "go", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ([article("a")], {"button": {"text": "go", "start_parameter": "x" * 64}}, ""),
        ([article("a")], {"button": {"text": "go", "start_parameter": "x" * 65}}, "START_PARAM_INVALID"),
    ],
)
async def test_inline_answers(
    pg: Playground, call: Any, mira: Person, results: Any, more: dict[str, Any], words: str
) -> None:
    ask = pg.inline(mira, "x")
    got = await call("answerInlineQuery", inline_query_id=ask.id, results=results, **more)
    assert got[:2] == ((400, f"Bad Request: {words}") if words else (200, ""))
    assert ask.answered is not bool(words)


async def test_the_answer_to_a_press(pg: Playground, call: Any, chat: TelegramChat) -> None:
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=keys(1))
    press = pg.press(pg.last(chat), "x")
    assert (await call("answerCallbackQuery", callback_query_id=press.id, text="x" * 201))[
        1
    ] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id=press.id, url="https://example.org"))[
        1
    ] == "Bad Request: URL_INVALID"
    link = "https://t.me/parley_bot?start=status_velia"
    assert (await call("answerCallbackQuery", callback_query_id=press.id, text="x" * 200, url=link))[0] == 200
    assert press.url == link


async def test_pictures_and_files(
    pg: Playground, http: Session, api: str, call: Any, chat: TelegramChat
) -> None:
    async def photo(data: bytes) -> str:
        form = aiohttp.FormData({"chat_id": str(chat.id)})
        form.add_field("photo", io.BytesIO(data), filename="x.png")
        async with http.post(f"{api}/sendPhoto", data=form) as response:
            return str((await response.json()).get("description", ""))

    assert await photo(png(5, 5)) == ""
    assert await photo(b"") == "Bad Request: file must be non-empty"
    assert await photo(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await photo(png(1, 21)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert (await photo(b"\x89PNG" + b"x" * 10_485_760)).startswith(
        "Bad Request: file is too big for a photo"
    )
    assert (await call("sendPhoto", chat_id=chat.id))[1] == "Bad Request: there is no photo in the request"
    assert (await call("sendDocument", chat_id=chat.id, document="nope"))[
        1
    ] == "Bad Request: wrong file identifier/HTTP URL specified"
    assert (
        "does not fetch files"
        in (await call("sendPhoto", chat_id=chat.id, photo="https://example.org/x.png"))[1]
    )
    assert (await call("getFile", file_id="nope"))[1] == "Bad Request: invalid file_id"
    async with http.get("/file/bot77:test/documents/nope.txt") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no messages to send"),
        ([{"type": "photo", "media": "x"}] * 11, "too many messages to send as an album"),
        ([{"type": "video", "media": "x"}], 'the playground does not imitate media of type "video"'),
        ([{"type": "photo"}], "can't parse InputMedia: media not found"),
        (["x"], "can't parse InputMedia: expected an Object"),
        ({}, "expected an Array of InputMedia"),
    ],
)
async def test_albums(call: Any, chat: TelegramChat, media: Any, words: str) -> None:
    assert (await call("sendMediaGroup", chat_id=chat.id, media=media))[:2] == (400, f"Bad Request: {words}")


async def test_names_and_descriptions(call: Any) -> None:
    for name, field, longest in (
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ):
        assert (await call(f"setMy{name}", **{field: "x" * longest}))[0] == 200
        assert (await call(f"setMy{name}", **{field: "x" * (longest + 1)}))[0] == 400
    assert (await call("setMyName", name="x", language_code="english"))[
        1
    ] == "Bad Request: invalid language code specified"


async def test_deep_links_reach_the_bot_as_start_with_a_payload(
    pg: Playground, call: Any, chat: TelegramChat, mira: Person
) -> None:
    payload = "status_velia-1" + "x" * 50
    assert len(payload) == 64
    pg.open_link(mira, payload)
    _status, _words, updates = await call("getUpdates")
    assert updates[0]["message"]["text"] == f"/start {payload}"
    for wrong in ("x" * 65, "a b", "ключ"):
        with pytest.raises(ValueError, match="payload"):
            pg.open_link(mira, wrong)


async def test_many_messages_at_once(call: Any, chat: TelegramChat) -> None:
    ids = list(range(1, 102))
    assert (await call("deleteMessages", chat_id=chat.id, message_ids=ids))[
        1
    ] == "Bad Request: too many messages to delete"
    got = await call("forwardMessages", chat_id=chat.id, from_chat_id=chat.id, message_ids=ids)
    assert got[1] == "Bad Request: too many messages to forward"
    got = await call("copyMessages", chat_id=chat.id, from_chat_id=chat.id, message_ids=[2, 1])
    assert got[1] == "Bad Request: message identifiers must be in a strictly increasing order"
