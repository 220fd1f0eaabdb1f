"""The fine print of an agreement."""

import pytest

from news.claim import Kind
from reading.rules.detail import find_detail


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("Both sides agreed in principle on a truce", "in principle"),
        ("Parliament ratifies the peace accord", "ratified"),
        ("Government and rebels sign peace accord", "signed"),
        ("They agreed on the first phase of the deal", "phase"),
        ("Стороны подписали соглашение", "signed"),
        ("Достигнута принципиальная договоренность", "in principle"),
        ("Both sides agreed on a truce", None),
    ],
)
def test_detail_of_an_agreement(sentence: str, detail: str | None) -> None:
    assert find_detail(sentence, Kind.DEAL_REACHED) == detail


def test_other_kinds_have_none() -> None:
    assert find_detail("They signed up for talks", Kind.UNDER_WAY) is None


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("Both sides reach a ceasefire deal in Doha", "deal"),
        ("The UN mission says the warring sides agreed to a permanent ceasefire", "deal"),
        ("Army and rebels agree to a truce after talks in Nairobi", "negotiated"),
        ("Стороны пришли к соглашению о перемирии", "deal"),
        ("По итогам переговоров объявлено о прекращении огня", "negotiated"),
        ("Army and rebels agree to a 72-hour truce after talks in Nairobi", None),
        ("Both sides agree to a truce for the holiday", None),
        ("Rivals sign a week-long truce", "signed"),
        ("Truce agreed ahead of talks in Muscat", None),
        ("Rebels agree to truce in exchange for peace talks", None),
        ("Army and rebels agree truce after collapse of talks", None),
        ("Стороны согласились на перемирие и переговоры", None),
    ],
)
def test_a_truce_that_settles_something_is_a_deal(sentence: str, detail: str | None) -> None:
    assert find_detail(sentence, Kind.AGREED) == detail
