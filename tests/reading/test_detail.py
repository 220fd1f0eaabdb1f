"""The fine print of an agreement."""

import pytest

from news.claim import Kind
from reading.detail import find_detail


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
