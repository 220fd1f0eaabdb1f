"""Writes deploy/grafana/parley.json, the dashboard for Grafana, from the panels listed here.

python -m scripts.write_dashboard
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "deploy" / "grafana" / "parley.json"
_WIDTH, _HEIGHT, _ACROSS = 8, 7, 3


def _quantiles(metric: str, by: str = "") -> list[tuple[str, str]]:
    groups = f"le, {by}" if by else "le"
    name = f"{{{{{by}}}}} " if by else ""
    return [
        (f"histogram_quantile({q}, sum by ({groups}) (rate(parley_{metric}_bucket[5m])))", f"{name}{word}")
        for q, word in ((0.5, "half within"), (0.95, "95 % within"))
    ]


PANELS: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
    ("Ready", "bool", [("parley_ready", "ready"), ("parley_database_up", "database")]),
    ("What waits", "short", [("parley_queue_depth", "{{queue}}")]),
    ("For how long the oldest has waited", "s", [("parley_queue_age_seconds", "{{queue}}")]),
    ("From publication to alert", "s", _quantiles("alert_delay_seconds")),
    ("Answers to people", "s", _quantiles("answer_seconds")),
    ("Messages sent a second, by outcome", "short", [("sum by (outcome) (rate(parley_send_seconds_count[5m]))", "{{outcome}}")]),
    ("How long Telegram takes for a message", "s", _quantiles("send_seconds", "kind")),
    ("Telegram's 429 and silence", "short", [
        ("increase(parley_telegram_flood_refusals_total[5m])", "429 in 5 min"),
        ("parley_telegram_silent_seconds", "seconds since Telegram answered"),
        ("increase(parley_updates_dropped_total[5m])", "too much from one chat"),
    ]),
    ("Fetches a second", "short", [("sum by (outcome) (rate(parley_fetch_seconds_count[5m]))", "{{outcome}}")]),
    ("How long feeds take", "s", _quantiles("fetch_seconds")),
    ("Feeds that cannot be read, by reason, in 5 min", "short", [("increase(parley_fetch_errors_total[5m])", "{{reason}}")]),
    ("Feeds", "short", [("parley_feeds", "{{state}}"), ("parley_feeds_failing", "failing")]),
    ("Items a second", "short", [
        ("rate(parley_items_stored_total[5m])", "stored"),
        ("rate(parley_items_read_total[5m])", "read"),
    ]),
    ("How long a batch is read", "s", _quantiles("read_batch_seconds")),
    ("The reader", "short", [
        ("increase(parley_reader_failures_total[30m])", "failures in 30 min"),
        ("parley_reader_degraded", "a part of its model is missing"),
    ]),
    ("Work: runs a second", "short", [("rate(parley_work_runs_total[5m])", "{{work}}")]),
    ("Work: failures in a row", "short", [("parley_work_failing", "{{work}}")]),
    ("Messages kept", "short", [("parley_outbox_messages", "{{state}}")]),
    ("Chats", "short", [("parley_chats", "known"), ("parley_chats_resting", "cannot be reached")]),
    ("Memory", "bytes", [("process_resident_memory_bytes{job=~\"$job\"}", "the bot, without its reader")]),
    ("Disk", "bytes", [("parley_disk_free_bytes", "free for the database")]),
    ("Version", "short", [("parley_build_info", "{{version}}")]),
)  # fmt: skip


def dashboard() -> dict[str, Any]:
    """The dashboard as Grafana imports it."""
    return {
        "title": "Parley",
        "uid": "parley",
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [
                {"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"},
                {
                    "name": "job",
                    "label": "Job",
                    "type": "query",
                    "datasource": {"type": "prometheus", "uid": "${source}"},
                    "query": "label_values(parley_build_info, job)",
                    "refresh": 2,
                    "includeAll": True,
                    "multi": True,
                },
            ]
        },
        "panels": [_panel(n, *panel) for n, panel in enumerate(PANELS)],
    }


def _panel(number: int, title: str, unit: str, queries: list[tuple[str, str]]) -> dict[str, Any]:
    row, column = divmod(number, _ACROSS)
    source = {"type": "prometheus", "uid": "${source}"}
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": title,
        "datasource": source,
        "gridPos": {"x": column * _WIDTH, "y": row * _HEIGHT, "w": _WIDTH, "h": _HEIGHT},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [
            {"refId": chr(ord("A") + n), "datasource": source, "expr": query, "legendFormat": legend}
            for n, (query, legend) in enumerate(queries)
        ],
    }


def written() -> str:
    """The file's text."""
    return json.dumps(dashboard(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
