"""Why a status moved and how a sentence was read, as a journalist reads it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.render.explain import how_it_weighs, how_read, why_moved
from briefing.render.overruling import overruling
from briefing.render.words import words_for
from news.claim import Axis, Claim, Kind, Piece, Stance
from news.status import Change, ChangeRule, State, Status
from reading.rules.languages import RULES

AT = datetime(2031, 9, 9, tzinfo=UTC)


def _told(kind: Kind, sure: float = 0.9) -> Piece:
    claim = Claim("p", Axis.CEASEFIRE, kind, Stance.ASSERTED, None, f"It is {kind}.", sure)
    return Piece(claim, kind, "Harbour Post", AT, None)


ENGLISH, RUSSIAN = words_for("en"), words_for("ru")
SUM = "vote support={} need=1.00 against={} voices=3 outlets={}"
STEP = Change(
    AT,
    "p",
    Axis.CEASEFIRE,
    State.AGREED,
    State.NONE,
    False,
    (),
    Status("p", Axis.CEASEFIRE, State.AGREED, evidence=(_told(Kind.AGREED),)),
    ChangeRule.VOTE,
)


@pytest.mark.parametrize(
    ("outlets", "support", "against", "voices", "measure", "voices_ru", "measure_ru"),
    [
        (
            1, "1.10", 0.0,
            "It moved when one outlet had reported it, clearly enough.",
            "The evidence was just enough for such a step; nothing spoke against it then.",
            "Статус изменился, когда об этом достаточно ясно сообщило 1 независимое издание.",
            "Подтверждений для такого шага было как раз достаточно; против тогда ничего не сообщали.",
        ),
        (
            3, "1.80", 0.3,
            "It moved when 3 independent outlets had reported it.",
            "The evidence was well over what such a step needs; little spoke against it then.",
            "Статус изменился, когда об этом сообщили 3 независимых издания.",
            "Подтверждений было заметно больше, чем нужно для такого шага; возражений тогда было немного.",
        ),
        (
            5, "3.51", 0.9,
            "It moved when 5 independent outlets had reported it.",
            "The evidence was several times what such a step needs; a good deal spoke against it, too.",
            "Статус изменился, когда об этом сообщили 5 независимых изданий.",
            "Подтверждений было в несколько раз больше, чем нужно для такого шага; но и возражений было немало.",
        ),
    ],
)  # fmt: skip
def test_a_vote_is_told_by_its_outlets_and_by_what_was_needed(
    outlets: int, support: str, against: float, voices: str, measure: str, voices_ru: str, measure_ru: str
) -> None:
    opposed = (_told(Kind.COLLAPSED, against),) if against else ()
    status = replace(STEP.status, pending=(*STEP.evidence, *opposed))
    step = replace(STEP, reason=SUM.format(support, "0.00", outlets), status=status)
    assert (why_moved(step, ENGLISH), why_moved(step, RUSSIAN)) == (
        f"{voices} {measure}",
        f"{voices_ru} {measure_ru}",
    )


def test_no_figure_stands_in_an_answer() -> None:
    told = [
        why_moved(replace(STEP, rule=rule, reason=SUM.format("2.00", "0.30", 0)), ENGLISH)
        for rule in ChangeRule
    ]
    assert [said for said in (*told, how_it_weighs(ENGLISH)) if re.search(r"\d", said)] == []


def test_a_rule_without_a_sum_is_told_in_words_alone() -> None:
    step = replace(STEP, rule=ChangeRule.LAPSE, reason="lapse days=7")
    assert why_moved(step, ENGLISH) == "Because no breach was reported for a while."
    assert why_moved(STEP, ENGLISH) == "It moved when enough independent reports said so."


def test_what_opposed_a_step_is_said_only_where_it_can_be_shown() -> None:
    """The sum of a step holds what cannot be listed, such as reports of the stage before."""
    step = replace(STEP, reason=SUM.format("3.51", "2.00", 3))
    assert why_moved(step, ENGLISH).endswith("; nothing spoke against it then.")
    retracted = replace(STEP, rule=ChangeRule.RETRACTED, reason=SUM.format("3.51", "2.00", 3))
    assert "against" not in why_moved(retracted, ENGLISH)


@pytest.mark.parametrize(
    ("reason", "english", "russian"),
    [
        (
            "cues:ceasefire/agreed 0.96 + encoder 1.00",
            "its wording and the language model agree",
            "формулировка и языковая модель сходятся",
        ),
        (
            "cues:talks/stalled 0.96 + encoder 0.10",
            "by its wording; the language model doubts it",
            "по формулировке; языковая модель сомневается",
        ),
        (
            "cues:talks/stalled 0.20 + encoder 0.90",
            "by the language model; its wording alone leaves it open",
            "по языковой модели; сама формулировка неоднозначна",
        ),
        (
            "cues:talks/stalled 0.20 + encoder 0.40",
            "neither its wording nor the language model is sure",
            "ни формулировка, ни языковая модель не дают уверенности",
        ),
        ("cues:ceasefire/agreed 0.96", "by its wording", "по формулировке"),
        (
            "cues:ceasefire/agreed 0.36",
            "by its wording, which is not clear",
            "по формулировке, но она неоднозначна",
        ),
        ("rule:ceasefire/agreed by signed", "by a rule, at “signed”", "по правилу, слово «signed»"),
        (
            "cues:ceasefire/agreed 0.96; rule:question",
            "by its wording; a rule overruled this: it only asks",
            "по формулировке; но по правилу решено иначе: это лишь вопрос",
        ),
        (
            "rule:ceasefire/in_effect by hold; rule:over; rule:question",
            "by a rule, at “hold”; a rule overruled this: it says that the truce is over, it only asks",
            "по правилу, слово «hold»; но по правилу решено иначе: сказано, что перемирие окончено, это лишь вопрос",
        ),
        (
            "cues:ceasefire/agreed 0.96; rule:gone",
            "by its wording; a rule overruled this: gone",
            "по формулировке; но по правилу решено иначе: gone",
        ),
        ("correction", "by an editor", "решением редактора"),
        ("another way", "another way", "another way"),
        ("", "—", "—"),
    ],
)
def test_what_decided_is_told_in_words(reason: str, english: str, russian: str) -> None:
    assert (how_read(reason, ENGLISH), how_read(reason, RUSSIAN)) == (english, russian)


@pytest.mark.parametrize(
    "rule", sorted({rule.name for rules in RULES.values() for rule in rules} - {"trade"})
)
def test_every_rule_is_told_in_words(rule: str) -> None:
    told = {overruling([rule], words) for words in (ENGLISH, RUSSIAN)}
    assert len(told) == 2 and not any(told_as.endswith(f": {rule}") for told_as in told)
