"""A process as lines a person writes and reads: `title: …`, `party: name, alias, …`, lists with commas. Both ways, pure."""

import re
from collections.abc import Mapping
from dataclasses import replace

from news.errors import WrongUse
from news.process import Party, Process

FIELDS = ("title", "title ru", "party", "mediators", "places", "aliases", "excludes", "axes", "active")
_LISTS = ("mediators", "places", "aliases", "excludes")
_ID = re.compile(r"[a-z][a-z0-9-]{1,30}")
_MOST = 200


class WrongField(WrongUse):
    """A field that is none, or says what it cannot; `field` names it, empty for the id."""

    key = "error.wrong_field"

    def __init__(self, field: str) -> None:
        super().__init__(f"field {field!r}")
        self.field = field


def is_process_id(written: str) -> bool:
    """Whether the words can be a process's id: a stable slug that fits a button."""
    return bool(_ID.fullmatch(written))


def described(process: Process) -> str:
    """The process as the lines that would make it."""
    lines = [f"title: {process.title}", *(f"title {code}: {title}" for code, title in process.titles.items())]
    lines += [f"party: {', '.join(party.names)}" for party in process.parties]
    lines += [f"{name}: {', '.join(getattr(process, name))}" for name in _LISTS if getattr(process, name)]
    lines.append(f"axes: {', '.join(process.axes)}")
    return "\n".join(lines if process.active else [*lines, "active: no"])


def with_fields(process: Process, fields: Mapping[str, str]) -> Process:
    """`process` with the fields as a person wrote them; a field given is given whole. Raises WrongField."""
    for name, value in fields.items():
        process = _with(process, name, value.strip())
    return process


def _with(process: Process, name: str, value: str) -> Process:
    if name == "title" and value:
        return replace(process, title=value[:_MOST])
    if name.startswith("title ") and len(name) == 8:
        return replace(process, titles={**process.titles, name[6:]: value[:_MOST]})
    if name == "party":
        parties = [_words(line) for line in value.splitlines()]
        return replace(process, parties=tuple(Party(names[0], names[1:]) for names in parties if names))
    if name in _LISTS:
        return replace(process, **{name: _words(value.replace("\n", ","))})  # type: ignore[arg-type]
    if name == "axes" and _words(value) and set(_words(value)) <= {"ceasefire", "talks"}:
        return replace(process, axes=_words(value))
    if name == "active" and value.casefold() in ("yes", "no"):
        return replace(process, active=value.casefold() == "yes")
    raise WrongField(name)


def _words(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for word in value.split(",") if (w := " ".join(word.split())[:80])))[:_MOST]
