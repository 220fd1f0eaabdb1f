"""How much of the conflict a ceasefire covers."""

import pytest

from news.claim import Axis, Kind, Scope
from reading.scope import find_scope


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Both armies agreed to a ceasefire", Scope.WHOLE),
        ("A humanitarian pause lets trucks in", Scope.HUMANITARIAN),
        ("Daily pauses will let aid through", Scope.HUMANITARIAN),
        ("The two presidents agreed on an energy truce", Scope.SECTOR),
        ("They agreed to halt strikes on energy infrastructure", Scope.SECTOR),
        ("A truce in the town of Zabad was agreed", Scope.AREA),
        ("A local ceasefire was signed by elders", Scope.AREA),
        ("The rebels declared a unilateral ceasefire", Scope.UNILATERAL),
        ("Объявлена гуманитарная пауза", Scope.HUMANITARIAN),
        ("Энергетическое перемирие вступило в силу", Scope.SECTOR),
        ("Локальное перемирие заключено старейшинами", Scope.AREA),
        ("Повстанцы объявили одностороннее прекращение огня", Scope.UNILATERAL),
        ("Стороны договорились о прекращении огня", Scope.WHOLE),
    ],
)
def test_scope_of_a_ceasefire(sentence: str, scope: Scope) -> None:
    assert find_scope(sentence, Axis.CEASEFIRE, Kind.AGREED) == scope


def test_talks_are_always_whole() -> None:
    assert find_scope("Talks on a humanitarian pause go on", Axis.TALKS, Kind.UNDER_WAY) == Scope.WHOLE


def test_a_call_is_not_unilateral_though_it_says_so() -> None:
    assert find_scope("They called for a unilateral truce", Axis.CEASEFIRE, Kind.CALLED_FOR) == Scope.WHOLE
