"""Names of what the multilingual reader says beside `reading.labels`: fighting of an item, states a sentence says."""

from __future__ import annotations

FIGHTS = ("attack", "clash", "offensive", "lull", "pullback")
FIGHTING = (
    *(f"fight:{kind}" for kind in FIGHTS),
    "fight:any",
    "fight:not",
    "fight:claimed",
    "fight:day",
    "fight:major",
)
STATES = (
    "proposed", "agreed", "in effect", "extended", "violated", "expired", "collapsed",
    "announced", "under way", "stalled", "deal reached", "talks collapsed",
)  # fmt: skip
