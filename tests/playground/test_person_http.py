"""The person's side over HTTP: each act and view, and that the document describes every one of them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from playground import Playground
from playground.person.acts import Acts
from playground.person.control import names
from playground.person.views import Views

Session = aiohttp.ClientSession
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "playground.md"
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])


@pytest.fixture
def act(http: Session) -> Callable[..., Awaitable[Any]]:
    async def run(verb: str, expect: int = 200, **given: Any) -> Any:
        async with http.post(f"/person/{verb}", json=given) as response:
            assert response.status == expect, await response.text()
            return await response.json()

    return run


@pytest.fixture
def view(http: Session) -> Callable[..., Awaitable[Any]]:
    async def run(verb: str, expect: int = 200, **given: Any) -> Any:
        async with http.get(f"/person/{verb}", params=given) as response:
            assert response.status == expect, await response.text()
            return await response.json()

    return run


async def test_a_conversation(act: Any, view: Any, bot: Bot) -> None:
    mira = await act("people", name="Mira Solano", language="ru")
    assert mira == {
        "id": 1001,
        "name": "Mira Solano",
        "username": None,
        "language": "ru",
        "deactivated": False,
    }
    said = await act("say", chat=1001, person=1001, text="/start")
    assert (said["kind"], said["entities"][0]["type"], said["by_bot"]) == ("text", "bot_command", False)
    await bot.send_message(1001, "<b>hello</b>", parse_mode="HTML", reply_markup=KEYS)
    answer = await view("next_message", chat=1001)
    assert (answer["html"], answer["buttons"][0][0]["text"]) == ("<b>hello</b>", "x")
    press = await act("press", chat=1001, message=answer["message_id"], button="x")
    await bot.answer_callback_query(press["id"], "ok")
    assert (await view("answer", id=press["id"]))["text"] == "ok"
    assert [seen["text"] for seen in await view("transcript", chat=1001)] == ["/start", "hello"]
    await act("edit", chat=1001, message=said["message_id"], text="/help")
    await act("delete", chat=1001, message=answer["message_id"])
    assert [seen["text"] for seen in await view("transcript", chat=1001)] == ["/help"]
    await bot.set_my_commands([("start", "begin")])
    assert await view("menu", chat=1001, person=1001) == [["start", "begin"]]


async def test_inline_and_files(act: Any, view: Any, bot: Bot) -> None:
    await act("people", name="Mira")
    await act("open_link", person=1001, payload="status_velia")
    ask = await act("inline", person=1001, query="velia", chat=1001)
    await bot.answer_inline_query(
        ask["id"], [InlineQueryResultArticle("a", "Velia", InputTextMessageContent("card"))]
    )
    assert (await view("results", id=ask["id"]))["results"][0]["title"] == "Velia"
    assert (await act("choose", ask=ask["id"], index=0, chat=1001))["text"] == "card"
    assert (await act("document", chat=1001, person=1001, name="a.opml", content="<opml/>"))[
        "file_name"
    ] == "a.opml"
    assert (await act("document", chat=1001, person=1001, name="b.bin", base64="AAE="))["raw"]["document"][
        "file_size"
    ] == 2
    assert (await act("location", chat=1001, person=1001, latitude=52.5, longitude=13.4))[
        "kind"
    ] == "location"


async def test_places_and_people(act: Any, view: Any, pg: Playground, bot: Bot) -> None:
    await bot.get_me()
    for name in ("Mira", "Tomas"):
        await act("people", name=name, started=True)
    group = await act("group", title="Desk", members=[1001, 1002])
    forum = await act("supergroup", title="Newsroom", members=[1001], topics=["Talks"])
    channel = await act("channel", title="Watch", owner=1001, username="watch")
    assert (group["type"], forum["is_forum"], channel["bot"]) == ("group", True, "administrator")
    thread = (await act("add_topic", chat=forum["id"], name="Ceasefire"))["thread"]
    for verb in ("close_topic", "reopen_topic", "delete_topic"):
        await act(verb, chat=forum["id"], thread=thread)
    await act("join", chat=forum["id"], person=1002)
    await act("promote", chat=forum["id"], person=1002, rights={"can_pin_messages": False})
    await act("demote", chat=forum["id"], person=1002)
    await act("kick", chat=forum["id"], person=1002)
    await act("leave", chat=group["id"], person=1002)
    await act("kick_bot", chat=group["id"])
    await act("add_bot", chat=group["id"], as_administrator=True)
    new = await act("migrate", chat=group["id"])
    state = await view("state")
    assert {chat["id"]: chat["migrated_to"] for chat in state["chats"]}[group["id"]] == new["id"]
    assert [
        member["status"] for chat in state["chats"] if chat["id"] == forum["id"] for member in chat["members"]
    ] == ["creator", "kicked"]
    await act("block", person=1001)
    assert pg.private(pg.world.people[1001]).blocked
    await act("unblock", person=1001)
    await act("deactivate", person=1002)
    many = await act("people", count=50)
    assert many == {"first": 1003, "last": 1052, "count": 50}


async def test_a_group_without_an_owner_or_without_anybody(act: Any, pg: Playground, bot: Bot) -> None:
    await act("people", count=3)
    group = (await act("group", title="Desk", members=[1001, 1002], bot="administrator"))["id"]
    assert "not in" in (await act("promote", expect=400, chat=group, person=1003))["error"]
    await act("leave", chat=group, person=1001)
    await act("kick_bot", chat=group)
    await act("add_bot", chat=group)
    assert pg.transcript(pg.world.chats[group])[-1].sender_id == 1002
    await act("leave", chat=group, person=1002)
    for verb in ("kick_bot", "add_bot", "migrate"):
        assert "nobody is left" in (await act(verb, expect=400, chat=group))["error"]
    assert pg.world.chats[group].migrated_to is None
    empty = (await act("group", title="Empty", members=[]))["id"]
    await act("faults", chat=empty, chat_state="migrated")
    with pytest.raises(BadRequest, match="nobody is left"):
        await bot.send_message(empty, "x")


@pytest.mark.parametrize(
    ("verb", "given", "words"),
    [
        ("people", {"name": 5}, "name is text, not 5"),
        ("people", {"name": "x", "id": "y"}, "id is a number, not 'y'"),
        ("people", {"name": "x", "username": 5}, "username is text, not 5"),
        ("people", {"count": "x"}, "count is a number"),
        ("people", {"count": 1e999}, "count is a number"),
        ("group", {"title": ["x"]}, "title is text"),
        ("group", {"title": "x", "members": 5}, "members is a list"),
        ("group", {"title": "x", "members": [1001], "bot": "frob"}, "bot is member"),
        ("supergroup", {"title": "x", "members": [1001], "topics": [5]}, "topics are names"),
        ("close_topic", {"chat": 1001, "thread": 77}, "there is no topic 77"),
        ("say", {"chat": 1001, "person": 1001, "text": 5}, "text is text"),
        ("say", {"chat": 1001, "person": 1001}, "text is missing"),
        ("say", {"chat": "9" * 5000, "person": 1001, "text": "x"}, "chat is a number"),
        ("promote", {"chat": 1001, "person": 1001, "rights": 5}, "rights is an object"),
        ("desk", {"jump": "x"}, "jump is a number"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    act: Any, verb: str, given: dict[str, Any], words: str
) -> None:
    await act("people", name="Mira")
    assert words in (await act(verb, expect=400, **given))["error"]


async def test_troubles_counters_and_waiting(act: Any, view: Any, bot: Bot) -> None:
    await act("people", name="Mira", started=True)
    await act("faults", method="sendMessage", status=500, nth=5)
    assert [fault["status"] for fault in await view("faults")] == [500]
    await act("clear_faults")
    assert await view("faults") == []
    assert await act("flood", level="strict") == {"level": "strict"}
    await act("flood", level="off")
    await act("flood", expect=400, level="loose")
    await bot.send_message(1001, "x")
    assert (await view("counters"))["methods"]["sendmessage"] == {"ok": 1, "failed": 0}
    assert [call["method"] for call in await view("calls", method="sendMessage")] == ["sendMessage"]
    await view("idle")
    await act("revoke", token=bot.token)
    assert (
        "did not come" in (await view("next_message", expect=408, chat=1001, after=99, timeout=0.01))["error"]
    )


async def test_the_desk_over_http(act: Any, view: Any) -> None:
    state = await act("desk", jump=100)
    assert (state["time"], state["playing"], state["newest"]["outlet"]) == (
        100,
        False,
        "Almeria Public Radio",
    )
    state = await act("desk", playing=True, speed=4, feeds_cut=True, telegram_cut=True)
    assert (state["speed"], state["feeds_cut"], state["telegram_cut"]) == (4, True, True)
    state = await act("desk", playing=False, restart=True)
    assert (state["time"], state["newest"]) == (0, None)
    assert (await view("desk"))["playing"] is False
    assert len(await view("feeds")) == 5


@pytest.mark.parametrize(
    ("verb", "given", "status", "words"),
    [
        ("fly", {}, 404, "nobody can 'fly'"),
        ("_pg", {}, 404, "nobody can '_pg'"),
        ("say", {"chat": 5}, 400, "person is missing"),
        ("say", {"chat": 5, "person": 6, "text": "x"}, 400, "person: there is no person 6"),
        ("say", {"chat": 5, "person": 1001, "text": "x"}, 400, "chat: there is no chat 5"),
        ("say", {"chat": "x", "person": 1001, "text": "x"}, 400, "chat is a number, not 'x'"),
        ("say", {"chat": 1001, "person": 1001}, 400, "text is missing"),
        ("edit", {"chat": 1001, "message": 9, "text": "x"}, 400, "message: there is no message 9 in 1001"),
        ("choose", {"ask": "x", "index": 0, "chat": 1001}, 400, "ask: there is no result 0 of 'x'"),
        ("people", {}, 400, "name is missing"),
    ],
)
async def test_wrong_use_is_told_in_words(
    act: Any, verb: str, given: dict[str, Any], status: int, words: str
) -> None:
    await act("people", name="Mira")
    assert words in (await act(verb, expect=status, **given))["error"]


async def test_a_body_that_is_no_json(http: Session) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        async with http.post("/person/say", data=body, headers=headers) as response:
            assert response.status == 400
    async with http.get("/person/nothing") as response:
        assert "there is no 'nothing' to see" in (await response.json())["error"]


def test_the_document_describes_every_verb() -> None:
    text = DOCUMENT.read_text("utf-8")
    for side in (Acts, Views):
        told = {name: getattr(side, name).__doc__ for name in names(side)}
        assert [name for name in told if not re.search(rf"^\| `{name}` \|", text, re.MULTILINE)] == []
