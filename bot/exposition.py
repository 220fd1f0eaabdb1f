"""What Prometheus is answered: what was counted here (bot/metrics.py), how the process stands, and what waits
in the database while it answers."""

import asyncio
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.readiness import ASK_WITHIN, Readiness
from bot.schedule import Schedule
from bot.version import version
from bot.wiring import Parley
from news.chat import OutboxState
from news.errors import ParleyError
from news.feed import FeedState
from news.health import Figures

_version: list[str] = []


async def exposition(parley: Parley, schedule: Schedule, readiness: Readiness) -> bytes:
    """Everything in Prometheus's text format; `parley_database_up` says whether the database's figures are
    among it."""
    if not _version:
        _version.append(await asyncio.to_thread(version))
    now, stored = parley.house.now(), None
    try:
        async with asyncio.timeout(ASK_WITHIN):
            stored = await parley.house.store.look(lambda books: books.health.figures(now))
    except (ParleyError, OSError, TimeoutError):
        stored = None
    ready = not await readiness.reasons()
    registry = CollectorRegistry()  # a new one: what is not known now is not shown as it was
    registry.register(_Now([*_process(parley, schedule, ready=ready), *_database(stored, now)]))
    return generate_latest(parley.metrics.registry) + generate_latest(registry)


class _Now(Collector):
    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = tuple(found)

    def collect(self) -> Iterable[Metric]:
        return self._found


def _process(parley: Parley, schedule: Schedule, *, ready: bool) -> Iterator[Metric]:
    yield _gauge("build_info", "Which Parley this is", {_version[0]: 1}, "version")
    yield _gauge("ready", "1 while it can do its work (/readyz)", ready)
    if parley.role.uses_telegram:
        yield _gauge("telegram_silent_seconds", "Since Telegram last answered", parley.contact.silent())
    yield _counter("telegram_flood_refusals", "Times Telegram answered 429", parley.pace.refused)
    yield _counter(
        "updates_dropped",
        "What people wrote that was not answered for being too much",
        parley.updates.dropped,
    )
    yield _counter("work_runs", "Runs of each piece of work", schedule.runs, "work")
    failing = {name: schedule.failures.get(name, 0) for name in schedule.runs}
    yield _gauge("work_failing", "Failures in a row of each piece of work", failing, "work")
    yield _gauge(
        "reader_degraded",
        "1 while a part of the reader's model is missing",
        parley.house.reader_trouble is not None,
    )
    file = parley.house.store.file
    if file is not None:
        try:
            yield _gauge(
                "disk_free_bytes", "Free on the database's disk", shutil.disk_usage(file.parent).free
            )
        except OSError:
            return


def _database(stored: Figures | None, now: datetime) -> Iterator[Metric]:
    yield _gauge("database_up", "1 while the database answers", stored is not None)
    if stored is None:
        return
    owed = stored.outbox.get("due", 0) + stored.outbox.get("sending", 0)
    waiting = {"read": stored.unread, "compose": stored.to_compose, "send": owed}
    yield _gauge("queue_depth", "What waits for each piece of work", waiting, "queue")
    since = {"read": stored.unread_since, "send": stored.owed_since, "fetch": stored.overdue_since}
    ages = {queue: _age(moment, now) for queue, moment in since.items()}
    yield _gauge("queue_age_seconds", "How long the oldest of each has waited", ages, "queue")
    yield _gauge(
        "outbox_messages", "Messages kept, by what became of them", _each(OutboxState, stored.outbox), "state"
    )
    yield _gauge("feeds", "Feeds, by state", _each(FeedState, stored.feeds), "state")
    yield _gauge("feeds_failing", "Active feeds that could not be read at the last try", stored.failing_feeds)
    yield _gauge("chats", "Chats known", stored.chats)
    yield _gauge("chats_resting", "Chats that cannot be reached", stored.resting_chats)


def _each(states: type[StrEnum], found: Mapping[str, int]) -> dict[str, int]:
    """A line for each state, also where nothing is in it: a rule on a line that is not there never fires."""
    return {state.value: 0 for state in states} | dict(found)


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment is not None else 0.0


def _gauge(name: str, what: str, value: float | Mapping[str, float], label: str = "") -> Metric:
    return _filled(GaugeMetricFamily(f"parley_{name}", what, labels=[label] if label else None), value)


def _counter(name: str, what: str, value: float | Mapping[str, float], label: str = "") -> Metric:
    return _filled(CounterMetricFamily(f"parley_{name}", what, labels=[label] if label else None), value)


def _filled(
    family: GaugeMetricFamily | CounterMetricFamily, value: float | Mapping[str, float]
) -> GaugeMetricFamily | CounterMetricFamily:
    if isinstance(value, Mapping):
        for of, n in value.items():
            family.add_metric([of], float(n))
    else:
        family.add_metric([], float(value))
    return family
