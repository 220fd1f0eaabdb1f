"""The multilingual model: one small transformer with two heads, for nine languages.

It is multilingual-e5-small, fitted by `training/one_reader`. The head of proofs reads a sentence by itself beside a
process and says which states of it the sentence says: it sees the process by its title and its sides, the sentence,
and the item's title in brackets where the sentence is not the title itself; so it can tell a passing mention, a wish,
a part of the war or another pair's truce from a sentence that says the state. The head of items reads a title and
its summary and says what is claimed and how. Texts are read one a run, so the same text gives the same numbers.
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
from reading.model.labels import FIGHTING, LABELS
from reading.model.weights import WEIGHTS, checked_files

MANIFEST = "multilingual.json"
MODEL = "multilingual.onnx"
PIECES = "multilingual-pieces.json"
MOST_PIECES = 64
_LINE, _TITLE = 24, 24  # pieces of the process and of the title at most

STATES: tuple[str, ...] = tuple(f"{axis}/{kind}" for axis, kind in PROVEN)
"""The order of the numbers of the head of proofs, as in `news.claim.PROVEN`."""

ITEM: tuple[str, ...] = (*LABELS, *FIGHTING)
"""The order of the numbers of the head of items."""


def question_pieces(tokenizer: Tokenizer, asked: Question, start: int, end: int) -> list[int]:
    """Piece ids of a question, at most `MOST_PIECES` with marks: process, end mark, sentence, (title)."""
    line = _ids(tokenizer, asked.process)[:_LINE]
    title = _ids(tokenizer, f"({asked.title})")[:_TITLE] if asked.title else []
    body = _ids(tokenizer, asked.sentence)[: MOST_PIECES - _LINE - 3 - len(title)] + title
    if not line:
        return [start, *body[: MOST_PIECES - 2], end]
    return [start, *line, end, *body[: MOST_PIECES - 3 - len(line)], end]


def item_pieces(tokenizer: Tokenizer, title: str, body: str, start: int, end: int) -> list[int]:
    """Piece ids of an item, at most `MOST_PIECES` with marks: its title, then its body as far as there is room."""
    first, second = _ids(tokenizer, title), _ids(tokenizer, body)
    if not first or not second:
        return [start, *(first or second)[: MOST_PIECES - 2], end]
    first = first[: MOST_PIECES - 11]
    return [start, *first, end, *second[: MOST_PIECES - 3 - len(first)], end]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    text = " ".join(text.split())
    return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []


class MultilingualModel:
    """The loaded model; one thread, no memory kept between runs."""

    def __init__(
        self,
        version: str,
        shifts: Mapping[str, float],
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
    ) -> None:
        self.version, self._session, self._tokenizer = version, session, tokenizer
        self._shifts = shifts  # language -> what the log odds of its proofs lack beside English
        self._start, self._end = (piece_id(tokenizer, name) for name in ("<s>", "</s>"))

    @classmethod
    def load(cls, directory: Path = WEIGHTS) -> MultilingualModel:
        """The model whose files lie in `directory`; raises ModelUnusable when they cannot be used."""
        told = checked_files(directory, MANIFEST, (MODEL, PIECES), [*STATES, *ITEM])
        try:
            tokenizer = Tokenizer.from_file(str(directory / PIECES))
            session = one_thread(directory / MODEL)
        except Exception as e:  # both libraries raise plain Exception for a file they cannot parse
            raise ModelUnusable(f"the multilingual model's files in {directory} cannot be run: {e}") from e
        return cls(str(told["version"]), told.get("shifts", {}), session, tokenizer)

    def proofs(self, asked: Sequence[Question]) -> list[tuple[float, ...]]:
        """For each question how likely the sentence says each of `PROVEN`, 0..1 with three decimals."""
        return [self._proof(question) for question in asked]

    def probabilities(self, items: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """For each item (title, body) the numbers of `ITEM` by name, 0..1 with three decimals."""
        return [self._item(title, body) for title, body in items]

    def _proof(self, question: Question) -> tuple[float, ...]:
        ids = question_pieces(self._tokenizer, question, self._start, self._end)
        shift = self._shifts.get(question.language, 0.0)
        return tuple(round(_shifted(number, shift), 3) for number in self._run("proofs", ids))

    def _item(self, title: str, body: str) -> dict[str, float]:
        ids = item_pieces(self._tokenizer, title, body, self._start, self._end)
        return {name: round(number, 3) for name, number in zip(ITEM, self._run("items", ids), strict=True)}

    def _run(self, head: str, ids: Sequence[int]) -> list[float]:
        fed = {"ids": numpy.array([ids], numpy.int64)}
        numbers: list[float] = self._session.run([head], fed)[0][0].tolist()
        return numbers


def _shifted(p: float, by: float) -> float:
    """A probability with its log odds shifted."""
    return p if not by else 1 / (1 + math.exp(-by) * (1 - p) / max(p, 1e-9))
