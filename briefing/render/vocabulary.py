"""The fixed vocabulary of states, used by card, board, alert, digest, chart and docs alike."""

from briefing.render.words import Words
from news.claim import Axis, Kind, Stance
from news.feed import FeedKind
from news.fold.dated import Coming
from news.status import State

_AXES: dict[Axis, str] = {Axis.CEASEFIRE: "Ceasefire", Axis.TALKS: "Talks", Axis.FIGHTING: "Fighting"}

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
    (Axis.FIGHTING, State.NONE): "not known",
    (Axis.FIGHTING, State.QUIET): "quiet",
    (Axis.FIGHTING, State.INCIDENTS): "isolated incidents",
    (Axis.FIGHTING, State.FIGHTING): "day after day",
    (Axis.FIGHTING, State.MAJOR): "heavy",
}


_LASTING = (State.NONE, State.IN_EFFECT, State.UNDER_WAY, State.STALLED)
"""States that go on; the others happened at a moment."""


def axis_name(axis: Axis, words: Words) -> str:
    return words.say(_AXES[axis])


def state_name(axis: Axis, state: State, words: Words) -> str:
    return words.say(_STATES[axis, state])


def state_in_short(axis: Axis, state: State, words: Words) -> str:
    """The state as one of several in a row: an agreement that another state follows needs no "not yet in
    force"."""
    return words.say("agreed") if state is State.AGREED else state_name(axis, state, words)


_REGIONS: dict[str, str] = {
    "middle-east": "Middle East",
    "europe": "Europe and the Caucasus",
    "africa": "Africa",
    "asia": "Asia",
    "americas": "The Americas",
}


def region_name(region: str, words: Words) -> str:
    return words.say(_REGIONS.get(region, "Elsewhere"))


_COMING: dict[Coming, str] = {
    Coming.STARTS: "the ceasefire starts",
    Coming.ENDS: "the ceasefire ends",
    Coming.TALKS: "talks are planned",
}


def coming_name(what: Coming, words: Words) -> str:
    return words.say(_COMING[what])


def state_since(axis: Axis, state: State, since: str, words: Words, *, hour: bool = False) -> str:
    """The state with the day, or the `hour`, it began: "in effect since 9 Sep", but "collapsed on 9 Sep" and
    "agreed on 9 Sep, not yet in force"."""
    if (axis, state) == (Axis.CEASEFIRE, State.AGREED):
        if hour:
            return words.say("agreed at {time}, not yet in force", time=since)
        return words.say("agreed on {day}, not yet in force", day=since)
    if state not in _LASTING:
        when = words.say("at {time}", time=since) if hour else words.say("on {day}", day=since)
        return f"{state_name(axis, state, words)} {when}"
    return state_name(axis, state, words) + " " + words.say("since {day}", day=since)


_KINDS: dict[Kind, str] = {
    Kind.CALLED_FOR: "called for",
    Kind.PROPOSED: "proposal",
    Kind.REJECTED: "rejection",
    Kind.AGREED: "agreement",
    Kind.IN_EFFECT: "being in effect",
    Kind.VIOLATION: "breach",
    Kind.EXTENDED: "extension",
    Kind.EXPIRED: "expiry",
    Kind.COLLAPSED: "collapse",
    Kind.ANNOUNCED: "announcement",
    Kind.UNDER_WAY: "being under way",
    Kind.STALLED: "standstill",
    Kind.DEAL_REACHED: "deal",
    Kind.ATTACK: "attack",
    Kind.CLASH: "clash",
    Kind.OFFENSIVE: "offensive",
    Kind.LULL: "lull",
    Kind.PULLBACK: "pullback",
}

_STANCES: dict[Stance, str] = {
    Stance.ASSERTED: "reported as fact",
    Stance.CLAIMED: "claimed, not reported as fact",
    Stance.DENIED: "denied",
    Stance.POSSIBLE: "only possible",
    Stance.BACKGROUND: "an older fact",
}

_FEED_KINDS: dict[FeedKind, str] = {
    FeedKind.WIRE: "news agency",
    FeedKind.PUBLIC_BROADCASTER: "public broadcaster",
    FeedKind.STATE_MEDIA: "state media",
    FeedKind.INDEPENDENT: "independent outlet",
    FeedKind.UN_NGO: "UN or aid organisation",
    FeedKind.OFFICIAL: "official site",
    FeedKind.CHANNEL: "channel",
}


_POWERS: tuple[str, ...] = (
    "United States",
    "European Union",
    "Russia",
    "Turkey",
    "China",
    "Egypt",
    "Qatar",
    "Saudi Arabia",
)
"""Great powers and bodies that the reader calls so, whatever the item calls them; most of them mediate."""


def power_name(name: str, words: Words) -> str | None:
    """A great power or body by the reader's name of it; None for any other name."""
    return words.say(name) if name in _POWERS else None


def kind_name(kind: Kind, words: Words) -> str:
    """What a claim says has happened, as a noun."""
    return words.say(_KINDS[kind])


def stance_name(stance: Stance, words: Words) -> str:
    return words.say(_STANCES[stance])


def feed_kind_name(kind: FeedKind, words: Words) -> str:
    return words.say(_FEED_KINDS[kind])
