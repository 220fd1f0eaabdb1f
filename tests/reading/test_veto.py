"""The sure rules that overrule the learnt reader."""

from collections.abc import Callable

import pytest

from news.claim import Axis, Kind, Stance
from reading.parse import Parsed
from reading.veto import corrected, off_topic, overruled

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
        ("Перемирие заключено", "ru", Kind.AGREED, None),
    ],
)
def test_overruled(parsed: Parse, text: str, language: str, kind: Kind, stance: Stance | None) -> None:
    assert overruled(parsed(text, language), Axis.CEASEFIRE, kind) == stance


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
def test_plain_words_of_an_end(parsed: Parse, text: str, kind: Kind, wanted: Kind) -> None:
    assert corrected(parsed(text, "ru" if text[0] > "z" else "en"), Axis.CEASEFIRE, kind) is wanted


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
    ],
)
def test_off_topic(parsed: Parse, text: str, off: bool) -> None:
    assert off_topic(parsed(text)) is off


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Стороны договорились провести новые переговоры в Порт-Салисе", "ru", Kind.ANNOUNCED),
        ("Army and rebels agree to resume peace talks in May", "en", Kind.ANNOUNCED),
        ("Army and rebels agree on a peace accord after talks", "en", Kind.DEAL_REACHED),
        ("Стороны договорились о мире после переговоров", "ru", Kind.DEAL_REACHED),
    ],
)
def test_an_agreement_to_talk_is_no_deal(parsed: Callable[..., Parsed], text: str, language: str, kind: Kind) -> None:
    assert corrected(parsed(text, language), Axis.TALKS, Kind.DEAL_REACHED) is kind


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
        ("Mediators see no progress in peace talks, new round set for Monday", Kind.ANNOUNCED, Kind.ANNOUNCED),
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
def test_talks_taken_up_again_are_not_stalled(parsed: Parse, text: str, kind: Kind, wanted: Kind) -> None:
    language = "ru" if text[0] > "z" else "en"
    assert corrected(parsed(text, language), Axis.TALKS, kind) is wanted
