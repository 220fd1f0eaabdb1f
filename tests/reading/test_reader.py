"""The reader as a whole: shape of a reading, stance, times, determinism and odd input."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from news.claim import Axis, Kind, Reading, Scope, Stance
from reading.reader import ItemText, Reader
from tests.reading.conftest import PUBLISHED, current

Read = Callable[..., Reading]


def test_a_claim_keeps_its_sentence_verbatim(read: Read) -> None:
    summary = "Aid trucks rolled in. The ceasefire between Israel and Hamas took effect at dawn, and guns fell silent."
    reading = read("Quiet returns to Gaza", summary)
    assert reading.claims
    assert all(
        claim.sentence in ("Quiet returns to Gaza", *summary.split(". ")) or claim.sentence in summary
        for claim in reading.claims
    )


def test_the_process_is_named_and_first(read: Read) -> None:
    reading = read("Ukraine and Russia hold talks in Istanbul")
    assert reading.processes[0] == "ukraine"
    assert reading.claims[0].process == "ukraine"


def test_two_processes_in_one_item_are_two_claims(read: Read) -> None:
    reading = read(
        "World briefing",
        "Israel and Hezbollah agreed a ceasefire in Lebanon. In Sudan, the RSF rejected a truce offered by the army.",
    )
    found = {(claim.process, str(claim.kind)) for claim in reading.claims if claim.stance.current}
    assert {("lebanon", "agreed"), ("sudan", "rejected")} <= found


def test_an_unknown_conflict_is_never_forced(read: Read) -> None:
    reading = read("Zubrovian rebels and army sign ceasefire")
    assert {claim.process for claim in reading.claims} <= {""}


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Israel and Hamas agree to truce", Stance.ASSERTED),
        ("Israel denies agreeing to truce with Hamas", Stance.DENIED),
        ("Israel and Hamas may reach a truce deal within days", Stance.POSSIBLE),
        ("Кремль опроверг договоренность о перемирии с Украиной", Stance.DENIED),
        ("Россия и Украина могут договориться о перемирии", Stance.POSSIBLE),
    ],
)
def test_stance(read: Read, title: str, stance: Stance) -> None:
    stances = {claim.stance for claim in read(title).claims}
    assert stance in stances
    if not stance.current:
        assert not any(
            claim.stance.current and claim.kind in (Kind.AGREED, Kind.IN_EFFECT)
            for claim in read(title).claims
        )


def test_one_official_alone_is_a_claim_not_a_fact(read: Read) -> None:
    claim = read(
        "Trump says Israel and Iran have agreed to ceasefire", published=datetime(2025, 6, 24, tzinfo=UTC)
    ).claims[0]
    assert (claim.axis, claim.kind, claim.stance, claim.by) == (
        Axis.CEASEFIRE,
        Kind.AGREED,
        Stance.CLAIMED,
        "United States",
    )


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Russia says Ukraine broke the truce near Kherson", Stance.CLAIMED),
        ("Rebels claim M23 and Congo agreed a truce in Doha", Stance.CLAIMED),
        ("Россия заявила, что Украина нарушила перемирие", Stance.CLAIMED),
        ("Shells hit Kherson despite truce between Russia and Ukraine", Stance.ASSERTED),
        ("Congo and M23 sign a truce in Doha", Stance.ASSERTED),
        ("Россия и Украина провели переговоры в Стамбуле", Stance.ASSERTED),
    ],
)
def test_one_sides_word_is_told_from_a_fact(read: Read, title: str, stance: Stance) -> None:
    assert read(title).claims[0].stance is stance


def test_times_scope_and_by_are_filled(read: Read) -> None:
    claim = read("Sudan's army and RSF agree 72-hour truce starting Friday at 6 pm").claims[0]
    assert claim.effective_at == datetime(2025, 3, 14, 18, tzinfo=UTC)
    assert claim.ends_at == datetime(2025, 3, 17, 18, tzinfo=UTC)
    assert claim.scope is Scope.WHOLE
    assert claim.by is not None


def test_confidence_and_reason_are_told(read: Read) -> None:
    claim = read("Israel and Hamas agree to extend truce by two days").claims[0]
    assert 0.3 < claim.confidence <= 1
    assert claim.reason.startswith("cues:ceasefire/extended")


def test_other_languages_are_not_read(read: Read) -> None:
    reading = read(
        "Les deux parties au Soudan ont signé un accord de cessez-le-feu après des négociations à Djeddah avec Hemedti"
    )
    assert (reading.read, reading.claims) == (False, ())


def test_what_the_gate_stops_is_not_read(read: Read) -> None:
    assert read("Bakery wins prize for rye bread") == Reading(None, False, ())


@pytest.mark.parametrize(
    "title",
    ["", " ", "?", "truce", "\u200b", "ceasefire " * 400, "Truce\x00holds", "🕊️ ceasefire 🕊️", "перемирие"],
)
def test_odd_input_does_no_harm(read: Read, title: str) -> None:
    assert isinstance(read(title, title), Reading)


def test_reading_twice_and_in_other_company_gives_the_same(reader: Reader) -> None:
    items = [
        ItemText(f"Israel and Hamas agree {n}-day truce", "", None, PUBLISHED, "own") for n in range(2, 80)
    ]
    assert reader.read_many(items) == reader.read_many(items)
    assert reader.read_many(items[5:6]) == reader.read_many(items)[5:6]


def test_the_text_is_read_when_there_is_no_summary(reader: Reader) -> None:
    item = ItemText("", "", "Israel and Hamas agreed to a ceasefire on Sunday.", PUBLISHED, "own")
    assert ("ceasefire", "agreed") in current(reader.read_many([item])[0])


@pytest.mark.parametrize(
    ("title", "summary", "start", "end"),
    [
        (
            "Russia and Ukraine sign ceasefire deal",
            "The 60-day ceasefire starts on Sunday at 06:00, envoys said.",
            (3, 16, 6),
            (5, 15, 6),
        ),
        ("Russia and Ukraine sign ceasefire deal", "It takes effect at noon on Tuesday.", (3, 18, 12), None),
        (
            "Израиль и ХАМАС договорились о недельном перемирии",
            "Перемирие начнётся в субботу.",
            (3, 15),
            (3, 22),
        ),
        (
            "Israel and Hamas agree ceasefire",
            "In Sudan, a ceasefire between the army and the RSF starts on Sunday.",
            None,
            None,
        ),
    ],
)
def test_the_next_sentences_tell_when_the_truce_begins(
    read: Read, title: str, summary: str, start: tuple[int, ...] | None, end: tuple[int, ...] | None
) -> None:
    claim = next(
        claim
        for claim in read(title, summary).claims
        if claim.kind is Kind.AGREED and claim.sentence == title
    )
    assert claim.effective_at == (datetime(2025, *start, tzinfo=UTC) if start else None)  # type: ignore[misc,arg-type]
    assert claim.ends_at == (datetime(2025, *end, tzinfo=UTC) if end else None)  # type: ignore[misc,arg-type]
