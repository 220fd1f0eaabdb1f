"""The encoder reader: two small fine-tuned transformers whose mean is a probability per axis and kind for one
item.

Their files lie in `reading/weights/` (see `reading/weights/MODEL_CARD.md`). Texts are read one a run: no padding, and
int8 scales that are the text's own, so its numbers never depend on what is read beside it, and the same text
gives the same numbers. Where the first sees nothing at all, or one claim and hardly another, the second is
not asked (docs/decisions/0021-the-second-encoder.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from news.errors import ModelUnusable
from reading.model.labels import CLAIMS
from reading.model.weights import MODELS, PIECES, WEIGHTS, Manifest, checked
from reading.text.wording import pieces

Numbers = NDArray[numpy.float32]

QUIET = 0.08  # no current claim is likelier than this: the first model sees nothing
SURE = 0.9  # one current claim is likelier than this …
RIVAL = 0.15  # … and no other than this: the first model is sure


class Encoder:
    """The loaded models; one thread, no memory kept between runs."""

    def __init__(
        self, manifest: Manifest, sessions: Sequence[onnxruntime.InferenceSession], tokenizer: Tokenizer
    ) -> None:
        self._manifest, self._sessions, self._tokenizer = manifest, sessions, tokenizer
        self._start, self._end = (piece_id(tokenizer, name) for name in ("[CLS]", "[SEP]"))
        self._claims, self._any = len(CLAIMS), manifest.labels.index("any")

    @classmethod
    def load(cls, directory: Path = WEIGHTS) -> Encoder:
        """The encoder whose files lie in `directory`; raises ModelUnusable when they cannot be used."""
        manifest = checked(directory)
        try:
            tokenizer = Tokenizer.from_file(str(directory / PIECES))
            sessions = [one_thread(directory / name) for name in MODELS]
        except Exception as e:  # both libraries raise plain Exception for a file they cannot parse
            raise ModelUnusable(f"the encoder's files in {directory} cannot be run: {e}") from e
        return cls(manifest, sessions, tokenizer)

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the numbers: "ceasefire/agreed" (current), "not:ceasefire/agreed", "any", "mention",
        "possible:talks" …"""
        return self._manifest.labels

    @property
    def version(self) -> str:
        """Version of the weights, to be kept beside every reading."""
        return self._manifest.version

    def probabilities(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Numbers from 0 to 1 (four decimals) per label, text by text; a text is made by
        `reading.text.wording.joined`."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> dict[str, float]:
        ids, summary = pieces(self._tokenizer, text, self._start, self._end, self._manifest.pieces)
        parts = [int(bool(summary) and n >= summary) for n in range(len(ids))]
        fed = {"ids": numpy.array([ids], numpy.int64), "parts": numpy.array([parts], numpy.int64)}
        numbers = self._sessions[0].run(["numbers"], fed)[0][0]
        if not self._clear(numbers):
            numbers = (
                numbers + sum(session.run(["numbers"], fed)[0][0] for session in self._sessions[1:])
            ) / len(self._sessions)
        return {label: round(float(number), 4) for label, number in zip(self.labels, numbers, strict=True)}

    def _clear(self, numbers: Numbers) -> bool:
        """Whether the first model's numbers leave the others nothing to add."""
        claims = numpy.sort(numbers[: self._claims])
        quiet = max(float(claims[-1]), float(numbers[self._any])) < QUIET
        return quiet or (float(claims[-1]) > SURE and float(claims[-2]) < RIVAL)


def one_thread(path: Path) -> onnxruntime.InferenceSession:
    """A session over the graph at `path` on one thread; raises what onnxruntime raises for a bad file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def piece_id(tokenizer: Tokenizer, name: str) -> int:
    """The number of the piece `name`; raises ModelUnusable when the tokenizer has none."""
    number = tokenizer.token_to_id(name)
    if number is None:
        raise ModelUnusable(f"the model's word pieces lack {name}")
    return int(number)
