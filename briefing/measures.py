"""What the use cases tell of how they go: times and failures. Whoever counts overrides it (bot/metrics.py)."""


class Measures:
    """Hears and forgets. Seconds are those that passed; each is called once for each thing that happened."""

    def fetched(self, seconds: float, *, answered: bool) -> None:
        """A feed was asked."""

    def feed_failed(self, reason: str) -> None:
        """A feed could not be fetched or read; `reason` is one of the words of feeds/fetch_errors.py, or why it is
        no feed."""

    def stored(self, items: int) -> None:
        """New items were stored."""

    def read(self, items: int, seconds: float) -> None:
        """A batch of items went through the reader."""

    def reader_failed(self) -> None:
        """The reader's process died, hung or answered nonsense."""

    def sent(self, kind: str, outcome: str, seconds: float) -> None:
        """A message owed was sent; `outcome` is `sent`, or the kind of failure."""

    def alerted(self, seconds: float) -> None:
        """Telegram took an alert so long after the news it tells was published."""

    def answered(self, seconds: float) -> None:
        """What somebody wrote or pressed was answered, so long after it was taken."""
