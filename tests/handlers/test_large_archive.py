"""With 100 000 items the answers are the same short messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.bench_answers import NOW, catalogue, fill
from tests.handlers.desk import Newsroom
from tests.handlers.test_timeline import HOW, READ, _without_figures
from tests.handlers.test_two_people import OVER, over


@asynccontextmanager
async def large(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom over 100 000 filled items."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'large.db'}"
    await fill(url, 100_000, chats=10)
    room = Newsroom(tmp_path, url)
    catalogue(tmp_path)
    async with room as newsroom:
        newsroom.now = NOW
        yield newsroom


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_hundred_thousand_items_are_answered_page_by_page(tmp_path: Path) -> None:
    async with large(tmp_path) as newsroom:
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


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_hundred_thousand_items_change_no_timeline_no_evidence_and_no_sources(tmp_path: Path) -> None:
    async with large(tmp_path) as newsroom:
        page = await newsroom.ask("/sources")
        pages = [page.text]
        while "▶" in page.button_texts:
            page = await newsroom.press(page, "▶")
            pages.append(page.text)
        lines = [
            f"• {outlet} — independent outlet · not read yet"
            for outlet in sorted(f"Outlet {n}" for n in range(40))
        ]
        assert pages == ["\n".join(["Sources · 40", *lines[n : n + 12]]) for n in range(0, 40, 12)]

        await over(newsroom, "p7")  # the filled status stands on no claims, so the history starts here
        changes = await newsroom.ask("/timeline place7", count=2)
        chart = newsroom.pg.transcript(newsroom.chat)[-2]
        assert (chart.kind, chart.text) == (
            "photo",
            "Place7: north and south · 9 Sep\nTalks: none reported\nCeasefire: collapsed at 11:30",
        )
        assert changes.text == (
            "Place7: north and south — timeline\n\nTue 9 Sep, 11:30\nCeasefire: collapsed (before: none reported)\n"
            "“The truce is over, both sides told Harbour Post.” — Harbour Post, City Wire +1"
        )
        ended = READ.replace("agreement", "collapse", 1)
        evidence = await newsroom.ask("/why place7")
        assert _without_figures(evidence.text) == "\n\n".join(
            [
                "Place7: north and south — why it says so",
                "Ceasefire: collapsed\nIt moved when 3 independent outlets had reported it. The evidence …",
                *(
                    f"“{OVER.format(outlet)}” — {outlet} · 30 min\n{ended}"
                    for outlet in ("Harbour Post", "City Wire", "Morning Echo")
                ),
                HOW,
            ]
        )
        await newsroom.tell("Valley News", "Fruit harvest", minutes=5)
        behind = await newsroom.ask("/why", reply_to=await newsroom.ask("/search harvest"))
        assert behind.text == (
            "Behind this message\n\n• Fruit harvest — Valley News · 5 min\nNothing about talks or a ceasefire was read in it."
        )
