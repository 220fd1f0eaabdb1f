"""The prover: reads a sentence by itself beside a process and says which states of it the sentence says.

One small multilingual transformer (multilingual-e5-small, fitted by `training/one_reader`). It sees the
process by its title and its sides, the sentence, and the item's title in brackets where the sentence is not
the title itself; so it can tell a passing mention, a wish, a part of the war or another pair's truce from a
sentence that says the state. Texts are read one a run, so the same text gives the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer

from news.claim import PROVEN
from news.errors import ModelUnusable
from reading.about.question import Question
from reading.model.encoder import one_thread, piece_id
from reading.model.weights import WEIGHTS, checked_files

MANIFEST = "prover.json"
MODEL = "prover.onnx"
PIECES = "prover-pieces.json"
MOST_PIECES = 64
_LINE, _TITLE = 24, 24  # pieces of the process and of the title at most

STATES: tuple[str, ...] = tuple(f"{axis}/{kind}" for axis, kind in PROVEN)
"""The order of the numbers, as in `news.claim.PROVEN`."""


def question_pieces(tokenizer: Tokenizer, asked: Question, start: int, end: int) -> list[int]:
    """Piece ids of a question, at most `MOST_PIECES` with marks: process, end mark, sentence, (title)."""
    line = _ids(tokenizer, asked.process)[:_LINE]
    title = _ids(tokenizer, f"({asked.title})")[:_TITLE] if asked.title else []
    body = _ids(tokenizer, asked.sentence)[: MOST_PIECES - _LINE - 3 - len(title)] + title
    if not line:
        return [start, *body[: MOST_PIECES - 2], end]
    return [start, *line, end, *body[: MOST_PIECES - 3 - len(line)], end]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    text = " ".join(text.split())
    return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []


class Prover:
    """The loaded model; one thread, no memory kept between runs."""

    def __init__(
        self,
        version: str,
        shifts: Mapping[str, float],
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
    ) -> None:
        self.version, self._session, self._tokenizer = version, session, tokenizer
        self._shifts = shifts  # language -> what its log odds lack beside English
        self._start, self._end = (piece_id(tokenizer, name) for name in ("<s>", "</s>"))

    @classmethod
    def load(cls, directory: Path = WEIGHTS) -> Prover:
        """The prover whose files lie in `directory`; raises ModelUnusable when they cannot be used."""
        told = checked_files(directory, MANIFEST, (MODEL, PIECES), list(STATES))
        try:
            tokenizer = Tokenizer.from_file(str(directory / PIECES))
            session = one_thread(directory / MODEL)
        except Exception as e:  # both libraries raise plain Exception for a file they cannot parse
            raise ModelUnusable(f"the prover's files in {directory} cannot be run: {e}") from e
        return cls(str(told["version"]), told.get("shifts", {}), session, tokenizer)

    def proofs(self, asked: Sequence[Question]) -> list[tuple[float, ...]]:
        """For each question how likely the sentence says each of `PROVEN`, 0..1 with three decimals."""
        return [self._one(question) for question in asked]

    def _one(self, question: Question) -> tuple[float, ...]:
        ids = question_pieces(self._tokenizer, question, self._start, self._end)
        numbers = self._session.run(["proofs"], {"ids": numpy.array([ids], numpy.int64)})[0][0]
        shift = self._shifts.get(question.language, 0.0)
        return tuple(round(_shifted(float(number), shift), 3) for number in numbers)


def _shifted(p: float, by: float) -> float:
    """A probability with its log odds shifted."""
    return p if not by else 1 / (1 + math.exp(-by) * (1 - p) / max(p, 1e-9))
