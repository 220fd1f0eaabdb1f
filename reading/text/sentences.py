"""Cuts an item's text into sentences: nupunkt for English, own rules and abbreviations for Russian, marks and short
words for every other language."""

import re

import nupunkt

_RU_END = re.compile(r"(?<=[.!?…])[»\"”')]*\s+(?=[«\"“(]*[А-ЯЁA-Z0-9])")
_RU_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(«])(?:г|гг|в|вв|им|ул|д|стр|рис|др|пр|тыс|млн|млрд|руб|ген|полк|обл|р|т|е|н|э|ст|см|акад|проф|[А-ЯЁ])\.$"
)
_END = re.compile(r"(?<=[.!?…؟۔])[»”\"’'׳״)\]]*\s+(?=\S)")
_SHORT = re.compile(r"(?:^|[^\w.])(?:[^\W\d_]{1,2}|\d{1,2})\.$")  # "M.", "Sr.", "EE.", "5." end no sentence
_BREAK = re.compile(r"\s*\n+\s*")


def split_sentences(text: str, language: str | None) -> list[str]:
    """Sentences of `text`, each verbatim a part of it, without outer white space."""
    pieces: list[str] = []
    for block in _BREAK.split(text):
        if block.strip():
            pieces += _SPLIT.get(language or "en", _by_marks)(block)
    return [piece.strip() for piece in pieces if piece.strip()]


def _english(block: str) -> list[str]:
    if not re.search(r"[.!?…][\"”’')\]]*\s", block):
        return [block]
    return [str(sentence) for sentence in nupunkt.sent_tokenize(block)]


def _russian(block: str) -> list[str]:
    pieces, start = [], 0
    for match in _RU_END.finditer(block):
        if _RU_ABBREVIATIONS.search(block[start : match.start()]):
            continue
        pieces.append(block[start : match.end()])
        start = match.end()
    pieces.append(block[start:])
    return pieces


def _by_marks(block: str) -> list[str]:
    pieces, start = [], 0
    for match in _END.finditer(block):
        if block[match.end()].islower() or _SHORT.search(block[start : match.start()]):
            continue
        pieces.append(block[start : match.end()])
        start = match.end()
    pieces.append(block[start:])
    return pieces


_SPLIT = {"en": _english, "ru": _russian}
