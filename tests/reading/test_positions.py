"""What each side wants or refuses."""

from collections.abc import Callable

import pytest

from news.process import ProcessCatalogue
from reading.text.parse import Parsed
from reading.who.positions import find_positions


@pytest.mark.parametrize(
    ("text", "party", "wants"),
    [
        ("Hamas demands full withdrawal before any truce", "Hamas", True),
        ("Israel rejects a deal that leaves hostages behind", "Israel", False),
        ("Israel does not want a ceasefire now", "Israel", False),
        ("ХАМАС требует вывода войск", "Hamas", True),
        ("Израиль отверг условия перемирия", "Israel", False),
    ],
)
def test_a_side_wants_or_refuses(
    parsed: Callable[..., Parsed], catalogue: ProcessCatalogue, text: str, party: str, wants: bool
) -> None:
    found = find_positions(parsed(text, "ru" if text[0] > "z" else "en"), "gaza", catalogue)
    assert [(p.party, p.wants, p.sentence) for p in found] == [(party, wants, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The UN demands a truce",
        "Hamas fired rockets",
        "Talks were held in Cairo",
        "Israel and Almeria call truce in fish tariff dispute",
    ],
)
def test_nothing_is_invented(parsed: Callable[..., Parsed], catalogue: ProcessCatalogue, text: str) -> None:
    assert find_positions(parsed(text), "gaza", catalogue) == []


def test_an_unknown_process_has_no_positions(
    parsed: Callable[..., Parsed], catalogue: ProcessCatalogue
) -> None:
    assert find_positions(parsed("Hamas demands a truce"), "", catalogue) == []
