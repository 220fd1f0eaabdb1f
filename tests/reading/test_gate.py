"""The wide gate: nothing that matters is stopped, most of a mixed stream is."""

import pytest

from reading.about.linking import Linker
from reading.gate import Gate


@pytest.fixture(scope="module")
def gate(linker: Linker) -> Gate:
    return Gate(linker.words)


@pytest.mark.parametrize(
    "title",
    [
        "Rebels and army agree to stop shooting",
        "Truce takes hold in Gaza",
        "Moscow, Kyiv swap prisoners",
        "Envoy lands in Khartoum for talks with generals",
        "Guns fall silent as fighting ends",
        "M23 accepts peace plan",
        "Taliban offers dialogue",
        "Повстанцы согласились прекратить огонь",
        "В Женеве начались переговоры по Сирии",
        "Режим тишины нарушен: обстрелян Донецк",
        "Москва и Киев обменялись пленными",
    ],
)
def test_lets_through_what_may_matter(gate: Gate, title: str) -> None:
    assert gate.passes(title, "")


@pytest.mark.parametrize(
    "title",
    [
        "Storm closes schools along the coast",
        "Singer announces world tour",
        "Goalkeeper signs for rival club",
        "Central bank keeps rates unchanged",
        "В Москве открылась выставка",
        "Сборная выиграла матч",
    ],
)
def test_stops_what_cannot_matter(gate: Gate, title: str) -> None:
    assert not gate.passes(title, "")


def test_the_summary_counts_too(gate: Gate) -> None:
    assert gate.passes("Morning briefing", "A ceasefire between the rebels and the army began at dawn.")
