"""/timeline, /why and /sources over 100 000 items; a stale /timeline; two people at one message of /search, /timeline and /why."""

import pytest

from benchmarks.bench_answers import NOW, catalogue, fill
from news.claim import Kind
from tests.handlers.desk import Newsroom, claimed, reading
from tests.handlers.test_status import AGREED, truce
from tests.handlers.test_timeline import READ, _without_figures

OSTIA = "Ostia: government and the Lake Front"
OVER = "The truce is over, both sides told {}."
LEARNED = "A truce between Ostia and Lake Front was agreed, City Wire has learned."
CHART = f"{OSTIA} · 9 Sep – 11 Sep\nTalks: none reported\nCeasefire: agreed on 9 Sep, not yet in force → collapsed since 11 Sep"
BEGAN = f"Tue 9 Sep, 15:30\nCeasefire: agreed, not yet in force (before: none reported)\n“{AGREED}” — Harbour Post"
ENDED = (
    "Thu 11 Sep, 16:10\nCeasefire: collapsed (before: agreed, not yet in force)\n"
    "“The truce is over, both sides told Harbour Post.” — Harbour Post, City Wire +1"
)


async def over(newsroom, process="ostia"):
    """Three outlets tell of a truce's end."""
    for outlet in ("Harbour Post", "City Wire", "Morning Echo"):
        gone = OVER.format(outlet)
        read = reading(claimed(Kind.COLLAPSED, gone, process=process), about=[process])
        await newsroom.tell(outlet, f"Truce over {outlet}", gone, minutes=30, read=read)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_hundred_thousand_items_change_no_timeline_no_evidence_and_no_sources(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'large.db'}"
    await fill(url, 100_000, chats=10)
    room = Newsroom(tmp_path, url)
    catalogue(tmp_path)
    async with room as newsroom:
        newsroom.now = NOW
        page = await newsroom.ask("/sources")
        pages = [page.text]
        while "▶" in page.button_texts:
            page = await newsroom.press(page, "▶")
            pages.append(page.text)
        lines = [f"• {outlet} — independent outlet · not read yet" for outlet in sorted(f"Outlet {n}" for n in range(40))]
        assert pages == ["\n".join(["Sources · 40", *lines[n : n + 12]]) for n in range(0, 40, 12)]

        await over(newsroom, "p7")  # the filled status stands on no claims, so the history starts here
        changes = await newsroom.ask("/timeline place7", count=2)
        chart = newsroom.pg.transcript(newsroom.chat)[-2]
        assert (chart.kind, chart.text) == (
            "photo",
            "Place7: north and south · 9 Sep\nTalks: none reported\nCeasefire: collapsed since 11:30",
        )
        assert changes.text == (
            "Place7: north and south — how it came about\n\nTue 9 Sep, 11:30\nCeasefire: collapsed (before: none reported)\n"
            "“The truce is over, both sides told Harbour Post.” — Harbour Post, City Wire +1"
        )
        ended = READ.replace("agreement", "collapse", 1)
        evidence = await newsroom.ask("/why place7")
        assert _without_figures(evidence.text) == "\n\n".join(
            [
                "Place7: north and south — why it says so",
                "Ceasefire: collapsed\nBecause 3 independent outlets said so. Weight …",
                *(f"“{OVER.format(outlet)}” — {outlet} · 30 min\n{ended}" for outlet in ("Harbour Post", "City Wire", "Morning Echo")),
            ]
        )
        await newsroom.tell("Valley News", "Fruit harvest", minutes=5)
        behind = await newsroom.ask("/why", reply_to=await newsroom.ask("/search harvest"))
        assert behind.text == (
            "Behind this message\n\n• Fruit harvest — Valley News · 5 min\nNothing about talks or a ceasefire was read in it."
        )


async def test_a_stale_timeline_is_drawn_to_this_day_and_dates_its_last_change(newsroom):
    await truce(newsroom)
    newsroom.step(days=6)
    changes = await newsroom.ask("/timeline ostia", count=2)
    chart = newsroom.pg.transcript(newsroom.chat)[-2]
    assert (chart.kind, chart.text) == (
        "photo",
        f"{OSTIA} · 9 Sep – 15 Sep\nTalks: none reported\nCeasefire: agreed on 9 Sep, not yet in force",
    )
    assert changes.text == f"{OSTIA} — how it came about\n\n{BEGAN}"
    assert changes.button_texts == ["Status", "Evidence"]


async def pressed_by_two(newsroom, command, button, *, count=1, added=0):
    """Two of a group press one button of the last of `count` answers: what stands in the group once both were dealt with."""
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    message = await newsroom.ask(command, chat=group, count=count)
    edits = newsroom.pg.count("editMessageText")
    presses = [newsroom.pg.press(message, button, person=person) for person in (newsroom.mira, noor)]
    await newsroom.pg.wait_for(lambda: all(press.answered for press in presses))
    if added:
        await newsroom.pg.wait_for(lambda: len(newsroom.pg.transcript(group)) >= 1 + count + 2 * added)
    else:
        await newsroom.pg.wait_for(lambda: newsroom.pg.count("editMessageText") >= edits + 2)
    await newsroom.pg.idle()
    return newsroom.pg.transcript(group)[1:]


async def test_two_people_turn_the_pages_of_one_search(newsroom):
    titles = [f"Ferry number {number} {'xyz'[number % 3] * (number + 4)}" for number in range(8)]
    for number, title in enumerate(titles):
        await newsroom.tell("Harbour Post", title, minutes=number)
    (found,) = await pressed_by_two(newsroom, "/search@parley_bot ferry", "More ▶")
    assert found.text == f"🔎 ferry\n\n• {titles[6]}\nHarbour Post · 6 min\n\n• {titles[7]}\nHarbour Post · 7 min"
    assert found.button_texts == ["◀ Back"]


async def test_two_people_turn_the_pages_of_one_timeline(newsroom, monkeypatch):
    monkeypatch.setattr("briefing.timeline.PAGE", 1)
    await truce(newsroom)
    newsroom.step(days=2)
    await over(newsroom)
    chart, changes = await pressed_by_two(newsroom, "/timeline@parley_bot ostia", "Older ▶", count=2)
    assert (chart.text, changes.text) == (CHART, f"{OSTIA} — how it came about\n\n{BEGAN}")
    assert changes.button_texts == ["◀ Newer", "Status", "Evidence"]


async def test_two_people_who_ask_for_one_timeline_are_both_answered(newsroom):
    await truce(newsroom)
    newsroom.step(days=2)
    await over(newsroom)
    which, *told = await pressed_by_two(newsroom, "/timeline@parley_bot", "Ostia: government and the Lak…", added=2)
    assert which.text == "Which one?"
    changes = f"{OSTIA} — how it came about\n\n{ENDED}\n\n{BEGAN}"
    assert sorted((message.kind, message.text) for message in told) == [("photo", CHART)] * 2 + [("text", changes)] * 2


async def test_two_people_who_ask_why_are_both_answered(newsroom):
    await truce(newsroom)
    which, *told = await pressed_by_two(newsroom, "/why@parley_bot", "Ostia: government and the Lak…", added=1)
    assert which.text == "Which one?"
    evidence = (
        f"{OSTIA} — why it says so\n\nCeasefire: agreed, not yet in force\nBecause one outlet said so, clearly enough. Weight …\n\n"
        f"“{AGREED}” — Harbour Post · 1 h\n{READ}\n\n“{LEARNED}” — City Wire · 1 h\n{READ}"
    )
    assert [_without_figures(message.text) for message in told] == [evidence] * 2
