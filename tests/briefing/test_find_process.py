"""A process is found by any of its names, in any case, with a typo; a name of several is asked back, the
likeliest first."""

from pathlib import Path

import pytest

from briefing.answers.find_process import find_process
from news.errors import UnknownProcess
from news.process import Party, Process, ProcessCatalogue
from reading.about.catalogue import load_catalogue

SHIPPED = load_catalogue(Path(__file__).parents[2] / "processes.toml")
LAKES = ProcessCatalogue.of(
    [
        Process(
            "ostia",
            "Ostia: government and Lake Front",
            {"ru": "Остия: правительство и Озёрный фронт"},
            parties=(Party("Lake Front", ("L.F.", "озерники")),),
            places=("Ostia", "Twin Rivers", "Тарга"),
            aliases=("Carrow talks",),
        ),
        Process(
            "marra",
            "Marra and Ostia",
            {"ru": "Марра и Остия"},
            parties=(Party("Marra", ("Марра",)), Party("Ostia", ("Остия",))),
        ),
        Process("old-marra", "Marra: the long war", active=False, places=("Twin Rivers", "Marra")),
        Process("other:isles", "Isles: north and south", parties=(Party("Tyre Guard"),), places=("Syrtis",)),
        Process("delta", "Delta", parties=(Party("Isles"),), places=("Tyre Guard",)),
    ]
)


def meant(words: str, catalogue: ProcessCatalogue = LAKES) -> str | tuple[str, ...]:
    """The id of the process found; a tuple of those asked back."""
    try:
        return find_process(words, catalogue).id
    except UnknownProcess as unknown:
        return unknown.near


@pytest.mark.parametrize("process", list(SHIPPED), ids=lambda process: process.id)
def test_every_process_is_found_by_its_id_and_by_its_title_in_either_language(process: Process) -> None:
    assert [meant(name, SHIPPED) for name in (process.id, process.title, *process.titles.values())] == [
        process.id
    ] * (2 + len(process.titles))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ostia", "ostia"),  # its title before the colon, a party of another
        ("остия", "ostia"),
        ("Marra and Ostia", "marra"),
        ("Marra: the long war", "old-marra"),  # a whole title, though it has ended
        ("Marra", "marra"),  # the living before the ended
        ("twin rivers", "ostia"),
        ("carrow talks", "ostia"),
        ("OSTIA?!", "ostia"),
        ("@ostia", "ostia"),
        ("lf", "ostia"),
        ("l.f.", "ostia"),
        ("L. F.", ()),
        ("в Остии", "ostia"),
        ("Остию", "ostia"),
        ("озерников", "ostia"),
        ("в Тарге", "ostia"),
        ("тарг", ("ostia",)),  # no case of it
        ("in Ostia", "ostia"),
        ("lake frontt", ("ostia",)),
        ("the lake front truce", "ostia"),
    ],
)
def test_what_is_meant(words: str, found: str | tuple[str, ...]) -> None:
    assert meant(words) == found


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("isles", ("delta", "other:isles")),  # the main list first, though the other is called so
        ("tyre guard", ("delta", "other:isles")),
        ("ostja", ("ostia", "marra")),
        ("sirtys", ("other:isles",)),  # written as it is heard
        ("qqqq", ()),
        ("", ()),
        ("?!", ()),
    ],
)
def test_what_is_asked_back(words: str, near: tuple[str, ...]) -> None:
    assert meant(words) == near


def powers(words: str) -> str | tuple[str, ...]:
    """What is asked back in a catalogue of three in which great powers take part."""
    north = Process(
        "north",
        "North",
        parties=(Party("Northern army"), Party("Isles and United States", ("United States",))),
    )
    south = Process(
        "south",
        "South",
        parties=(Party("Southern front"), Party("Delta")),
        mediators=("United States", "Carrow"),
    )
    return meant(
        words, ProcessCatalogue.of([south, north, Process("bus", "Bus strike", aliases=("lettuce",))])
    )


@pytest.mark.parametrize(
    "words", ["US", "us", "U.S.", "USA", "США", "Trump", "Трамп", "Трампа", "in Washington", "United States"]
)
def test_a_great_power_or_its_leader_stands_for_all_it_takes_part_in_its_own_wars_first(words: str) -> None:
    assert powers(words) == ("north", "south")


@pytest.mark.parametrize(
    ("words", "near"),
    [("Carrow", ("south",)), ("let us pray", ()), ("us troops leave", ()), ("trump tariffs", ())],
)
def test_who_mediates_alone_is_asked_back_and_a_power_among_other_words_means_nothing(
    words: str, near: tuple[str, ...]
) -> None:
    assert powers(words) == near


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("US", "iran"),
        ("Trump", "iran"),
        ("Путин", "ukraine"),
        ("Putin", "ukraine"),
        ("Израиль", "gaza"),
        ("Катар", "gaza"),
    ],
)
def test_short_and_famous_names_find_what_they_take_part_in(words: str, first: str) -> None:
    assert meant(words, SHIPPED)[0] == first


@pytest.mark.parametrize(
    ("words", "found"),
    [("Зеленский", "ukraine"), ("«Хезболла»", "lebanon"), ("Силы быстрой поддержки", "sudan")],
)
def test_who_takes_part_in_one_alone_is_sure(words: str, found: str) -> None:
    assert meant(words, SHIPPED) == found


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("siria", "syria"),
        ("sirya", "syria"),
        ("lybia", "libya"),
        ("afganistan", "afghanistan"),
        ("ukriane", "ukraine"),
        ("kongo", "drc"),
    ],
)
def test_a_typo_in_a_shipped_name_offers_it_first(words: str, first: str) -> None:
    assert meant(words, SHIPPED)[0] == first
