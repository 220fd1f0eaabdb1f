"""What card and board say of fighting, in both languages."""

import pytest

from briefing.render.fighting import fighting_entry, fighting_mark
from briefing.render.words import words_for
from news.status import Status
from tests.news.test_fighting_level import level, struck
from tests.news.told import at


def heavy() -> Status:
    return level(struck(3, "Herald", dead=41), struck(3.1, "Courier", dead=38), until=3.3).status


@pytest.mark.parametrize(("language", "head"), [("en", "Fighting:</b> heavy"), ("ru", "Бои:</b> тяжёлые")])
def test_the_card_tells_the_level_with_its_gravest_sentence_and_who_tells_it(
    language: str, head: str
) -> None:
    said = fighting_entry(heavy(), words_for(language), at(3.3), "UTC").html
    assert head in said
    assert "Herald tells of attack with 41 dead on day 3." in said
    assert said.index("Herald</a>") < said.index("Courier</a>")


def test_quiet_quotes_nobody_and_what_is_not_known_is_not_shown() -> None:
    calm = level(struck(3, dead=2), until=20, reports=(8, 14, 19)).status
    assert fighting_entry(calm, words_for("en"), at(20), "UTC").html.endswith("Fighting:</b> quiet")
    assert not fighting_entry(None, words_for("en"), at(20), "UTC")


def test_the_board_marks_heavy_fighting_alone() -> None:
    [mark] = fighting_mark(heavy(), words_for("en"))
    assert "fighting: heavy" in mark.html
    assert fighting_mark(level(struck(3, dead=2), until=3.3).status, words_for("en")) == []
