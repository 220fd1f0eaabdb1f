"""A change rests on a sentence that says it by itself; what only implies it waits or weighs less."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from news.claim import PROVEN, Axis, Claim, Kind, Piece, Stance
from news.fold.fold import fold
from news.status import ChangeRule, Fold, State, Status

T0 = datetime(2031, 3, 1, 9, tzinfo=UTC)


def claim(
    kind: Kind, says: dict[Kind, float], *, stance: Stance = Stance.ASSERTED, by: str | None = None
) -> Claim:
    proofs = tuple(says.get(k, 0.05) if axis is Axis.CEASEFIRE else 0.05 for axis, k in PROVEN)
    return Claim(
        "velia", Axis.CEASEFIRE, kind, stance, by, f"A sentence of {kind} {says}", 0.97, proofs=proofs
    )


def piece(number: int, claimed: Claim, at: datetime = T0) -> Piece:
    sentence = f"{claimed.sentence} number {number}"
    return Piece(replace(claimed, sentence=sentence), f"i{number}", f"Outlet {number}", at, None)


def folded(*pieces: Piece) -> Fold:
    return fold(Status("velia", Axis.CEASEFIRE), pieces, T0 + _hours(2))


def _hours(number: int) -> timedelta:
    return timedelta(hours=number)


PLAIN = claim(Kind.IN_EFFECT, {Kind.IN_EFFECT: 0.9})
MENTION = claim(Kind.IN_EFFECT, {Kind.IN_EFFECT: 0.3})


def test_a_passing_mention_moves_nothing() -> None:
    assert folded(piece(1, MENTION)).changes == ()


def test_a_plain_sentence_moves_the_axis() -> None:
    assert folded(piece(1, PLAIN)).status.state is State.IN_EFFECT


def test_the_plainest_sentence_is_quoted_first() -> None:
    found = folded(piece(1, MENTION), piece(2, PLAIN), piece(3, MENTION))
    assert found.changes[0].evidence[0].item_id == "i2"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_breaches_never_begin_a_truce(number: int) -> None:
    breach = claim(Kind.VIOLATION, {Kind.VIOLATION: 0.95, Kind.IN_EFFECT: 0.9})
    assert folded(*(piece(n, breach) for n in range(number))).changes == ()


def test_an_agreement_takes_effect_by_a_sentence_that_says_so() -> None:
    agreed = claim(Kind.AGREED, {Kind.AGREED: 0.9})
    assert folded(piece(1, agreed), piece(2, MENTION, T0 + _hours(1))).status.state is State.AGREED
    assert folded(piece(1, agreed), piece(2, PLAIN, T0 + _hours(1))).status.state is State.IN_EFFECT


def test_a_truce_that_one_side_alone_declares_is_an_offer() -> None:
    own = replace(claim(Kind.AGREED, {Kind.PROPOSED: 0.6}), part="side:North")
    assert folded(piece(1, own)).status.state is State.PROPOSED
    assert folded(piece(1, replace(own, part=None))).changes == ()


def test_an_outlet_disputes_nothing() -> None:
    denial = claim(Kind.IN_EFFECT, {}, stance=Stance.DENIED)
    found = folded(piece(1, PLAIN), *(piece(n, denial, T0 + _hours(1)) for n in (2, 3, 4)))
    assert found.status.disputed_by == ()


def test_a_side_that_is_named_disputes() -> None:
    denial = claim(Kind.IN_EFFECT, {}, stance=Stance.DENIED, by="North")
    found = folded(piece(1, PLAIN), *(piece(n, denial, T0 + _hours(1)) for n in (2, 3)))
    assert found.status.disputed_by == ("North",)


def test_the_newest_plain_sentence_is_quoted_first_later_on() -> None:
    later = folded(piece(1, PLAIN), piece(2, MENTION, T0 + _hours(1)), piece(3, PLAIN, T0 + _hours(2)))
    assert [p.item_id for p in later.status.evidence][:2] == ["i3", "i1"]


def test_the_calendars_line_quotes_the_sentence_that_set_the_date() -> None:
    agreed = claim(Kind.AGREED, {Kind.AGREED: 0.9})
    dated = replace(agreed, effective_at=T0 + _hours(48))
    told = (piece(1, dated), piece(2, agreed, T0 + _hours(1)))
    due = fold(Status("velia", Axis.CEASEFIRE), told, T0 + _hours(60)).changes[-1]
    assert (due.rule, due.evidence[0].item_id) == (ChangeRule.DUE, "i1")


def test_the_sentence_that_set_an_end_stays_among_the_evidence() -> None:
    ending = replace(PLAIN, ends_at=T0 + _hours(24 * 30))
    later = [piece(n, PLAIN, T0 + _hours(n)) for n in range(1, 12)]
    told = fold(Status("velia", Axis.CEASEFIRE), [piece(0, ending), *later], T0 + _hours(20)).status
    assert "i0" in {p.item_id for p in told.evidence}
    assert told.evidence[0].item_id == "i11"


def test_a_line_of_one_side_names_who_speaks_in_its_quote() -> None:
    north = replace(PLAIN, stance=Stance.CLAIMED, by="North", proofs=PLAIN.proofs)
    south = replace(MENTION, stance=Stance.CLAIMED, by="South", confidence=0.99)
    status = folded(piece(1, south), piece(2, north)).status
    assert (status.evidence[0].claim.by, status.by) == ("North", "North")


def test_a_breach_is_told_by_the_sentence_that_says_it() -> None:
    threat = claim(Kind.VIOLATION, {Kind.VIOLATION: 0.3})
    breach = claim(Kind.VIOLATION, {Kind.VIOLATION: 0.95})
    found = folded(piece(1, PLAIN), piece(2, threat, T0 + _hours(1)), piece(3, breach, T0 + _hours(2)))
    (_, breached) = found.changes
    assert breached.rule is ChangeRule.BREACH
    assert breached.evidence[0].item_id == "i3"


def test_what_only_threatens_a_truce_is_no_breach() -> None:
    threat = claim(Kind.VIOLATION, {Kind.VIOLATION: 0.3})
    found = folded(piece(1, PLAIN), piece(2, threat, T0 + _hours(1)))
    assert not found.status.violations


def test_a_second_dispute_quotes_its_own_denial_first() -> None:
    plain = [piece(n, PLAIN) for n in (1, 2)]
    first = claim(Kind.IN_EFFECT, {}, stance=Stance.DENIED, by="North")
    second = claim(Kind.IN_EFFECT, {}, stance=Stance.DENIED, by="South")
    found = folded(*plain, piece(3, first, T0 + _hours(1)), piece(4, second, T0 + _hours(2)))
    disputes = [change for change in found.changes if change.rule is ChangeRule.DISPUTED]
    assert [change.evidence[0].item_id for change in disputes] == ["i3", "i4"]
