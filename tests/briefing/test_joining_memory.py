"""What joining remembers of recent items has an end, in number and in bytes."""

import re
import tracemalloc
from datetime import UTC, datetime, timedelta

from benchmarks.feed_town import varied
from briefing.jobs.recent_stories import Joining
from news.item import Item

NOON = datetime(2031, 3, 1, 12, tzinfo=UTC)


def _tell(joining: Joining, numbers: range) -> None:
    for n in numbers:
        title, summary = (re.sub(r"<[^>]+>", " ", part) for part in varied(n % 9, n))
        when = NOON + timedelta(seconds=n)
        item = Item(n, n % 9, "Herald", f"https://herald.example/{n}", title, summary, "", when, when)
        joining.told(item, n, frozenset(), (), when)


def test_it_remembers_so_many_items_and_few_more() -> None:
    joining = Joining(most=200)
    _tell(joining, range(2_000))
    assert len(joining._recent) == 200
    assert len(joining._tellings) == len(joining._stories) <= 1_200


def test_an_item_takes_few_kilobytes() -> None:
    joining = Joining()
    _tell(joining, range(300))
    tracemalloc.start()
    _tell(joining, range(300, 600))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken / 300 < 7_500  # most of it words met for the first time; before, 8,200
