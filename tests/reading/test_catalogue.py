"""The catalogue file: what it holds and how mistakes in it are named."""

import re
from datetime import date
from pathlib import Path

import pytest

from news.errors import CatalogueError
from reading.about.catalogue import load_catalogue, parse_catalogue

SHIPPED = Path("processes.toml")
GUIDE = [
    "syria",
    "gaza",
    "lebanon",
    "ukraine",
    "sudan",
    "south-sudan",
    "yemen",
    "libya",
    "tigray",
    "nagorno-karabakh",
    "iran",
    "iran-nuclear",
    "drc",
    "myanmar",
    "colombia",
    "afghanistan",
    "pakistan-afghanistan",
    "india-pakistan",
    "thailand-cambodia",
    "kosovo",
    "korea",
    "venezuela",
    "haiti",
    "west-bank",
    "iraq",
    "philippines",
]


def test_shipped_catalogue_has_every_process_of_the_guide() -> None:
    catalogue = load_catalogue(SHIPPED)
    assert [slug for slug in GUIDE if slug not in catalogue] == []
    assert len(catalogue) >= 30


def test_every_shipped_process_has_two_sides_and_a_russian_title() -> None:
    lacking = [
        process.id
        for process in load_catalogue(SHIPPED)
        if len(process.parties) < 2 or "ru" not in process.titles
    ]
    assert [slug for slug in lacking if slug in GUIDE] == []


def test_every_shipped_process_and_every_side_is_called_something_in_russian_and_the_same_side_the_same() -> (
    None
):
    catalogue = load_catalogue(SHIPPED)
    parties = [party for process in catalogue for party in process.parties]
    called: dict[str, set[str]] = {}
    for party in parties:
        called.setdefault(party.name, set()).add(party.title_in("ru"))
    assert [process.id for process in catalogue if "ru" not in process.titles] == []
    assert [
        name
        for name, titles in called.items()
        if len(titles) > 1 or re.search("[a-z]", "".join(titles), re.I)
    ] == []


def test_main_processes_have_russian_names_of_both_sides() -> None:
    catalogue = load_catalogue(SHIPPED)
    for slug in ("ukraine", "gaza", "sudan", "nagorno-karabakh", "syria"):
        process = catalogue.get(slug)
        assert process is not None
        for party in process.parties:
            assert any("а" <= letter.lower() <= "я" for name in party.names for letter in name), (
                slug,
                party.name,
            )


def test_all_keys_are_read() -> None:
    text = """
[[process]]
id = "a-b"
title = "A and B"
titles = { ru = "А и Б" }
active = false
parties = [{ name = "A", titles = { ru = "А-ния" }, aliases = ["Aland"] }, { name = "B" }]
mediators = ["C"]
places = ["D"]
aliases = ["E talks"]
excludes = ["F"]
since = "2020-01-02"
until = 2021-03-04
axes = ["talks"]
hot = [["2020-02-01", "2020-03-01"], ["2026-01-05"]]
"""
    process = parse_catalogue(text, "x.toml").get("a-b")
    assert process is not None
    assert process.title_in("ru") == "А и Б"
    assert process.parties[0].names == ("A", "Aland")
    assert [party.title_in("ru") for party in process.parties] == ["А-ния", "B"]
    assert (process.since, process.until) == (date(2020, 1, 2), date(2021, 3, 4))
    assert process.axes == ("talks",)
    assert process.hot == ((date(2020, 2, 1), date(2020, 3, 1)), (date(2026, 1, 5), date.max))
    assert not process.active


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[[process]\n", ["x.toml", "TOML"]),
        ("a = 1", ["no [[process]]"]),
        ("process = [1]", ["process 1", "no table"]),
        ("[[process]]\ntitle = 'A'", ["process 1", "id"]),
        ("[[process]]\nid = 'a'", ["(a)", "title"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\n[[process]]\nid = 'a'\ntitle = 'A'", ["process 2", "repeats"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\ncolour = 1", ["colour", "allowed"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nplaces = 'Rome'", ["places", "list"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nparties = 'Rome'", ["parties", "list"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nparties = ['Rome']", ["party 1"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nparties = [{ aliases = ['B'] }]", ["party 1", "name"]),
        (
            "[[process]]\nid = 'a'\ntitle = 'A'\nparties = [{ name = 'B', titles = { ru = 1 } }]",
            ["party 1", "titles"],
        ),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nactive = 'yes'", ["active", "true"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nsince = '2020-13-01'", ["since", "YYYY-MM-DD"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nsince = 5", ["since", "YYYY-MM-DD"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\ntitles = 'B'", ["titles"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\naxes = ['war']", ["axes"]),
        ("[[process]]\nid = 'a'\ntitle = 'A'\nhot = ['2020-01-01']", ["hot"]),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, names: list[str]) -> None:
    with pytest.raises(CatalogueError) as raised:
        parse_catalogue(text, "x.toml")
    assert [name for name in names if name not in str(raised.value)] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"absent\.toml"):
        load_catalogue(tmp_path / "absent.toml")
