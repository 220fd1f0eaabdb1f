"""Who speaks is shown in the reader's language where the catalogue or the reader knows the name; anybody else
as written."""

import pytest

from briefing.render.speakers import Sides, sides_among
from briefing.render.vocabulary import _POWERS, power_name
from briefing.render.words import words_for
from news.process import Party, Process, ProcessCatalogue
from reading.about import linking

LAKES = Process(
    "ostia", "Ostia",
    parties=(
        Party("Ostian army", ("General Varn", "Варн"), {"ru": "армия Остии"}),
        Party("Lake Front and Carrow", ("Lake Front",), {"ru": "Озёрный фронт и Карроу"}),
    ),
)  # fmt: skip
FRONT = Process("front", "Front", parties=(Party("Coast", titles={"ru": "Побережье"}), Party("Hills")))
CATALOGUE = ProcessCatalogue.of([LAKES, FRONT])


@pytest.mark.parametrize(
    ("who", "english", "russian"),
    [
        ("Ostian army", "Ostian army", "армия Остии"),
        ("General Varn", "General Varn", "армия Остии"),  # another name of a side
        ("Lake Front and Carrow", "Lake Front and Carrow", "Озёрный фронт и Карроу"),
        ("Lake Front", "Lake Front", "Lake Front"),  # one of two that make a side: its word is not theirs
        ("Coast", "Coast", "Побережье"),  # a side of another process
        ("Hills", "Hills", "Hills"),  # nobody said what it is called
        ("United States", "United States", "США"),
        ("Coast and United States", "Coast and United States", "Побережье и США"),
        ("Coast and a neighbour", "Coast and a neighbour", "Coast and a neighbour"),
        ("Harbour Post", "Harbour Post", "Harbour Post"),
        ("", "", ""),
    ],
)
def test_who_speaks(who: str, english: str, russian: str) -> None:
    assert [Sides(CATALOGUE, "ostia", words_for(language)).called(who) for language in ("en", "ru")] == [
        english,
        russian,
    ]


def test_the_sides_among_those_named() -> None:
    assert sides_among(["Варн", "армия Остии", "Carrow", "lake front"], LAKES) == [
        "Ostian army",
        "Lake Front and Carrow",
    ]


def test_every_power_the_reader_names_is_known_in_russian() -> None:
    assert set(_POWERS) == set(linking.POWERS)
    assert [name for name in _POWERS if power_name(name, words_for("ru")) == name] == []
