"""Reads the feeds to start with (PARLEY_CATALOGUE): a TOML file of ours, an OPML file, or none.

[[feed]]
url = "https://…"            # needed
title = "UN News"            # needed
kind = "un_ngo"              # one of `FeedKind`; default independent
country = "us"               # ISO 3166-1, two letters
language = "en"              # ISO 639-1, two letters
side = "…"                   # the party whose press it is, where it has one
include = ["ceasefire"]      # keep only items with one of these words
exclude = ["football"]       # drop items with one of these words
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from feeds.guard import check_form
from feeds.opml import Outlines, read_outlines, some_of
from news.errors import AddressRefused, CatalogueError
from news.feed import FeedKind, FeedSource

SHIPPED = Path(__file__).resolve().parent.parent / "catalogue.toml"
NONE = "none"

_KEYS = {"url", "title", "kind", "country", "language", "side", "include", "exclude"}


def load_catalogue(where: str | Path = SHIPPED) -> tuple[FeedSource, ...]:
    """The feeds of a file, in its order; `none` gives no feed. Raises CatalogueError as `read_list` does."""
    return read_list(where).sources


def read_list(where: str | Path) -> Outlines:
    """As `load_catalogue`, with the entries of an OPML file that cannot be followed, and why; a mistake in a
    TOML file of ours is an error.

    Raises `CatalogueError` whose `where` names file and entry and whose text says what to do; hosts are
    judged by the guard only when they are fetched, since an operator may allow some.
    """
    if str(where).strip().lower() == NONE:
        return Outlines(())
    path = Path(where)
    body = _read(path)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return some_of(read_outlines(body, str(path)), str(path))
    return Outlines(_from_toml(body, path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise CatalogueError(
            str(path), f"cannot be read ({e.strerror or e}); give a TOML or OPML file, or `none`"
        ) from e


def _from_toml(body: bytes, path: Path) -> tuple[FeedSource, ...]:
    try:
        content = tomllib.loads(body.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise CatalogueError(str(path), f"neither TOML nor OPML: {e}") from e
    tables = content.get("feed")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CatalogueError(
            str(path), "holds no [[feed]] table; for no feed at all set PARLEY_CATALOGUE=none"
        )
    sources: dict[str, FeedSource] = {}
    for number, table in enumerate(tables, start=1):
        here = f"{path}, feed {number} ({table.get('title') or table.get('url') or 'unnamed'})"
        source = _source(table, here)
        if source.url in sources:
            raise CatalogueError(
                here, f"the address is there twice, the other is {sources[source.url].title}; remove one"
            )
        sources[source.url] = source
    return tuple(sources.values())


def _source(table: dict[str, Any], here: str) -> FeedSource:
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise CatalogueError(here, f"unknown key {unknown[0]}; known are {', '.join(sorted(_KEYS))}")
    return FeedSource(
        url=_url(table, here),
        title=_text(table, "title", here, needed=True) or "",
        kind=_kind(table, here),
        country=_code(table, "country", here),
        language=_code(table, "language", here),
        side=_text(table, "side", here),
        include=_words(table, "include", here),
        exclude=_words(table, "exclude", here),
    )


def _url(table: dict[str, Any], here: str) -> str:
    url = _text(table, "url", here, needed=True) or ""
    try:
        check_form(url, feed_url=url)
    except AddressRefused as e:
        raise CatalogueError(here, f"url: {e.detail}; give the feed's http or https address") from e
    return url


def _text(table: dict[str, Any], key: str, here: str, *, needed: bool = False) -> str | None:
    value = table.get(key)
    if value is None and not needed:
        return None
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(here, f"{key} must be a text in quotes, not empty")
    return value.strip()


def _kind(table: dict[str, Any], here: str) -> FeedKind:
    value = table.get("kind", FeedKind.INDEPENDENT.value)
    if value not in tuple(FeedKind):
        raise CatalogueError(here, f"kind {value!r} is unknown; known are {', '.join(FeedKind)}")
    return FeedKind(value)


def _code(table: dict[str, Any], key: str, here: str) -> str | None:
    value = _text(table, key, here)
    if value is not None and not re.fullmatch("[a-z]{2}", value):
        raise CatalogueError(
            here, f'{key} must be two small letters, as in "{"us" if key == "country" else "en"}"'
        )
    return value


def _words(table: dict[str, Any], key: str, here: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise CatalogueError(here, f'{key} must be a list of words, as in ["truce", "ceasefire"]')
    return tuple(word.strip() for word in value)
