"""When a feed is looked at again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.schedule import BACKOFF_CAP, JITTER, RETRY_CAP, WISH_CAP, Brought, ceiling, next_fetch
from news.errors import FeedError, FetchFailed, ParseFailed
from news.feed import FeedToFetch

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FEED = FeedToFetch(7, "http://news.example/feed", interval=300.0)


def _wait(feed: FeedToFetch, outcome: Brought | FeedError, minimum: float) -> float:
    return (next_fetch(feed, outcome, NOW, minimum).next_try - NOW).total_seconds()


def _live(every: float, minimum: float, hours: float = 48) -> list[float]:
    """The waits of a feed that changes `every` so many seconds, fetched as the plan says."""
    feed, now, changed, waits = FEED._replace(interval=minimum), 0.0, 0.0, []
    while now < hours * 3600:
        plan = next_fetch(feed, Brought(1 if now - changed >= every else 0), NOW, minimum)
        news = now - changed >= every
        changed = now if news else changed
        waits.append((plan.next_try - NOW).total_seconds())
        feed = feed._replace(interval=plan.interval, unchanged=0 if news else feed.unchanged + 1)
        now += waits[-1]
    return waits


def test_a_feed_polled_every_five_seconds_is_really_polled_that_often() -> None:
    feed = FEED._replace(interval=300.0)
    for _ in range(500):
        plan = next_fetch(feed, Brought(0), NOW, 5.0)
        assert 5.0 <= (plan.next_try - NOW).total_seconds() <= 5.0 * (1 + JITTER)
        feed = feed._replace(interval=plan.interval, unchanged=feed.unchanged + 1)


def test_a_quiet_feed_is_asked_ever_less_often_up_to_an_hour() -> None:
    waits = _live(every=10**9, minimum=300.0)
    assert waits[0] < 500
    assert max(waits) == pytest.approx(3_600, rel=JITTER)


def test_a_busy_feed_is_asked_as_often_as_the_operator_allows() -> None:
    assert set(_live(every=200.0, minimum=300.0)[5:]) == {_wait(FEED, Brought(3), 300.0)}


def test_a_feed_that_changes_every_hour_is_asked_a_few_times_an_hour() -> None:
    waits = _live(every=3_600.0, minimum=300.0)[10:]
    assert 600 < sum(waits) / len(waits) < 2_000


def test_a_feed_that_wakes_up_is_asked_often_again_at_once() -> None:
    asleep = FEED._replace(interval=3_600.0, unchanged=0)
    assert next_fetch(asleep, Brought(5), NOW, 300.0).interval < 2_200
    plan = next_fetch(
        asleep._replace(interval=next_fetch(asleep, Brought(5), NOW, 300.0).interval), Brought(5), NOW, 300.0
    )
    assert plan.interval < 1_300


@pytest.mark.parametrize(
    ("fresh_for", "ttl", "wait"),
    [
        (None, None, 300.0),
        (900.0, None, 900.0),
        (None, 1_800.0, 1_800.0),
        (10.0, None, 300.0),
        (86_400.0, None, WISH_CAP),
    ],
)
def test_the_servers_wish_is_kept_up_to_an_hour_and_never_below_the_floor(
    fresh_for: float | None, ttl: float | None, wait: float
) -> None:
    assert wait <= _wait(FEED, Brought(1, fresh_for, ttl), 300.0) <= wait * (1 + JITTER)


def test_after_failures_the_wait_doubles_up_to_six_hours() -> None:
    waits = [_wait(FEED._replace(failures=n), FetchFailed("x", "timeout"), 300.0) for n in range(12)]
    assert waits[0] == pytest.approx(300, rel=JITTER)
    assert [round(b / a, 3) for a, b in pairwise(waits[:7])] == [2.0] * 6
    assert waits[-1] == pytest.approx(BACKOFF_CAP, rel=JITTER)


def test_a_failure_leaves_the_interval_as_it_was() -> None:
    assert (
        next_fetch(FEED._replace(interval=900.0, failures=3), ParseFailed("x", "empty"), NOW, 300.0).interval
        == 900.0
    )


def test_a_feed_that_failed_for_years_does_not_overflow() -> None:
    assert _wait(FEED._replace(failures=10**6), FetchFailed("x", "dns"), 300.0) <= BACKOFF_CAP * (1 + JITTER)


@pytest.mark.parametrize(
    ("asked", "least"), [(60.0, 300.0), (4_000.0, 4_000.0), (10**9, RETRY_CAP), (0.0, 300.0)]
)
def test_retry_after_is_kept_up_to_a_day(asked: float, least: float) -> None:
    wait = _wait(FEED, FetchFailed("x", "http_429", status=429, retry_after=asked), 300.0)
    assert least <= wait <= least * (1 + JITTER)


def test_feeds_added_together_drift_apart_and_one_feed_always_gets_the_same() -> None:
    waits = [_wait(FEED._replace(id=n), Brought(0), 300.0) for n in range(1_000)]
    assert len({round(wait) for wait in waits}) > 25
    assert waits == [_wait(FEED._replace(id=n), Brought(0), 300.0) for n in range(1_000)]


@given(
    st.floats(0.1, 86_400),
    st.floats(0.1, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 50),
    st.none() | st.floats(0, 10**8),
    st.integers(0, 2**40),
)
def test_no_plan_is_sooner_than_the_floor_or_later_than_its_caps(
    minimum: float, interval: float, unchanged: int, news: int, wish: float | None, feed_id: int
) -> None:
    plan = next_fetch(
        FeedToFetch(feed_id, "x", interval=interval, unchanged=unchanged), Brought(news, wish), NOW, minimum
    )
    assert minimum <= plan.interval <= ceiling(minimum)
    latest = max(plan.interval, WISH_CAP) * (1 + JITTER)
    assert (
        timedelta(seconds=minimum) - timedelta(milliseconds=1)
        <= plan.next_try - NOW
        <= timedelta(seconds=latest + 0.001)
    )
