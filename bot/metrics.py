"""What Prometheus is told: times and counts of what happens here, by its conventions (seconds, `_total`,
labels for kinds). What waits in the database is looked up when it is asked for: bot/exposition.py."""

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from briefing.measures import Measures

disable_created_metrics()  # type: ignore[no-untyped-call]  # when each series began: as many lines again, and of use to nobody

_NETWORK = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0)
_ANSWERS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_READING = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_DELAYS = (15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 21_600.0, 43_200.0)


class Metrics(Measures):
    """Counters and histograms of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._fetches = self._times("fetch_seconds", "How long feeds took to answer", _NETWORK, "outcome")
        self._fetch_errors = self._count(
            "fetch_errors", "Feeds that could not be read, by reason (feeds/fetch_errors.py)", "reason"
        )
        self._stored = self._count("items_stored", "New items stored")
        self._items_read = self._count("items_read", "Items that went through the reader")
        self._reading = self._times(
            "read_batch_seconds", "How long a batch of up to 64 items was read", _READING
        )
        self._reader_failures = self._count(
            "reader_failures", "Times the reader's process died, hung or answered nonsense"
        )
        self._sends = self._times(
            "send_seconds",
            "How long Telegram took for a message owed, by its kind and what became of it",
            _NETWORK,
            "kind",
            "outcome",
        )
        self._delays = self._times(
            "alert_delay_seconds", "From the publication of the news to Telegram taking its alert", _DELAYS
        )
        self._answers = self._times(
            "answer_seconds", "From the arrival of a command or a press to the end of its answer", _ANSWERS
        )
        for outcome in ("ok", "failed"):
            self._fetches.labels(outcome)

    def _times(self, name: str, what: str, buckets: Sequence[float], *labels: str) -> Histogram:
        return Histogram(f"parley_{name}", what, labels, buckets=buckets, registry=self.registry)

    def _count(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"parley_{name}", what, labels, registry=self.registry)

    def fetched(self, seconds: float, *, answered: bool) -> None:
        self._fetches.labels("ok" if answered else "failed").observe(seconds)

    def feed_failed(self, reason: str) -> None:
        self._fetch_errors.labels(reason).inc()

    def stored(self, items: int) -> None:
        self._stored.inc(items)

    def read(self, items: int, seconds: float) -> None:
        self._items_read.inc(items)
        self._reading.observe(seconds)

    def reader_failed(self) -> None:
        self._reader_failures.inc()

    def sent(self, kind: str, outcome: str, seconds: float) -> None:
        self._sends.labels(kind, outcome).observe(seconds)

    def alerted(self, seconds: float) -> None:
        self._delays.observe(max(seconds, 0.0))

    def answered(self, seconds: float) -> None:
        self._answers.observe(seconds)
