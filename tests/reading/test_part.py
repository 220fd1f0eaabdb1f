"""Which part of a war a truce is of."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind, Reading, Scope
from news.process import ProcessCatalogue
from reading.about.part import find_part, one_side
from reading.text.parse import Parsed
from tests.reading.conftest import written_in


@pytest.mark.parametrize(
    ("sentence", "scope", "part"),
    [
        ("They agreed to halt strikes on power stations", Scope.SECTOR, "energy"),
        ("Стороны договорились не бить по энергетике", Scope.SECTOR, "energy"),
        ("A truce on the Black Sea was agreed", Scope.SECTOR, "sea"),
        ("Перемирие на море согласовано", Scope.SECTOR, "sea"),
        ("Both signed a prisoner-swap deal", Scope.SECTOR, "prisoners"),
        ("The ten-hour pause takes effect", Scope.HOURS, "hours"),
        ("A local truce was signed", Scope.AREA, "area"),
        ("A truce took effect", Scope.WHOLE, None),
    ],
)
def test_the_part_has_a_slug(sentence: str, scope: Scope, part: str | None) -> None:
    assert find_part(sentence, scope) == part


def test_an_area_has_its_place_and_a_side_its_name() -> None:
    assert find_part("A local truce", Scope.AREA, where="Zabad") == "area:Zabad"
    assert find_part("North declares a truce", Scope.UNILATERAL, side="North") == "side:North"


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("Putin declares Easter truce in Ukraine until midnight on Sunday", "Russia"),
        ("Easter truce declared by Putin takes effect in Ukraine", "Russia"),
        ("Путин объявил пасхальное перемирие на Украине до полуночи воскресенья", "Russia"),
        ("Russia and Ukraine announce a truce", None),
        ("Trump announces a three-day truce between Russia and Ukraine", None),
        ("Kyiv and Moscow agree to observe an Easter truce", None),
        ("Россия и Украина объявили перемирие", None),
    ],
)
def test_one_side_alone_declares_a_truce(
    parsed: Callable[..., Parsed], catalogue: ProcessCatalogue, title: str, side: str | None
) -> None:
    told = parsed(title, written_in(title))
    assert one_side(told, catalogue.get("ukraine"), Axis.CEASEFIRE, Kind.AGREED) == side


def test_a_claim_knows_its_part(read: Callable[..., Reading]) -> None:
    claims = read("Energy truce between Russia and Ukraine takes effect").claims
    assert [(claim.scope, claim.part) for claim in claims] == [(Scope.SECTOR, "energy")]


@pytest.mark.parametrize("form", ["Зеленским", "Зеленскому", "Зеленского"])
def test_a_name_is_known_in_every_case(parsed: Callable[..., Parsed], form: str) -> None:
    assert parsed(f"Встреча с {form}", "ru").hits
