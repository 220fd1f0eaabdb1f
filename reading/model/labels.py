"""The names of the numbers the models give for an item: one per axis and kind, currently or not, a few about
stance, and those of fighting."""

from news.claim import KINDS, PEACE_KINDS, Axis

CLAIMS: tuple[str, ...] = tuple(f"{axis}/{kind}" for axis, kinds in PEACE_KINDS.items() for kind in kinds)
STANCES: tuple[str, ...] = ("claimed", "possible", "denied", "background")
LABELS: tuple[str, ...] = (
    *CLAIMS,
    *(f"not:{claim}" for claim in CLAIMS),
    "any",
    "mention",
    *(f"{stance}:{axis}" for axis in PEACE_KINDS for stance in STANCES),
)

FIGHTS: tuple[str, ...] = tuple(KINDS[Axis.FIGHTING])
FIGHTING: tuple[str, ...] = (
    *(f"fight:{kind}" for kind in FIGHTS),
    "fight:any",  # an attack, a clash or an offensive
    "fight:not",  # told of, but not as of now
    "fight:claimed",
    "fight:day",
    "fight:major",
)
"""What the multilingual model says of fighting in an item."""
