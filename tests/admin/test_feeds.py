"""Feeds in an admin's hands: found, shown, followed, filtered, paused, removed."""

import pytest

from feeds.channel import channel_page
from news.feed import FeedKind, FeedSource
from tests.admin.house import Town

PAGE = "<html><head><link rel='alternate' type='application/rss+xml' href='/news.xml'></head><body>Lake Gazette</body></html>"


async def _followed(town: Town, *titles: str) -> int:
    """Follow a feed with these items; its number."""
    address = town.site.feed("/news.xml", "Lake Gazette", *titles)
    await town.press(await town.ask(f"/addfeed {address}"), "Follow Lake Gazette")
    return int((await town.feeds())[0].id)


async def test_a_page_leads_to_its_feed_which_is_shown_and_followed_on_confirm(town: Town) -> None:
    town.site.feed(
        "/news.xml",
        "Lake Gazette",
        "Ostian government and Lake Front sign ceasefire",
        "Ferry timetable changes",
    )
    town.site.pages["/"] = (200, "text/html", PAGE)
    shown = await town.ask(f"/addfeed {town.site.url}/")
    assert "Lake Gazette" in shown.text
    assert "Language: en" in shown.text
    assert "Ferry timetable changes" in shown.text
    assert "2 items in the last 7 days, 1 about a process I know." in shown.text
    assert await town.feeds() == []
    done = await town.press(shown, "Follow Lake Gazette")
    assert "is followed as number" in done.text
    assert [f.source.url for f in await town.feeds()] == [f"{town.site.url}/news.xml"]
    assert await town.audited() == [(town.boss.id, "followed a feed")]
    assert await town.collect() == 2
    async with town.house.store.read() as books:
        assert [i.backlog for i in await books.items.newest(5)] == [True, True]


async def test_a_confirmation_survives_a_restart_and_counts_once(town: Town) -> None:
    shown = await town.ask(f"/addfeed {town.site.feed('/a.xml', 'Post', 'One')}")
    await town.close()
    await town.open()
    await town.press(shown, "Follow Post")
    await town.stray_press(str(shown.buttons[0][0].data), town.boss)
    await town.playground.wait_for(lambda: "no longer waiting" in town.playground.last(town.boss_chat).text)
    assert await town.audited() == [(town.boss.id, "followed a feed")]


async def test_cancelling_follows_nothing(town: Town) -> None:
    shown = await town.ask(f"/addfeed {town.site.feed('/a.xml', 'Post', 'One')}")
    assert (await town.press(shown, "Cancel")).text == "Nothing was changed."
    assert await town.feeds() == []


async def test_a_feed_followed_already_is_said_to_be(town: Town) -> None:
    await _followed(town, "One")
    again = await town.ask(f"/addfeed {town.site.url}/news.xml")
    assert "followed already" in again.text
    assert again.button_texts == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Send /addfeed and an address"),
        ("ftp://example.org/feed", "only http and https"),
        ("http://127.0.0.2/feed", "not a public one"),
        ("http://a:b@example.org/", "name and password"),
    ],
)
async def test_an_address_that_cannot_be_followed_says_why(town: Town, written: str, said: str) -> None:
    assert said in (await town.ask(f"/addfeed {written}")).text


async def test_a_page_without_a_feed_says_so(town: Town) -> None:
    town.site.pages["/bare"] = (200, "text/html", "<html><body>nothing</body></html>")
    assert "the page names no feed" in (await town.ask(f"/addfeed {town.site.url}/bare")).text
    assert "nothing at its address (404)" in (await town.ask(f"/addfeed {town.site.url}/gone")).text


async def test_the_list_is_paged_with_health_and_leads_to_each_feed(town: Town) -> None:
    number = await _followed(town, "One", "Two")
    await town.collect()
    listed = await town.ask("/feeds")
    assert "Lake Gazette — read just now · 0.3 items a day · next try" in listed.text
    card = await town.press(listed, str(number))
    assert card.button_texts == ["Read now", "Pause", "Remove", "◀ Feeds"]
    back = await town.press(card, "◀ Feeds")
    assert back.text.startswith("1 feed")


async def test_a_failing_feed_says_in_plain_words_what_is_wrong(town: Town) -> None:
    number = await _followed(town, "One")
    town.site.pages["/news.xml"] = (503, "text/plain", "")
    await town.collect()
    assert "its server is in trouble (503)" in (await town.ask("/feeds")).text
    card = await town.ask(f"/feeds {number}")
    assert "http_503" in card.text
    town.site.feed("/news.xml", "Lake Gazette", "One")
    now = await town.press(card, "Read now")
    assert "read within seconds" in now.text
    assert await town.collect() == 1


async def test_pausing_rests_a_feed_and_pausing_again_wakes_it(town: Town) -> None:
    number = await _followed(town, "One")
    assert "paused" in (await town.ask(f"/pausefeed {number}")).text
    assert await town.collect() == 0
    assert "followed again" in (await town.ask(f"/pausefeed {number}")).text
    assert await town.collect() == 1


async def test_removing_keeps_the_items_and_adding_again_goes_on(town: Town) -> None:
    number = await _followed(town, "One")
    await town.collect()
    asked = await town.ask(f"/removefeed {number}")
    assert (asked.text, asked.button_texts) == (
        f"Lake Gazette\nStop following feed {number}? Its items are kept.",
        ["Remove", "Cancel"],
    )
    assert len(await town.feeds()) == 1
    assert "its items are kept" in (await town.press(asked, "Remove")).text
    assert "Follow again" in (await town.ask(f"/removefeed {number}")).button_texts
    assert "No feed is followed" in (await town.ask("/feeds")).text
    async with town.house.store.read() as books:
        assert await books.items.count() == 1
    town.site.feed("/news.xml", "Lake Gazette", "One", "Two")
    await town.press(await town.ask(f"/addfeed {town.site.url}/news.xml"), "Follow Lake Gazette")
    assert [f.id for f in await town.feeds()] == [number]
    assert await town.collect() == 1
    async with town.house.store.read() as books:
        assert [(i.title, i.backlog) for i in await books.items.newest(5)] == [
            ("Two", True),
            ("One", True),
        ]  # nobody is alerted


async def test_filters_are_previewed_on_stored_items_saved_and_applied(town: Town) -> None:
    number = await _followed(town, "Ceasefire holds", "Football results")
    await town.collect()
    preview = await town.ask(f"/editfeed {number}\ninclude: ceasefire, truce\nexclude: football")
    assert "Of its 2 newest items 1 would pass" in preview.text
    assert "✓ Ceasefire holds" in preview.text
    assert "✗ Football results" in preview.text
    assert "Saved." in (await town.press(preview, "Save")).text
    town.site.feed("/news.xml", "Lake Gazette", "Truce signed", "Weather", "Football truce")
    assert await town.collect() == 1
    assert (await town.audited())[0] == (town.boss.id, "edited a feed")


async def test_a_feed_is_renamed_and_its_kind_is_changed(town: Town) -> None:
    number = await _followed(town, "One")
    preview = await town.ask(f"/editfeed {number} title: The <Gazette>\nkind: wire\nlanguage: ru")
    card = await town.press(preview, "Save")
    assert "The <Gazette>" in card.text
    assert "wire · ru" in card.text


async def test_an_interval_is_set_kept_to_shown_and_given_back_to_the_feeds_own_pace(town: Town) -> None:
    number = await _followed(town, "One")
    card = await town.press(await town.ask(f"/editfeed {number} interval: 1 h"), "Save")
    assert "every 1 h" in card.text
    await town.collect()
    next_try = (await town.feeds())[0].health.next_try
    assert 3600 <= (next_try - town.house.now()).total_seconds() + 5 <= 3600 * 1.1 + 5
    for written, shown in (("90 мин", "every 1 h 30 min"), ("5", "every 5 min")):
        card = await town.press(await town.ask(f"/editfeed {number} interval: {written}"), "Save")
        assert shown in card.text
    assert (
        "every" not in (await town.press(await town.ask(f"/editfeed {number} interval: auto"), "Save")).text
    )


async def test_the_card_tells_the_last_looks_and_what_came_of_them(town: Town) -> None:
    number = await _followed(town, "One")
    await town.collect()
    for _ in range(3):
        await _due(town)
        await town.collect()
    town.site.pages["/news.xml"] = (503, "text/plain", "")
    for _ in range(2):
        await _due(town)
        await town.collect()
    told = [line.partition(" · ")[2] for line in (await town.ask(f"/feeds {number}")).text.splitlines()]
    assert [t for t in told if t.startswith(("✓", "✗"))] == [
        "✗ its server is in trouble (503) × 2",
        "✓ nothing new × 3",
        "✓ 1 new, 0 changed",
    ]


async def test_many_feeds_are_paged_those_in_trouble_first(town: Town) -> None:
    async with town.house.store.begin() as books:
        feeds = [FeedSource(f"{town.site.url}/{n}.xml", f"Outlet {n:02}") for n in range(19)]
        await books.feeds.add([*feeds, FeedSource(f"{town.site.url}/gone.xml", "Zeta")], town.house.now())
    for n in range(19):
        town.site.feed(f"/{n}.xml", f"Outlet {n:02}", f"Story {n}")
    await town.collect()
    first = await town.ask("/feeds")
    assert first.text.startswith("20 feeds")
    assert "✗ 20 Zeta" in first.text.splitlines()[1]
    assert first.button_texts[-1] == "▶"
    second = await town.press(first, "▶")
    third = await town.press(second, "▶")
    assert [line.split(" ")[1] for line in third.text.splitlines()[1:]] == ["16", "17", "18", "19"]
    assert third.button_texts == ["16", "17", "18", "19", "◀"]
    card = await town.press(third, "17")
    assert (await town.press(card, "◀ Feeds")).html == third.html
    assert "No feed" not in (await town.ask("/feeds 999")).text


CHANNEL = """<!doctype html><html><body class="tgme_page"><div class="tgme_channel_info_header_title">Lake Voice</div>
<div class="tgme_widget_message" data-post="lakevoice/7"><div class="tgme_widget_message_text">Lake Front and Ostia sign a truce.</div>
<a class="tgme_widget_message_date" href="https://t.me/lakevoice/7"><time datetime="2026-11-24T09:00:00+00:00"></time></a></div>
</body></html>"""


@pytest.mark.parametrize("written", ["t.me/s/lakevoice", "https://t.me/lakevoice", "@lakevoice"])
async def test_a_public_channel_is_shown_and_followed_by_its_web_page(
    town: Town, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    town.site.pages["/s/lakevoice"] = (200, "text/html", CHANNEL)
    monkeypatch.setattr(
        "feeds.discover.channel_page", lambda w: channel_page(w) and f"{town.site.url}/s/lakevoice"
    )
    monkeypatch.setattr("briefing.admin.add_feed.channel_page", lambda w: w.startswith(town.site.url))
    shown = await town.ask(f"/addfeed {written}")
    assert shown.text.splitlines()[0] == "Lake Voice"
    assert "• Lake Front and Ostia sign a truce." in shown.text
    await town.press(shown, "Follow Lake Voice")
    [feed] = await town.feeds()
    assert (feed.source.kind, feed.source.url) == (FeedKind.CHANNEL, f"{town.site.url}/s/lakevoice")
    assert await town.collect() == 1


async def test_a_channel_without_public_posts_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.site.pages["/s/hidden"] = (
        200,
        "text/html",
        "<html><body class='tgme_page'><div class='tgme_channel_info'></div></body></html>",
    )
    monkeypatch.setattr("feeds.discover.channel_page", lambda w: f"{town.site.url}/s/hidden")
    assert "no public posts on its page" in (await town.ask("/addfeed @hidden")).text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Name a feed by its number"),
        ("99 title: x", "There is no feed “99”"),
        ("{n}", "Send the number and what to change"),
        ("{n} colour: red", "I can change: title"),
        ("{n} interval: often", "An interval is a minute to a day"),
        ("{n} interval: 0", "An interval is a minute to a day"),
        ("{n} interval: 25 h", "An interval is a minute to a day"),
        ("{n} kind: gossip", "A kind is one of: wire"),
        ("{n} language: russian", "codes of two letters"),
    ],
)
async def test_a_wrong_edit_says_what_to_send(town: Town, written: str, said: str) -> None:
    number = await _followed(town, "One")
    assert said in (await town.ask(f"/editfeed {written.format(n=number)}")).text


@pytest.mark.parametrize("command", ["pausefeed", "removefeed"])
async def test_a_feed_nobody_follows_is_said_to_be_unknown(town: Town, command: str) -> None:
    assert "There is no feed “12”" in (await town.ask(f"/{command} 12")).text


async def test_down_is_told_once_and_back_is_told_once(town: Town) -> None:
    await _followed(town, "One")
    await town.collect()
    town.site.pages["/news.xml"] = (500, "text/plain", "")
    said = len(town.playground.transcript(town.boss_chat))
    for _ in range(3):
        await _due(town)
        await town.collect()
        await town.notices()
    town.site.feed("/news.xml", "Lake Gazette", "One", "Two")
    for _ in range(2):
        await _due(town)
        await town.collect()
        await town.notices()
    told = [m.text.splitlines()[0] for m in town.playground.transcript(town.boss_chat)[said:]]
    assert told == ["✗ 1 feed is down", "✓ 1 feed is back"]


async def test_what_went_down_before_an_admin_first_wrote_is_told_then(town: Town) -> None:
    async with town.house.store.begin() as books:
        await books.feeds.add([FeedSource(f"{town.site.url}/gone", "Lake Gazette")], town.house.now())
    for _ in range(2):
        await _due(town)
        await town.collect()
    await town.notices()
    await town.ask("/start")
    await town.notices()
    assert "1 feed is down" in town.playground.last(town.boss_chat).text


async def test_a_feed_gone_for_good_is_retired_with_a_note(town: Town) -> None:
    await _followed(town, "One")
    town.site.pages["/news.xml"] = (410, "text/plain", "")
    await town.collect()
    await town.notices()
    assert "gone for good" in town.playground.last(town.boss_chat).text
    assert (await town.ask("/feeds")).text.count("gone for good") == 1
    town.site.feed("/news.xml", "Lake Gazette", "One")
    await town.press(await town.ask(f"/addfeed {town.site.url}/news.xml"), "Follow Lake Gazette")
    assert await town.collect() == 1


async def _due(town: Town) -> None:
    """The next try is now, as after waiting for it."""
    for feed in await town.feeds():
        async with town.house.store.begin() as books:
            await books.admin_feeds.look_now(feed.id, town.house.now())


async def test_a_removal_that_is_cancelled_leaves_the_feed_followed(town: Town) -> None:
    number = await _followed(town, "One")
    card = await town.press(await town.ask(f"/removefeed {number}"), "Cancel")
    assert "Lake Gazette" in card.text
    assert await town.collect() == 1
    assert "removed a feed" not in [what for _, what in await town.audited()]
