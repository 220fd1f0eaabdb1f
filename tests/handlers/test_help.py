"""/help explains every mark that answers carry."""

import pytest

from tests.handlers.desk import Newsroom


@pytest.mark.parametrize(
    ("language", "disputed", "waits"),
    [
        ("en", "⚖ somebody denies it", "⏳ reported, but it waits for a second source"),
        ("ru", "⚖ кто-то это опровергает", "⏳ об этом сообщили, но нужен второй источник"),
    ],
)
async def test_the_marks_are_explained(newsroom: Newsroom, language: str, disputed: str, waits: str) -> None:
    person = newsroom.pg.person("Vera", language=language)
    lines = (await newsroom.ask("/help", chat=newsroom.pg.private(person), person=person)).text.split("\n")
    assert [line[0] for line in lines[-4:]] == ["⚖", "⚠", "⏳", "✓"]
    assert (lines[-4], lines[-2]) == (disputed, waits)
