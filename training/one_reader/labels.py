"""Names of the states a sentence says, and the streams set aside."""

from __future__ import annotations

STATES = (
    "proposed", "agreed", "in effect", "extended", "violated", "expired", "collapsed",
    "announced", "under way", "stalled", "deal reached", "talks collapsed",
)  # fmt: skip

STREAMS_ASIDE = frozenset(
    {"sudan_2025", "lebanon_2024", "ukraine_minsk", "pakistan_afghanistan_2025", "gaza_2014"}
)
"""Replay streams whose judged pairs no fitting touches: they measure the head of proofs."""
