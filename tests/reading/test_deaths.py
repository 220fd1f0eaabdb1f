"""The dead a sentence names: its own event's, in digits and words, English and Russian."""

import pytest

from reading.fighting.deaths import deaths_in

TOLD = [
    ("Shelling of the market kills 14 people, doctors say", 14),
    ("At least forty-two villagers were killed and dozens more wounded in the raid", 42),
    ("Night of drones leaves 9 dead, 30 injured", 9),
    ("Death toll from the strike on the camp rises to 61", 61),
    ("Two dozen fighters died when the convoy was ambushed", 24),
    ("Dozens killed as army storms the river town", 24),
    ("Hundreds killed in the battle for the pass", 200),
    ("23 soldiers and nine rebels are killed at the border", 32),
    ("Six people, including two children, were killed near the bridge", 6),
    ("The strikes killed 1 and wounded 12", 1),
    ("A fisherman was hurt; air raid kills a woman in the port", 1),
    ("Обстрел рынка: погибли не менее 14 человек", 14),
    ("В результате удара погибли трое, ранены 20", 3),
    ("Пятеро погибших и десятки раненых после ночной атаки", 5),
    ("Десятки погибших при обстреле вокзала", 24),
    ("Число погибших выросло до 61", 61),
]
UNTOLD = [
    "Rockets hit the harbour, 17 injured",
    "More than 41,000 people have been killed since the war began",
    "Over 600 killed since the truce took effect, ministry says",
    "Army fires 120 missiles and 300 drones in one night",
    "The general, killed in 2014, is honoured by his town",
    "С начала войны погибли 41 тысяча человек",
    "За ночь сбито 85 беспилотников, раненых 4",
    "Thousands killed in two years of war",
]


@pytest.mark.parametrize(("sentence", "dead"), TOLD)
def test_the_dead_of_the_event_are_counted(sentence: str, dead: int) -> None:
    assert deaths_in(sentence) == dead


@pytest.mark.parametrize("sentence", UNTOLD)
def test_totals_injured_and_arms_are_no_dead(sentence: str) -> None:
    assert deaths_in(sentence) is None
