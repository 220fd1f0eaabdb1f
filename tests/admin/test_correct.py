"""/correct: a person's word moves a status, is shown as such, survives what comes after, and can be taken
back."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing.jobs.understand import let_time_pass, refold
from news.claim import Axis, Claim, Evidence, Kind, Stance
from news.fold.correction import Correction, fold_corrected
from news.fold.fold import fold
from news.status import Rule, State, Status
from tests.admin.house import Town

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def _said(kind: Kind, hours: float, outlet: str) -> Evidence:
    claim = Claim("ostia", Axis.CEASEFIRE, kind, Stance.ASSERTED, None, f"{kind} says {outlet} {hours}", 0.97)
    return Evidence(
        claim, f"{abs(hash((kind, hours, outlet))) % 10**6}", outlet, NOW + timedelta(hours=hours), None
    )


AGREED = [_said(Kind.AGREED, -30 + n, outlet) for n, outlet in enumerate(("Gazette", "Times", "Post"))]
COLLAPSED = Correction(
    1, "ostia", Axis.CEASEFIRE, State.COLLAPSED, "both armies say so", NOW - timedelta(hours=10)
)
BARE = Status("ostia", Axis.CEASEFIRE)


def test_without_corrections_the_fold_is_the_fold() -> None:
    assert fold_corrected(BARE, AGREED, [], NOW) == fold(BARE, AGREED, NOW)


def test_a_correction_is_a_step_of_its_own_and_stands() -> None:
    folded = fold_corrected(BARE, AGREED, [COLLAPSED], NOW)
    assert [(c.rule, c.state) for c in folded.changes] == [
        (Rule.VOTE, State.AGREED),
        (Rule.CORRECTED, State.COLLAPSED),
    ]
    assert folded.status.corrected
    assert folded.status.evidence[0].claim.sentence == "both armies say so"


def test_folding_on_from_any_moment_comes_to_the_same() -> None:
    whole = fold_corrected(BARE, AGREED, [COLLAPSED], NOW).status
    for hours in (-28.5, -20, -10, -5):
        there = fold_corrected(BARE, AGREED, [COLLAPSED], NOW + timedelta(hours=hours)).status
        assert fold_corrected(there, AGREED, [COLLAPSED], NOW).status == whole


def test_newer_reports_move_a_corrected_status_on() -> None:
    news = [
        _said(Kind.AGREED, -2 + n / 10, outlet)
        for n, outlet in enumerate(("Gazette", "Times", "Post", "Mail", "Sun", "Star"))
    ]
    status = fold_corrected(BARE, AGREED + news, [COLLAPSED], NOW + timedelta(days=2)).status
    assert (status.state, status.corrected) == (State.AGREED, False)


async def test_a_correction_is_shown_in_card_history_and_why_and_undone(town: Town) -> None:
    said = await town.ask("/correct ostia ceasefire collapsed both <armies> say so")
    assert "/correct ostia ceasefire undo" in said.text
    card = await town.ask("/status ostia")
    assert "Ceasefire: collapsed" in card.text
    assert "(corrected by an editor)" in card.text
    assert "both <armies> say so" in card.text
    assert "an editor corrected it" in (await town.ask("/why ostia")).text
    async with town.house.store.read() as books:
        assert [c.rule for c in await books.statuses.history("ostia")] == [Rule.CORRECTED]
    async with town.house.store.begin() as books:
        await refold(books, "ostia", Axis.CEASEFIRE, NOW - timedelta(days=900), town.house.now())
    await let_time_pass(town.house)
    assert "collapsed" in (await town.ask("/status ostia", town.reader)).text
    assert "taken back" in (await town.ask("/correct ostia ceasefire undo")).text
    card = await town.ask("/status ostia")
    assert "Ceasefire: none reported" in card.text
    async with town.house.store.read() as books:
        assert await books.statuses.history("ostia") == []
    assert "Nothing is corrected" in (await town.ask("/correct ostia ceasefire undo")).text
    assert [what for _, what in await town.audited()] == ["took a correction back", "corrected a status"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Send the process"),
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
