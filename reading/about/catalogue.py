"""Loads processes.toml: the conflicts and peace processes the reader can tell apart (format:
docs/status-model.md)."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from news.errors import CatalogueError
from news.process import REGIONS, Party, Process, ProcessCatalogue

_ID = re.compile(r"(?:other:)?[a-z0-9-]{1,32}")
"""What fits into a button (64 bytes of callback data, split at colons) and after /status."""

_LISTS = ("mediators", "places", "aliases", "excludes")
_KNOWN = {"id", "title", "titles", "active", "parties", "since", "until", "axes", "hot", "region", *_LISTS}


def load_catalogue(path: Path) -> ProcessCatalogue:
    """Read the catalogue at `path`; raises CatalogueError naming file, entry and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise CatalogueError(str(path), f"cannot be read ({e}); give the path of a processes.toml") from e
    return parse_catalogue(text, str(path))


def parse_catalogue(text: str, where: str) -> ProcessCatalogue:
    """Read a catalogue from its TOML `text`; `where` names it in errors. Raises CatalogueError."""
    try:
        tables = tomllib.loads(text).get("process")
    except tomllib.TOMLDecodeError as e:
        raise CatalogueError(where, f"is not TOML ({e}); mend that line") from e
    if not isinstance(tables, list) or not tables:
        raise CatalogueError(where, "has no [[process]]; add one with id and title")
    found: dict[str, Process] = {}
    for number, table in enumerate(tables, 1):
        process = _process(table, f"{where}: process {number}")
        if process.id in found:
            raise CatalogueError(
                f"{where}: process {number} ({process.id})", "repeats an id; ids are unique, rename one"
            )
        found[process.id] = process
    return ProcessCatalogue(found)


def _process(table: Any, where: str) -> Process:
    if not isinstance(table, Mapping):
        raise CatalogueError(where, "is no table; write it as [[process]]")
    id_ = _word(table, "id", where)
    if not _ID.fullmatch(id_):
        raise CatalogueError(
            f"{where} ({id_[:40]})", "id: give at most 32 small letters, digits and -, e.g. south-sudan"
        )
    where = f"{where} ({id_})"
    strange = sorted(set(table) - _KNOWN)
    if strange:
        raise CatalogueError(
            where, f"has unknown keys {', '.join(strange)}; allowed are {', '.join(sorted(_KNOWN))}"
        )
    lists = {name: _words(table, name, where) for name in _LISTS}
    active = table.get("active", True)
    if not isinstance(active, bool):
        raise CatalogueError(where, "active must be true or false")
    return Process(
        id=id_,
        title=_word(table, "title", where),
        titles=_titles(table, where),
        active=active,
        parties=_parties(table, where),
        since=_day(table, "since", where),
        until=_day(table, "until", where),
        axes=_axes(table, where),
        hot=_hot(table, where),
        region=_region(table, where),
        **lists,
    )


def _word(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(where, f'needs {key} = "…"')
    return value.strip()


def _words(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise CatalogueError(where, f"{key} must be a list of names in quotes")
    return tuple(word.strip() for word in value)


def _titles(table: Mapping[str, Any], where: str) -> dict[str, str]:
    value = table.get("titles", {})
    if not isinstance(value, Mapping) or not all(
        isinstance(title, str) and title.strip() for title in value.values()
    ):
        raise CatalogueError(where, 'titles must be like { ru = "…" }')
    return dict(value)


def _parties(table: Mapping[str, Any], where: str) -> tuple[Party, ...]:
    value = table.get("parties", [])
    if not isinstance(value, list):
        raise CatalogueError(
            where, 'parties must be a list of { name = "…", titles = { ru = "…" }, aliases = […] }'
        )
    parties = []
    for number, party in enumerate(value, 1):
        place = f"{where}, party {number}"
        if not isinstance(party, Mapping):
            raise CatalogueError(place, 'must be { name = "…", titles = { ru = "…" }, aliases = […] }')
        parties.append(
            Party(_word(party, "name", place), _words(party, "aliases", place), _titles(party, place))
        )
    return tuple(parties)


def _axes(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    axes = _words(table, "axes", where)
    if set(axes) - {"ceasefire", "talks"}:
        raise CatalogueError(where, 'axes may hold "ceasefire" and "talks" only')
    return axes or ("ceasefire", "talks")


def _region(table: Mapping[str, Any], where: str) -> str:
    value = table.get("region", "")
    if value not in ("", *REGIONS):
        raise CatalogueError(where, f"region must be one of {', '.join(REGIONS)}")
    return str(value)


def _hot(table: Mapping[str, Any], where: str) -> tuple[tuple[date, date], ...]:
    value = table.get("hot", [])
    if not isinstance(value, list) or not all(
        isinstance(span, list) and len(span) in (1, 2) for span in value
    ):
        raise CatalogueError(
            where, 'hot must be a list of ["YYYY-MM-DD", "YYYY-MM-DD"], or of ["YYYY-MM-DD"] for what goes on'
        )
    days = [[_day({"hot": day}, "hot", where) or date.max for day in span] for span in value]
    return tuple((span[0], span[1] if len(span) > 1 else date.max) for span in days)


def _day(table: Mapping[str, Any], key: str, where: str) -> date | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as e:
            raise CatalogueError(where, f"{key} = {value!r} is no day; write YYYY-MM-DD") from e
    if isinstance(value, date):
        return value
    raise CatalogueError(where, f"{key} must be a day, YYYY-MM-DD")
