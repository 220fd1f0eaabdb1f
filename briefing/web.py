"""What Parley reaches the web with."""

from dataclasses import dataclass

from feeds.fetch import Fetcher
from feeds.worker import ParserPool


@dataclass(frozen=True, slots=True)
class Web:
    """What collecting reaches the web with; `minimum` is the shortest time between two fetches of one feed,
    in seconds.

    Feeds under an address in `near` (the playground's own) are looked at every `near_minimum` seconds.
    """

    fetcher: Fetcher
    parser: ParserPool
    minimum: float
    near: str | None = None
    near_minimum: float = 2.0

    def minimum_of(self, url: str) -> float:
        return self.near_minimum if self.near and url.startswith(self.near) else self.minimum
