"""Faults on demand: which call of the Bot API goes wrong, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Fault:
    """A fault waiting for its call.

    It strikes calls of `method` (any if None, case does not matter) to `chat` (any if None): the `nth` that matches from now on (from 1),
    and the next `times` - 1 after it (`times` 0: for ever). What happens is one or several of:

    * `status` with `description`, `retry_after`, `migrate_to`: answered so, nothing done;
    * `body`, `content_type`: answered with exactly this body (an HTML error page: ``body="<html>…", status=502``);
    * `delay`: seconds before anything is done;
    * `reset`: "before" or "after" the call was carried out, the connection is broken and no answer comes;
    * `duplicate`: the updates this getUpdates (or webhook delivery) confirms are delivered once more;
    * `chat_state`: "blocked", "deactivated", "kicked" or "migrated": the chat is put in that state before the call is carried out.
    """

    method: str | None = None
    chat: int | None = None
    nth: int = 1
    times: int = 1
    status: int = 0
    description: str = ""
    retry_after: int = 0
    migrate_to: int = 0
    body: str = ""
    content_type: str = "text/html"
    delay: float = 0.0
    reset: str = ""
    duplicate: bool = False
    chat_state: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    matched: int = 0
    struck: int = 0


class Faults:
    """The faults asked for and not yet used up, in the order they were added."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, **what: Any) -> Fault:
        """Ask for a fault; the keywords are the fields of `Fault`. Returns it, so that `struck` can be read later."""
        fault = Fault(**what)
        if fault.reset not in ("", "before", "after") or fault.chat_state not in ("", "blocked", "deactivated", "kicked", "migrated"):
            raise ValueError(f"no such fault: reset={fault.reset!r}, chat_state={fault.chat_state!r}")
        if fault.method is not None:
            fault.method = fault.method.lower()
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults."""
        self.waiting.clear()

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """The fault that strikes this call, if one does; counts the call against every fault that matches it."""
        chosen = None
        for fault in self.waiting:
            if (fault.method is not None and fault.method != method) or (fault.chat is not None and fault.chat != chat):
                continue
            fault.matched += 1
            if chosen is None and fault.matched >= fault.nth:
                chosen = fault
        if chosen is not None:
            chosen.struck += 1
            if chosen.times and chosen.struck >= chosen.times:
                self.waiting.remove(chosen)
        return chosen
