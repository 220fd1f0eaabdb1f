"""One person's hurry costs nobody else an answer."""

import time
from typing import Any

from handlers.rate_limit import AT_ONCE, RateLimit
from tests.handlers.desk import Newsroom


def test_who_asks_too_much_at_once_is_told_once_and_others_are_answered() -> None:
    now = [0.0]
    limit = RateLimit(lambda: now[0])
    fine = [limit.spend(1) for _ in range(int(AT_ONCE) + 3)]
    assert fine[: int(AT_ONCE)] == [(True, False)] * int(AT_ONCE)
    assert fine[int(AT_ONCE) :] == [(False, True), (False, False), (False, False)]
    assert limit.spend(2) == (True, False)
    now[0] = 2.0
    assert limit.spend(1) == (True, False)


async def test_a_flood_of_commands_is_answered_with_one_word_of_it(newsroom: Newsroom) -> None:
    limit: Any = newsroom.parley.application.handlers[-1][0].callback
    limit._clock, limit._people[newsroom.mira.id] = (lambda: 0.0), (1.0, 0.0, False)
    for _ in range(4):
        newsroom.pg.say(newsroom.chat, newsroom.mira, "/privacy")

    def said() -> list[str]:
        return [m.text for m in newsroom.pg.transcript(newsroom.chat) if m.by_bot]

    await newsroom.pg.wait_for(lambda: len(said()) == 2)
    assert said()[-1] == "That was a lot at once. I answer again in a few seconds."


async def test_ninety_commands_of_one_person_do_not_keep_another_waiting(newsroom: Newsroom) -> None:
    processor: Any = newsroom.parley.application.update_processor
    processor._backlog = 4  # or the test would wait for a message a second at its end
    for _ in range(90):
        newsroom.pg.say(newsroom.chat, newsroom.mira, "/help")
    ada = newsroom.pg.person("Ada")
    began = time.monotonic()
    answer = await newsroom.ask("/help", chat=newsroom.pg.private(ada), person=ada)
    assert answer.by_bot
    assert time.monotonic() - began < 3
    assert processor.dropped >= 60
