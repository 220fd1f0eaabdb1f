"""What happened at a moment is told "on" or "at" it; what goes on, "since" it."""

import pytest

from briefing.render.vocabulary import state_since
from briefing.render.words import words_for
from news.claim import Axis
from news.status import State


@pytest.mark.parametrize(
    ("axis", "state", "when", "hour", "english", "russian"),
    [
        (Axis.TALKS, State.ANNOUNCED, "08:12", True, "announced at 08:12", "объявлены в 08:12"),
        (Axis.TALKS, State.ANNOUNCED, "9 Sep", False, "announced on 9 Sep", "объявлены 9 Sep"),
        (
            Axis.TALKS,
            State.DEAL_REACHED,
            "9 Sep",
            False,
            "deal reached on 9 Sep",
            "соглашение достигнуто 9 Sep",
        ),
        (Axis.TALKS, State.UNDER_WAY, "08:12", True, "under way since 08:12", "идут с 08:12"),
        (Axis.CEASEFIRE, State.COLLAPSED, "9 Sep", False, "collapsed on 9 Sep", "сорвано 9 Sep"),
        (Axis.CEASEFIRE, State.IN_EFFECT, "9 Sep", False, "in effect since 9 Sep", "действует с 9 Sep"),
    ],
)
def test_when_a_state_began(
    axis: Axis, state: State, when: str, hour: bool, english: str, russian: str
) -> None:
    told = [state_since(axis, state, when, words_for(language), hour=hour) for language in ("en", "ru")]
    assert told == [english, russian]
