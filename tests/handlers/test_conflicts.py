"""/conflicts lists every process by region, with what is known of each; a name leads to its card."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.render.keyboard import ButtonKind, button
from news.process import REGIONS, Process, ProcessCatalogue
from reading.about.catalogue import load_catalogue
from tests.handlers.desk import Newsroom
from tests.handlers.test_status import truce

SHIPPED = load_catalogue(Path("processes.toml"))
PRESS = "Press a name, or write it, and I tell you where it stands."


def lay_out(newsroom: Newsroom, **regions: str) -> None:
    """The newsroom's processes, in these regions."""
    processes = [replace(p, region=regions.get(p.id, "")) for p in newsroom.parley.house.catalogue]
    newsroom.parley.house.catalogue = ProcessCatalogue.of(processes)


async def test_a_region_is_a_page_and_says_what_is_known_of_each(newsroom: Newsroom) -> None:
    await truce(newsroom)
    lay_out(newsroom, ostia="africa", marra="africa")
    seen = await newsroom.ask("/conflicts")
    assert seen.text == (
        "Conflicts · Africa\n"
        "• Ostia: government and the Lake Front — ceasefire: agreed, not yet in force · 1 h\n"
        "• Marra: coast and highlands — nothing reported\n\n"
        f"{PRESS}"
    )
    assert seen.button_texts == []


async def test_other_regions_are_a_press_away(newsroom: Newsroom) -> None:
    lay_out(newsroom, ostia="africa", marra="asia")
    africa = await newsroom.ask("/conflicts")
    assert (africa.text.split("\n")[0], africa.button_texts) == ("Conflicts · Africa", ["Asia"])
    asia = await newsroom.press(africa, "Asia")
    assert (asia.text.split("\n")[:2], asia.button_texts) == (
        ["Conflicts · Asia", "• Marra: coast and highlands — nothing reported"],
        ["Africa"],
    )


async def test_a_name_leads_to_the_card(newsroom: Newsroom) -> None:
    await truce(newsroom)
    seen = await newsroom.ask("/conflicts")
    assert "?start=status_ostia" in seen.html
    opened = newsroom.pg.open_link(newsroom.mira, "status_ostia")
    card = await newsroom.pg.next_message(newsroom.chat, after=opened)
    assert card.text.startswith("🕊 Ostia: government and the Lake Front — where it stands")


async def test_what_is_over_stands_last_and_says_so(newsroom: Newsroom) -> None:
    ostia, marra = newsroom.parley.house.catalogue
    newsroom.parley.house.catalogue = ProcessCatalogue.of([replace(ostia, active=False), marra])
    assert (await newsroom.ask("/conflicts")).text.split("\n") == [
        "Conflicts · Elsewhere",
        "• Marra: coast and highlands — nothing reported",
        "• Ostia: government and the Lake Front — over",
        "",
        PRESS,
    ]


async def test_every_shipped_process_is_listed_once_with_its_region(newsroom: Newsroom) -> None:
    assert [p.id for p in SHIPPED if p.region not in REGIONS] == []
    newsroom.parley.house.catalogue = SHIPPED
    seen = await newsroom.ask("/conflicts")
    assert seen.text.split("\n")[0] == "Conflicts · Middle East"
    listed = seen.text.split("\n")[1:-2]
    for name in seen.button_texts:
        page = await newsroom.press(seen, name)
        listed += page.text.split("\n")[1:-2]
        seen = await newsroom.press(page, "Middle East")
    titles = [line.removeprefix("• ").rpartition(" — ")[0] for line in listed]
    assert sorted(titles) == sorted(p.title for p in SHIPPED)


async def test_many_of_one_region_are_pages_with_numbers(newsroom: Newsroom) -> None:
    many = [Process(f"war-{n:02}", f"War {n:02}", region="asia") for n in range(45)]
    newsroom.parley.house.catalogue = ProcessCatalogue.of(many)
    first = await newsroom.ask("/conflicts")
    assert (len(first.text.split("\n")), first.button_texts) == (23, ["Asia 2", "Asia 3"])
    last = await newsroom.press(first, "Asia 3")
    assert (last.text.split("\n")[1:-2], last.button_texts) == (
        [f"• War {n} — nothing reported" for n in range(40, 45)],
        ["Asia 1", "Asia 2"],
    )


@pytest.mark.parametrize("page", ["-1", "999", "x"])
async def test_a_page_that_is_none_shows_one_that_is(newsroom: Newsroom, page: str) -> None:
    seen = await newsroom.ask("/conflicts")
    data = button("x", ButtonKind.CONFLICTS, page).data
    assert data
    newsroom.pg.press(9999, data, person=newsroom.mira, chat=newsroom.chat)
    assert (await newsroom.pg.next_message(newsroom.chat, after=seen)).text == seen.text


async def test_it_is_said_in_russian(newsroom: Newsroom) -> None:
    await truce(newsroom)
    lay_out(newsroom, ostia="middle-east", marra="middle-east")
    vera = newsroom.pg.person("Vera", language="ru")
    seen = await newsroom.ask("/conflicts", chat=newsroom.pg.private(vera), person=vera)
    assert seen.text == (
        "Конфликты · Ближний Восток\n"
        "• Остия: правительство и Озёрный фронт — прекращение огня: согласовано, ещё не вступило в силу · 1 ч\n"
        "• Marra: coast and highlands — сообщений нет\n\n"
        "Нажмите на название или напишите его — расскажу, как обстоят дела."
    )
