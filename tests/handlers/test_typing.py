"""Where an answer takes longer than half a second, the chat shows that the bot is typing."""

from typing import Any

import pytest

from playground import TelegramChat
from tests.handlers.desk import Newsroom


@pytest.fixture
def group(newsroom: Newsroom) -> TelegramChat:
    return newsroom.pg.supergroup("Desk", [newsroom.mira], topics=["Truce"])


def shown(newsroom: Newsroom) -> list[tuple[int, Any]]:
    """What typing was shown for: (chat, topic) of each call."""
    calls = [call for call in newsroom.pg.calls if call.method == "sendChatAction"]
    return [(int(call.params["chat_id"]), call.params.get("message_thread_id")) for call in calls]


async def test_a_slow_answer_shows_typing_before_it_comes(newsroom: Newsroom, group: TelegramChat) -> None:
    newsroom.pg.faults.add(method="getChatMember", delay=0.9)
    newsroom.pg.say(group, newsroom.mira, "/subscribe@parley_bot")
    answer = await newsroom.pg.next_message(group)
    assert answer.text.startswith("What should the digest be about?")
    assert shown(newsroom) == [(group.id, None)]
    order = [call.method for call in newsroom.pg.calls if call.method in ("sendChatAction", "sendMessage")]
    assert order == ["sendChatAction", "sendMessage"]


async def test_a_slow_press_in_a_topic_shows_it_there(newsroom: Newsroom, group: TelegramChat) -> None:
    topic = list(group.topics)[-1]
    asked = await newsroom.ask("/subscribe@parley_bot", chat=group, thread=topic)
    newsroom.pg.faults.add(method="getChatMember", delay=0.9)
    await newsroom.press(asked, "Everything", person=newsroom.mira)
    assert shown(newsroom) == [(group.id, str(topic))]


async def test_a_fast_answer_shows_none(newsroom: Newsroom) -> None:
    await newsroom.ask("/status")
    await newsroom.ask("sudan")
    assert shown(newsroom) == []


async def test_where_it_cannot_be_shown_the_answer_comes_all_the_same(
    newsroom: Newsroom, group: TelegramChat
) -> None:
    newsroom.pg.faults.add(method="sendChatAction", status=400, description="not enough rights", times=0)
    newsroom.pg.faults.add(method="getChatMember", delay=0.9)
    answer = await newsroom.ask("/subscribe@parley_bot", chat=group)
    assert answer.text.startswith("What should the digest be about?")
