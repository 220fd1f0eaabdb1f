"""The sample story: feeds of three formats that unfold by the clock, can be hurried, stopped and cut off."""

from __future__ import annotations

import calendar
import tomllib
from pathlib import Path
from typing import Any

import aiohttp
import feedparser
import pytest

import playground
from playground import Playground, sample_feeds
from playground.stage.feeds import sample_items
from tests.playground.conftest import ManualClock

Session = aiohttp.ClientSession


async def titles(http: Session, path: str) -> list[str]:
    async with http.get(path) as response:
        assert response.status == 200
        return [entry.title for entry in feedparser.parse(await response.read()).entries]


def test_the_story_has_what_the_reader_must_tell_apart() -> None:
    items = sample_items()
    story = [item for item in items if "Velia" in item.title + item.text or "Вели" in item.title + item.text]
    assert 25 <= len(story) <= 40
    assert len(items) - len(story) >= 20
    assert {item.outlet for item in items} == {feed.outlet for feed in sample_feeds()}
    assert sum(item.at <= 0 for item in items) >= 5
    assert 300 <= max(item.at for item in items) <= 400


def test_the_process_catalogue_names_the_conflict() -> None:
    path = Path(playground.__file__).parent / "samples" / "processes.toml"
    (process,) = tomllib.loads(path.read_text("utf-8"))["process"]
    assert (process["id"], process["mediators"][0]) == ("velia", "Almeria")
    assert process["titles"] == {"ru": "Велия: Норланд и Южный фронт"}
    assert [party["name"] for party in process["parties"]] == ["Norland", "Southern Front"]


@pytest.mark.parametrize(
    ("outlet", "version", "type"),
    [
        ("harbour-wire", "rss20", "application/rss+xml"),
        ("almeria-public-radio", "atom10", "application/atom+xml"),
        ("velia-independent", "rss10", "application/rss+xml"),
    ],
)
async def test_each_format_parses_with_dates_links_and_ids(
    pg: Playground, http: Session, clock: ManualClock, outlet: str, version: str, type: str
) -> None:
    pg.desk.jump(400)
    async with http.get(f"/feeds/{outlet}.xml") as response:
        feed = feedparser.parse(await response.read())
        assert response.content_type == type
    assert (feed.version, feed.bozo) == (version, False)
    assert len(feed.entries) > 5
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    dates: list[Any] = [entry.get("published_parsed") or entry.updated_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(calendar.timegm(date) <= clock.now for date in dates)
    assert all(entry.link.startswith(f"{pg.url}/news/{outlet}/") and entry.summary for entry in feed.entries)
    async with http.get(feed.entries[0].link) as response:
        assert feed.entries[0].title.split('"')[0] in await response.text()


async def test_the_story_unfolds_by_the_clock(pg: Playground, http: Session, clock: ManualClock) -> None:
    path = "/feeds/harbour-wire.xml"
    before = await titles(http, path)
    clock.forward(1000)
    assert await titles(http, path) == before
    pg.desk.play()
    began = clock.now
    clock.forward(15)
    first = [title for title in await titles(http, path) if title not in before]
    assert first == ["Norland and Southern Front agree to hold talks in Port Salis"]
    pg.desk.stop()
    clock.forward(1000)
    assert len(await titles(http, path)) == len(before) + 1
    pg.desk.play(speed=16)
    clock.forward(25)
    assert pg.desk.time == pg.desk.length
    assert len(await titles(http, path)) == sum(item.outlet == "harbour-wire" for item in sample_items())
    published = next(one for one in pg.desk.published() if one.item.title == first[0])
    assert published.when == began + published.item.at


async def test_it_can_be_told_again_as_new_items(pg: Playground, http: Session) -> None:
    pg.desk.jump(400)
    old = {one.id for one in pg.desk.published()}
    pg.desk.restart()
    assert pg.desk.time == 0
    pg.desk.jump(400)
    assert {one.id for one in pg.desk.published()} & old == set()


async def test_an_unchanged_feed_is_not_sent_again(http: Session) -> None:
    async with http.get("/feeds/harbour-wire.xml") as response:
        tag = response.headers["ETag"]
    async with http.get("/feeds/harbour-wire.xml", headers={"If-None-Match": tag}) as response:
        assert (response.status, await response.read()) == (304, b"")
    async with http.get("/feeds/nobody.xml") as response:
        assert response.status == 404


async def test_the_feeds_can_be_cut_off(pg: Playground, http: Session) -> None:
    pg.desk.cut_feeds()
    with pytest.raises(aiohttp.ClientError):
        await titles(http, "/feeds/harbour-wire.xml")
    pg.desk.cut_feeds(cut=False)
    assert await titles(http, "/feeds/harbour-wire.xml")


async def test_each_item_is_told_to_those_who_listen_when_it_appears() -> None:
    async with Playground() as pg:
        heard: list[str] = []
        pg.listen(
            lambda kind, details: heard.append(str(details["desk"]["newest"])) if kind == "desk" else None
        )
        pg.desk.play(speed=60)
        await pg.wait_for(lambda: any("agree to hold talks" in one for one in heard))


@pytest.mark.parametrize("speed", [0, -1, 61])
async def test_a_speed_that_is_none_is_refused(pg: Playground, speed: float) -> None:
    with pytest.raises(ValueError, match="speed is above 0"):
        pg.desk.play(speed=speed)
