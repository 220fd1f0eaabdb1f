"""The names of the numbers the encoder gives: one per axis and kind, currently or not, and a few about
stance."""

from news.claim import PEACE_KINDS

CLAIMS: tuple[str, ...] = tuple(f"{axis}/{kind}" for axis, kinds in PEACE_KINDS.items() for kind in kinds)
STANCES: tuple[str, ...] = ("claimed", "possible", "denied", "background")
LABELS: tuple[str, ...] = (
    *CLAIMS,
    *(f"not:{claim}" for claim in CLAIMS),
    "any",
    "mention",
    *(f"{stance}:{axis}" for axis in PEACE_KINDS for stance in STANCES),
)
