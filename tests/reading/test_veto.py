"""The sure rules that overrule the learnt reader."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind, Stance
from reading.rules.stance import off_topic, overruled
from reading.text.parse import Parsed

Parse = Callable[..., Parsed]


@pytest.mark.parametrize(
    ("text", "language", "kind", "stance"),
    [
        ("Will the truce hold?", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Two years after the truce was agreed, towns lie empty", "en", Kind.AGREED, Stance.BACKGROUND),
        ("Army has no intention to extend truce", "en", Kind.EXTENDED, Stance.DENIED),
        ("No truce has been agreed", "en", Kind.AGREED, Stance.DENIED),
        ("The rebels have not broken the truce, monitors say", "en", Kind.VIOLATION, Stance.DENIED),
        ("The rebels have broken the truce, monitors say", "en", Kind.VIOLATION, None),
        ("The king did not turn down the truce", "en", Kind.REJECTED, Stance.DENIED),
        ("The king turned down the truce", "en", Kind.REJECTED, None),
        ("Rebels deny pulling out of truce deal", "en", Kind.AGREED, None),
        ("Повстанцы не нарушили перемирие", "ru", Kind.VIOLATION, Stance.DENIED),
        ("Повстанцы нарушили перемирие", "ru", Kind.VIOLATION, None),
        ("The sides may reach a truce", "en", Kind.AGREED, Stance.POSSIBLE),
        ("Truce could collapse", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("The sides agreed a truce", "en", Kind.AGREED, None),
        ("The sides agreed a truce and may extend it", "en", Kind.AGREED, None),
        ("Has the army broken the truce?", "en", Kind.VIOLATION, Stance.POSSIBLE),
        ("Who broke the truce in the hills?", "en", Kind.VIOLATION, Stance.POSSIBLE),
        ("Shells hit town despite truce; mayor asks: 'who will help us?'", "en", Kind.VIOLATION, None),
        ("Who broke the truce in the hills", "en", Kind.VIOLATION, Stance.POSSIBLE),
        ("Why the ceasefire collapsed", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Explainer: why the ceasefire collapsed", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("WHO doctors wait as ceasefire collapsed", "en", Kind.COLLAPSED, None),
        ("Whole town flees as ceasefire collapsed", "en", Kind.COLLAPSED, None),
        ("Army, which broke truce, shells town", "en", Kind.VIOLATION, None),
        ("Why now? Army breaks truce", "en", Kind.VIOLATION, None),
        ("Кто нарушил перемирие", "ru", Kind.VIOLATION, Stance.POSSIBLE),
        ("Почему рухнуло перемирие", "ru", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Почему сейчас? Армия нарушила перемирие", "ru", Kind.VIOLATION, None),
        ("Которую ночь армия нарушает перемирие", "ru", Kind.VIOLATION, None),
        ("Truce is on the verge of collapse", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Truce on brink of collapse after raid", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Truce collapses, region on the brink", "en", Kind.COLLAPSED, None),
        ("Перемирие на грани срыва", "ru", Kind.VIOLATION, Stance.POSSIBLE),
        ("Перемирие на грани срыва: армия нарушила его", "ru", Kind.VIOLATION, None),
        ("The truce would come into force a day after signature", "en", Kind.AGREED, Stance.POSSIBLE),
        ("The ceasefire would take effect once the paper is signed", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("The sides agreed a truce that will take effect after signing", "en", Kind.AGREED, None),
        ("The ceasefire came into force a day after it was signed", "en", Kind.IN_EFFECT, None),
        ("Перемирие вступит в силу через сутки после подписания", "ru", Kind.AGREED, Stance.POSSIBLE),
        ("Стороны договорились: перемирие вступит в силу после подписания", "ru", Kind.AGREED, None),
        ("Why did the truce fail? Envoy calls for new one", "en", Kind.CALLED_FOR, None),
        ("Киев не намерен продлевать перемирие", "ru", Kind.EXTENDED, Stance.DENIED),
        ("Стороны могут договориться о перемирии", "ru", Kind.AGREED, Stance.POSSIBLE),
        (
            "A truce that was to have begun at noon has not stopped the shelling",
            "en",
            Kind.IN_EFFECT,
            Stance.POSSIBLE,
        ),
        ("The truce that was due to start at noon took effect on time", "en", Kind.IN_EFFECT, None),
        ("The sides agreed to a truce after the capital threatened to end aid", "en", Kind.AGREED, None),
        ("The sides agreed a truce that does not cover the coast", "en", Kind.AGREED, None),
        ("Стороны договорились о перемирии, оно не касается флота", "ru", Kind.AGREED, None),
        ("The ceasefire was due to start on Monday", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие должно было вступить в силу в полдень", "ru", Kind.IN_EFFECT, Stance.POSSIBLE),
        (
            "Too early to speak of a truce agreed by both sides, says envoy",
            "en",
            Kind.AGREED,
            Stance.POSSIBLE,
        ),
        ("It is unclear whether the truce holds", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("О согласии сторон на перемирие говорить рано", "ru", Kind.AGREED, Stance.POSSIBLE),
        ("Неделя тишины: держится ли перемирие", "ru", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие держится едва ли не чудом", "ru", Kind.IN_EFFECT, None),
        ("Перемирие держится, сообщили наблюдатели", "ru", Kind.IN_EFFECT, None),
        ("The truce is set to expire at dawn", "en", Kind.EXPIRED, Stance.POSSIBLE),
        ("Truce expires tomorrow, no word of a new one", "en", Kind.EXPIRED, Stance.POSSIBLE),
        ("Truce expires, shelling resumes", "en", Kind.EXPIRED, None),
        ("Завтра истекает срок перемирия", "ru", Kind.EXPIRED, Stance.POSSIBLE),
        ("Срок перемирия истёк", "ru", Kind.EXPIRED, None),
        ("The truce could hold, says envoy", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("If the truce holds, aid will flow", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Perhaps the truce holds", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Is the truce over", "en", Kind.COLLAPSED, Stance.POSSIBLE),
        ("Is the truce over? Shelling says so", "en", Kind.COLLAPSED, None),
        ("Traders bet that the truce will stick", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("After saying it had no wish to prolong the truce, the army prolongs it", "en", Kind.EXTENDED, None),
        ("The army had refused to extend the truce; it was extended on Thursday", "en", Kind.EXTENDED, None),
        ("Столица не хотела продлевать перемирие, но продлила его", "ru", Kind.EXTENDED, None),
        (
            "Nobody in the capital has, as of tonight, signed up to the truce",
            "en",
            Kind.AGREED,
            Stance.DENIED,
        ),
        ("Truce hangs by a thread, monitors say", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Rebels threaten to walk away from truce", "en", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("Перемирие висит на волоске", "ru", Kind.IN_EFFECT, Stance.POSSIBLE),
        ("The truce in the hills does not cover the coast", "en", Kind.IN_EFFECT, Stance.DENIED),
        ("A halt to strikes on dams is not a ceasefire, capital stresses", "en", Kind.AGREED, Stance.DENIED),
        ("Перемирие на побережье не распространяется", "ru", Kind.IN_EFFECT, Stance.DENIED),
        ("Пауза по энергетике — не перемирие", "ru", Kind.AGREED, Stance.DENIED),
        ("Армия: сообщения о прекращении огня — неправда", "ru", Kind.AGREED, Stance.DENIED),
        ("Перемирие заключено", "ru", Kind.AGREED, None),
    ],
)
def test_overruled(parsed: Parse, text: str, language: str, kind: Kind, stance: Stance | None) -> None:
    assert overruled(parsed(text, language), Axis.CEASEFIRE, kind) == stance


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
def test_off_topic(parsed: Parse, text: str, off: bool) -> None:
    assert off_topic(parsed(text)) is off


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
    parsed: Parse, text: str, kind: Kind, stance: Stance | None
) -> None:
    assert overruled(parsed(text, "ru" if text[0] > "z" else "en"), Axis.TALKS, kind) == stance
