"""Cuts a sentence into tokens and gives each its classes: one table look-up a token, longest phrase first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*|['’][sS]\b|(?!(?<=\w)[-‐‑](?=\w))[^\w\s]"
)
_WORD = re.compile(r"[^\W_]")
_CYRILLIC = re.compile(r"[а-яё]")
_ENDINGS = tuple(
    sorted(
        [
            "иями",
            "ями",
            "ами",
            "иях",
            "ях",
            "ах",
            "иям",
            "ям",
            "ам",
            "ием",
            "ем",
            "ом",
            "ией",
            "ей",
            "ой",
            "ий",
            "ый",
            "ого",
            "его",
            "ому",
            "ему",
            "ыми",
            "ими",
            "ых",
            "их",
            "ую",
            "юю",
            "ая",
            "яя",
            "ое",
            "ее",
            "ые",
            "ие",
            "ов",
            "ев",
            "ия",
            "ию",
            "ии",
            "у",
            "ю",
            "а",
            "я",
            "о",
            "е",
            "ы",
            "и",
            "ь",
            "й",
        ],
        key=len,
        reverse=True,
    )
)


@dataclass(slots=True)
class Token:
    """One word or mark: as written, in lower case, its place in the sentence and what the lexicon says of
    it."""

    text: str
    word: str
    start: int
    end: int
    classes: tuple[str, ...] = ()
    tense: str = ""  # inf, pres, past, part, ing for verbs of the lexicon
    span: int = 1  # tokens this phrase covers; 0 inside a phrase
    roles: tuple[str, ...] = field(default=())  # set by linking: PTY, PLC, MED, PRC

    @property
    def is_word(self) -> bool:
        return bool(_WORD.match(self.text))


def tokenize(sentence: str) -> list[Token]:
    """Tokens of `sentence` with their code point offsets; hyphens inside words separate and vanish, dotted
    abbreviations stay whole."""
    return [
        Token(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end())
        for m in _TOKEN.finditer(sentence)
    ]


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The part of a Russian word that does not bend; Latin words stay as they are."""
    if not _CYRILLIC.search(word):
        return word
    word = word.replace("ё", "е")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


_OF_NAMES = ("ов", "ев")


@lru_cache(maxsize=60_000)
def name_stem(word: str) -> str:
    """As `stem`, for names: "Харьков" and "в Харькове", "Зеленский" and "с Зеленским" have one stem each."""
    if not _CYRILLIC.search(word):
        return word
    short = word[:-2] if word.endswith(("ым", "им")) and len(word) > 5 else stem(word)
    return short[:-2] if short.endswith(_OF_NAMES) and len(short) > 4 else short


@lru_cache(maxsize=60_000)
def russian_tense(word: str) -> str:
    """Tense by the ending: good enough for the verbs of the lexicon."""
    if re.search(r"(ть|ти|ться|тись|чь)$", word):
        return "inf"
    if re.search(r"(л|ла|ло|ли|лся|лась|лось|лись)$", word):
        return "past"
    if re.search(r"(ан|ен|ят|ана|ена|ено|ано|ены|аны|ута|уто|уты)$", word):
        return "part"
    if re.search(r"(ет|ит|ут|ют|ат|ят|ется|ится|утся|ются|атся|ятся)$", word):
        return "pres"
    return ""


class Lexicon:
    """Phrase table of one language: first word → phrases, each with its classes."""

    def __init__(self, lines: Iterable[str], *, prefixes: bool) -> None:
        self._prefixes = prefixes
        self._whole: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, _, entries = line.partition("|")
                for entry in entries.split(","):
                    self._add(name.strip(), entry.strip())
        for table in (self._whole, self._begun):
            for phrases in table.values():
                phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._single = lru_cache(maxsize=60_000)(self._look)

    @classmethod
    def load(cls, language: str, folder: Path = LEXICON) -> "Lexicon":
        """The lexicon of `en` or `ru`."""
        return cls(
            (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines(), prefixes=language == "ru"
        )

    def _add(self, name: str, entry: str) -> None:
        if not entry:
            return
        if entry.endswith("/v"):
            for form, tense in conjugate(entry[:-2]):
                self._put((form,), name, tense)
            return
        self._put(tuple(entry.replace("ё", "е").split()), name, "")

    def _put(self, words: tuple[str, ...], name: str, tense: str) -> None:
        first = words[0]
        table = self._begun if first.endswith("*") else self._whole
        phrases = table.setdefault(first.rstrip("*"), [])
        if (words, name, tense) not in phrases:
            phrases.append((words, name, tense))

    def _look(self, word: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
        found = list(self._whole.get(word, ()))
        if self._prefixes:
            for length in range(min(len(word), 16), 2, -1):
                found += self._begun.get(word[:length], ())
            found.sort(key=lambda phrase: -len(phrase[0]))
        return tuple(found)

    def mark(self, tokens: list[Token]) -> None:
        """Set `classes`, `tense` and `span` of every token in place."""
        words = [token.word.replace("ё", "е") for token in tokens]
        free = 0
        for i, word in enumerate(words):
            phrases = self._single(word)
            if not phrases:
                continue
            hits = [phrase for phrase in phrases if len(phrase[0]) == 1 or _fits(phrase[0], words, i)]
            if not hits or (i < free and all(len(phrase[0]) == 1 for phrase in hits) and tokens[i].span == 0):
                continue
            self._set(tokens, i, hits)
            free = max(free, i + tokens[i].span)

    def _set(self, tokens: list[Token], i: int, hits: list[tuple[tuple[str, ...], str, str]]) -> None:
        length = len(hits[0][0])
        best = [hit for hit in hits if len(hit[0]) == length]
        token = tokens[i]
        token.classes = tuple(dict.fromkeys(name for _, name, _ in best))
        token.tense = next((tense for _, _, tense in best if tense), "")
        if self._prefixes and not token.tense:
            token.tense = russian_tense(token.word)
        token.span = length
        for inner in tokens[i + 1 : i + length]:
            inner.span = 0


def _fits(phrase: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    for offset, part in enumerate(phrase):
        word = words[at + offset]
        if part.endswith("*"):
            if not word.startswith(part[:-1]):
                return False
        elif word != part:
            return False
    return True


def conjugate(verb: str) -> list[tuple[str, str]]:
    """English forms of `base` or `base:past[:participle]` with their tense."""
    base, *irregular = verb.split(":")
    stem_e = base.removesuffix("e")
    ing = base + "ing" if base.endswith(("ee", "ye")) else stem_e + "ing"
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeiou"
        else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    )
    past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem_e + "ed"
    forms = [(base, "inf"), (third, "pres"), (ing, "ing")]
    if _doubles(base):
        forms.append((base + base[-1] + "ing", "ing"))
        if not irregular:
            forms.append((base + base[-1] + "ed", "past"))
    forms += (
        [(irregular[0], "past"), (irregular[-1], "past" if len(irregular) == 1 else "part")]
        if irregular
        else [(past, "past")]
    )
    return forms


def _doubles(base: str) -> bool:
    return len(base) > 2 and base[-1] in "bdgklmnprt" and base[-2] in "aeiou" and base[-3] not in "aeiou"
