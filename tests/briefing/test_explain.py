"""Why a status moved and how a sentence was read, as a journalist reads it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.explain import how_read, why_moved
from briefing.words import words_for
from news.claim import Axis
from news.status import Change, Rule, State, Status

ENGLISH, RUSSIAN = words_for("en"), words_for("ru")
SUM = "vote support=3.51 need=1.00 against=0.20 voices=3 outlets={}"
STEP = Change(
    datetime(2031, 9, 9, tzinfo=UTC), "p", Axis.CEASEFIRE, State.AGREED, State.NONE, False, (), Status("p", Axis.CEASEFIRE), Rule.VOTE
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "outlets", "said"),
    [
        (ENGLISH, 1, "Because one outlet said so, clearly enough. Weight 3.5; 1.0 needed, 0.2 against it."),
        (ENGLISH, 3, "Because 3 independent outlets said so. Weight 3.5; 1.0 needed, 0.2 against it."),
        (RUSSIAN, 1, "Потому что об этом достаточно ясно сообщило 1 независимое издание. Вес 3,5; нужно 1,0, против 0,2."),
        (RUSSIAN, 5, "Потому что об этом сообщили 5 независимых изданий. Вес 3,5; нужно 1,0, против 0,2."),
    ],
)
def test_a_vote_is_told_by_its_outlets(words, outlets, said):
    assert why_moved(replace(STEP, reason=SUM.format(outlets)), words) == said


def test_a_rule_without_a_sum_is_told_in_words_alone():
    step = replace(STEP, rule=Rule.LAPSE, reason="lapse days=7")
    assert why_moved(step, ENGLISH) == "Because no breach was reported for a while."
    assert why_moved(STEP, ENGLISH) == "Because enough independent reports say so."


@pytest.mark.parametrize(
    ("reason", "english", "russian"),
    [
        ("cues:ceasefire/agreed 0.96 + encoder 1.00", "signal words 0.96, model 1.00", "сигнальные слова 0,96, модель 1,00"),
        ("cues:ceasefire/agreed 0.96", "signal words 0.96", "сигнальные слова 0,96"),
        ("rule:ceasefire/agreed by signed", "by a rule, at “signed”", "по правилу, слово «signed»"),
        ("correction", "by a person", "со слов человека"),
        ("another way", "another way", "another way"),
        ("", "—", "—"),
    ],
)
def test_what_decided_is_told_in_words(reason, english, russian):
    assert (how_read(reason, ENGLISH), how_read(reason, RUSSIAN)) == (english, russian)
