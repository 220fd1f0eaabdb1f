"""Kinds by what they have in common: the one vocabulary of kind sets for all that reads."""

from news.claim import Kind

EVERY = frozenset(Kind)
IN_FORCE = frozenset({Kind.AGREED, Kind.IN_EFFECT})
TIMED = IN_FORCE | {Kind.EXTENDED}
"""A truce whose start and end may be told."""
STANDING = TIMED | {Kind.PROPOSED}
"""What a truce is before it ends."""
MADE = TIMED | {Kind.DEAL_REACHED}
"""What two sides make, and one of them may deny."""
COVERED = STANDING | {Kind.STALLED, Kind.DEAL_REACHED}
"""What may be said not to hold somewhere, or to be none."""
AGREEMENTS = frozenset({Kind.AGREED, Kind.DEAL_REACHED, Kind.EXTENDED})
ENDED = frozenset({Kind.COLLAPSED, Kind.EXPIRED})
BREAKING = ENDED | {Kind.VIOLATION}
BEGUN = BREAKING | {Kind.IN_EFFECT}
"""Kinds that can only be of a truce which had begun."""
BAD_NEWS = BREAKING | {Kind.REJECTED, Kind.STALLED}
TURNS = ENDED | {Kind.AGREED, Kind.EXTENDED}
"""What happens on one day."""
UNSURE_UNTIL_SO = TURNS | {Kind.IN_EFFECT, Kind.DEAL_REACHED}
"""What is nothing as long as nobody knows whether it is so."""
DATED = frozenset({Kind.ANNOUNCED, Kind.UNDER_WAY, Kind.STALLED})
AHEAD = frozenset({Kind.CALLED_FOR, Kind.PROPOSED, Kind.ANNOUNCED, Kind.EXTENDED})
"""A month told with these may lie ahead."""
OFFERS = frozenset({Kind.CALLED_FOR, Kind.PROPOSED, Kind.ANNOUNCED})
DENIABLE = EVERY - {Kind.REJECTED, Kind.CALLED_FOR, Kind.STALLED}
"""What a verb of denial can govern."""
