"""The numbers of the fold in one place, with their reasons
(docs/decisions/0003-the-fold-weighs-and-waits.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from news.claim import Axis
from news.status import State

NEVER = 1e9
"""A price no vote can pay."""


NEW_ROUND = frozenset({(State.UNDER_WAY, State.ANNOUNCED), (State.IN_EFFECT, State.AGREED)})
"""Steps that are a new round or a new truce, not a step back: made only when nobody confirmed the old one for
a while (`quiet`)."""

AFTER_QUIET = {(State.AGREED, State.PROPOSED): timedelta(days=14)}
"""Steps that say the old state had come to nothing: made only when nobody confirmed it for so long."""


@dataclass(frozen=True, slots=True)
class FoldWeights:
    """How the fold of one axis weighs. A weight of 2.3 is one claim that is right nine times in ten, 3.0 is
    19 in 20."""

    cap: float = 0.97  # no single claim is surer than this
    claimed: float = 0.8  # "X says": part of an assertion's weight
    same_outlet: float = 0.6  # the second item of one outlet counts so much, the third its square …
    half_life_hours: float = 18.0
    window: timedelta = timedelta(hours=72)  # older claims no longer vote
    # part of the need where hardly anybody reports on the conflict; all of it where `dense` items do
    sparse: float = 0.25
    dense: int = 16  # items within the window
    few: int = 5  # items within the window up to which a stream is thin
    crowd: float = 0.03  # more of the need for each item beyond
    span: timedelta = timedelta(
        hours=12
    )  # from first to last voice for a step back or aside where `dense` items report; none where `few` do
    overwhelming: float = 3.0  # so many times the need makes the step at once
    share: float = 1.5  # the new state must outweigh what speaks against it by this factor
    denial: float = 1.0  # a denial takes away so much of its own weight
    reverse_hours: float = (
        12.0  # a state younger than this is left backwards only with `reverse` times the need
    )
    reverse: float = 1.5
    need: Mapping[State, float] = field(default_factory=dict)
    price: Mapping[tuple[State, State], float] = field(default_factory=dict)  # factor on the need; absent: 1
    lead_hours: float = (
        24.0  # what spoke against a step up to so long before the first voice for it still counts
    )
    forward_share: float = (
        0.7  # `share` for a step forward (proposed → agreed → in effect, announced → under way → deal)
    )
    echo: float = 1.0  # part of the weight of older facts that presuppose the present state
    retold: float = 0.4  # part of the weight of a deal told as an older fact
    outcome: float = 0.8  # part of the weight of a ceasefire deal for the talks it came of
    one_sided: float = 0.9  # part of the weight when one side binds only itself
    humanitarian: float = 0.9  # part of the weight of a pause for aid
    before_start: float = 0.3  # part of a claim "in effect" told before the agreed start
    correction: float = 0.4  # part of the price of setting right an end that only the calendar told
    breach_of_agreed: float = 1.0  # a breach of what was only agreed says that it had begun
    breach_of_nothing: float = 0.2  # a breach where nothing stands says that we missed a beginning
    extension_of_nothing: float = 0.7  # "extended" where nothing stands: it is in effect
    breach: float = 2.0  # weight of breach reports that raises the flag
    breach_plain: float = 0.7  # proof from which a sentence tells of a breach plainly
    extension: float = 2.0  # weight of "extended" that renews the end
    dispute: float = 1.2  # weight of one speaker's denials that makes a dispute
    denied: float = 0.35  # sureness of one side's denials that are shown as such before they are a dispute
    retract: float = 1.0  # weight of denials and refusals that turns an agreement back into an offer
    background: float = 3.0  # weight of background claims that fills an unknown axis
    confirm: float = 0.5  # confidence of a claim that confirms the state or sets its times
    times: float = 0.5  # confidence of a claim whose dates are believed
    quiet: timedelta = timedelta(
        hours=48
    )  # unconfirmed for so long, a state may be followed by a new beginning of the same
    refusal_days: int = 14  # a refusal within so many days of a proposal is an answer to it
    breach_lapse: timedelta = timedelta(days=10)
    short_pause: timedelta = timedelta(days=10)  # a truce that lasted no longer was a pause …
    past_after: timedelta = timedelta(days=14)  # … and is no longer told of so long after its end
    end_grace: timedelta = timedelta(
        hours=24
    )  # news of an extension comes after the end; never longer than it lasted
    max_pending: int = 48
    implied: float = 3.0  # so many times the need where no sentence says the state by itself
    plain: Mapping[State, float] = field(
        default_factory=dict
    )  # proof from which a sentence says a state plainly


_CEASEFIRE_NEED = {
    State.PROPOSED: 2.3,
    State.AGREED: 2.3,
    State.IN_EFFECT: 1.8,
    State.EXPIRED: 2.3,
    State.COLLAPSED: 2.6,
}
_CEASEFIRE_PRICE = {
    (State.NONE, State.EXPIRED): 3.5,
    (State.NONE, State.COLLAPSED): 3.5,
    (State.PROPOSED, State.EXPIRED): 1.5,
    (State.PROPOSED, State.COLLAPSED): 1.5,
    (State.IN_EFFECT, State.PROPOSED): NEVER,
    (State.IN_EFFECT, State.AGREED): 1.8,
    (State.EXPIRED, State.COLLAPSED): NEVER,
    (State.COLLAPSED, State.EXPIRED): NEVER,
    (State.EXPIRED, State.IN_EFFECT): 1.3,
    (State.COLLAPSED, State.IN_EFFECT): 1.3,
}
_TALKS_NEED = {
    State.ANNOUNCED: 2.6,
    State.UNDER_WAY: 1.2,
    State.STALLED: 2.4,
    State.DEAL_REACHED: 2.2,
    State.COLLAPSED: 2.6,
}
_TALKS_PRICE = {
    (State.NONE, State.ANNOUNCED): 1.5,
    (State.NONE, State.UNDER_WAY): 1.3,
    (State.NONE, State.STALLED): 1.8,
    (State.NONE, State.COLLAPSED): 1.5,
    (State.UNDER_WAY, State.ANNOUNCED): 1.7,
    (State.DEAL_REACHED, State.ANNOUNCED): 1.5,
    (State.DEAL_REACHED, State.UNDER_WAY): 1.3,
    (State.DEAL_REACHED, State.STALLED): 1.3,
    (State.COLLAPSED, State.STALLED): NEVER,
    (State.COLLAPSED, State.ANNOUNCED): 1.3,
    (State.COLLAPSED, State.UNDER_WAY): 1.3,
}

_CEASEFIRE_PLAIN = {**dict.fromkeys(_CEASEFIRE_NEED, 0.75), State.PROPOSED: 0.55, State.COLLAPSED: 0.8}
_TALKS_PLAIN = {
    State.ANNOUNCED: 0.8,
    State.UNDER_WAY: 0.65,
    State.STALLED: 0.7,
    State.DEAL_REACHED: 0.65,
    State.COLLAPSED: 0.75,
}

WEIGHTS: dict[Axis, FoldWeights] = {
    Axis.CEASEFIRE: FoldWeights(need=_CEASEFIRE_NEED, price=_CEASEFIRE_PRICE, plain=_CEASEFIRE_PLAIN),
    Axis.TALKS: FoldWeights(
        plain=_TALKS_PLAIN,
        need=_TALKS_NEED,
        price=_TALKS_PRICE,
        half_life_hours=24.0,
        sparse=0.45,
        share=2.0,
        claimed=0.85,
        quiet=timedelta(hours=96),
    ),
}
