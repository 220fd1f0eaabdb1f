"""The learnt decision: what cues, item model, links and the encoder say of each axis and kind becomes one
probability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reading.model.labels import LABELS as ENCODER_LABELS
from reading.model.labels import STANCES as ENCODER_STANCES
from reading.model.linear import KINDS_IN_ALL, NOT, SPANS, TOTALS, Floats, Scores

_AXIS = np.array([axis for axis, (first, last) in enumerate(SPANS) for _ in range(first, last)])
_ANY, _MENTION = ENCODER_LABELS.index("any"), ENCODER_LABELS.index("mention")
_SPOKEN = 0.3  # from this share on a claim is told as one side's
_EYE = np.eye(KINDS_IN_ALL, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Signals:
    """All that is known of one item: scores by sentence and of the whole, link strength per axis and
    sentence, the encoder's numbers."""

    plain: Floats  # sentences × KIND
    chained: Floats  # sentences × KINDS_IN_ALL
    item: Scores
    links: Floats  # 2 × sentences, 0 where nothing is named
    encoder: Floats | None  # in the order of ENCODER_LABELS

    @property
    def chosen(self) -> "np.ndarray[Any, np.dtype[np.intp]]":
        """For each kind the sentence that says it most clearly; the first wins a near tie."""
        clear = self.plain[:, :NOT] + self.chained
        clear[0] += 0.02
        return np.asarray(clear.argmax(axis=0))


def encoder_row(numbers: Mapping[str, float]) -> Floats:
    """The encoder's numbers in fixed order."""
    return np.array([numbers.get(label, 0.0) for label in ENCODER_LABELS], np.float32)


def design(signals: Signals) -> Floats:
    """Rows of features, one a kind, alike for training and reading."""
    plain, chained, item = signals.plain, signals.chained, signals.item
    at = signals.chosen
    best, chain = _logit(plain[:, :NOT].max(axis=0)), _logit(chained.max(axis=0))
    whole, whole_chain = _logit(item.plain[:NOT]), _logit(item.chained)
    mean = (best + chain + whole + whole_chain) / 4
    rest, other_axis = _rivals(mean)
    link = signals.links[_AXIS, at]
    axis_best, axis_item = (
        _logit(plain[:, TOTALS : TOTALS + 2].max(axis=0))[_AXIS],
        _logit(item.plain[TOTALS : TOTALS + 2])[_AXIS],
    )
    ones = np.ones(KINDS_IN_ALL, np.float32)
    columns = [
        best,
        chain,
        _logit(plain[0, :NOT]),
        _logit(chained[0]),
        _logit(1 - np.prod(1 - chained, axis=0)),
        whole,
        whole_chain,
        _logit(plain[:, NOT:TOTALS].max(axis=0)),
        _logit(item.plain[NOT:TOTALS]),
        ones * _logit(plain[:, TOTALS + 2].max()),
        ones * _logit(item.plain[TOTALS + 2]),
        axis_best,
        axis_item,
        rest,
        other_axis,
        mean - rest,
        (link == 0).astype(np.float32),
        np.minimum(link, 4) / 4,
        ones * (len(plain) > 1),
        (at == 0).astype(np.float32),
        (mean >= rest).astype(np.float32),
    ]
    if signals.encoder is not None:
        columns += _encoder_columns(_logit(signals.encoder), mean, mean - rest)
    return np.stack(columns, axis=1).astype(np.float32)


def voice_row(sentence: Scores, whole: Scores, kind: int, encoder: Floats | None) -> Floats:
    """What tells a side's claim from a fact: stances of the sentence, of the item and of the encoder on the
    kind's axis."""
    parts = [
        np.log(sentence.stance + 1e-4),
        np.log(whole.stance + 1e-4),
        _logit(sentence.plain[[kind, NOT + kind]]),
    ]
    if encoder is not None:
        start = len(ENCODER_LABELS) - len(ENCODER_STANCES) * (2 - int(_AXIS[kind]))
        parts += [_logit(encoder[start : start + len(ENCODER_STANCES)]), _logit(encoder[[kind, NOT + kind]])]
    return np.concatenate(parts).astype(np.float32)


def _encoder_columns(encoder: Floats, mean: Floats, lead: Floats) -> list[Floats]:
    current, ones = encoder[:NOT], np.ones(KINDS_IN_ALL, np.float32)
    rest, other_axis = _rivals(current)
    margin = current - rest
    first = (margin > 0).astype(np.float32)
    return [
        current,
        encoder[NOT:TOTALS],
        ones * encoder[_ANY],
        ones * encoder[_MENTION],
        rest,
        other_axis,
        np.maximum(margin, -6),
        first,
        first * (lead > 0),
        np.minimum(current, mean),
        np.maximum(current, mean),
    ]


def _rivals(values: Floats) -> tuple[Floats, Floats]:
    """For each kind the best other kind of its axis, and the best of the other axis."""
    rest, across = np.empty(KINDS_IN_ALL, np.float32), np.empty(KINDS_IN_ALL, np.float32)
    for axis, (first, last) in enumerate(SPANS):
        part = values[first:last]
        order = np.argsort(part)
        rest[first:last] = part[order[-1]]
        rest[first + order[-1]] = part[order[-2]]
        across[axis != _AXIS] = part[order[-1]]
    return rest, across


def _logit(p: Any) -> Any:
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


class Logistic:
    """A fitted logistic regression over rows of features."""

    def __init__(self, numbers: Mapping[str, Any]) -> None:
        self._mean, self._spread = np.array(numbers["mean"]), np.array(numbers["spread"])
        self._weights, self._bias = np.array(numbers["weights"]), float(numbers["bias"])

    def of(self, rows: Floats, extra: Floats | None = None) -> Floats:
        """A probability for each row; `extra` columns are taken as they are."""
        full = (rows - self._mean) / self._spread
        full = full if extra is None else np.concatenate([full, extra], axis=1)
        return np.asarray(1 / (1 + np.exp(-(full @ self._weights + self._bias))), np.float32)


class Decision:
    """The fitted decision over `design`, with the thresholds for the first and a second kind of an axis, and
    whose voice it is."""

    def __init__(self, numbers: Mapping[str, Any]) -> None:
        self._kinds, self._voice = Logistic(numbers), Logistic(numbers["voice"])
        self._first, self._second = float(numbers["first"]), float(numbers["second"])

    def probabilities(self, rows: Floats) -> Floats:
        """Calibrated probability of each kind."""
        return self._kinds.of(rows, _EYE)

    def claimed(self, row: Floats) -> bool:
        """Whether a current claim with this `voice_row` is one side's, not a fact; taking a claim for a fact
        is the worse mistake."""
        return bool(self._voice.of(row[None])[0] > _SPOKEN)

    def pick(self, probabilities: Floats, processes: Sequence[str]) -> list[int]:
        """Kinds that are claimed; `processes` names for each kind the process of its claim."""
        return pick(probabilities, processes, self._first, self._second)


def pick(probabilities: Floats, processes: Sequence[str], least: float, second: float) -> list[int]:
    """The likeliest kind of each axis and process from `least` on, a second one only when it is likely on its
    own.

    Two ceasefires in one story are two first claims.
    """
    picked: list[int] = []
    for first, last in SPANS:
        taken: set[str] = set()
        for k in np.argsort(-probabilities[first:last], kind="stable") + first:
            new = not taken or (bool(processes[k]) and processes[k] not in taken and "" not in taken)
            if probabilities[k] > (least if new else second):
                picked.append(int(k))
                taken.add(processes[k])
    return picked


def stack(scores: Sequence[Scores]) -> tuple[Floats, Floats]:
    """Scores of sentences as two arrays."""
    return np.stack([score.plain for score in scores]), np.stack([score.chained for score in scores])
