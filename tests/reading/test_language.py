"""Which language an item is in."""

import pytest

from reading.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Talks between the two sides resume in Geneva", "en"),
        ("Стороны договорились о прекращении огня", "ru"),
        ("Сторони домовилися про припинення вогню, їхні делегації від'їхали", "uk"),
        ("Les deux parties ont signé un accord de cessez-le-feu à Genève", "fr"),
        ("Die Waffenruhe zwischen beiden Seiten hält nach Angaben der Behörden", "de"),
    ],
)
def test_detects(text: str, language: str) -> None:
    assert detect(text) == language


def test_no_letters_no_error() -> None:
    assert detect("123 456") in (None, "en") or isinstance(detect("123 456"), str)
