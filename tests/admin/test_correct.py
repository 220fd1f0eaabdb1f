"""/correct: a person's word moves a status, is shown as such, survives what comes after, and can be taken
back."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing.jobs.compose import compose
from briefing.jobs.deliver import deliver
from briefing.jobs.understand import let_time_pass, refold
from news.claim import Axis, Claim, Kind, Piece, Stance
from news.fold.correction import Correction, fold_with_corrections
from news.fold.fold import fold
from news.status import ChangeRule, State, Status
from playground import Seen
from tests.admin.house import Town

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def _said(kind: Kind, hours: float, outlet: str) -> Piece:
    claim = Claim("ostia", Axis.CEASEFIRE, kind, Stance.ASSERTED, None, f"{kind} says {outlet} {hours}", 0.97)
    return Piece(
        claim, f"{abs(hash((kind, hours, outlet))) % 10**6}", outlet, NOW + timedelta(hours=hours), None
    )


AGREED = [_said(Kind.AGREED, -30 + n, outlet) for n, outlet in enumerate(("Gazette", "Times", "Post"))]
COLLAPSED = Correction(
    1, "ostia", Axis.CEASEFIRE, State.COLLAPSED, "both armies say so", NOW - timedelta(hours=10)
)
BARE = Status("ostia", Axis.CEASEFIRE)


def test_without_corrections_the_fold_is_the_fold() -> None:
    assert fold_with_corrections(BARE, AGREED, [], NOW) == fold(BARE, AGREED, NOW)


def test_a_correction_is_a_step_of_its_own_and_stands() -> None:
    folded = fold_with_corrections(BARE, AGREED, [COLLAPSED], NOW)
    assert [(c.rule, c.state) for c in folded.changes] == [
        (ChangeRule.VOTE, State.AGREED),
        (ChangeRule.CORRECTED, State.COLLAPSED),
    ]
    assert folded.status.corrected
    assert folded.status.evidence[0].claim.sentence == "both armies say so"


def test_folding_on_from_any_moment_comes_to_the_same() -> None:
    whole = fold_with_corrections(BARE, AGREED, [COLLAPSED], NOW).status
    for hours in (-28.5, -20, -10, -5):
        there = fold_with_corrections(BARE, AGREED, [COLLAPSED], NOW + timedelta(hours=hours)).status
        assert fold_with_corrections(there, AGREED, [COLLAPSED], NOW).status == whole


def test_newer_reports_move_a_corrected_status_on() -> None:
    news = [
        _said(Kind.AGREED, -2 + n / 10, outlet)
        for n, outlet in enumerate(("Gazette", "Times", "Post", "Mail", "Sun", "Star"))
    ]
    status = fold_with_corrections(BARE, AGREED + news, [COLLAPSED], NOW + timedelta(days=2)).status
    assert (status.state, status.corrected) == (State.AGREED, False)


async def _sent(town: Town) -> None:
    while await compose(town.house):
        pass
    while await deliver(town.house, town.parley.sender):
        pass


async def _correct(town: Town, written: str) -> Seen:
    return await town.press(await town.ask(f"/correct {written}"), "Correct it")


async def _undo(town: Town, written: str = "ostia undo") -> Seen:
    return await town.press(await town.ask(f"/correct {written}"), "Take it back")


async def test_a_correction_is_shown_in_card_history_and_why_and_undone(town: Town) -> None:
    said = await _correct(town, "ostia ceasefire collapsed both <armies> say so")
    assert "/correct ostia ceasefire undo" in said.text
    card = await town.ask("/status ostia")
    assert "Ceasefire: collapsed" in card.text
    assert "(corrected by an editor)" in card.text
    assert "both <armies> say so" in card.text
    assert "an editor corrected it" in (await town.ask("/why ostia")).text
    async with town.house.store.read() as books:
        assert [c.rule for c in await books.statuses.history("ostia")] == [ChangeRule.CORRECTED]
    async with town.house.store.begin() as books:
        await refold(books, "ostia", Axis.CEASEFIRE, NOW - timedelta(days=900), town.house.now())
    await let_time_pass(town.house)
    assert "collapsed" in (await town.ask("/status ostia", town.reader)).text
    assert "taken back" in (await _undo(town, "ostia ceasefire undo")).text
    card = await town.ask("/status ostia")
    assert "Ceasefire: none reported" in card.text
    async with town.house.store.read() as books:
        assert await books.statuses.history("ostia") == []
    assert "Nothing is corrected" in (await town.ask("/correct ostia ceasefire undo")).text
    assert [what for _, what in await town.audited()] == ["took a correction back", "corrected a status"]


async def test_a_correction_says_what_it_does_and_to_how_many_and_waits(town: Town) -> None:
    await town.ask("/alerts ostia", town.reader)
    shown = await town.ask("/correct ostia ceasefire collapsed both armies say so")
    assert shown.text == (
        "Ostia: government and the Lake Front\nCeasefire: collapsed (before: none reported), corrected by an editor\n"
        "“both armies say so”\n1 chat will be alerted. It stands until newer reports move it."
    )
    assert shown.button_texts == ["Correct it", "Cancel"]
    await _sent(town)
    assert "Ceasefire: none reported" in (await town.ask("/status ostia")).text
    assert (await town.press(shown, "Cancel")).text == "Nothing was changed."
    await town.stray_press(str(shown.buttons[0][0].data), town.boss)
    await _sent(town)
    assert town.playground.last(town.reader_chat).text.startswith("Alerts are on")
    assert await town.audited() == []


async def test_who_was_told_of_a_correction_is_told_that_it_is_taken_back(town: Town) -> None:
    """And of the same one made again; who was not told of it hears of none of it."""
    late = town.playground.person("Late", language="ru")
    await town.ask("/alerts ostia", town.reader)
    for _ in range(2):
        await _correct(town, "ostia ceasefire collapsed both armies say so")
        await _sent(town)
        assert "Ceasefire: collapsed" in town.playground.last(town.reader_chat).text
        await town.ask("/alerts ostia", late)
        asked = await town.ask("/correct ostia undo")
        assert (
            "Ceasefire: collapsed\n“both armies say so”\n1 chat was told of it and will be told" in asked.text
        )
        assert asked.button_texts == ["Take it back", "Keep it"]
        await town.press(asked, "Take it back")
        await _sent(town)
        assert town.playground.last(town.reader_chat).text == (
            "🔔 Ostia: government and the Lake Front\nThe correction “Ceasefire: collapsed” was a mistake and is taken back.\n"
            "Ceasefire now: none reported"
        )
        assert town.playground.last(town.playground.private(late)).text.startswith("Оповещения включены")
        await town.ask("/alerts off", late)


async def test_a_correction_that_is_kept_stays(town: Town) -> None:
    await _correct(town, "ostia talks stalled both say so")
    asked = await town.ask("/correct ostia undo")
    assert "Nobody was told of it." in asked.text
    assert (await town.press(asked, "Keep it")).text == "Nothing was changed."
    assert "stalled" in (await town.ask("/status ostia")).text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "/correct syria undo"),
        ("", "Send the process"),
        ("undo", "Send the process"),
        ("ostia undo", "Nothing is corrected there."),
        ("ostia", "Send the process"),
        ("ostia ceasefire", "in_effect"),
        ("ostia ceasefire collapsed", "and why"),
        ("ostia ceasefire stalled for days", "collapsed"),
        ("nowhereland talks stalled for days", "I do not know"),
        ("ostja talks stalled for days", "Did you mean:\n/correct ostia talks stalled for days"),
    ],
)
async def test_a_wrong_correction_says_what_to_send(town: Town, written: str, said: str) -> None:
    assert said in (await town.ask(f"/correct {written}")).text
    assert await town.audited() == []
