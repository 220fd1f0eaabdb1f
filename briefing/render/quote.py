"""What others said, as it is shown: in the reader's quotation marks, with its language where that is neither English
nor Russian, and where several say it, in the reader's language first."""

import re
from collections.abc import Iterable

from babel import Locale

from briefing.render.markup import Rich, isolated, text
from briefing.render.words import Words
from news.claim import Piece

SENTENCE = 300
"""So many code points of a sentence are shown."""

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_IN_CYRILLIC = frozenset({"ru"})


def in_quotes(sentence: str, words: Words, most: int = SENTENCE) -> Rich:
    """ "“The sentence.”", cut to `most` code points."""
    before, after = words.say("“|”").split("|")
    return text(before) + isolated(text(sentence, most)) + text(after)


def quote(piece: Piece, words: Words, most: int = SENTENCE) -> Rich:
    """The sentence of `piece` in quotes; behind it its language where it was read by the model alone: "(Arabic)"."""
    language, said = piece.claim.language, in_quotes(piece.claim.sentence, words, most)
    if language is None:
        return said
    return said + text(f" ({Locale(words.language).languages.get(language, language)})")


def in_language_first(pieces: Iterable[Piece], language: str) -> list[Piece]:
    """The pieces in their order: those in `language` (ISO 639-1) or its letters, then English and Russian, then
    others."""

    def rank(piece: Piece) -> int:
        if piece.claim.language is not None:
            return 0 if piece.claim.language == language else 2
        return int(_is_cyrillic(piece.claim.sentence) is not (language in _IN_CYRILLIC))

    return sorted(pieces, key=rank)


def _is_cyrillic(sentence: str) -> bool:
    return 2 * len(_CYRILLIC.findall(sentence)) > len(_LETTER.findall(sentence))
