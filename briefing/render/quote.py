"""What others said, as it is shown: in the reader's quotation marks, and where several say it, in the
reader's language first."""

import re
from collections.abc import Iterable

from briefing.render.markup import Rich, text
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
    return text(before) + text(sentence, most) + text(after)


def in_language_first(pieces: Iterable[Piece], language: str) -> list[Piece]:
    """The pieces in their order, those in the letters of `language` (ISO 639-1) before the others."""
    return sorted(
        pieces, key=lambda piece: _is_cyrillic(piece.claim.sentence) is not (language in _IN_CYRILLIC)
    )


def _is_cyrillic(sentence: str) -> bool:
    return 2 * len(_CYRILLIC.findall(sentence)) > len(_LETTER.findall(sentence))
