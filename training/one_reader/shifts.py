"""What the proofs of a language lack beside English, so that one threshold serves all nine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy

PLAIN = math.log(0.75 / 0.25)
"""The log odds from which a sentence says a state plainly (`ceasefire_plain` of news/fold)."""


def shifts_of(odds: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """What the log odds of each language lack beside English, never less than 0, with two decimals.

    `odds` has for each language the log odds of own-worded sentences, never fitted on, that say their state. With
    its shift a language has the same share of them above `PLAIN` as English.
    """
    below = float((numpy.array(odds["en"]) <= PLAIN).mean())
    lacks = {language: PLAIN - float(numpy.quantile(told, below)) for language, told in odds.items()}
    return {
        language: round(lack, 2) for language, lack in sorted(lacks.items()) if lack > 0 and language != "en"
    }
