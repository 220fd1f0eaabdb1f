"""The names of the numbers the encoder gives: one per axis and kind, currently or not, and a few about
stance."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "ceasefire": (
        "called_for",
        "proposed",
        "rejected",
        "agreed",
        "in_effect",
        "violation",
        "extended",
        "expired",
        "collapsed",
    ),
    "talks": ("called_for", "announced", "under_way", "stalled", "deal_reached", "rejected", "collapsed"),
}
CLAIMS: tuple[str, ...] = tuple(f"{axis}/{kind}" for axis, kinds in KINDS.items() for kind in kinds)
STANCES: tuple[str, ...] = ("claimed", "possible", "denied", "background")
LABELS: tuple[str, ...] = (
    *CLAIMS,
    *(f"not:{claim}" for claim in CLAIMS),
    "any",
    "mention",
    *(f"{stance}:{axis}" for axis in KINDS for stance in STANCES),
)
