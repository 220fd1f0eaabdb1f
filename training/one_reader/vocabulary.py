"""Chooses the word pieces worth shipping for nine languages: those that common words and our own texts need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tokenizers import Tokenizer
from wordfreq import get_frequency_dict

from training.one_reader.packaged import Packaged, tokenizer_of

LANGUAGES = ("ar", "en", "es", "fa", "fr", "he", "ru", "tr", "uk")
_WORDS = 40_000
_SHARE = 0.99  # of a language's running text: pieces that make up the rest are spelt from smaller ones


def kept(model: Packaged, texts: Iterable[str], languages: Sequence[str] = LANGUAGES) -> list[int]:
    """Ids of the pieces to keep, in the package's order: special ones, those of common words, those seen twice in `texts`."""
    full = tokenizer_of(model)
    chosen = {model.start, model.end, model.pad, model.unknown}
    for language in languages:
        chosen |= _common(full, language)
    seen = Counter(
        i for encoding in full.encode_batch(list(texts), add_special_tokens=False) for i in encoding.ids
    )
    chosen |= {number for number, count in seen.items() if count > 1}
    alphabet = {c for number in chosen for c in model.pieces[number][0]}
    chosen |= {n for n, (piece, _) in enumerate(model.pieces) if len(piece) == 1 and piece in alphabet}
    return sorted(chosen)


def _common(full: Tokenizer, language: str) -> set[int]:
    words = sorted(get_frequency_dict(language, wordlist="best").items(), key=lambda pair: -pair[1])[:_WORDS]
    weights: Any = Counter()  # of fractions
    forms = [form for word, _ in words for form in (word, word.capitalize())]
    encoded = full.encode_batch(forms, add_special_tokens=False)
    for at, (_, frequency) in enumerate(words):
        for encoding, part in zip(encoded[2 * at : 2 * at + 2], (0.8, 0.2), strict=True):
            for number in encoding.ids:
                weights[number] += frequency * part
    total, running, out = sum(weights.values()), 0.0, set[int]()
    for number, weight in weights.most_common():
        if running > _SHARE * total:
            break
        running += weight
        out.add(number)
    return out
