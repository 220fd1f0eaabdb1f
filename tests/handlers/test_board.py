"""/board keeps one message of a chat current: edited only where something changed, made anew where it was
deleted, pinned where that is allowed."""

import asyncio
from typing import Any

import pytest

from bot.board_posts import BoardPosts
from briefing.jobs.live_boards import refresh_boards
from news.chat import ChatState
from playground import Person, Seen, TelegramChat
from tests.handlers.desk import Newsroom
from tests.handlers.test_message_record import collapse
from tests.handlers.test_status import truce
from tests.handlers.test_subscriptions import chat_of

FOOT = "Kept current: what changes stands here within five minutes. A name leads to its card."
HEAD = "Where things stand · as of {}"
NOTHING = "Nothing has been reported yet. Try /latest."
AGREED = "• Ostia: government and the Lake Front — ceasefire: agreed, not yet in force"


@pytest.fixture
def posts(newsroom: Newsroom) -> BoardPosts:
    return BoardPosts(newsroom.parley.application.bot)


async def look(newsroom: Newsroom, posts: BoardPosts, **passed: float) -> None:
    """Some time passes, and the boards are looked at."""
    newsroom.step(**passed)
    await refresh_boards(newsroom.parley.house, posts)


async def begin(
    newsroom: Newsroom,
    posts: BoardPosts,
    words: str = "/board",
    chat: TelegramChat | None = None,
    person: Person | None = None,
    **more: Any,
) -> Seen:
    """The board that was asked for, once it is there."""
    chat = chat or newsroom.chat
    newsroom.pg.say(chat, person or newsroom.mira, words, **more)
    async with asyncio.timeout(5):
        while not await refresh_boards(newsroom.parley.house, posts):
            await asyncio.sleep(0)
    return boards(newsroom, chat)[-1]


def boards(newsroom: Newsroom, chat: TelegramChat | None = None) -> list[Seen]:
    said = newsroom.pg.transcript(chat or newsroom.chat)
    return [
        seen
        for seen in said
        if seen.by_bot and seen.text.startswith(("Where things stand", "Как обстоят дела"))
    ]


async def test_it_is_sent_and_pinned(newsroom: Newsroom, posts: BoardPosts) -> None:
    await truce(newsroom)
    board = await begin(newsroom, posts)
    assert board.text == f"{HEAD.format('Tue 9 Sep, 16:40')}\n{AGREED}\n\n{FOOT}"
    assert (board.pinned, board.button_texts) == (True, [])
    assert "?start=status_ostia" in board.html


async def test_it_is_edited_only_where_something_changed_and_not_at_once(
    newsroom: Newsroom, posts: BoardPosts
) -> None:
    board = await begin(newsroom, posts)
    assert board.text == f"{HEAD.format('Tue 9 Sep, 16:40')}\n{NOTHING}\n\n{FOOT}"
    for _ in range(9):
        await look(newsroom, posts, minutes=1)
    assert newsroom.pg.count("editMessageText") == 0
    await truce(newsroom)
    await look(newsroom, posts, minutes=1)
    (board,) = boards(newsroom)
    assert board.text.startswith(f"{HEAD.format('Tue 9 Sep, 16:50')}\n{AGREED}\n")
    newsroom.step(minutes=1)
    await collapse(newsroom, minutes=0)
    for _ in range(3):
        await look(newsroom, posts, minutes=1)
    assert newsroom.pg.count("editMessageText") == 1
    await look(newsroom, posts, minutes=1)
    (board,) = boards(newsroom)
    assert "ceasefire: collapsed" in board.text
    assert newsroom.pg.count("editMessageText") == 2


async def test_an_unchanged_one_shows_once_a_day_that_it_is_kept(
    newsroom: Newsroom, posts: BoardPosts
) -> None:
    await begin(newsroom, posts)
    await look(newsroom, posts, hours=23)
    assert newsroom.pg.count("editMessageText") == 0
    await look(newsroom, posts, hours=2)
    (board,) = boards(newsroom)
    assert board.text.startswith(HEAD.format("Wed 10 Sep, 17:40"))


async def test_a_deleted_one_is_made_anew(newsroom: Newsroom, posts: BoardPosts) -> None:
    first = await begin(newsroom, posts)
    await newsroom.parley.application.bot.delete_message(newsroom.chat.id, first.message_id)
    await truce(newsroom)
    await look(newsroom, posts, minutes=6)
    (again,) = boards(newsroom)
    assert again.message_id > first.message_id
    assert again.pinned
    assert AGREED in again.text


async def test_asked_for_again_it_moves_down(newsroom: Newsroom, posts: BoardPosts) -> None:
    first = await begin(newsroom, posts)
    await newsroom.ask("/status ostia")
    second = await begin(newsroom, posts)
    assert second.message_id > first.message_id
    assert [board.message_id for board in boards(newsroom)] == [second.message_id]


async def test_it_ends(newsroom: Newsroom, posts: BoardPosts) -> None:
    await begin(newsroom, posts)
    assert (await newsroom.ask("/board off")).text == "The board is gone."
    assert boards(newsroom) == []
    await look(newsroom, posts, days=2)
    assert boards(newsroom) == []
    assert (await newsroom.ask("/board off")).text == "No board is kept current there."


async def test_a_channel_has_one_by_who_administers_it(newsroom: Newsroom, posts: BoardPosts) -> None:
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    ada = newsroom.pg.person("Ada")
    refused = await newsroom.ask("/board @peacedesk", chat=newsroom.pg.private(ada), person=ada)
    assert refused.text == "Only someone who administers @peacedesk can do that."
    done = await newsroom.ask("/board @peacedesk")
    assert done.text == "A board is kept current in @peacedesk. /board @peacedesk off ends it."
    await refresh_boards(newsroom.parley.house, posts)
    (board,) = boards(newsroom, channel)
    assert board.pinned
    assert (await newsroom.ask("/board @peacedesk off")).text == "The board in @peacedesk is gone."
    assert boards(newsroom, channel) == []


async def test_in_a_group_only_its_admins_may_and_where_it_may_not_pin_it_stays_unpinned(
    newsroom: Newsroom, posts: BoardPosts
) -> None:
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.supergroup("Desk", [newsroom.mira, noor])
    refused = await newsroom.ask("/board@parley_bot", chat=group, person=noor)
    assert refused.text == "Only admins of this group can change that."
    board = await begin(newsroom, posts, "/board@parley_bot", group)
    assert not board.pinned


async def test_in_a_topic_it_stays_there(newsroom: Newsroom, posts: BoardPosts) -> None:
    forum = newsroom.pg.supergroup("Forum", [newsroom.mira], topics=["Ostia"])
    topic = list(forum.topics)[-1]
    board = await begin(newsroom, posts, "/board@parley_bot", forum, thread=topic)
    assert board.thread == topic


async def test_where_the_bot_was_blocked_it_rests_and_goes_on_after_a_return(
    newsroom: Newsroom, posts: BoardPosts
) -> None:
    await begin(newsroom, posts)
    newsroom.pg.block(newsroom.mira)
    await truce(newsroom)
    await look(newsroom, posts, minutes=6)
    assert (await chat_of(newsroom, newsroom.chat.id)).state is ChatState.BLOCKED
    await look(newsroom, posts, minutes=6)
    newsroom.pg.unblock(newsroom.mira)
    await newsroom.ask("/status")
    await look(newsroom, posts, minutes=6)
    assert AGREED in boards(newsroom)[0].text


async def test_a_flood_limit_is_waited_for(newsroom: Newsroom, posts: BoardPosts) -> None:
    await begin(newsroom, posts)
    await truce(newsroom)
    newsroom.pg.faults.add(method="editMessageText", status=429, retry_after=400, times=1)
    await look(newsroom, posts, minutes=6)
    assert NOTHING in boards(newsroom)[0].text
    await look(newsroom, posts, minutes=6)
    assert NOTHING in boards(newsroom)[0].text


async def test_words_that_mean_nothing_are_answered(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/board now")).text.startswith("Write /board for a board that is kept current")


async def test_in_russian(newsroom: Newsroom, posts: BoardPosts) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    board = await begin(newsroom, posts, chat=newsroom.pg.private(vera), person=vera)
    assert board.text == (
        "Как обстоят дела · данные на вт 9 сент., 16:40\nСообщений пока нет. Попробуйте /latest.\n\n"
        "Обновляется само: что меняется, появляется здесь в течение пяти минут. Название ведёт к подробностям."
    )
