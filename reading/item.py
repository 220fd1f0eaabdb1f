"""What the reader takes in: one item's text, and the optional encoder beside the cues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item as it reaches the reader; `published` is aware UTC, `language` ISO 639-1 when the feed is sure
    of it."""

    title: str
    summary: str
    text: str | None
    published: datetime
    outlet: str
    language: str | None = None


class ItemLike(Protocol):
    """What the reader needs of an item; ItemText and the replay's items both have it."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def published(self) -> datetime: ...
    @property
    def language(self) -> str | None: ...


class EncoderLike(Protocol):
    """A fine-tuned encoder, in this process or in a worker: label → probability for each text."""

    def probabilities(self, texts: Sequence[str], /) -> Sequence[Mapping[str, float]]:
        """Labels are `ceasefire/agreed`, `not:ceasefire/agreed`, …, `any`."""
        ...
