"""The kinds that plain words set right."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind
from reading.rules.rule import Ruling

Ruled = Callable[..., Ruling]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The truce will take effect today, mediators say", Kind.AGREED),
        ("Ceasefire in the valley is to come into force on Tuesday", Kind.AGREED),
        ("A pause in fighting is due to begin at noon", Kind.AGREED),
        ("The truce took effect today and will start to be monitored on Monday", Kind.IN_EFFECT),
        ("The truce that will start to be felt in the hills is holding", Kind.IN_EFFECT),
        ("Truce takes effect in the valley", Kind.IN_EFFECT),
        (
            "Ceasefire goes into effect and it is expected to end the blockade, talks that will start on Monday",
            Kind.IN_EFFECT,
        ),
        ("With the truce in place the army says it will begin on a wall", Kind.IN_EFFECT),
        ("The army keeps the truce, which is set to begin easing the blockade", Kind.IN_EFFECT),
        ("The truce in the hills will begin tomorrow morning", Kind.AGREED),
        ("Перемирие вступает в силу, тишина на море начнётся завтра", Kind.IN_EFFECT),
        ("Перемирие вступит в силу сегодня", Kind.AGREED),
        ("Прекращение огня в долине начнётся в полдень", Kind.AGREED),
        ("Перемирие вступило в силу, обмен пленными начнётся завтра", Kind.IN_EFFECT),
        ("Перемирие вступает в силу", Kind.IN_EFFECT),
        ("В долине с понедельника начнёт действовать перемирие", Kind.AGREED),
        ("Rebels refuse to observe the truce", Kind.REJECTED),
        ("Повстанцы отказались соблюдать перемирие", Kind.REJECTED),
        ("Rebels observe the truce", Kind.IN_EFFECT),
    ],
)
def test_a_truce_that_is_to_start_is_not_in_force_yet(ruled: Ruled, text: str, wanted: Kind) -> None:
    assert ruled(text, Axis.CEASEFIRE, Kind.IN_EFFECT).kind is wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Rebels declare truce over", Kind.IN_EFFECT, Kind.COLLAPSED),
        ("Rebels call off their ceasefire", Kind.AGREED, Kind.COLLAPSED),
        ("Army announces an end to the truce", Kind.AGREED, Kind.COLLAPSED),
        ("Junta declares end of its ceasefire", Kind.IN_EFFECT, Kind.COLLAPSED),
        ("Junta announces end to ceasefire violations", Kind.IN_EFFECT, Kind.IN_EFFECT),
        ("Junta announces an end to fighting", Kind.AGREED, Kind.AGREED),
        ("Армия объявила об окончании режима прекращения огня", Kind.IN_EFFECT, Kind.COLLAPSED),
        ("Повстанцы заявили о завершении перемирия", Kind.IN_EFFECT, Kind.COLLAPSED),
        ("Армия сообщила о прекращении режима тишины", Kind.AGREED, Kind.COLLAPSED),
        ("Армия объявила о прекращении огня", Kind.IN_EFFECT, Kind.IN_EFFECT),
        ("Армия объявила о введении режима прекращения огня", Kind.IN_EFFECT, Kind.IN_EFFECT),
        ("Rebels declare truce", Kind.IN_EFFECT, Kind.IN_EFFECT),
        ("Rebels declare truce over", Kind.VIOLATION, Kind.VIOLATION),
    ],
)
def test_plain_words_of_an_end(ruled: Ruled, text: str, kind: Kind, wanted: Kind) -> None:
    assert ruled(text, Axis.CEASEFIRE, kind).kind is wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Стороны договорились провести новые переговоры в Порт-Салисе", Kind.ANNOUNCED),
        ("Army and rebels agree to resume peace talks in May", Kind.ANNOUNCED),
        ("Army and rebels agree on a peace accord after talks", Kind.DEAL_REACHED),
        ("Стороны договорились о мире после переговоров", Kind.DEAL_REACHED),
    ],
)
def test_an_agreement_to_talk_is_no_deal(ruled: Ruled, text: str, kind: Kind) -> None:
    assert ruled(text, Axis.TALKS, Kind.DEAL_REACHED).kind is kind


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Junta and insurgents reopen the long-stalled dialogue in Bamako", Kind.STALLED, Kind.UNDER_WAY),
        ("Envoys resumed the long-frozen peace talks in Muscat", Kind.STALLED, Kind.UNDER_WAY),
        ("Rivals to resume stalled negotiations on Monday", Kind.STALLED, Kind.ANNOUNCED),
        ("Both sides agreed to restart suspended talks", Kind.STALLED, Kind.ANNOUNCED),
        ("UN urges rivals to resume stalled talks", Kind.STALLED, Kind.STALLED),
        ("Envoy flies in, in a bid to revive stalled peace talks", Kind.STALLED, Kind.STALLED),
        ("Peace talks suspended after the shelling", Kind.STALLED, Kind.STALLED),
        ("Insurgents refuse to resume stalled talks", Kind.STALLED, Kind.STALLED),
        ("Envoy fails to revive stalled peace talks", Kind.STALLED, Kind.STALLED),
        ("No date set to resume suspended talks", Kind.STALLED, Kind.STALLED),
        ("Rebels set conditions for resuming suspended peace talks", Kind.STALLED, Kind.STALLED),
        ("Стороны отказались возобновить прерванные переговоры", Kind.STALLED, Kind.STALLED),
        ("Столица не возобновит приостановленные переговоры", Kind.STALLED, Kind.STALLED),
        (
            "Mediators see no progress in peace talks, new round set for Monday",
            Kind.ANNOUNCED,
            Kind.ANNOUNCED,
        ),
        ("Envoys seek progress in talks on Friday", Kind.ANNOUNCED, Kind.ANNOUNCED),
        ("Посредник отметил отсутствие прогресса на переговорах", Kind.ANNOUNCED, Kind.ANNOUNCED),
        ("Стороны возобновили прерванные мирные переговоры", Kind.STALLED, Kind.UNDER_WAY),
        ("Стороны возобновят приостановленные переговоры", Kind.STALLED, Kind.ANNOUNCED),
        ("Mediator hails real progress in the peace talks", Kind.ANNOUNCED, Kind.UNDER_WAY),
        ("Посредник сообщил о прогрессе на переговорах", Kind.ANNOUNCED, Kind.UNDER_WAY),
        ("Envoy to meet both sides in hope of progress in talks", Kind.ANNOUNCED, Kind.ANNOUNCED),
        ("Truce holds, talks on the border line to follow", Kind.UNDER_WAY, Kind.ANNOUNCED),
        ("Talks on the border line continue", Kind.UNDER_WAY, Kind.UNDER_WAY),
    ],
)
def test_talks_taken_up_again_are_not_stalled(ruled: Ruled, text: str, kind: Kind, wanted: Kind) -> None:
    assert ruled(text, Axis.TALKS, kind).kind is wanted
