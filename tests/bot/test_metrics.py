"""Prometheus: each thing that happens is counted where it happens; rules, dashboard and document name metrics
that exist."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.exposition import exposition
from bot.metrics import Metrics
from bot.readiness import Readiness
from bot.schedule import Schedule
from bot.settings import load_settings
from bot.wiring import Parley, build
from news.errors import StorageError
from scripts.write_dashboard import FILE, written

ROOT = Path(__file__).parents[2]
RULES = yaml.safe_load((ROOT / "deploy/prometheus/parley.rules.yml").read_text())
NAME = re.compile(r"\b(?:parley|process)_[a-z_]+\b")
SELECTED = re.compile(r"\b((?:parley|process)_[a-z_]+)\{(\w+)=~?\"([^\"]*)\"\}")


@pytest.fixture
async def parley(sqlite_database: str) -> AsyncIterator[Parley]:
    given = {"TELEGRAM_TOKEN": "1:test", "PARLEY_DATABASE_URL": sqlite_database, "_env_file": None}
    built = build(load_settings(**given))
    yield built
    await built.house.store.close()


async def _families(parley: Parley) -> dict[str, Any]:
    schedule = Schedule()
    schedule.runs["collect"] = 3
    readiness = Readiness(parley.house, parley.heartbeat, parley.contact, schedule)
    told = (await exposition(parley, schedule, readiness)).decode()
    return {family.name: family for family in text_string_to_metric_families(told)}


def _happen(metrics: Metrics) -> None:
    metrics.fetched(0.2, answered=True)
    metrics.fetched(5.0, answered=False)
    metrics.feed_failed("timeout")
    metrics.stored(4)
    metrics.read(3, 0.5)
    metrics.reader_failed()
    metrics.sent("alert", "sent", 0.1)
    metrics.alerted(75.0)
    metrics.answered(0.02)


async def test_counters_and_histograms_follow_the_conventions(parley: Parley) -> None:
    _happen(parley.metrics)
    parley.pace.refused = 2
    families = await _families(parley)
    ours = {name: f.type for name, f in families.items() if name.startswith("parley_")}
    assert set(ours.values()) == {"counter", "gauge", "histogram"}
    samples = {s.name: s for f in families.values() for s in f.samples}
    assert [n for n, kind in ours.items() if kind == "counter" and f"{n}_total" not in samples] == []
    assert [n for n, kind in ours.items() if kind == "histogram" and not n.endswith("_seconds")] == []
    values = {(s.name, *s.labels.values()): s.value for f in families.values() for s in f.samples}
    assert values["parley_fetch_errors_total", "timeout"] == 1
    assert values["parley_fetch_seconds_count", "ok"] == values["parley_fetch_seconds_count", "failed"] == 1
    assert values["parley_items_stored_total",] == 4
    assert values["parley_items_read_total",] == 3
    assert values["parley_alert_delay_seconds_bucket", "60.0"] == 0
    assert values["parley_alert_delay_seconds_bucket", "120.0"] == 1
    assert values["parley_telegram_flood_refusals_total",] == 2
    assert values["parley_queue_depth", "read"] == 0
    assert values["parley_work_runs_total", "collect"] == 3
    assert values["parley_disk_free_bytes",] > 0


async def test_without_the_database_nothing_is_told_of_what_waits_in_it(
    parley: Parley, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_unit: object) -> None:
        raise StorageError("gone", temporary=True)

    monkeypatch.setattr(parley.house.store, "look", refuse)
    families = await _families(parley)
    assert families["parley_database_up"].samples[0].value == 0
    assert not {"parley_queue_depth", "parley_feeds", "parley_chats"} & set(families)
    assert "parley_fetch_seconds" in families


def _queries() -> Iterator[str]:
    for group in RULES["groups"]:
        for rule in group["rules"]:
            yield rule["expr"]
    for panel in json.loads(FILE.read_text())["panels"]:
        for target in panel["targets"]:
            yield target["expr"]


async def test_every_metric_of_rules_and_dashboard_exists(parley: Parley) -> None:
    _happen(parley.metrics)
    families = await _families(parley)
    samples = [s for f in families.values() for s in f.samples]
    queries = list(_queries())
    assert len(queries) > 40
    unknown = {name for query in queries for name in NAME.findall(query)} - {s.name for s in samples}
    assert unknown == set()
    for query in queries:
        assert query.count("(") == query.count(")")
        for name, label, value in SELECTED.findall(query):
            found = {s.labels.get(label) for s in samples if s.name == name}
            assert value in ("$job", "active") or value in found, query


def test_every_rule_says_what_to_do() -> None:
    for rule in RULES["groups"][0]["rules"]:
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_the_dashboard_is_as_its_panels_say() -> None:
    assert FILE.read_text(encoding="utf-8") == written()


async def test_the_document_lists_each_metric_with_its_type_and_labels(parley: Parley) -> None:
    _happen(parley.metrics)
    families = {n: f for n, f in (await _families(parley)).items() if n.startswith("parley_")}
    told: dict[str, tuple[str, set[str]]] = {}
    for row in re.findall(r"^\| (`parley_.*)\|$", (ROOT / "docs/metrics.md").read_text(), re.M):
        names, kind, labels, *_ = (cell.strip() for cell in row.split("|"))
        each = re.findall(r"`(\w+)`", names)
        several = labels.split(", ") if len(each) > 1 and labels else [labels] * len(each)
        for name, own in zip(each, several, strict=True):
            told[name.removesuffix("_total")] = (kind, set(re.findall(r"`(\w+)`", own)))
    assert told.keys() == families.keys()
    for name, family in families.items():
        labels = {label for sample in family.samples for label in sample.labels} - {"le"}
        assert told[name] == (family.type, labels or told[name][1]), name


async def test_concurrent_scrapes_are_whole(parley: Parley) -> None:
    both = await asyncio.gather(_families(parley), _families(parley))
    assert both[0].keys() == both[1].keys()
