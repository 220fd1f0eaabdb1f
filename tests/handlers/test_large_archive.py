"""With 100 000 items the answers are the same short messages."""

import pytest

from benchmarks.bench_answers import NOW, catalogue, fill
from tests.handlers.desk import Newsroom


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_hundred_thousand_items_are_answered_page_by_page(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'large.db'}"
    await fill(url, 100_000, chats=10)
    room = Newsroom(tmp_path, url)
    catalogue(tmp_path)
    async with room as newsroom:
        newsroom.now = NOW
        first = await newsroom.ask("/latest")
        second = await newsroom.press(first, "Older ▶")
        titles = [line for page in (first, second) for line in page.text.split("\n") if line.startswith("• ")]
        assert (len(titles), len(set(titles))) == (16, 16)
        found = await newsroom.ask("/search w0 w1")
        assert found.text.startswith("🔎 w0 w1\n\n• ")
        assert found.button_texts == ["More ▶"]
        rare = await newsroom.ask("/search w29999 w3")
        assert rare.text.startswith("🔎 w29999 w3\n")
        board = await newsroom.ask("/status")
        assert len([line for line in board.text.split("\n") if line.startswith("• Place")]) == 20
        card = await newsroom.ask("/status place7")
        assert card.text.startswith(
            "🕊 Place7: north and south — where it stands · Tue 9 Sep, 12:00 (UTC)\n\n🗣 Talks: none reported\n\n"
            "🕊 Ceasefire: agreed on 9 Sep, not yet in force\n"
            "“A truce was agreed in Place7, envoys said.” — Outlet 1, Outlet 2 +1 · just now\n\nNewest\n• "
        )
        one = await newsroom.ask("/latest p7")
        assert len([line for line in one.text.split("\n") if line.startswith("• ")]) == 8
