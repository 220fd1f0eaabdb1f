"""The catalogue in an admin's hands: listed, added to, edited with a preview of what matches, taken up
live."""

import pytest

from news.describe_process import described, with_fields
from news.process import Party, Process
from news.process_json import process_from_json, process_to_json
from tests.admin.house import Town

VELDRIA = """veldria
title: Veldria: crown and <north>
title ru: Велдрия
party: Veldrian crown, Veldria
party: Northern League
party ru: Northern League = Северная лига
places: Veldria, Castern"""


async def _items(town: Town) -> None:
    town.site.feed(
        "/news.xml",
        "Post",
        "Veldrian crown and Northern League sign truce",
        "Talks on Ostia go on",
        "Weather",
    )
    await town.press(await town.ask(f"/addfeed {town.site.url}/news.xml"), "Follow Post")
    await town.collect()


def test_a_process_is_written_and_read_back_the_same() -> None:
    parties = Party("Crown", ("King",), {"ru": "Корона"}), Party("North")
    process = Process(
        "veldria",
        "Veldria",
        {"ru": "Велдрия"},
        parties=parties,
        places=("Castern",),
        aliases=("the war",),
        axes=("talks",),
    )
    assert process_from_json(process_to_json(process)) == process
    from_lines = {
        "title": "Veldria",
        "title ru": "Велдрия",
        "party ru": "Crown = Корона",
        "party": "Crown, King\nNorth",
        "places": "Castern",
        "aliases": "the war",
        "axes": "talks",
    }
    assert with_fields(Process("veldria", "x"), from_lines) == process
    assert "party: Crown, King\nparty: North\nparty ru: Crown = Корона" in described(process)


def test_a_side_keeps_its_name_in_russian_until_that_is_changed() -> None:
    process = Process(
        "veldria",
        "Veldria",
        parties=(Party("Crown", ("King",), {"ru": "Корона"}), Party("North", titles={"ru": "Север"})),
    )
    assert with_fields(process, {"party": "Crown, Queen\nSouth"}).parties == (
        Party("Crown", ("Queen",), {"ru": "Корона"}),
        Party("South"),
    )
    assert [p.title_in("ru") for p in with_fields(process, {"party ru": "Crown = Престол"}).parties] == [
        "Престол",
        "Север",
    ]
    assert [p.title_in("ru") for p in with_fields(process, {"party ru": "Crown ="}).parties] == [
        "Crown",
        "Север",
    ]
    assert with_fields(process, {"places": "Castern"}).parties == process.parties


async def test_the_list_names_every_process(town: Town) -> None:
    assert "1 process\nostia — Ostia: government and the Lake Front" in (await town.ask("/processes")).text


async def test_a_process_is_added_with_a_preview_and_is_known_at_once(town: Town) -> None:
    await _items(town)
    shown = await town.ask(f"/addprocess {VELDRIA}")
    assert "it matches 1 (now: 0)" in shown.text
    assert "+ Veldrian crown and Northern League sign truce" in shown.text
    assert "veldria" not in town.house.catalogue
    assert "1 stored items are read anew" in (await town.press(shown, "Save")).text
    assert "Veldria: crown and <north>" in (await town.ask("/status veldria", town.reader)).text
    assert (await town.audited())[0] == (town.boss.id, "added a process")
    await town.close()
    await town.open()
    veldria = town.house.catalogue.processes["veldria"]
    assert (veldria.titles["ru"], veldria.parties[1].titles) == ("Велдрия", {"ru": "Северная лига"})


async def test_an_edit_shows_what_comes_and_goes_and_is_taken_up(town: Town) -> None:
    await _items(town)
    before = town.house.catalogue
    shown = await town.ask(
        "/editprocess ostia\nparty: Ostian government\nplaces: Lakeside\naliases: truce of the north"
    )
    assert "it matches 0 (now: 1)" in shown.text
    assert "− Talks on Ostia go on" in shown.text
    await town.press(shown, "Save")
    assert town.house.catalogue is not before
    assert town.house.catalogue.processes["ostia"].aliases == ("truce of the north",)
    assert "aliases: truce of the north" in (await town.ask("/editprocess ostia")).text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("/addprocess", "Send an id, a title"),
        ("/addprocess Bad_Id\ntitle: x\nparty: y", "“Bad_Id” cannot be an id"),
        ("/addprocess ostia\ntitle: x\nparty: y", "There is a process ostia already"),
        ("/addprocess newone\ntitle: x\nparty: y\ncolour: red", "There is no field “colour”"),
        ("/addprocess newone\ntitle: x\nparty: y\naxes: peace", "“peace” cannot stand for axes"),
        ("/addprocess newone\ntitle: x\nparty: y\nparty ru: z = я", "“z = я” cannot stand for party ru"),
        ("/editprocess", "Send /editprocess and an id"),
        ("/editprocess nowhereland", "I do not know"),
    ],
)
async def test_wrong_words_say_what_to_send(town: Town, written: str, said: str) -> None:
    assert said in (await town.ask(written)).text
    assert await town.audited() == []
