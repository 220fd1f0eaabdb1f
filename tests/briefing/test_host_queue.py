"""The line of feeds to be fetched: in order, few of one host at a time, and nobody waits for another's
host."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.jobs.host_queue import HostQueue
from news.feed import FeedToFetch


def _feed(number: int, host: str = "a.example") -> FeedToFetch:
    return FeedToFetch(number, f"https://{host}/{number}")


def _next(line: HostQueue) -> int | None:
    first = line.next()
    return first[0].id if first else None


def test_a_busy_host_keeps_only_its_own_feeds_waiting() -> None:
    line = HostQueue(per_host=2)
    line.put([*(_feed(n) for n in range(4)), _feed(4, "b.example")])
    assert [_next(line) for _ in range(4)] == [0, 1, 4, None]
    assert (line.ready, line.waiting) == (0, 2)
    line.done("a.example")
    assert (_next(line), _next(line)) == (2, None)


def test_a_feed_that_waited_until_its_lease_ended_keeps_its_place_with_its_new_lease() -> None:
    line = HostQueue(per_host=1)
    line.put(_feed(n) for n in range(3))
    again = FeedToFetch(1, "https://a.example/1", failures=7)
    line.put([again])
    assert line.waiting == 2
    line.next()
    line.done("a.example")
    assert line.next() == (again, "a.example")


def test_a_line_that_is_cleared_hands_out_nothing_but_knows_who_is_busy() -> None:
    line = HostQueue(per_host=1)
    line.put(_feed(n) for n in range(3))
    line.next()
    line.clear()
    assert (line.next(), line.ready, line.waiting) == (None, 0, 0)
    line.put([_feed(7)])
    assert line.next() is None
    line.done("a.example")
    assert _next(line) == 7


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=60), st.integers(1, 3))
def test_every_feed_is_handed_out_once_and_never_too_many_of_one_host(
    deeds: list[tuple[bool, int]], per_host: int
) -> None:
    line, out, had, put = HostQueue(per_host), list[str](), list[int](), 0
    for is_put, number in [*deeds, *[(False, 0)] * 200]:
        if is_put:
            line.put([_feed(put, f"{number}.example")])
            put += 1
        elif first := line.next():
            had.append(first[0].id)
            out.append(first[1])
        elif out:
            line.done(out.pop(number % len(out)))
        assert all(out.count(host) <= per_host for host in out)
    assert sorted(had) == list(range(put))
    assert (line.ready, line.waiting) == (0, 0)
