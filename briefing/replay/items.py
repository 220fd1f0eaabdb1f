"""Items of a replay file (JSONL), one after the other, with every bad line named
(docs/status-model.md, "The replay contract")."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, Any

from reading.item import ItemText

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of one line; a longer one is no news item."""
YEARS = range(1970, 2101)
"""Years an item may be published in; others are a broken clock, and no calendar can be counted on from their
edges."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SURROGATE = re.compile("[\ud800-\udfff]")

Complain = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class ReplayItem:
    """One line of the file. `text.published` is aware UTC; a day without a time counts as its noon. `line`
    counts from 1."""

    id: str
    link: str | None
    text: ItemText
    line: int = 0


class BadLine(ValueError):
    """A line that is no item; the message says why."""


def items(file: IO[bytes], complain: Complain) -> Iterator[ReplayItem]:
    """Every readable item in the order of the file. `complain(line number, why)` is called for each line that
    is skipped."""
    seen = set[int]()
    for number, line in _lines(file, complain):
        try:
            item = parse(line)
        except BadLine as e:
            complain(number, str(e))
            continue
        digest = int.from_bytes(hashlib.blake2b(item.id.encode(), digest_size=8).digest())
        if digest in seen:
            complain(number, f"the id {item.id[:80]!r} was there before")
            continue
        seen.add(digest)
        yield replace(item, line=number)


def parse(line: bytes) -> ReplayItem:
    """One line as an item; raises BadLine."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as e:
        raise BadLine("not UTF-8") from e
    except (ValueError, RecursionError) as e:
        raise BadLine("not JSON") from e
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    title, summary, text = (_text(value, name) for name in ("title", "summary", "text"))
    published, outlet, language = (
        _published(value.get("published")),
        _text(value, "outlet"),
        _text(value, "language") or None,
    )
    told = ItemText(title, summary, text or None, published, outlet, language)
    return ReplayItem(_id(value), _text(value, "link") or None, told)


def _lines(file: IO[bytes], complain: Complain) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip_rest(file)
            complain(number, f"longer than {LONGEST_LINE} bytes")
            continue
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if line:
            yield number, line


def _skip_rest(file: IO[bytes]) -> None:
    while (part := file.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


def _id(value: dict[str, Any]) -> str:
    given = value.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        raise BadLine("no id")
    return _clean(str(given))


def _text(value: dict[str, Any], name: str) -> str:
    text = value.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise BadLine(f"{name} is not a text")
    return _clean(text)


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _published(text: Any) -> datetime:
    if not isinstance(text, str) or not text.strip():
        raise BadLine("no date")
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text + "T12:00:00" if _DAY.fullmatch(text) else text)
    except ValueError:
        moment = _mail_date(text)
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError) as e:
        raise BadLine(f"no date: {text[:40]!r}") from e
    if moment.year not in YEARS:
        raise BadLine(f"a date outside {YEARS[0]} to {YEARS[-1]}: {text[:40]!r}")
    return moment


def _mail_date(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError) as e:
        raise BadLine(f"no date: {text[:40]!r}") from e
