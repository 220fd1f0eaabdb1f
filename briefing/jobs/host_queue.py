"""Feeds in line to be fetched: each waits for its own host alone, and a host that is slow keeps nobody else
waiting."""

from collections import deque
from collections.abc import Iterable

from news.feed import FeedToFetch


class HostQueue:
    """Due feeds in the order they came, at most `per_host` of one host at a time handed out."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._ready: deque[tuple[FeedToFetch, str]] = deque()
        self._behind: dict[str, dict[int, FeedToFetch]] = {}
        self._busy: dict[str, int] = {}
        self.waiting = 0
        """Feeds whose host is busy; they wait here without keeping anybody from their place in the line."""

    @property
    def ready(self) -> int:
        """How many could be fetched at once."""
        return len(self._ready)

    def put(self, feeds: Iterable[FeedToFetch]) -> None:
        """Feeds in their order. One that waits already, leased anew because it waited so long, keeps its
        place."""
        for feed in feeds:
            host = _host(feed.url)
            busy = self._busy.get(host, 0)
            if busy < self._per_host:
                self._busy[host] = busy + 1
                self._ready.append((feed, host))
                continue
            behind = self._behind.setdefault(host, {})
            self.waiting += feed.id not in behind
            behind[feed.id] = feed

    def next(self) -> tuple[FeedToFetch, str] | None:
        """The feed whose turn it is and its host, to be told to `done`; None where every host that is waited
        for is busy."""
        return self._ready.popleft() if self._ready else None

    def done(self, host: str) -> None:
        """The host has answered, or will not: the next feed of it may be handed out."""
        behind = self._behind.get(host)
        if behind:
            self._ready.append((behind.pop(next(iter(behind))), host))
            self.waiting -= 1
            if not behind:
                del self._behind[host]
        elif self._busy[host] > 1:
            self._busy[host] -= 1
        else:
            del self._busy[host]

    def clear(self) -> None:
        """Forget who waits; hosts stay busy until those that were handed out are done."""
        self._behind.clear()
        self.waiting = 0
        while first := self.next():
            self.done(first[1])


def _host(url: str) -> str:
    """The host as written, with its port; only to tell hosts apart."""
    return url.split("/", 3)[2].lower() if url.count("/", 0, 9) == 2 else url
