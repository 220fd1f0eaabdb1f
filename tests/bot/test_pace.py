"""The pace: held against the playground's own flood limits on a stepped clock."""

import random
from collections import Counter
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.pace import Pace, Priority, chat_of
from playground.server.flood import Flood


class Steps:
    """A clock that moves only when somebody sleeps on it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.0)


@pytest.fixture
def steps() -> Steps:
    return Steps()


async def _send(
    pace: Pace, chat: int, call: Any = None, endpoint: str = "sendMessage", priority: Priority | None = None
) -> Any:
    async def done() -> bool:
        return True

    return await pace.process_request(call or done, (), {}, endpoint, {"chat_id": chat}, priority)


async def test_a_private_chat_gets_about_one_message_a_second_after_a_short_burst(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    for _ in range(20):
        await _send(pace, 7)
    assert 14.0 < steps.now - 1000.0 < 20.0


async def test_a_group_gets_twenty_messages_in_any_minute(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    for _ in range(21):
        await _send(pace, -7)
    assert steps.now - 1000.0 >= 60.0


async def test_edits_count_and_callback_answers_are_free(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    for _ in range(10):
        await _send(pace, 7, endpoint="editMessageText")
    after_edits = steps.now
    for _ in range(10):
        await _send(pace, 7, endpoint="answerCallbackQuery")
    assert after_edits > 1004.0
    assert steps.now == after_edits


@pytest.mark.parametrize("paid", [False, True])
async def test_broadcasts_keep_to_the_strict_servers_limits_and_use_nearly_all_of_them(
    steps: Steps, paid: bool
) -> None:
    pace, flood = Pace(paid=paid, clock=steps, sleep=steps.sleep), Flood("strict", steps)
    sent = 0
    chats = iter(range(1, 10**9))
    while steps.now < 1060.0:
        if (wait := pace.room()) > 0:
            await steps.sleep(wait)
            continue
        chat = next(chats)
        assert pace.take(chat) == 0
        assert flood.take(1, chat, group=False, paid=paid) == 0
        sent += 1
    assert sent >= (1000 if paid else 30) * 60 * 0.98


async def test_answers_during_a_broadcast_wait_for_nobody_and_are_never_refused(steps: Steps) -> None:
    pace, flood, dice = Pace(clock=steps, sleep=steps.sleep), Flood("strict", steps), random.Random(1)
    waits = []
    chats = iter(range(1, 10**9))
    for _ in range(3000):
        if pace.room() <= 0:
            chat = next(chats)
            assert pace.take(chat) == 0
            assert flood.take(1, chat, group=False) == 0
        elif dice.random() < 0.05:
            before, who = steps.now, dice.randrange(10**9, 10**9 + 10**6)
            await _send(pace, who)
            waits.append(steps.now - before)
            assert flood.take(1, who, group=False) == 0
        await steps.sleep(0.02)
    assert len(waits) > 50
    assert max(waits) < 0.2


async def test_several_answers_at_once_during_a_broadcast_wait_for_nobody(steps: Steps) -> None:
    pace, chats = Pace(clock=steps, sleep=steps.sleep), iter(range(1, 10**9))
    for _ in range(500):
        while pace.room() <= 0:
            assert pace.take(next(chats)) == 0
        await steps.sleep(0.02)
    began = steps.now
    for who in range(10**9, 10**9 + 6):
        await _send(pace, who)
    assert steps.now == began


async def test_an_answer_whose_slot_is_too_far_away_is_given_up_at_once(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    pace.pause(7, 300.0)
    began = steps.now
    with pytest.raises(RetryAfter):
        await _send(pace, 7)
    assert steps.now == began


async def test_a_429_halts_its_own_chat_for_the_whole_time_and_no_other(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)

    async def refused() -> bool:
        raise RetryAfter(300)

    assert pace.take(8) == 0
    steps.now += 1.0
    with pytest.raises(RetryAfter):
        await _send(pace, 7, refused, priority=Priority.GRANTED)
    assert pace.take(8) == 0
    assert pace.take(7) == pytest.approx(300.0)
    steps.now += 299.0
    assert pace.take(7) == pytest.approx(1.0)
    steps.now += 1.0
    assert pace.take(7) == 0


async def test_an_answer_refused_for_a_moment_is_sent_after_that_moment(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    tried: Counter[str] = Counter()

    async def refused_once() -> bool:
        tried["all"] += 1
        if tried["all"] == 1:
            raise RetryAfter(3)
        return True

    assert await _send(pace, 7, refused_once) is True
    assert steps.now == pytest.approx(1003.0)


async def test_a_429_is_told_to_whoever_remembers_it_across_a_restart(steps: Steps) -> None:
    pace = Pace(clock=steps, sleep=steps.sleep)
    heard: list[tuple[int, float]] = []

    async def remember(chat: int, seconds: float) -> None:
        heard.append((chat, seconds))

    async def refused() -> bool:
        raise RetryAfter(900)

    pace.on_pause = remember
    with pytest.raises(RetryAfter):
        await _send(pace, 7, refused)
    assert heard == [(7, 900.0)]


async def test_memory_does_not_grow_with_all_chats_ever_sent_to(steps: Steps) -> None:
    pace = Pace(paid=True, clock=steps, sleep=steps.sleep)
    for chat in range(1, 60_000):
        while pace.take(chat) > 0:
            steps.now += 0.01
    assert len(pace._counts.chats) <= 20_000


def test_a_channel_by_its_name_is_no_private_chat() -> None:
    assert (chat_of({"chat_id": "@peace"}) or 0) < 0
    assert chat_of({"chat_id": "12"}) == 12
    assert chat_of({}) is None


async def test_a_broadcasts_second_counts_from_its_answer_however_slow_the_way(steps: Steps) -> None:
    pace, flood = Pace(clock=steps, sleep=steps.sleep), Flood("strict", steps)

    async def slow() -> bool:
        await steps.sleep(0.4)  # on the way there, before the server counts it
        assert flood.take(1, 7, group=False) == 0
        return True

    assert pace.take(7) == 0
    await _send(pace, 7, slow, priority=Priority.GRANTED)
    await steps.sleep(pace.take(7))
    assert pace.take(7) == 0
    assert flood.take(1, 7, group=False) == 0


async def test_after_a_restart_no_broadcast_comes_within_a_second_of_one_before_it(steps: Steps) -> None:
    before, flood = Pace(clock=steps, sleep=steps.sleep), Flood("strict", steps)
    assert before.take(7) == 0
    assert flood.take(1, 7, group=False) == 0
    after = Pace(clock=steps, sleep=steps.sleep, rest=1.0)
    assert after.take(7) == after.room() == pytest.approx(1.0)
    await steps.sleep(after.room())
    assert after.take(7) == 0
    assert flood.take(1, 7, group=False) == 0
