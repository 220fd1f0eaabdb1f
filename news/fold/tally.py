"""What the claims of the last days add up to: who says what, how sure, how many independent voices."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.claim import Piece, Stance
from news.fold.weights import FoldWeights

_WORD = re.compile(r"\w+")
_SAME_STORY = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Tally:
    """Support for one thing said: the sum of the voices' weights and the pieces behind it, the heaviest
    first."""

    weight: float
    pieces: tuple[Piece, ...]

    @property
    def outlets(self) -> int:
        return independent_outlets(self.pieces)


NOTHING = Tally(0.0, ())


def outlet_name(outlet: str) -> str:
    """One newspaper under one name: "The Guardian", "guardian_intl" → "guardian"."""
    name = outlet.casefold().strip().removeprefix("the ")
    return name.split("_", 1)[0] or outlet


def same_words(sentence: str) -> str:
    """What makes two sentences wire copy of each other: the first words, without case, marks and agency
    names."""
    return " ".join(_WORD.findall(sentence.casefold())[:12])


def weight_of(piece: Piece, now: datetime, weights: FoldWeights) -> float:
    """How much one claim counts at `now`: the log of the odds of error, halved with age, less when only one
    side says so."""
    sure = -math.log(1 - min(max(piece.claim.confidence, 0.0), weights.cap))
    hours = max((now - piece.published).total_seconds(), 0.0) / 3600
    part = weights.claimed if piece.claim.stance is Stance.CLAIMED else 1.0
    return sure * part * math.exp2(-hours / weights.half_life_hours)


def tally(ballots: Iterable[tuple[Piece, float]], now: datetime, weights: FoldWeights) -> Tally:
    """Add voices (claim, part of its weight): the same words and one wire report count once, further items of
    one outlet less and less.

    For a wire report the surest of its items counts, of equals the first: a copy that says no more makes it
    no younger.
    """
    by_words: dict[str, tuple[float, Piece, float]] = {}
    for piece, part in ballots:
        weight, words = part * weight_of(piece, now, weights), same_words(piece.claim.sentence)
        if words not in by_words or weight > by_words[words][0]:
            by_words[words] = weight, piece, part * weight_of(piece, piece.published, weights)
    surest: dict[str, str] = {}
    for _, piece, _ in sorted(
        by_words.values(), key=lambda told: (-told[2], told[1].published, told[1].item_id)
    ):
        surest.setdefault(piece.voice, piece.item_id)
    told = ((weight, piece) for weight, piece, _ in by_words.values() if surest[piece.voice] == piece.item_id)
    ranked = sorted(told, key=lambda pair: (-pair[0], pair[1].published, pair[1].item_id))
    seen: dict[str, int] = defaultdict(int)
    total, items = 0.0, set[str]()
    for weight, piece in ranked:
        if piece.item_id in items:
            continue
        items.add(piece.item_id)
        outlet = outlet_name(piece.outlet)
        total += weight * weights.same_outlet ** seen[outlet]
        seen[outlet] += 1
    return Tally(total, tuple(piece for _, piece in ranked))


def independent_outlets(evidence: Sequence[Piece]) -> int:
    """How many voices tell it: wire copy (one `voice`, or the same words within a story's time) counts once,
    an outlet counts once."""
    voices: dict[str, datetime] = {}
    names, firsts = set[str](), _firsts(evidence)
    for piece in sorted(evidence, key=lambda e: (e.published, e.item_id)):
        words = same_words(piece.claim.sentence)
        copied = words in voices and piece.published - voices[words] <= _SAME_STORY
        copied |= firsts[piece.voice] != piece.item_id
        voices.setdefault(words, piece.published)
        if not copied:
            names.add(outlet_name(piece.outlet))
    return len(names)


def _firsts(pieces: Iterable[Piece]) -> dict[str, str]:
    """For each voice the item that counts for it: the first that told it."""
    firsts: dict[str, str] = {}
    for piece in sorted(pieces, key=lambda p: (p.published, p.item_id)):
        firsts.setdefault(piece.voice, piece.item_id)
    return firsts


def explain(support: Tally, weight: float, need: float, against: float = 0.0) -> str:
    """The sum behind a step, for /why."""
    return f"support={weight:.2f} need={need:.2f} against={against:.2f} voices={len(support.pieces)} outlets={support.outlets}"
