"""The next step an axis makes for what has been said: weighed, never on a claim that nothing else makes
likely."""

from dataclasses import replace
from datetime import datetime

from news.claim import Axis, Stance
from news.fold.ballot import says
from news.fold.calendar import make_change
from news.fold.same_state import breach, dispute, extend, retract
from news.fold.tally import Tally, explain, tally
from news.fold.vote import vote
from news.fold.weights import FoldWeights
from news.status import SHOWN, Change, ChangeRule, State, Status


def next_step(
    status: Status, now: datetime, weights: FoldWeights, barred: frozenset[State] = frozenset()
) -> Change | None:
    """The most urgent step that the claims weighed at `now` demand; None: everything stays. No vote leads to a
    state that is `barred`."""

    def voted(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
        return vote(status, now, weights, barred)

    rules = (retract, voted, extend, breach, dispute, _background)
    return next((change for rule in rules if (change := rule(status, now, weights))), None)


def _background(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    """An axis nothing is known about may be filled from older facts that several outlets tell, and says
    so."""
    if status.state is not State.NONE or status.since is not None or status.axis is Axis.TALKS:
        return None
    older = (
        (_told_as_older(status, state, now, weights), state)
        for state in (State.IN_EFFECT, State.COLLAPSED, State.EXPIRED)
    )
    support, state = max(older, key=lambda pair: (pair[0].weight, pair[1]))
    if support.weight < weights.background or support.outlets < 2:
        return None
    filled = replace(
        status,
        state=state,
        since=now,
        confirmed_at=now,
        outlets=support.outlets,
        evidence=support.pieces[:SHOWN],
        background=True,
        as_of=now,
    )
    return make_change(
        filled, status, now, ChangeRule.BACKGROUND, explain(support, support.weight, weights.background)
    )


def _told_as_older(status: Status, state: State, now: datetime, weights: FoldWeights) -> Tally:
    told = [
        (p, 1.0)
        for p in status.pending
        if p.claim.stance is Stance.BACKGROUND and says(p.claim, status.axis) is state
    ]
    return tally(told, now, weights)
