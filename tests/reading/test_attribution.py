"""Who says or does it."""

from collections.abc import Callable

import pytest

from reading.attribution import find_by, find_speaker
from reading.parse import Parsed


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kerry says truce has been agreed", "Kerry"),
        ("Truce has been agreed, Qatar says", "Qatar"),
        ("Lavrov: no talks planned", "Lavrov"),
        ("A truce was agreed, according to Egypt", "Egypt"),
        ("Yemen sides agree to truce - UN envoy", None),
        ("The sides met in Oslo", None),
        ("Песков заявил, что перемирие соблюдается", "Песков"),
        ("По словам Лаврова, переговоры продолжатся", "Лаврова"),
    ],
)
def test_speaker(parsed: Callable[..., Parsed], text: str, speaker: str | None) -> None:
    found = find_speaker(parsed(text, "ru" if text[0] > "z" else "en", place="lead"))
    assert (found or "").startswith(speaker) if speaker else found is None


def test_a_dash_at_the_end_of_a_title_names_the_source(parsed: Callable[..., Parsed]) -> None:
    assert find_speaker(parsed("Sides agree to truce - Kremlin")) == "Kremlin"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Hamas rejects ceasefire offer", "Hamas"),
        ("Sudan's army breaks truce", "Sudan's army"),
        ("Ukraine and Russia extend the truce", "Ukraine and Russia"),
        ("Талибы отвергли перемирие", "Талибы"),
    ],
)
def test_the_subject_did_it(parsed: Callable[..., Parsed], text: str, by: str) -> None:
    assert find_by(parsed(text, "ru" if text[0] > "z" else "en"), spoken=False) == by


def test_the_speaker_comes_first_when_it_is_only_claimed(parsed: Callable[..., Parsed]) -> None:
    assert find_by(parsed("Ankara says rebels broke the truce"), spoken=True) == "Ankara"


def test_nobody_named_is_none(parsed: Callable[..., Parsed]) -> None:
    assert find_by(parsed("Truce holds"), spoken=True) is None
