"""Two people at one message of /search, /timeline and /why in a group."""

from typing import Any

import pytest

from news.claim import Kind
from tests.handlers.desk import Newsroom, claimed, reading
from tests.handlers.test_status import AGREED, truce
from tests.handlers.test_timeline import HOW, READ, _without_figures

OSTIA = "Ostia: government and the Lake Front"
OVER = "The truce is over, both sides told {}."
LEARNED = "A truce between Ostia and Lake Front was agreed, City Wire has learned."
CHART = f"{OSTIA} · 9 Sep – 11 Sep\nTalks: none reported\nCeasefire: agreed on 9 Sep, not yet in force → collapsed on 11 Sep"
BEGAN = f"Tue 9 Sep, 15:30\nCeasefire: agreed, not yet in force (before: none reported)\n“{AGREED}” — Harbour Post"
ENDED = (
    "Thu 11 Sep, 16:10\nCeasefire: collapsed (before: agreed, not yet in force)\n"
    "“The truce is over, both sides told Harbour Post.” — Harbour Post, City Wire +1"
)


async def over(newsroom: Newsroom, process: str = "ostia") -> None:
    """Three outlets tell of a truce's end."""
    for outlet in ("Harbour Post", "City Wire", "Morning Echo"):
        gone = OVER.format(outlet)
        read = reading(claimed(Kind.COLLAPSED, gone, process=process), about=[process])
        await newsroom.tell(outlet, f"Truce over {outlet}", gone, minutes=30, read=read)


async def pressed_by_two(
    newsroom: Newsroom, command: str, button: str, *, count: int = 1, added: int = 0
) -> Any:
    """Two of a group press one button of the last of `count` answers: what stands in the group once both were
    dealt with."""
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


async def test_two_people_turn_the_pages_of_one_search(newsroom: Newsroom) -> None:
    titles = [f"Ferry number {number} {'xyz'[number % 3] * (number + 4)}" for number in range(8)]
    for number, title in enumerate(titles):
        await newsroom.tell("Harbour Post", title, minutes=number)
    (found,) = await pressed_by_two(newsroom, "/search@parley_bot ferry", "More ▶")
    assert (
        found.text
        == f"🔎 ferry\n\n• {titles[6]}\nHarbour Post · 6 min\n\n• {titles[7]}\nHarbour Post · 7 min"
    )
    assert found.button_texts == ["◀ Back"]


async def test_two_people_turn_the_pages_of_one_timeline(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.answers.timeline.PAGE", 1)
    await truce(newsroom)
    newsroom.step(days=2)
    await over(newsroom)
    chart, changes = await pressed_by_two(newsroom, "/timeline@parley_bot ostia", "Older ▶", count=2)
    assert (chart.text, changes.text) == (CHART, f"{OSTIA} — timeline\n\n{BEGAN}")
    assert changes.button_texts == ["◀ Newer", "Status", "Evidence"]


async def test_two_people_who_ask_for_one_timeline_are_both_answered(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.step(days=2)
    await over(newsroom)
    which, *told = await pressed_by_two(
        newsroom, "/timeline@parley_bot", "Ostia: government and the Lak…", added=2
    )
    assert which.text == "Which one?"
    changes = f"{OSTIA} — timeline\n\n{ENDED}\n\n{BEGAN}"
    assert (
        sorted((message.kind, message.text) for message in told)
        == [("photo", CHART)] * 2 + [("text", changes)] * 2
    )


async def test_two_people_who_ask_why_are_both_answered(newsroom: Newsroom) -> None:
    await truce(newsroom)
    which, *told = await pressed_by_two(
        newsroom, "/why@parley_bot", "Ostia: government and the Lak…", added=1
    )
    assert which.text == "Which one?"
    evidence = (
        f"{OSTIA} — why it says so\n\nCeasefire: agreed, not yet in force\n"
        "It moved when one outlet had reported it, clearly enough. The evidence …\n\n"
        f"“{AGREED}” — Harbour Post · 1 h\n{READ}\n\n“{LEARNED}” — City Wire · 1 h\n{READ}\n\n{HOW}"
    )
    assert [_without_figures(message.text) for message in told] == [evidence] * 2
