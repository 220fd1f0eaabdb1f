"""The fixed vocabulary of states, used by card, board, alert, digest, chart and docs alike."""

from briefing.words import Words
from news.claim import Axis
from news.status import State

_AXES: dict[Axis, str] = {Axis.CEASEFIRE: "Ceasefire", Axis.TALKS: "Talks"}

_STATES: dict[tuple[Axis, State], str] = {
    (Axis.CEASEFIRE, State.NONE): "none reported",
    (Axis.CEASEFIRE, State.PROPOSED): "proposed",
    (Axis.CEASEFIRE, State.AGREED): "agreed, not yet in force",
    (Axis.CEASEFIRE, State.IN_EFFECT): "in effect",
    (Axis.CEASEFIRE, State.EXPIRED): "expired",
    (Axis.CEASEFIRE, State.COLLAPSED): "collapsed",
    (Axis.TALKS, State.NONE): "none reported",
    (Axis.TALKS, State.ANNOUNCED): "announced",
    (Axis.TALKS, State.UNDER_WAY): "under way",
    (Axis.TALKS, State.STALLED): "stalled",
    (Axis.TALKS, State.DEAL_REACHED): "deal reached",
    (Axis.TALKS, State.COLLAPSED): "broken down",
}


def axis_name(axis: Axis, words: Words) -> str:
    return words.say(_AXES[axis])


def state_name(axis: Axis, state: State, words: Words) -> str:
    return words.say(_STATES[axis, state])
