"""A process as lines a person writes and reads: `title: …`, `party: name, alias, …`, `party ru: name = имя`,
lists with commas.

Both ways, pure.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from news.errors import WrongUse
from news.process import REGIONS, Party, Process

FIELDS = (
    "title",
    "title ru",
    "party",
    "party ru",
    "mediators",
    "places",
    "aliases",
    "excludes",
    "axes",
    "region",
    "active",
)
_LISTS = ("mediators", "places", "aliases", "excludes")
_ID = re.compile(r"[a-z][a-z0-9-]{1,30}")
_TITLE_OF = re.compile(r"(title|party) ..")
_MOST = 200


class WrongField(WrongUse):
    """A field that is none (`known` is false), or one whose value it cannot have."""

    key = "error.wrong_field"

    def __init__(self, field: str) -> None:
        super().__init__(f"field {field!r}")
        self.field = field
        self.known = field in FIELDS or bool(_TITLE_OF.fullmatch(field))


def is_process_id(written: str) -> bool:
    """Whether the words can be a process's id: a stable slug that fits a button."""
    return bool(_ID.fullmatch(written))


def described(process: Process) -> str:
    """The process as the lines that would make it."""
    lines = [f"title: {process.title}", *(f"title {code}: {title}" for code, title in process.titles.items())]
    lines += [f"party: {', '.join(party.names)}" for party in process.parties]
    lines += [
        f"party {code}: {party.name} = {title}"
        for party in process.parties
        for code, title in party.titles.items()
    ]
    lines += [f"{name}: {', '.join(getattr(process, name))}" for name in _LISTS if getattr(process, name)]
    lines.append(f"axes: {', '.join(process.axes)}")
    if process.region:
        lines.append(f"region: {process.region}")
    return "\n".join(lines if process.active else [*lines, "active: no"])


def with_fields(process: Process, fields: Mapping[str, str]) -> Process:
    """`process` with the fields as a person wrote them; a field given is given whole. Raises WrongField.

    A side keeps what it is called in other languages while its name stays; `party ru` changes that of the
    sides it names.
    """
    for name, value in sorted(
        fields.items(), key=lambda field: field[0].startswith("party ")
    ):  # after the parties themselves
        process = _with(process, name, value.strip())
    return process


def _with(process: Process, name: str, value: str) -> Process:
    if name == "title" and value:
        return replace(process, title=value[:_MOST])
    if name.startswith("title ") and len(name) == 8:
        return replace(process, titles={**process.titles, name[6:]: value[:_MOST]})
    if name == "party":
        known = {party.name: party.titles for party in process.parties}
        parties = [_words(line) for line in value.splitlines()]
        return replace(
            process,
            parties=tuple(Party(names[0], names[1:], known.get(names[0], {})) for names in parties if names),
        )
    if name.startswith("party ") and len(name) == 8:
        return replace(process, parties=_called(process.parties, name[6:], value, name))
    if name in _LISTS:
        return replace(process, **{name: _words(value.replace("\n", ","))})  # type: ignore[arg-type]
    if name == "axes" and _words(value) and set(_words(value)) <= {"ceasefire", "talks"}:
        return replace(process, axes=_words(value))
    if name == "region" and value.casefold() in ("", *REGIONS):
        return replace(process, region=value.casefold())
    if name == "active" and value.casefold() in ("yes", "no"):
        return replace(process, active=value.casefold() == "yes")
    raise WrongField(name)


def _called(parties: tuple[Party, ...], language: str, value: str, field: str) -> tuple[Party, ...]:
    """The sides with what they are called in `language`: a line `name = name there` for each; nothing after
    the sign takes it away."""
    given = {
        name.strip(): " ".join(title.split())[:80]
        for name, _, title in (line.partition("=") for line in value.splitlines())
    }
    if set(given) - {party.name for party in parties}:
        raise WrongField(field)
    kept = [
        {code: title for code, title in party.titles.items() if code != language or party.name not in given}
        for party in parties
    ]
    return tuple(
        replace(party, titles={**titles, language: given[party.name]} if given.get(party.name) else titles)
        for party, titles in zip(parties, kept, strict=True)
    )


def _words(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for word in value.split(",") if (w := " ".join(word.split())[:80])))[:_MOST]
