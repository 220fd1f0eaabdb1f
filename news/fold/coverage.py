"""How much is told of a conflict, and what a step needs for it."""

import math

from news.fold.ballot import bears_on
from news.fold.weights import FoldWeights
from news.status import Status


def coverage(status: Status, weights: FoldWeights) -> float:
    """Where twenty items a day tell of a conflict, what happened is told by several of them; where one a week
    does, it is told by one."""
    items = items_told(status)
    return weights.sparse + (1 - weights.sparse) * math.log1p(items) / math.log1p(weights.dense)


def crowd(status: Status, weights: FoldWeights) -> float:
    """What a step needs beyond `coverage` where many report: so many more claims are wrong, too."""
    return weights.crowd * max(items_told(status) - weights.few, 0)


def items_told(status: Status) -> int:
    """Items whose claims are being weighed; copies of one wire report are one."""
    return len({piece.voice for piece in status.pending if bears_on(piece, status)})
