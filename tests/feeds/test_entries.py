"""From raw entries to cleaned ones: what is kept, what is capped, what was there before."""

import json
from datetime import UTC, datetime

import pytest

from feeds import entries, entry_marks, jsonfeed
from feeds.raw import RawEntry, RawFeed
from news.arrivals import decide
from news.errors import ParseFailed
from news.item import KnownItem, Skipped

URL = "https://news.example/feed"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENTRY = RawEntry("1", "/1", "Talks", "<p>They met.</p>", None, "2026-11-24T09:00:00Z", None)


def _feed(*found: RawEntry) -> RawFeed:
    return RawFeed("Outlet", "https://news.example/", "en-GB", "15", list(found))


def test_a_feed_comes_out_clean() -> None:
    parsed = entries.build(_feed(ENTRY), URL)
    assert (parsed.title, parsed.language, parsed.ttl, parsed.link) == (
        "Outlet",
        "en",
        900.0,
        "https://news.example/",
    )
    assert (parsed.entries[0].link, parsed.entries[0].summary, parsed.entries[0].published) == (
        "https://news.example/1",
        "They met.",
        NOW,
    )


def test_entries_seen_before_are_left_out_and_changed_ones_are_not() -> None:
    first = entries.build(_feed(ENTRY, ENTRY._replace(id="2")), URL)
    second = entries.build(
        _feed(ENTRY._replace(title="Talks fail"), ENTRY._replace(id="2"), ENTRY._replace(id="3")),
        URL,
        first.seen,
    )
    assert [(entry.guid, entry.title) for entry in second.entries] == [("1", "Talks fail"), ("3", "Talks")]
    assert second.skipped == (Skipped("2", "https://news.example/1"),)
    third = entries.build(_feed(ENTRY._replace(title="Talks fail")), URL, second.seen)
    assert (third.entries, third.skipped) == ((), (Skipped("1", "https://news.example/1"),))


def test_what_is_left_out_is_nothing_that_storage_would_have_wanted() -> None:
    first = entries.build(_feed(ENTRY, ENTRY._replace(id="2")), URL)
    stored = decide(first.entries, (), primed=True, now=NOW).new
    known = [KnownItem(n, i.key, i.content_hash, i.link, i.title, i.published) for n, i in enumerate(stored)]
    whole = entries.build(_feed(ENTRY, ENTRY._replace(id="2", title="New")), URL)
    part = entries.build(_feed(ENTRY, ENTRY._replace(id="2", title="New")), URL, first.seen)
    assert decide(part.entries, known, primed=True, now=NOW, skipped=part.skipped) == decide(
        whole.entries, known, primed=True, now=NOW
    )


def test_entries_without_a_name_of_their_own_are_never_left_out() -> None:
    """What tells one of them from the next is only seen where all of them are there."""
    nameless = [ENTRY._replace(id=None, link="/live", summary=f"Post {n}.") for n in range(2)]
    body = _feed(*nameless, ENTRY._replace(id=None), ENTRY._replace(link="/live"))
    again = entries.build(body, URL, entries.build(body, URL).seen)
    assert [entry.summary for entry in again.entries] == ["Post 0.", "Post 1."]
    assert len(again.skipped) == 2


def test_marks_of_other_rules_or_damaged_ones_count_for_nothing() -> None:
    parsed = entries.build(_feed(ENTRY), URL)
    for marks in (b"", b"clean-00" + parsed.seen[8:], parsed.seen[:-1], b"x"):
        assert entries.build(_feed(ENTRY), URL, marks).skipped == ()
    assert entry_marks.unpack(parsed.seen) == {parsed.seen[8:]}


def test_a_feed_that_moved_reads_its_relative_links_anew() -> None:
    parsed = entries.build(_feed(ENTRY), URL)
    assert (
        entries.build(_feed(ENTRY), "https://other.example/feed", parsed.seen).entries[0].link
        == "https://other.example/1"
    )


def test_a_content_stands_in_for_a_missing_summary_and_is_not_kept_twice() -> None:
    only = entries.build(_feed(ENTRY._replace(summary=None, content="<p>Short.</p>")), URL).entries[0]
    assert (only.summary, only.text) == ("Short.", "")
    long = entries.build(_feed(ENTRY._replace(summary=None, content="word " * 5_000)), URL).entries[0]
    assert len(long.summary) <= 10_000 < len(long.text)
    same = entries.build(_feed(ENTRY._replace(content="They met.")), URL).entries[0]
    assert (same.summary, same.text) == ("They met.", "")
    both = entries.build(_feed(ENTRY._replace(content="<p>They met. At length.</p>")), URL).entries[0]
    assert (both.summary, both.text) == ("They met.", "They met. At length.")


def test_of_an_archive_the_newest_entries_are_kept_in_their_order() -> None:
    old_first = [
        ENTRY._replace(id=str(n), published=f"{1990 + n // 300}-01-{n % 28 + 1:02}") for n in range(6_000)
    ]
    parsed = entries.build(_feed(*old_first), URL)
    assert len(parsed.entries) == entries.ENTRY_CAP
    assert (parsed.entries[-1].guid, parsed.notes) == ("5999", ("capped:6000",))
    undated = entries.build(_feed(*(ENTRY._replace(id=str(n), published=None) for n in range(6_000))), URL)
    assert undated.entries[0].guid == "0"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("15", 900.0),
        (" 60 ", 3_600.0),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("9" * 8, 604_800.0),
        ("9" * 80, None),
        (None, None),
    ],
)
def test_the_ttl_is_minutes_within_reason(written: str | None, seconds: float | None) -> None:
    assert entries.build(_feed(ENTRY)._replace(ttl=written), URL).ttl == seconds


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("pt_BR", "pt"),
        ("english", None),
        ("", None),
        (None, None),
        ("e", None),
    ],
)
def test_a_language_is_two_letters_or_unknown(written: str | None, code: str | None) -> None:
    assert entries.language(written) == code


def _json(**more: object) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "ru", "items": [], **more}
    ).encode()


def test_a_json_feed_is_read_with_all_its_texts() -> None:
    items = [
        {
            "id": "1",
            "url": "/1",
            "title": "A",
            "content_html": "<p>H</p>",
            "summary": "S",
            "date_published": "2026-11-24T09:00:00Z",
            "language": "en",
        },
        {
            "id": 2.5,
            "external_url": "https://x.example/",
            "content_text": "a < b\n<i>not markup</i>",
            "date_modified": "2026-11-24",
        },
        "not an item",
        {"id": None, "title": ["no"], "url": {}},
    ]
    parsed = entries.build(
        jsonfeed.parse(b"\xef\xbb\xbf" + _json(items=items, home_page_url="https://news.example/"), URL), URL
    )
    assert (parsed.title, parsed.language, parsed.link) == ("J", "ru", "https://news.example/")
    first, second = parsed.entries
    assert (first.title, first.summary, first.text, first.published, first.language) == (
        "A",
        "S",
        "H",
        NOW,
        "en",
    )
    assert (second.guid, second.link, second.summary) == ("2.5", "https://x.example/", "a < b\nnot markup")


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"version": "1", "items": []}', _json(items="x"), b'"text"']
)
def test_json_that_is_no_feed_says_so(body: bytes) -> None:
    with pytest.raises(ParseFailed, match="not_a_feed"):
        jsonfeed.parse(body, URL)
