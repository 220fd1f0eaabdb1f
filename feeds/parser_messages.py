"""What goes between the bot and a parser process: JSON both ways, because what comes back was made from
hostile input."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from news.errors import ParseFailed
from news.item import FeedEntry, ParsedFeed, Skipped


def request(content_type: str | None, url: str, known: bytes) -> bytes:
    """All of a request but its body."""
    return json.dumps({"content_type": content_type, "url": url, "known": b64encode(known).decode()}).encode()


def read_request(data: bytes) -> tuple[str | None, str, bytes]:
    """The inverse of `request`: (content type, url, known)."""
    asked = json.loads(data)
    return asked["content_type"], asked["url"], b64decode(asked["known"])


def answer(parsed: ParsedFeed) -> bytes:
    """A parsed feed as JSON."""
    return json.dumps(
        {
            "title": parsed.title,
            "language": parsed.language,
            "link": parsed.link,
            "ttl": parsed.ttl,
            "notes": parsed.notes,
            "seen": b64encode(parsed.seen).decode(),
            "skipped": parsed.skipped,
            "entries": [_entry_out(entry) for entry in parsed.entries],
        }
    ).encode()


def refusal(error: ParseFailed) -> bytes:
    """A failure as JSON."""
    return json.dumps({"reason": error.reason, "detail": error.detail}).encode()


def read_answer(data: bytes, url: str) -> ParsedFeed:
    """The inverse of both; raises the `ParseFailed` the process met."""
    told = json.loads(data)
    if "reason" in told:
        raise ParseFailed(url, told["reason"], told["detail"])
    return ParsedFeed(
        told["title"],
        told["language"],
        told["link"],
        tuple(_entry_in(entry) for entry in told["entries"]),
        told["ttl"],
        tuple(told["notes"]),
        b64decode(told["seen"]),
        tuple(Skipped(guid, link) for guid, link in told["skipped"]),
    )


def _entry_out(entry: FeedEntry) -> dict[str, Any]:
    return {
        "guid": entry.guid,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "text": entry.text,
        "published": entry.published.isoformat() if entry.published else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "language": entry.language,
    }


def _entry_in(told: Mapping[str, Any]) -> FeedEntry:
    published, updated = told["published"], told["updated"]
    return FeedEntry(
        told["guid"],
        told["link"],
        told["title"],
        told["summary"],
        told["text"],
        datetime.fromisoformat(published) if published else None,
        datetime.fromisoformat(updated) if updated else None,
        told["language"],
    )
