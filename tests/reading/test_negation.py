"""Negation: a negator of the word that makes the kind denies it, a double one does not."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind, Stance
from reading.rules.rule import Ruling

Ruled = Callable[..., Ruling]
C, T = Axis.CEASEFIRE, Axis.TALKS
DENIALS = {"false-reports", "nobody", "not-of-it", "no-date", "disputed", "negated"}


@pytest.mark.parametrize(
    ("text", "axis", "kind"),
    [
        ("The rebels have not violated the truce, observers say", C, Kind.VIOLATION),
        ("No faction has, the envoy told reporters, signed the truce", C, Kind.AGREED),
        ("Not one of the armed camps, mediators concede, is observing the ceasefire", C, Kind.IN_EFFECT),
        ("Neither the army nor the militia, mediators say, has accepted the truce", C, Kind.AGREED),
        ("None of the warring parties has so far put its name to a ceasefire", C, Kind.AGREED),
        ("Reports that both sides have agreed a truce are false, army says", C, Kind.AGREED),
        (
            "Сообщения о том, что стороны подписали перемирие, не соответствуют действительности",
            C,
            Kind.AGREED,
        ),
        ("Ни одна из сторон, признал посредник, не подписала перемирие", C, Kind.AGREED),
        ("Army did not break the ceasefire, UN team finds", C, Kind.VIOLATION),
        ("Neither side breached the truce overnight", C, Kind.VIOLATION),
        ("No truce violations reported along the river", C, Kind.VIOLATION),
        ("Ceasefire violations were not recorded on Sunday", C, Kind.VIOLATION),
        ("The ceasefire has not collapsed, envoy insists", C, Kind.COLLAPSED),
        ("The truce is not over, says minister", C, Kind.COLLAPSED),
        ("It is hardly true that the truce has collapsed", C, Kind.COLLAPSED),
        ("It is not true that the talks were called off", T, Kind.COLLAPSED),
        ("The truce has not yet expired", C, Kind.EXPIRED),
        ("The president did not reject the ceasefire", C, Kind.REJECTED),
        ("Government has not rejected talks with rebels", T, Kind.REJECTED),
        ("Talks are not stalled, mediator says", T, Kind.STALLED),
        ("The ceasefire has not taken effect", C, Kind.IN_EFFECT),
        ("The ceasefire is no longer in force", C, Kind.IN_EFFECT),
        ("The generals have not agreed to a truce", C, Kind.AGREED),
        ("Talks have not begun", T, Kind.UNDER_WAY),
        ("Rebels deny breaking the ceasefire", C, Kind.VIOLATION),
        ("Minister denies walking away from talks", T, Kind.COLLAPSED),
        ("Army denies truce was agreed", C, Kind.AGREED),
        ("Наблюдатели не зафиксировали нарушений перемирия", C, Kind.VIOLATION),
        ("Нарушений режима прекращения огня не выявлено", C, Kind.VIOLATION),
        ("Повстанцы не нарушали перемирие", C, Kind.VIOLATION),
        ("Перемирие не сорвано, заявил посредник", C, Kind.COLLAPSED),
        ("Неправда, что перемирие рухнуло", C, Kind.COLLAPSED),
        ("Киев не отверг перемирие", C, Kind.REJECTED),
        ("Перемирие не вступило в силу", C, Kind.IN_EFFECT),
        ("Переговоры не начались", T, Kind.UNDER_WAY),
        ("Армия отрицает нарушение перемирия", C, Kind.VIOLATION),
    ],
)
def test_denied(ruled: Ruled, text: str, axis: Axis, kind: Kind) -> None:
    assert ruled(text, axis, kind, names=DENIALS).stance is Stance.DENIED


@pytest.mark.parametrize(
    ("text", "axis", "kind"),
    [
        ("Army will not talk to rebels", T, Kind.REJECTED),
        ("No side has the upper hand as truce takes effect", C, Kind.IN_EFFECT),
        ("No one killed since the ceasefire took effect", C, Kind.IN_EFFECT),
        ("Neither army nor rebels gave ground before they signed the truce", C, Kind.AGREED),
        ("Rebels say no to truce", C, Kind.REJECTED),
        ("Talks end with no progress", T, Kind.STALLED),
        ("Rebels no longer bound by truce, which is over", C, Kind.COLLAPSED),
        ("Ceasefire no longer holds, army ends truce", C, Kind.COLLAPSED),
        ("Army has not stopped violating the truce", C, Kind.VIOLATION),
        ("Truce violations will not be tolerated, army says after shelling", C, Kind.VIOLATION),
        ("Not only did the rebels break the truce, they took a town", C, Kind.VIOLATION),
        ("The day passed not without truce violations", C, Kind.VIOLATION),
        ("Army broke the truce, rebels did not break it", C, Kind.VIOLATION),
        ("Army does not deny breaking the truce", C, Kind.VIOLATION),
        ("Rebels deny backing out of ceasefire deal", C, Kind.AGREED),
        ("Rebels deny that the truce was broken", C, Kind.IN_EFFECT),
        ("The rebels did not reject the truce they agreed", C, Kind.AGREED),
        ("Talks resume without the rebels", T, Kind.UNDER_WAY),
        ("It is not true that the rebels have not agreed to the truce", C, Kind.AGREED),
        ("Армия не прекращает нарушать перемирие", C, Kind.VIOLATION),
        ("Не только армия нарушила перемирие", C, Kind.VIOLATION),
        ("Перемирие больше не действует", C, Kind.COLLAPSED),
        ("Хуситы отрицают выход из соглашения о перемирии", C, Kind.AGREED),
        ("Стороны договорились о перемирии, но не о выводе войск", C, Kind.AGREED),
        ("Переговоры завершились без прогресса", T, Kind.STALLED),
        ("Талибы не пойдут на переговоры", T, Kind.REJECTED),
    ],
)
def test_stands(ruled: Ruled, text: str, axis: Axis, kind: Kind) -> None:
    assert ruled(text, axis, kind, names=DENIALS).stance is None
