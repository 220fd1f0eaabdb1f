"""Quotes in the languages that the model reads alone: in the original, named, behind those the reader knows."""

from datetime import UTC, datetime

import pytest

from briefing.render.explain import how_read
from briefing.render.quote import in_language_first, quote
from briefing.render.words import words_for
from news.claim import Axis, Claim, Kind, Piece, Stance

NOW = datetime(2031, 3, 1, tzinfo=UTC)
READ = {
    "ar": "وقف إطلاق النار دخل حيز التنفيذ",
    "es": "La tregua entró en vigor",
    "en": "The truce took effect",
    "ru": "Перемирие вступило в силу",
}


def piece(language: str) -> Piece:
    reason = (
        "cues:ceasefire/in_effect 0.90"
        if language in ("en", "ru")
        else f"model:{language} ceasefire/in_effect 0.90"
    )
    claim = Claim(
        "velia", Axis.CEASEFIRE, Kind.IN_EFFECT, Stance.ASSERTED, None, READ[language], reason=reason
    )
    return Piece(claim, language, "Herald", NOW, None)


@pytest.mark.parametrize(
    ("language", "reader", "shown"),
    [
        ("en", "en", "“The truce took effect”"),
        ("ru", "en", "“Перемирие вступило в силу”"),
        ("es", "en", "“La tregua entró en vigor” (Spanish)"),
        ("ar", "ru", "«\u2068وقف إطلاق النار دخل حيز التنفيذ\u2069» (арабский)"),
    ],
)
def test_a_quote_names_its_language(language: str, reader: str, shown: str) -> None:
    assert quote(piece(language), words_for(reader)).html == shown


@pytest.mark.parametrize(
    ("reader", "order"), [("en", ["en", "ru", "ar", "es"]), ("ru", ["ru", "en", "ar", "es"])]
)
def test_a_reader_sees_what_he_reads_first(reader: str, order: list[str]) -> None:
    pieces = [piece(language) for language in ("ar", "es", "en", "ru")]
    assert [found.item_id for found in in_language_first(pieces, reader)] == order


def test_why_says_that_the_model_alone_has_read_it() -> None:
    assert how_read(piece("ar").claim.reason, words_for("en")) == "by the language model alone"
