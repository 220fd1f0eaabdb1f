"""Faults on demand: which call of the Bot API goes wrong, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Fault:
    """A fault waiting for its call.

    It strikes calls of `method` (any if None, case does not matter) to `chat` (any if None): the `nth` that
    matches from now on (from 1), and the next `times` - 1 after it (`times` 0: for ever). What happens is one
    or several of:

    * `status` with `description`, `retry_after`, `migrate_to`: answered so, nothing done;
    * `body`, `content_type`: answered with exactly this body (an HTML error page: ``body="<html>…",
      status=502``);
    * `delay`: seconds before anything is done;
    * `reset`: "before" or "after" the call was carried out, the connection is broken and no answer comes;
    * `duplicate`: the updates this getUpdates (or webhook delivery) confirms are delivered once more;
    * `chat_state`: "blocked", "deactivated", "kicked" or "migrated": the chat is put in that state before the
      call is carried out.
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


RESETS = ("", "before", "after")
CHAT_STATES = ("", "blocked", "deactivated", "kicked", "migrated")
WEBHOOK = "webhook"
_TEXTS = ("description", "body", "content_type", "reset", "chat_state")
_LEAST = {"nth": 1, "times": 0, "status": 0, "retry_after": 0, "delay": 0}


def _wrong(fault: Fault, names: frozenset[str]) -> str:
    """What is wrong with a fault, in words; empty when nothing."""
    return _wrong_kinds(fault) or _wrong_values(fault, names) or _wrong_sense(fault)


def _wrong_kinds(fault: Any) -> str:
    for name in _TEXTS:
        if not isinstance(getattr(fault, name), str):
            return f"{name} is text, not {getattr(fault, name)!r}"
    for name in ("nth", "times", "status", "retry_after", "migrate_to", "delay", "chat"):
        value = getattr(fault, name)
        kinds = (int, float) if name == "delay" else (int,)
        if (isinstance(value, bool) or not isinstance(value, kinds)) and (name, value) != ("chat", None):
            return f"{name} is a number, not {value!r}"
    if not isinstance(fault.duplicate, bool):
        return f"duplicate is true or false, not {fault.duplicate!r}"
    if not isinstance(fault.parameters, Mapping):
        return f"parameters is an object, not {fault.parameters!r}"
    return (
        ""
        if fault.method is None or isinstance(fault.method, str)
        else f"method is a name, not {fault.method!r}"
    )


def _wrong_values(fault: Fault, names: frozenset[str]) -> str:
    for name, least in _LEAST.items():
        if not least <= getattr(fault, name) <= 1 << 31:
            return f"{name} is {least} or more, not {getattr(fault, name)!r}"
    if fault.status and not 200 <= fault.status <= 599:
        return f"status is from 200 to 599, not {fault.status!r}"
    if fault.reset not in RESETS or fault.chat_state not in CHAT_STATES:
        return f"reset={fault.reset!r}, chat_state={fault.chat_state!r}"
    if not fault.content_type.isascii() or not fault.content_type.isprintable():
        return f"content_type={fault.content_type!r}"
    if fault.method is not None and names and fault.method.lower() not in names:
        return f"the playground has no method {fault.method!r}"
    return ""


def _wrong_sense(fault: Fault) -> str:
    method = (fault.method or "").lower()
    does = fault.status or fault.body or fault.delay or fault.reset or fault.chat_state
    if method == WEBHOOK and (does or not fault.duplicate):
        return "a webhook's delivery can only be a duplicate"
    if fault.duplicate and method not in ("", "getupdates", WEBHOOK):
        return f"{fault.method} delivers no updates to be duplicated"
    if not does and not fault.duplicate:
        return "it does nothing without status, body, delay, reset, duplicate or chat_state"
    return ""


class Faults:
    """The faults asked for and not yet used up, in the order they were added. `names`: the methods there are,
    in lower case; empty: any."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self.names: frozenset[str] = frozenset()

    def add(self, **what: Any) -> Fault:
        """Ask for a fault; the keywords are the fields of `Fault`. Returns it, so that `struck` can be read.
        ValueError for nonsense."""
        fault = Fault(**what)
        wrong = _wrong(fault, self.names)
        if wrong:
            raise ValueError(f"no such fault: {wrong}")
        if fault.method is not None:
            fault.method = fault.method.lower()
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults."""
        self.waiting.clear()

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """The fault that strikes this call, if one does; counts the call against every fault that matches
        it."""
        chosen = None
        for fault in self.waiting:
            if (fault.method is not None and fault.method != method) or (
                fault.chat is not None and fault.chat != chat
            ):
                continue
            fault.matched += 1
            if chosen is None and fault.matched >= fault.nth:
                chosen = fault
        if chosen is not None:
            chosen.struck += 1
            if chosen.times and chosen.struck >= chosen.times:
                self.waiting.remove(chosen)
        return chosen
