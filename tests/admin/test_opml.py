"""Feeds by file: OPML in by sending it, out by /exportfeeds; a thousand at once keep nobody waiting."""

import pytest

from playground import Seen
from tests.admin.house import Town


def _opml(urls: list[str]) -> bytes:
    return (
        "<opml version='2.0'><body>"
        + "".join(f"<outline text='F{n}' xmlUrl='{u}'/>" for n, u in enumerate(urls))
        + "</body></opml>"
    ).encode()


async def _sent(town: Town, body: bytes, name: str = "mine.opml", until: str = "in the file") -> Seen:
    town.playground.send_document(town.boss_chat, town.boss, name, body)
    return await town.playground.wait_for(lambda: _last(town, until), 20)


def _last(town: Town, words: str) -> Seen | None:
    seen = town.playground.last(town.boss_chat)
    return seen if words in seen.text else None


async def test_a_sent_file_is_followed_and_audited(town: Town) -> None:
    told = await _sent(
        town, _opml([f"{town.site.url}/a.xml", f"{town.site.url}/b.xml", "ftp://example.org/c"])
    )
    assert told.text == (
        "2 feeds in the file, 2 of them new. /feeds shows them.\n"
        "1 entry was left out: an address must begin with http:// or https:// and name a host.\n"
        "• ftp://example.org/c"
    )
    assert told.edited
    assert (await town.audited())[0] == (town.boss.id, "imported feeds")
    again = await _sent(town, _opml([f"{town.site.url}/b.xml"]))
    assert again.text == "1 feed in the file, 0 of them new. /feeds shows them."


async def test_a_thousand_feeds_keep_nobody_waiting_and_are_no_burst(town: Town) -> None:
    town.playground.send_document(
        town.boss_chat, town.boss, "many.opml", _opml([f"https://f{n}.example/rss" for n in range(1000)])
    )
    answered = [await town.ask("/status", town.reader)]
    while not _last(town, "in the file"):
        answered.append(await town.ask("/status", town.reader))
    assert "1000 feeds in the file, 1000 of them new" in town.playground.last(town.boss_chat).text
    assert all("Where things stand" in seen.text for seen in answered)
    tries = [f.health.next_try for f in await town.feeds()]
    assert (max(t for t in tries if t) - min(t for t in tries if t)).total_seconds() > 60


async def test_how_far_an_import_is_stands_in_one_message_that_changes(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.opml._BETWEEN_EDITS", 0.0)
    seen: list[str] = []
    end = town.playground.listen(
        lambda kind, _: seen.append(town.playground.last(town.boss_chat).text) if kind == "edited" else None
    )
    await _sent(town, _opml([f"https://f{n}.example/rss" for n in range(120)]))
    end()
    assert seen == [
        "50 of 120 feeds…",
        "100 of 120 feeds…",
        "120 feeds in the file, 120 of them new. /feeds shows them.",
    ]


async def test_a_file_that_is_no_opml_says_what_to_send(town: Town) -> None:
    assert "lists feeds" in (await _sent(town, b"hello", "notes.txt", "I find no feeds")).text


async def test_a_huge_file_is_refused_before_it_is_fetched(town: Town) -> None:
    await _sent(town, b"x" * (5 * 2**20 + 1), until="too large")
    assert town.playground.count("getFile") == 0


async def test_a_readers_file_is_left_alone(town: Town) -> None:
    sent = town.playground.send_document(
        town.reader_chat, town.reader, "mine.opml", _opml([f"{town.site.url}/a.xml"])
    )
    answer = await town.playground.next_message(town.reader_chat, after=sent)
    assert answer.text.startswith("I read only words.")
    assert await town.feeds() == []


async def test_what_is_exported_can_be_imported(town: Town) -> None:
    await _sent(town, _opml([f"{town.site.url}/a.xml"]))
    exported = await town.ask("/exportfeeds")
    assert exported.file_name == "feeds.opml"
    body = town.playground.world.files.by_id[str(exported.file_id)].data
    assert f"{town.site.url}/a.xml".encode() in body
    assert "1 feed in the file, 0 of them new" in (await _sent(town, body)).text


async def test_a_file_of_addresses_no_feed_can_have_names_them_and_counts_the_rest(town: Town) -> None:
    await town.press(await town.ask("/settings"), "русский")
    told = await _sent(town, _opml([f"ftp://example.org/{n}" for n in range(12)]), until="пропущено")
    lines = told.text.split("\n")
    assert lines[1].startswith("12 записей пропущено: адрес должен начинаться с http://")
    assert lines[2:] == [*(f"• ftp://example.org/{n}" for n in range(10)), "и ещё 2"]
    assert await town.feeds() == []
