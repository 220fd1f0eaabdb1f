"""Traps met in real news, each in several own phrasings: what must, and what must not, be read as
current."""

from collections.abc import Callable

import pytest

from news.claim import Kind, Reading, Scope, Stance
from tests.reading.conftest import current

Read = Callable[..., Reading]

# (what it shows, title, summary, wanted current claims, forbidden current claims); "a/k" is axis and kind.
CASES = [
    (
        "one side accepts",
        "Hamas accepts truce proposal, Israel yet to reply",
        "",
        {"c/proposed"},
        {"c/agreed", "c/in_effect"},
    ),
    (
        "one side accepts",
        "Kyiv says yes to 30-day ceasefire plan, Moscow has not answered",
        "",
        set(),
        {"c/in_effect"},
    ),
    (
        "one side accepts",
        "ХАМАС принял план перемирия, Израиль пока не ответил",
        "",
        {"c/proposed"},
        {"c/agreed", "c/in_effect"},
    ),
    (
        "on the verge",
        "Gaza truce on the verge of collapse as deadline nears",
        "",
        set(),
        {"c/collapsed", "c/expired"},
    ),
    ("on the verge", "Yemen ceasefire on life support, envoy warns", "", set(), {"c/collapsed", "c/expired"}),
    (
        "on the verge",
        "Перемирие в Газе на грани срыва, предупредил Катар",
        "",
        set(),
        {"c/collapsed", "c/expired"},
    ),
    ("will not extend", "Sudan's army does not want to extend truce", "", set(), {"c/extended"}),
    ("will not extend", "Israel says it has no plan to extend Gaza truce", "", set(), {"c/extended"}),
    ("will not extend", "Киев не намерен продлевать перемирие", "", set(), {"c/extended"}),
    (
        "extends",
        "Sudan's army and RSF extend truce by five days",
        "",
        {"c/extended"},
        {"c/expired", "c/collapsed"},
    ),
    ("extends", "Israel and Hamas extend truce for two more days", "", {"c/extended"}, {"c/collapsed"}),
    ("extends", "Израиль и ХАМАС продлили перемирие на два дня", "", {"c/extended"}, {"c/collapsed"}),
    (
        "starts later",
        "Israel and Hezbollah agree ceasefire to start Monday at dawn",
        "",
        {"c/agreed"},
        {"c/in_effect"},
    ),
    (
        "starts later",
        "Sudan rivals agree on truce that will begin on Sunday",
        "",
        {"c/agreed"},
        {"c/in_effect"},
    ),
    (
        "starts later",
        "Армия Судана и СБР договорились о перемирии, оно начнется в воскресенье",
        "",
        {"c/agreed"},
        {"c/in_effect"},
    ),
    (
        "declaration",
        "Sudan's warring sides sign declaration to protect civilians, no truce agreed",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    (
        "declaration",
        "Стороны в Судане подписали декларацию о защите мирных жителей, перемирия нет",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    (
        "talks about talks",
        "Russia, Ukraine in contact about holding new talks",
        "",
        set(),
        {"t/deal_reached", "t/collapsed"},
    ),
    ("old collapse", "UN recalls Yemen truce that collapsed last month", "", set(), {"c/collapsed"}),
    ("old collapse", "Families still wait a year after Gaza ceasefire collapsed", "", set(), {"c/collapsed"}),
    ("old collapse", "Год назад перемирие в Газе рухнуло: как живут семьи", "", set(), {"c/collapsed"}),
    (
        "since",
        "Armenian soldier killed, first since the 2020 ceasefire",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    ("since", "Впервые с перемирия 2020 года в Карабахе открыли школу", "", set(), {"c/agreed"}),
    (
        "call",
        "UN chief calls for immediate ceasefire in Sudan",
        "",
        {"c/called_for"},
        {"c/agreed", "c/in_effect", "c/proposed"},
    ),
    ("call", "Pope urges truce in Ukraine over Easter", "", {"c/called_for"}, {"c/agreed", "c/in_effect"}),
    (
        "call",
        "Генсек ООН призвал к немедленному прекращению огня в Судане",
        "",
        {"c/called_for"},
        {"c/agreed", "c/in_effect"},
    ),
    (
        "far negation",
        "Neither Kyiv nor Moscow has so far agreed to a ceasefire",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    (
        "far negation",
        "No side has yet agreed to the truce put forward by mediators in Sudan",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    (
        "far negation",
        "Ни одна из сторон в Судане пока не согласилась на перемирие",
        "",
        set(),
        {"c/agreed", "c/in_effect"},
    ),
    ("not broken", "Houthis have not broken Yemen truce, UN mission finds", "", set(), {"c/violation"}),
    (
        "not broken",
        "Quiet night: no breaches of Gaza ceasefire recorded, mediators say",
        "",
        set(),
        {"c/violation"},
    ),
    ("not broken", "ООН: хуситы не нарушали перемирие в Йемене", "", set(), {"c/violation"}),
    (
        "not broken",
        "Army in Sudan has not stopped violating truce, doctors say",
        "",
        {"c/violation"},
        {"c/collapsed"},
    ),
    ("not dead", "Gaza ceasefire has not collapsed, Egyptian mediator insists", "", set(), {"c/collapsed"}),
    ("not dead", "Неправда, что перемирие в Газе рухнуло, заявил Катар", "", set(), {"c/collapsed"}),
    ("not refused", "Zelensky did not reject ceasefire with Russia, aide says", "", set(), {"c/rejected"}),
    ("not refused", "Зеленский не отверг перемирие с Россией, заявил советник", "", set(), {"c/rejected"}),
    ("question", "Will the Gaza ceasefire hold?", "", set(), {"c/in_effect", "c/collapsed"}),
    ("question", "Can Russia and Ukraine agree on a truce?", "", set(), {"c/agreed"}),
    ("question", "Договорятся ли Россия и Украина о перемирии?", "", set(), {"c/agreed"}),
    ("question", "Who broke the Yemen truce?", "", set(), {"c/violation"}),
    ("question", "Why the Gaza ceasefire collapsed", "", set(), {"c/collapsed"}),
    ("question", "Кто нарушил перемирие в Йемене?", "", set(), {"c/violation"}),
    (
        "trade truce",
        "US and China extend tariff truce by 90 days",
        "",
        set(),
        {"c/extended", "c/agreed", "c/in_effect"},
    ),
    (
        "strike",
        "Rail union and ministers resume talks to end strike",
        "",
        set(),
        {"t/under_way", "t/announced"},
    ),
    ("strike", "Nurses reject pay deal, talks collapse", "", set(), {"t/rejected", "t/collapsed"}),
    ("sports", "Club ends contract talks with striker", "", set(), {"t/collapsed", "t/stalled"}),
    ("sports", "Переговоры клуба с нападающим сорвались", "", set(), {"t/collapsed", "t/stalled"}),
    ("armistice day", "Crowds mark Armistice Day at London cenotaph", "", set(), {"c/in_effect", "c/agreed"}),
    ("violation", "Shelling hits Donetsk despite truce", "", {"c/violation"}, {"c/collapsed", "c/expired"}),
    (
        "violation",
        "Армянская сторона обвинила Баку в нарушении перемирия",
        "",
        {"c/violation"},
        {"c/collapsed"},
    ),
    (
        "breach is no end",
        "Each side accuses the other of breaking Gaza truce",
        "",
        {"c/violation"},
        {"c/collapsed"},
    ),
    ("expired", "Fighting resumes in Gaza after truce expires", "", {"c/expired"}, {"c/extended"}),
    ("expired", "Срок перемирия в Газе истек, бои возобновились", "", {"c/expired"}, {"c/extended"}),
    ("over", "Rebels declare ceasefire over in Colombia", "", {"c/collapsed"}, {"c/in_effect", "c/agreed"}),
    ("over", "Талибы объявили о прекращении перемирия в Афганистане", "", set(), {"c/agreed"}),
    (
        "over",
        "Армия Сирии объявила об окончании режима тишины",
        "",
        {"c/collapsed"},
        {"c/in_effect", "c/agreed"},
    ),
    ("on the verge", "Перемирие в Йемене на грани срыва", "", set(), {"c/collapsed", "c/violation"}),
    ("refusal", "Assad rules out ceasefire with rebels", "", {"c/rejected"}, {"c/agreed", "c/called_for"}),
    ("refusal", "Хуситы отвергли предложение о перемирии в Йемене", "", {"c/rejected"}, {"c/agreed"}),
    (
        "starts now",
        "Ceasefire between Israel and Hezbollah comes into force",
        "",
        {"c/in_effect"},
        {"c/collapsed"},
    ),
    (
        "starts now",
        "Перемирие между Израилем и «Хезболлой» вступило в силу",
        "",
        {"c/in_effect"},
        {"c/collapsed"},
    ),
    (
        "talks held",
        "Ukraine and Russia hold second day of talks in Istanbul",
        "",
        {"t/under_way"},
        {"t/announced", "t/collapsed"},
    ),
    ("talks held", "В Стамбуле идут переговоры России и Украины", "", {"t/under_way"}, {"t/collapsed"}),
    (
        "talks to come",
        "Ukraine and Russia to hold talks in Istanbul next week",
        "",
        {"t/announced"},
        {"t/under_way"},
    ),
    (
        "talks to come",
        "Россия и Украина проведут переговоры в Стамбуле на следующей неделе",
        "",
        {"t/announced"},
        {"t/under_way"},
    ),
    (
        "talks put off",
        "Syria peace talks postponed until February",
        "",
        {"t/stalled"},
        {"t/under_way", "t/announced"},
    ),
    ("talks put off", "Переговоры по Сирии отложены до февраля", "", {"t/stalled"}, {"t/under_way"}),
    (
        "talks dead",
        "Colombia calls off peace talks with ELN",
        "",
        {"t/collapsed"},
        {"t/under_way", "t/announced"},
    ),
    (
        "will not talk",
        "Taliban refuse to negotiate with Kabul",
        "",
        {"t/rejected"},
        {"t/called_for", "t/under_way"},
    ),
    (
        "will not talk",
        "Талибы отказались от переговоров с Кабулом",
        "",
        {"t/rejected"},
        {"t/called_for", "t/under_way"},
    ),
    (
        "signed",
        "Ethiopia and Tigray rebels sign peace deal in Pretoria",
        "",
        {"t/deal_reached"},
        {"t/collapsed"},
    ),
    (
        "signed",
        "Эфиопия и Тыграй подписали мирное соглашение в Претории",
        "",
        {"t/deal_reached"},
        {"t/collapsed"},
    ),
]
SHORT = {"c": "ceasefire", "t": "talks"}


def full(labels: set[str]) -> set[tuple[str, str]]:
    return {(SHORT[label[0]], label[2:]) for label in labels}


@pytest.mark.parametrize(
    ("name", "title", "summary", "wanted", "forbidden"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES]
)
def test_trap(read: Read, name: str, title: str, summary: str, wanted: set[str], forbidden: set[str]) -> None:
    said = current(read(title, summary))
    assert said & full(forbidden) == set(), name
    assert full(wanted) - said == set(), name


@pytest.mark.parametrize(
    ("title", "denier"),
    [
        ("Russia says truce agreed with Ukraine, Kyiv denies", "Ukraine"),
        ("Дамаск заявил о достигнутом перемирии, СДС это опровергли", "Syrian opposition"),
    ],
)
def test_what_another_denies_in_the_same_sentence_is_claimed_and_denied(
    read: Read, title: str, denier: str
) -> None:
    said = {(claim.kind, claim.stance): claim.by for claim in read(title).claims}
    assert (Kind.AGREED, Stance.CLAIMED) in said
    assert said[Kind.AGREED, Stance.DENIED] == denier


def test_what_only_one_side_accepts_is_an_offer(read: Read) -> None:
    said = next(claim for claim in read("Russia agrees to ceasefire").claims if claim.kind is Kind.AGREED)
    assert said.scope is Scope.UNILATERAL  # such a claim moves no status beyond "proposed"


def test_a_sure_denial_is_told_as_one(read: Read) -> None:
    said = next(
        claim
        for claim in read("Sudan's army denies it agreed to truce with RSF").claims
        if claim.kind is Kind.AGREED
    )
    assert said.stance is Stance.DENIED
    assert said.confidence > 0.5
