"""The sure rules that overrule the learnt reader."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind, Stance
from reading.rules.languages import RULES
from reading.rules.rule import RuleOutcome, Ruling

Ruled = Callable[..., Ruling]
STANCES = {r.name for rules in RULES.values() for r in rules if isinstance(r.outcome, Stance | RuleOutcome)}


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("Will the truce hold?", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Two years after the truce was agreed, towns lie empty", Kind.AGREED, Stance.BACKGROUND),
        ("Army has no intention to extend truce", Kind.EXTENDED, Stance.DENIED),
        ("No truce has been agreed", Kind.AGREED, Stance.DENIED),
        ("The rebels have not broken the truce, monitors say", Kind.VIOLATION, Stance.DENIED),
        ("The rebels have broken the truce, monitors say", Kind.VIOLATION, None),
        ("The king did not turn down the truce", Kind.REJECTED, Stance.DENIED),
        ("The king turned down the truce", Kind.REJECTED, None),
        ("Rebels deny pulling out of truce deal", Kind.AGREED, None),
        ("Повстанцы не нарушили перемирие", Kind.VIOLATION, Stance.DENIED),
        ("Повстанцы нарушили перемирие", Kind.VIOLATION, None),
        ("The sides may reach a truce", Kind.AGREED, Stance.POSSIBLE),
        ("Truce could collapse", Kind.COLLAPSED, Stance.POSSIBLE),
        ("The sides agreed a truce", Kind.AGREED, None),
        ("The sides agreed a truce and may extend it", Kind.AGREED, None),
        ("Has the army broken the truce?", Kind.VIOLATION, Stance.POSSIBLE),
        ("Who broke the truce in the hills?", Kind.VIOLATION, Stance.POSSIBLE),
        ("Shells hit town despite truce; mayor asks: 'who will help us?'", Kind.VIOLATION, None),
        ("Who broke the truce in the hills", Kind.VIOLATION, Stance.POSSIBLE),
        ("Why the ceasefire collapsed", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Explainer: why the ceasefire collapsed", Kind.COLLAPSED, Stance.POSSIBLE),
        ("WHO doctors wait as ceasefire collapsed", Kind.COLLAPSED, None),
        ("Whole town flees as ceasefire collapsed", Kind.COLLAPSED, None),
        ("Army, which broke truce, shells town", Kind.VIOLATION, None),
        ("Why now? Army breaks truce", Kind.VIOLATION, None),
        ("Кто нарушил перемирие", Kind.VIOLATION, Stance.POSSIBLE),
        ("Почему рухнуло перемирие", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Почему сейчас? Армия нарушила перемирие", Kind.VIOLATION, None),
        ("Которую ночь армия нарушает перемирие", Kind.VIOLATION, None),
        ("Truce is on the verge of collapse", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Truce on brink of collapse after raid", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Truce collapses, region on the brink", Kind.COLLAPSED, None),
        ("Перемирие на грани срыва", Kind.VIOLATION, Stance.POSSIBLE),
        ("Перемирие на грани срыва: армия нарушила его", Kind.VIOLATION, None),
        ("The truce would come into force a day after signature", Kind.AGREED, Stance.POSSIBLE),
        ("The ceasefire would take effect once the paper is signed", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("The sides agreed a truce that will take effect after signing", Kind.AGREED, None),
        ("The ceasefire came into force a day after it was signed", Kind.IN_EFFECT, None),
        ("Перемирие вступит в силу через сутки после подписания", Kind.AGREED, Stance.POSSIBLE),
        ("Стороны договорились: перемирие вступит в силу после подписания", Kind.AGREED, None),
        ("Why did the truce fail? Envoy calls for new one", Kind.CALLED_FOR, None),
        ("Киев не намерен продлевать перемирие", Kind.EXTENDED, Stance.DENIED),
        ("Стороны могут договориться о перемирии", Kind.AGREED, Stance.POSSIBLE),
        (
            "A truce that was to have begun at noon has not stopped the shelling",
            Kind.IN_EFFECT,
            Stance.POSSIBLE,
        ),
        ("The truce that was due to start at noon took effect on time", Kind.IN_EFFECT, None),
        ("The sides agreed to a truce after the capital threatened to end aid", Kind.AGREED, None),
        ("The sides agreed a truce that does not cover the coast", Kind.AGREED, None),
        ("Стороны договорились о перемирии, оно не касается флота", Kind.AGREED, None),
        ("The ceasefire was due to start on Monday", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие должно было вступить в силу в полдень", Kind.IN_EFFECT, Stance.POSSIBLE),
        (
            "Too early to speak of a truce agreed by both sides, says envoy",
            Kind.AGREED,
            Stance.POSSIBLE,
        ),
        ("It is unclear whether the truce holds", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("О согласии сторон на перемирие говорить рано", Kind.AGREED, Stance.POSSIBLE),
        ("Неделя тишины: держится ли перемирие", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие держится едва ли не чудом", Kind.IN_EFFECT, None),
        ("Перемирие держится, сообщили наблюдатели", Kind.IN_EFFECT, None),
        ("The truce is set to expire at dawn", Kind.EXPIRED, Stance.POSSIBLE),
        ("Truce expires tomorrow, no word of a new one", Kind.EXPIRED, Stance.POSSIBLE),
        ("Truce expires, shelling resumes", Kind.EXPIRED, None),
        ("Завтра истекает срок перемирия", Kind.EXPIRED, Stance.POSSIBLE),
        ("Срок перемирия истёк", Kind.EXPIRED, None),
        ("The truce could hold, says envoy", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("If the truce holds, aid will flow", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Perhaps the truce holds", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Is the truce over", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Is the truce over? Shelling says so", Kind.COLLAPSED, None),
        ("Traders bet that the truce will stick", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("After saying it had no wish to prolong the truce, the army prolongs it", Kind.EXTENDED, None),
        ("The army had refused to extend the truce; it was extended on Thursday", Kind.EXTENDED, None),
        ("Столица не хотела продлевать перемирие, но продлила его", Kind.EXTENDED, None),
        (
            "Nobody in the capital has, as of tonight, signed up to the truce",
            Kind.AGREED,
            Stance.DENIED,
        ),
        ("Truce hangs by a thread, monitors say", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Rebels threaten to walk away from truce", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие висит на волоске", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("The truce in the hills does not cover the coast", Kind.IN_EFFECT, Stance.DENIED),
        ("A halt to strikes on dams is not a ceasefire, capital stresses", Kind.AGREED, Stance.DENIED),
        ("Перемирие на побережье не распространяется", Kind.IN_EFFECT, Stance.DENIED),
        ("Пауза по энергетике — не перемирие", Kind.AGREED, Stance.DENIED),
        ("Армия: сообщения о прекращении огня — неправда", Kind.AGREED, Stance.DENIED),
        ("Перемирие заключено", Kind.AGREED, None),
    ],
)
def test_overruled(ruled: Ruled, text: str, kind: Kind, stance: Stance | None) -> None:
    assert ruled(text, Axis.CEASEFIRE, kind, names=STANCES).stance == stance


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("Tariff truce holds", True),
        ("Pay talks resume", True),
        ("Торговое перемирие", True),
        ("Peace talks resume", False),
        ("Gas talks end without result", True),
        ("Подписана зерновая сделка", True),
        ("Газовые переговоры завершились", True),
        ("Minerals deal signed", True),
        ("Столицы согласовали сделку по недрам", True),
        ("Переговоры по Газе продолжаются", False),
    ],
)
def test_off_topic(ruled: Ruled, text: str, off: bool) -> None:
    assert ruled(text, Axis.TALKS, Kind.DEAL_REACHED).dropped is off


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("No date has been set for new talks", Kind.ANNOUNCED, Stance.DENIED),
        ("Дату встречи президентов так и не назвали", Kind.STALLED, Stance.DENIED),
        ("Talks stalled, no date set for a new round", Kind.STALLED, None),
        ("Talks to open in May, date of the second round yet to be set", Kind.DEAL_REACHED, None),
    ],
)
def test_talks_without_a_date_are_not_announced(
    ruled: Ruled, text: str, kind: Kind, stance: Stance | None
) -> None:
    assert ruled(text, Axis.TALKS, kind).stance == stance
