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

STREAMS_ASIDE = frozenset(
    {"sudan_2025", "lebanon_2024", "ukraine_minsk", "pakistan_afghanistan_2025", "gaza_2014"}
)
"""Replay streams whose judged pairs no fitting touches: they measure the prover."""
