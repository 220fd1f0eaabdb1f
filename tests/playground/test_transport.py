"""How calls come in and answers go out: every form Telegram takes, the exact shape of errors, and the loud
refusal of the unknown."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Person, Playground, TelegramChat

Session = aiohttp.ClientSession


async def answer(response: aiohttp.ClientResponse) -> tuple[int, Any]:
    return response.status, await response.json()


async def test_a_call_may_be_a_get_with_a_query(http: Session, api: str, chat: TelegramChat) -> None:
    async with http.get(f"{api}/sendMessage", params={"chat_id": chat.id, "text": "a+b & c"}) as response:
        status, body = await answer(response)
    assert (status, body["ok"], body["result"]["text"]) == (200, True, "a+b & c")


async def test_a_call_may_be_a_form(http: Session, api: str, chat: TelegramChat) -> None:
    async with http.post(f"{api}/sendMessage", data={"chat_id": chat.id, "text": "ä + 100%"}) as response:
        assert (await response.json())["result"]["text"] == "ä + 100%"


async def test_a_call_may_be_json_with_values_of_their_own_kind(
    http: Session, api: str, chat: TelegramChat
) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    body = {"chat_id": chat.id, "text": "🕊", "disable_notification": True, "reply_markup": markup}
    async with http.post(f"{api}/sendMessage", json=body) as response:
        assert (await response.json())["result"]["reply_markup"] == markup


async def test_a_call_may_be_multipart_with_a_file_under_its_own_name(
    pg: Playground, http: Session, api: str, chat: TelegramChat
) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(chat.id))
    form.add_field("document", b"a,b\r\n--x\r\n", filename="list.csv", content_type="text/csv")
    async with http.post(f"{api}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "list.csv",
        "text/csv",
        10,
    )
    assert pg.world.files.by_id[document["file_id"]].data == b"a,b\r\n--x\r\n"


async def test_a_file_may_be_attached_by_reference(http: Session, api: str, chat: TelegramChat) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(chat.id))
    form.add_field(
        "media",
        json.dumps(
            [{"type": "document", "media": "attach://one"}, {"type": "document", "media": "attach://two"}]
        ),
    )
    for name in ("one", "two"):
        form.add_field(name, name.encode(), filename=f"{name}.txt")
    async with http.post(f"{api}/sendMediaGroup", data=form) as response:
        sent = (await response.json())["result"]
    assert [message["document"]["file_name"] for message in sent] == ["one.txt", "two.txt"]
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]


async def test_a_body_may_come_in_chunks(http: Session, api: str, chat: TelegramChat) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield f"chat_id={chat.id}&te".encode()
        yield b"xt=hello"

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{api}/sendMessage", data=body(), headers=headers) as response:
        assert (await response.json())["result"]["text"] == "hello"


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
async def test_method_names_ignore_case(http: Session, api: str, name: str) -> None:
    async with http.get(f"{api}/{name}") as response:
        assert (await response.json())["result"]["is_bot"] is True


async def test_the_method_may_be_a_parameter(http: Session, api: str) -> None:
    async with http.get(f"{api}/", params={"method": "getMe"}) as response:
        assert (await response.json())["ok"] is True


async def test_an_error_has_exactly_telegrams_shape(http: Session, api: str) -> None:
    async with http.post(f"{api}/sendMessage", data={"chat_id": 5, "text": "x"}) as response:
        raw = await response.read()
    assert raw == b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'
    assert response.headers["Content-Type"] == "application/json"


async def test_an_unknown_method_fails_and_a_line_names_it(
    http: Session, api: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "playground"):
        async with http.post(f"{api}/sendDice", data={"chat_id": 1}) as response:
            got = await answer(response)
    assert got == (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"})
    assert caplog.messages == ["the playground has no method sendDice: a bot asked for it"]


async def test_an_unknown_parameter_fails_and_is_named(
    http: Session, api: str, chat: TelegramChat, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "playground"):
        async with http.post(
            f"{api}/sendMessage", data={"chat_id": chat.id, "text": "x", "message_effect_id": "5"}
        ) as response:
            status, body = await answer(response)
    words = 'the playground\'s sendMessage does not know the parameter "message_effect_id"'
    assert (status, body["description"]) == (400, f"Bad Request: {words}")
    assert len(caplog.messages) == 1
    assert "message_effect_id" in caplog.messages[0]


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        (
            "sendMessage",
            {"reply_parameters": {"message_id": 1, "frob": 1}},
            'ReplyParameters does not know the field "frob"',
        ),
        (
            "sendMessage",
            {"reply_parameters": {"message_id": 1, "quote": "x"}},
            'ReplyParameters does not know the field "quote"',
        ),
        (
            "sendMessage",
            {"link_preview_options": {"frob": 1}},
            'LinkPreviewOptions does not know the field "frob"',
        ),
        (
            "sendMessage",
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "url": "a.bc", "frob": 1}]]}},
            "InlineKeyboardButton does not",
        ),
        (
            "sendMessage",
            {"reply_markup": {"keyboard": [[{"text": "x", "frob": 1}]]}},
            "KeyboardButton does not know",
        ),
        (
            "sendMessage",
            {"reply_markup": {"keyboard": [["x"]], "frob": 1}},
            "ReplyKeyboardMarkup does not know",
        ),
        ("sendMessage", {"reply_markup": {"frob": 1}}, "reply_markup does not know"),
        (
            "sendMediaGroup",
            {"media": [{"type": "document", "media": "x", "frob": 1}]},
            "InputMedia does not know",
        ),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:1/x", "ip_address": "127.0.0.1"},
            'setWebhook does not know the parameter "ip_address"',
        ),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:1/x", "certificate": "x"},
            'setWebhook does not know the parameter "certificate"',
        ),
    ],
)
async def test_an_unknown_field_inside_fails_and_is_named(
    http: Session, api: str, chat: TelegramChat, method: str, params: dict[str, object], words: str
) -> None:
    base = {} if method == "setWebhook" else {"chat_id": chat.id}
    async with http.post(
        f"{api}/{method}", json=base | ({"text": "x"} if method == "sendMessage" else {}) | params
    ) as response:
        status, body = await answer(response)
    assert status == 400
    assert words in body["description"]


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "1" * 5000, "9" * 21])
async def test_a_chat_id_of_too_many_digits_is_no_chat(http: Session, api: str, number: str) -> None:
    async with http.post(f"{api}/sendMessage", data={"chat_id": number, "text": "x"}) as response:
        status, body = await answer(response)
    assert (status, body["description"]) == (400, "Bad Request: chat not found")


async def test_message_ids_without_end_are_refused(http: Session, api: str, chat: TelegramChat) -> None:
    async with http.post(
        f"{api}/deleteMessages", data={"chat_id": chat.id, "message_ids": "[1e999]"}
    ) as response:
        assert response.status == 400


async def test_a_parts_content_type_of_odd_bytes_is_no_failure(
    http: Session, api: str, chat: TelegramChat
) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n'
    parts = [
        head % (b"chat_id", b"") + b"\r\n%d\r\n" % chat.id,
        head % (b"document", b'; filename="a"') + b"Content-Type: \xe9\r\n\r\nx\r\n",
        b"--b--\r\n",
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with http.post(f"{api}/sendDocument", data=b"".join(parts), headers=headers) as response:
        assert response.status == 200


async def test_a_file_nobody_refers_to_fails_and_is_named(
    http: Session, api: str, chat: TelegramChat
) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(chat.id))
    form.add_field("text", "x")
    form.add_field("stray", b"x", filename="x")
    async with http.post(f"{api}/sendMessage", data=form) as response:
        status, body = await answer(response)
    assert (status, body["description"]) == (
        400,
        'Bad Request: the playground\'s sendMessage does not know the file "stray"',
    )


@pytest.mark.parametrize("token", ["nonsense", "0:abc", "5", "5:", "5:a b", ":abc"])
async def test_a_malformed_token_is_refused(http: Session, token: str) -> None:
    async with http.get(f"/bot{token}/getMe") as response:
        status, body = await answer(response)
    assert (status, body["description"]) == (401, "Unauthorized: invalid token specified")


async def test_a_revoked_token_is_refused(pg: Playground, http: Session) -> None:
    pg.revoke("9:gone")
    async with http.get("/bot9:gone/getMe") as response:
        assert await answer(response) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )


async def test_any_well_formed_token_is_taken_and_its_number_is_the_bots_id(
    pg: Playground, http: Session
) -> None:
    async with http.get("/bot123456:AAE-x_y/getMe") as response:
        first = (await response.json())["result"]
    async with http.get("/bot222:other/getMe") as response:
        second = (await response.json())["result"]
    assert (first["id"], first["username"], second["id"]) == (123456, "parley_bot", 222)
    assert pg.token == "123456:AAE-x_y"


@pytest.mark.parametrize(
    ("type", "body"),
    [
        ("text/plain", b"x"),
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("multipart/form-data", b"x"),
        ("", b"x"),
    ],
)
async def test_a_body_that_is_none_is_refused(http: Session, api: str, type: str, body: bytes) -> None:
    async with http.post(f"{api}/getMe", data=body, headers={"Content-Type": type}) as response:
        status, shown = await answer(response)
    assert (status, shown["ok"]) == (400, False)


async def test_an_unknown_address_is_telegrams_not_found(http: Session) -> None:
    async with http.get("/nowhere") as response:
        assert await answer(response) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


def _chunk(size: bytes) -> bytes:
    return b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + size + b"\r\n\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"nonsense\r\n\r\n",
        *(
            b"GET / HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n"
            for length in (b"x", b"\xb2", b"+1", b"-1", b"1_0", b"9" * 5000)
        ),
        b"X" * 70_000,
        *(_chunk(size) for size in (b"-6", b"+1", b"0x1", b"1_0", b"", b"x", b"f" * 5000)),
    ],
)
async def test_what_is_not_http_is_refused_and_the_connection_closed(pg: Playground, raw: bytes) -> None:
    import asyncio

    reader, writer = await asyncio.open_connection("127.0.0.1", pg.port)
    writer.write(raw)
    line = await reader.readline()
    assert line.split()[1] in (b"400", b"431")
    await reader.read()
    writer.close()
    await writer.wait_closed()


async def test_requests_sent_at_once_are_answered_in_order(pg: Playground, mira: Person) -> None:
    import asyncio

    reader, writer = await asyncio.open_connection("127.0.0.1", pg.port)
    head = f"Host: 127.0.0.1:{pg.port}\r\n\r\n"
    calls = [f"GET /bot7:x/sendMessage?chat_id={mira.id}&text=n{n} HTTP/1.1\r\n{head}" for n in range(5)]
    writer.write("".join(calls).encode())
    said = [(await reader.readuntil(b"}}"))[-60:] for _ in range(5)]
    assert [f'"text":"n{n}"'.encode() in part for n, part in enumerate(said)] == [True] * 5
    writer.close()
    await writer.wait_closed()
