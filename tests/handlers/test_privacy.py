"""/privacy tells what is kept and for how long, whatever the operator has set."""

import pytest

from tests.handlers.desk import Newsroom


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "The news itself, which is about no chat, I keep for good."),
        (90, "I keep for at least 90 days; what a status rests on I keep for good."),
    ],
)
async def test_how_long_news_and_messages_are_kept(newsroom: Newsroom, days: int | None, said: str) -> None:
    newsroom.parley.house.keep_days = days
    told = (await newsroom.ask("/privacy")).text
    assert "What I sent here I forget after 30 days" in told
    assert told.endswith(said)
