"""What spoke against a step when it was made, for a reader who asks why it was made all the same (pure)."""

from datetime import timedelta

from news.claim import Piece, Stance
from news.fold.ballot import FORWARD, says, speaks_against, votes
from news.fold.tally import NOTHING, Tally, tally
from news.fold.weights import WEIGHTS
from news.status import Change, ChangeRule, Status


def spoke_against(step: Change) -> Tally:
    """The reports of its time that say the opposite of a voted step, or that it is not so.

    Reports of the stage before a step forward ("to meet", then "meet") are none: they led to it.
    """
    if step.rule is not ChangeRule.VOTE or not step.evidence:
        return NOTHING
    weights = WEIGHTS[step.axis]
    since = min(p.published for p in step.evidence) - timedelta(hours=weights.lead_hours)
    told = [p for p in step.status.pending if p.published >= since and p not in step.evidence]
    return tally(((p, 1.0) for p in told if _opposes(p, step)), step.at, weights)


def _opposes(piece: Piece, step: Change) -> bool:
    if piece.claim.stance is Stance.DENIED:
        return says(piece.claim, step.axis) is step.state
    before = Status(step.process, step.axis, step.previous, evidence=step.evidence)
    cast = votes(piece, before, WEIGHTS[step.axis])
    return any(
        part > 0 and speaks_against(state, step.state) and (state, step.state) not in FORWARD
        for state, part in cast.items()
    )
