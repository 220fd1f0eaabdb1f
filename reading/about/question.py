"""What the prover is asked: does this sentence, read by itself, say a state of this process?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from news.process import Process


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence beside a process as `described`; `title` is the item's, "" where it is the sentence itself;
    `language` (ISO 639-1) is that of both."""

    process: str
    sentence: str
    title: str
    language: str = "en"


class ProverLike(Protocol):
    """The prover, or what stands for it: for each question a number (0..1) per kind of `news.claim.PROVEN`."""

    def proofs(self, asked: Sequence[Question], /) -> Sequence[tuple[float, ...]]: ...


def described(process: Process | None, process_id: str) -> str:
    """Tell the prover which process is meant: by its title and its sides; an unknown one by its slug."""
    if process is None:
        return process_id.removeprefix("other:").replace("-", " ")
    sides = ", ".join(party.name for party in process.parties)
    return f"{process.title}: {sides}" if sides else process.title
