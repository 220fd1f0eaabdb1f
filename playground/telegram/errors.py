"""How a call fails: the code and the words Telegram answers with."""

from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger("playground")


class ApiError(Exception):
    """A call that Telegram refuses. `parameters` are what the answer carries besides, such as
    `retry_after`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(words: str) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {words}")


def refuse_unknown(what: str, given: dict[str, Any], known: frozenset[str]) -> None:
    """Fail by name where something has a field the playground does not know, rather than leave it out in
    silence. Raises ApiError."""
    for name in given:
        if name not in known:
            log.error("the playground's %s does not know the field %r", what, name)
            raise bad_request(f'the playground\'s {what} does not know the field "{name}"')


def forbidden(words: str) -> ApiError:
    """A 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {words}")


def too_many_requests(seconds: int) -> ApiError:
    """A 429 that says when to come again."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
