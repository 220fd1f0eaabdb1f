"""When a ceasefire starts and ends, told relative to the time of publication."""

from datetime import UTC, datetime, timedelta

import pytest

from reading.times import find_times

NOW = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)  # a Wednesday


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The truce takes effect on Friday at 7 am", utc(2025, 3, 14, 7), None),
        ("A 72-hour truce starting on Monday at 6 p.m.", utc(2025, 3, 17, 18), utc(2025, 3, 20, 18)),
        ("The ceasefire will hold until Sunday", None, utc(2025, 3, 16)),
        ("The truce starts at midnight", utc(2025, 3, 13), None),
        ("The ceasefire will begin tomorrow at 10:30", utc(2025, 3, 13, 10, 30), None),
        ("The truce, which expires on Thursday at noon, was broken", None, utc(2025, 3, 13, 12)),
        ("The ceasefire starts on April 2", utc(2025, 4, 2), None),
        ("The ceasefire runs from 8 May until 11 May", utc(2025, 5, 8), utc(2025, 5, 11)),
        ("Перемирие начнётся в пятницу в 7 утра", utc(2025, 3, 14, 7), None),
        ("Перемирие действует с полуночи", utc(2025, 3, 13), None),
        ("Перемирие будет действовать до воскресенья", None, utc(2025, 3, 16)),
        ("Перемирие вступит в силу 2 апреля", utc(2025, 4, 2), None),
        ("The two sides met again", None, None),
        ("Стороны встретились снова", None, None),
    ],
)
def test_start_and_end(sentence: str, start: datetime | None, end: datetime | None) -> None:
    found = find_times(sentence, NOW, begun=False)
    assert found.effective_at == start
    assert found.ends_at == end


def test_a_day_of_something_begun_lies_behind() -> None:
    assert find_times("The truce took effect on Monday", NOW, begun=True).effective_at == datetime(2025, 3, 10, tzinfo=UTC)


def test_times_are_utc_whatever_the_zone_of_publication() -> None:
    zoned = datetime.fromisoformat("2025-03-12T23:30:00-05:00")
    assert find_times("The truce starts tomorrow", zoned, begun=False).effective_at == datetime(2025, 3, 14, tzinfo=UTC)


def test_a_length_counts_from_publication_when_no_start_is_told() -> None:
    assert find_times("They agreed to a 48-hour truce", NOW, begun=False).ends_at == NOW + timedelta(hours=48)


@pytest.mark.parametrize(
    ("sentence", "begun", "start"),
    [
        ("A truce that is to come into force from Sunday was broken before it began", True, utc(2025, 3, 16)),
        ("The ceasefire will take effect on Friday", True, utc(2025, 3, 14)),
        ("The truce takes effect on Friday", True, utc(2025, 3, 14)),
        ("The ceasefire took effect on Friday", False, utc(2025, 3, 7)),
        ("The truce began on Sunday", False, utc(2025, 3, 9)),
        ("The ceasefire in force from Sunday was broken", True, utc(2025, 3, 9)),
        ("The ceasefire from Sunday, mediators say", False, utc(2025, 3, 16)),
        ("Перемирие вступит в силу в воскресенье", True, utc(2025, 3, 16)),
        ("Перемирие вступило в силу в воскресенье", False, utc(2025, 3, 9)),
    ],
)
def test_tense_tells_on_which_side_a_day_lies(sentence: str, begun: bool, start: datetime) -> None:
    assert find_times(sentence, NOW, begun=begun).effective_at == start
