"""A process as JSON values and back, exactly."""

from dataclasses import asdict
from datetime import date
from typing import Any

from news.process import Party, Process

_LISTS = ("mediators", "places", "aliases", "excludes", "axes")


def process_to_json(process: Process) -> dict[str, Any]:
    value = asdict(process)
    value["since"] = process.since.isoformat() if process.since else None
    value["until"] = process.until.isoformat() if process.until else None
    value["hot"] = [[first.isoformat(), last.isoformat()] for first, last in process.hot]
    return value


def process_from_json(value: dict[str, Any]) -> Process:
    lists = {name: tuple(value[name]) for name in _LISTS}
    parties = tuple(
        Party(p["name"], tuple(p["aliases"]), dict(p.get("titles", {}))) for p in value["parties"]
    )
    hot = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in value["hot"])
    days = {name: date.fromisoformat(value[name]) if value[name] else None for name in ("since", "until")}
    return Process(
        **{**value, **lists, **days, "titles": dict(value["titles"]), "parties": parties, "hot": hot}
    )
