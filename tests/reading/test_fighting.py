"""What items tell of fighting: kinds, sides, dead; and what looks like fighting and is none. Own words."""

import pytest

from news.claim import Axis, Claim, Kind, Stance
from reading.item import ItemText
from reading.reader import Reader
from tests.reading.conftest import PUBLISHED


def told(reader: Reader, title: str, summary: str = "", language: str | None = None) -> list[Claim]:
    item = ItemText(title, summary, None, PUBLISHED, "Al Jazeera", language)
    return [claim for claim in reader.read_many([item])[0].claims if claim.axis is Axis.FIGHTING]


def test_a_strike_is_an_attack_with_its_place_its_dead_and_its_sentence(reader: Reader) -> None:
    [claim] = told(reader, "Israeli air strikes on Gaza kill 31 people, medics say", "Hamas vows to answer.")
    assert (claim.process, claim.kind, claim.deaths, claim.where) == ("gaza", Kind.ATTACK, 31, "Gaza")
    assert claim.stance.current
    assert claim.sentence == "Israeli air strikes on Gaza kill 31 people, medics say"


def test_a_town_taken_is_an_offensive(reader: Reader) -> None:
    [claim] = told(reader, "Sudan's RSF launches a new offensive on El Fasher, army positions overrun")
    assert (claim.process, claim.kind) == ("sudan", Kind.OFFENSIVE)


def test_russian_items_are_read_too(reader: Reader) -> None:
    [claim] = told(reader, "Российские войска нанесли удар по Киеву: 12 погибших, десятки раненых")
    assert (claim.process, claim.kind, claim.deaths) == ("ukraine", Kind.ATTACK, 12)


def test_an_item_about_fighting_alone_is_about_its_process(reader: Reader) -> None:
    item = ItemText("Russian drones hit Odesa port, two dockers killed", "", None, PUBLISHED, "BBC", None)
    reading = reader.read_many([item])[0]
    assert reading.read and reading.processes[0] == "ukraine"


@pytest.mark.parametrize(
    "title",
    [
        "Ukraine marks the anniversary of the battle for Kyiv with a concert",
        "Pakistan army holds winter exercise near the Afghan border with new tanks",
        "Striker scores twice as Israel beats Lebanon in the cup",
        "Police in Moscow arrest three over an attack on a jeweller",
        "Floods in Afghanistan and Pakistan kill at least 40",
        "Sudan to receive wheat; army and RSF ports stay open to ships",
        "Russia could launch a new offensive in Ukraine this summer, minister warns",
    ],
)
def test_what_looks_like_fighting_and_is_none_now(reader: Reader, title: str) -> None:
    assert not [claim for claim in told(reader, title) if claim.stance.current]


def test_one_side_of_several_wars_names_none_of_them(reader: Reader) -> None:
    assert not told(reader, "Pakistan train bombing kills at least 24 people")


def test_claims_of_fighting_do_not_push_out_others(reader: Reader) -> None:
    title = "Israel and Hamas agree on a ceasefire in Gaza after strikes kill 20"
    item = ItemText(title, "", None, PUBLISHED, "Reuters", None)
    claims = reader.read_many([item])[0].claims
    assert any(claim.axis is Axis.CEASEFIRE and claim.kind is Kind.AGREED for claim in claims)


def test_a_claim_of_one_side_is_no_fact(reader: Reader) -> None:
    [claim] = told(reader, "Russia says its forces have captured a village in Ukraine's Donetsk region")
    assert claim.stance is Stance.CLAIMED
