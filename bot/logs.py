"""Structured logs: one JSON line an event on standard error, with no token and no message text."""

import logging
import re
import sys
from typing import Any

import structlog

_TOKEN = re.compile(r"(?<!\d)\d{1,16}:(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{4,}")
_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "color_message"}


def set_up_logs(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Send every logger's words, ours and the libraries', through one formatter that hides `secrets` and
    whatever looks like a token."""
    hide = _Hide(secrets)
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _extras,
        hide,
    ]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("httpx", "telegram", "aiohttp.access", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))


class _Hide:
    """Replaces secrets in every value of an event."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = tuple(s for s in secrets if s)

    def __call__(self, _logger: Any, _method: str, event: Any) -> Any:
        return {key: self._hidden(value) for key, value in event.items()}

    def _hidden(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for secret in self._secrets:
            value = value.replace(secret, "[hidden]")
        return _TOKEN.sub("[hidden]", value)


def _extras(_logger: Any, _method: str, event: Any) -> Any:
    """Fields given as `extra=` to a standard logger."""
    record = event.get("_record")
    if record is not None:
        event.update({k: v for k, v in record.__dict__.items() if k not in _OWN and not k.startswith("_")})
        event.setdefault("logger", record.name)
    return event
