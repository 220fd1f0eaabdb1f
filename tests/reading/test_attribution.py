"""Who says or does it."""

from collections.abc import Callable

import pytest

from reading.text.parse import Parsed
from reading.who.attribution import find_by, find_denier, find_speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kerry says truce has been agreed", "Kerry"),
        ("Truce has been agreed, Qatar says", "Qatar"),
        ("Lavrov: no talks planned", "Russia"),
        ("A truce was agreed, according to Egypt", "Egypt"),
        ("Yemen sides agree to truce - UN envoy", None),
        ("The sides met in Oslo", None),
        ("Песков заявил, что перемирие соблюдается", "Russia"),
        ("По словам Лаврова, переговоры продолжатся", "Russia"),
        ("Lebanon says Israel broke the truce", "Lebanon"),
        ("Ливан заявил, что Израиль нарушил перемирие", "Ливан"),
        ("In Lebanon, Israel says the truce holds", "Israel"),
        ("Azerbaijan accuses Armenia of breaking the truce, Yerevan denies", "Azerbaijan"),
        ("Баку обвинил Ереван в нарушении перемирия", "Azerbaijan"),
    ],
)
def test_speaker(parsed: Callable[..., Parsed], text: str, speaker: str | None) -> None:
    found = find_speaker(parsed(text, "ru" if text[0] > "z" else "en", place="lead"))
    assert (found or "").startswith(speaker) if speaker else found is None


def test_a_dash_at_the_end_of_a_title_names_the_source(parsed: Callable[..., Parsed]) -> None:
    assert find_speaker(parsed("Sides agree to truce - Kremlin")) == "Russia"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Hamas rejects ceasefire offer", "Hamas"),
        ("Sudan's army breaks truce", "Sudanese army"),
        ("Ukraine and Russia extend the truce", "Ukraine and Russia"),
        ("Талибы отвергли перемирие", "Taliban"),
        ("Ukrainian rebels reject the truce", "Ukrainian rebels"),
        ("Houthi rebels reject the truce", "Houthis"),
        ("Secretary of State John Kerry is rejected by Israel over the truce", "Israel"),
        ("Kerry's plan was rejected by Israel", "Israel"),
    ],
)
def test_the_subject_did_it(parsed: Callable[..., Parsed], text: str, by: str) -> None:
    assert find_by(parsed(text, "ru" if text[0] > "z" else "en"), spoken=False) == by


def test_the_speaker_comes_first_when_it_is_only_claimed(parsed: Callable[..., Parsed]) -> None:
    assert find_by(parsed("Ankara says rebels broke the truce"), spoken=True) == "Turkey"


def test_nobody_named_is_none(parsed: Callable[..., Parsed]) -> None:
    assert find_by(parsed("Truce holds"), spoken=True) is None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Israel resumes war in Gaza, says truce is over", "Israel"),
        ("Israel strikes Rafah, says Hamas broke the truce", "Israel"),
        ("Россия возобновила удары в Донбассе, заявила об окончании перемирия", "Russia"),
        ("'The ceasefire is over', says Yemeni rebel leader", "Yemeni rebel leader"),
        ("'The truce is dead', said Netanyahu, vowing to fight on", "Israel"),
        ("Israel broke the truce, says Hamas", "Hamas"),
        ("Tehran rejects Trump claim of a ceasefire", "Iran"),
        ("Iran denies Trump's claim that a truce was agreed", "Iran"),
        ("Trump claim of a ceasefire surprises Tehran", "United States"),
        ("Netanyahu's government says the truce holds", "Israel"),
    ],
)
def test_the_one_who_speaks_wherever_the_verb_stands(
    parsed: Callable[..., Parsed], text: str, by: str
) -> None:
    assert find_by(parsed(text, "ru" if text[0] > "z" else "en"), spoken=True) == by


@pytest.mark.parametrize(
    "text",
    [
        "Paraguay frontier: truce talks resume",
        "Portrait of a negotiator: the man behind the truce",
        "'The truce is over' in the border towns",
        "В Йемене продлили перемирие",
        "Fighting in Gaza resumes",
        "Talks in Doha with Hamas resume",
        "Ceasefire between Israel and Hamas takes effect",
        "Перемирие между Израилем и ХАМАС вступило в силу",
        "Diplomats Ramp Up Pressure as Talks Resume",
        "Middle East talks resume",
    ],
)
@pytest.mark.parametrize("spoken", [True, False])
def test_a_place_a_partner_or_a_word_is_nobody(
    parsed: Callable[..., Parsed], text: str, spoken: bool
) -> None:
    assert find_by(parsed(text, "ru" if text[0] in "ВП" else "en"), spoken=spoken) is None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Iran rejects ceasefire", "Iran"),
        ("Иран отверг перемирие", "Iran"),
        ("Tehran rejects ceasefire", "Iran"),
        ("Iranian foreign minister rejects ceasefire", "Iran"),
        ("Трамп отверг перемирие", "United States"),
        ("White House rejects ceasefire", "United States"),
        ("Пакистан отверг перемирие", "Pakistan"),
        ("Palestinian officials reject ceasefire", "Palestinians"),
        ("Kerry rejects ceasefire", "Kerry"),  # a mediator stays himself
    ],
)
def test_a_side_has_one_name(parsed: Callable[..., Parsed], text: str, by: str) -> None:
    assert find_by(parsed(text, "ru" if text[0] > "z" else "en"), spoken=False) == by


@pytest.mark.parametrize(
    "text", ["Israel is accused of breaking the truce", "Armenia was accused of truce breaches by Baku"]
)
def test_the_accused_does_not_say_so(parsed: Callable[..., Parsed], text: str) -> None:
    assert find_by(parsed(text), spoken=True) is None


def test_a_side_is_known_in_a_headline_of_capitals(parsed: Callable[..., Parsed]) -> None:
    assert find_by(parsed("Hamas Rejects Latest Ceasefire Offer From Mediators"), spoken=False) == "Hamas"


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Russia says truce agreed with Ukraine, Kyiv denies", "Ukraine"),
        ("Cambodia says truce reached; Thailand says nothing of the kind was agreed", "Thailand"),
        ("Дамаск заявил о достигнутом перемирии, СДС это опровергли", "Syrian opposition"),
        ("Hamas says deal reached, but Israel denies it", "Israel"),
        ("Russia denies that a truce was agreed", None),
        ("Truce agreed, army denies aid access to town", None),
    ],
)
def test_who_denies_beside_what_another_says(
    parsed: Callable[..., Parsed], text: str, denier: str | None
) -> None:
    assert find_denier(parsed(text, "ru" if text[0] > "z" else "en")) == denier
