"""No call makes the server fail: random parameters to every method end in an answer or in one of Telegram's
refusals."""

from __future__ import annotations

import json
import random
import re

import aiohttp
import pytest

from playground import Person, Playground, TelegramChat
from playground.server.methods import METHODS
from tests.playground.pictures import png

CALLS = 250
NUMBERS = ["", "0", "-1", "2", "1001", "-4001", "1e9", "9" * 30, "x", "@x", "true", "null"]
JSON = [
    "[]",
    "{}",
    "[1]",
    '["x"]',
    "[[]]",
    '{"type":"chat"}',
    '{"inline_keyboard":[[1]]}',
    '{"inline_keyboard":[1]}',
    '{"keyboard":[[1]]}',
    "{",
    '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    '{"inline_keyboard":[[{"text":"a","url":5}]]}',
    '{"force_reply":true}',
    '[{"type":"photo","media":1}]',
    '{"type":"photo","media":"attach://x"}',
    '{"message_id":"x"}',
    '{"message_id":1,"chat_id":[1]}',
    '[{"command":1,"description":2}]',
    '[{"type":"bold","offset":-5,"length":9}]',
    '[{"type":"bold","offset":0,"length":99}]',
    '[{"type":"text_mention","offset":0,"length":1}]',
    '[{"type":"text_link","offset":0,"length":1,"url":5}]',
    '"\\ud800"',
    '[{"type":"pre","offset":0,"length":1,"language":5}]',
    '[{"type":"article","id":1,"title":"x","input_message_content":{"message_text":1}}]',
    '[{"type":"custom_emoji","offset":0,"length":1,"custom_emoji_id":5}]',
    '{"is_disabled":"x","url":5}',
    '[{"type":"bold"}]',
]
WORDS = [
    "🕊",
    "<b>x",
    "<b>x</b>",
    "\x00",
    "HTML",
    "typing",
    "http://127.0.0.1:1/x",
    "<a href='&#xd800;.b'>x</a>",
    "x" * 5000,
]
VALUES = NUMBERS + JSON + WORDS
BASE = {
    "chat_id": "1001",
    "text": "hello",
    "message_id": "2",
    "user_id": "1001",
    "from_chat_id": "1001",
    "message_ids": "[1,2]",
    "action": "typing",
    "commands": '[{"command":"a","description":"b"}]',
    "callback_query_id": "PRESS",
    "inline_query_id": "ASK",
    "results": "[]",
    "file_id": "FILE",
    "photo": "PHOTO",
    "document": "FILE",
    "media": '[{"type":"document","media":"FILE"}]',
    "parse_mode": "HTML",
}


def filled(pg: Playground, chat: TelegramChat) -> dict[str, str]:
    """Parameters that name things there are."""
    file = pg.world.files.add("a.txt", b"x", "text/plain", "documents")
    photo = pg.world.files.add("a.png", png(3, 3), "image/png", "photos")
    assert chat.person is not None
    ask = pg.inline(chat.person, "x")
    names = {"FILE": file.id, "PHOTO": photo.id, "ASK": ask.id, "PRESS": "4"}
    return {
        name: re.sub("FILE|PHOTO|ASK|PRESS", lambda found: names[found[0]], value)
        for name, value in BASE.items()
    }


@pytest.mark.parametrize("seed", range(4))
async def test_no_call_makes_the_server_fail(
    pg: Playground,
    http: aiohttp.ClientSession,
    api: str,
    chat: TelegramChat,
    mira: Person,
    seed: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    chance = random.Random(seed)
    pg.group("Desk", [mira], bot="administrator")
    pg.say(chat, mira, "hello")
    bot = pg.world.bot
    base = filled(pg, chat)
    methods = [
        method for method in METHODS.values() if method.name not in ("getUpdates", "setWebhook", "leaveChat")
    ]
    for _ in range(CALLS):
        method = chance.choice(methods)
        mine = pg.world.post(chat, bot, {"text": "mine"})
        base["message_id"] = str(mine.id)
        params = {
            name: base[name]
            for name in sorted(method.parameters)
            if name in base and not (name == "media" and "edit" in method.name)
        }
        for name in chance.sample(
            sorted(method.parameters), min(len(method.parameters), chance.randint(0, 2))
        ):
            params[name] = chance.choice(VALUES)
        if chance.random() < 0.5:
            async with http.post(f"{api}/{method.name}", data=params) as response:
                answer = await response.json()
        else:
            loaded = {}
            for name, value in params.items():
                try:
                    loaded[name] = json.loads(value)
                except ValueError:
                    loaded[name] = value
            async with http.post(f"{api}/{method.name}", json=loaded) as response:
                answer = await response.json()
        assert response.status in (200, 400, 401, 403, 404, 409, 413), (method.name, params, answer)
        assert answer["ok"] is (response.status == 200)
        if answer["ok"] is False:
            assert answer["error_code"] == response.status
    assert [record for record in caplog.records if record.exc_info] == []
    for seen in pg.transcript(chat):
        assert seen.html is not None
