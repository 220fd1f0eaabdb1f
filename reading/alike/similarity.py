"""How alike two news items are: the rare words they share and their titles; recent items are found by word,
not by scanning."""

import math
import re
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from rapidfuzz import fuzz

from reading.text.tokens import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[A-Za-zА-Яа-яЁё]\.){2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTS = {  # "one" is a pronoun too
    word: str(number)
    for number, words in enumerate(
        (
            "two два две двое",
            "three три трое",
            "four четыре четверо",
            "five пять пятеро",
            "six шесть",
            "seven семь",
            "eight восемь",
            "nine девять",
            "ten десять",
            "eleven одиннадцать",
            "twelve двенадцать",
        ),
        start=2,
    )
    for word in words.split()
}
_NEGATED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refus(?:es?|ed|ing)|never|not|no|cannot|\w+n['’]t|fail(?:s|ed)? to"
    r"|disput(?:es?|ed|ing)|rul(?:es?|ed) out|отриц\w+|опроверг\w+|отверг\w+|отказ(?:ал|ыв)\w+|не|нет)\b",
    re.IGNORECASE,
)
_TITLE, _SUMMARY = 300, 350  # code points that are compared
_IN_TITLE = 2.0  # weight of a word of the title; those of the summary have 1
_NAME = re.compile(r"(?<=[^\W_,] )[A-ZА-ЯЁ][^\W_]+(?:['’-][^\W_]+)*")

_STOP = frozenset(  # words, not a list, for reading
    """a an the and or but of in on at to for from by with as is are was were be been being it its this that these those he she they his
    her their them him i we you our your my me us who whom which what when where why how not no nor so if then than there here has
    have had do does did will would could should can may might must into over under out up down off about after before between during
    against amid while also more most some any all one two new says say said saying tell tells told ap afp reuters getty images via
    photo image file live update updates latest news video watch pictures day week year years just now still get gets got go goes make
    makes made take takes took first last people man woman и в во не что он на я с со как а то все она так его но да ты к у же вы за
    бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь
    опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз
    тоже себе под будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее были куда зачем
    всех при сообщил сообщает заявил заявила фото видео
    """.split()  # noqa: SIM905
)
_MONTHS_AND_DAYS = """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december"""
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s")

COMMON = 400
"""A word in more recent items than this finds nothing by itself."""

KEYS = 14
"""So many of its rarest words an item is looked up by."""

CLOSEST = 24
"""So many recent items are compared in full."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an item to compare it: its words with their weight, its title, a mark of its exact
    text."""

    item: int
    published: datetime
    words: Mapping[str, float]
    title: str
    mark: bytes


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike a recent item is: words, titles and `told` 0..1 (how much of each title the other item
    tells), words in common; `copied`: word for word the same."""

    item: int
    words: float
    titles: float
    shared: int
    copied: bool = False
    told: float = 0.0


def sketch(item: int, published: datetime, title: str, summary: str, extra: Iterable[str] = ()) -> Sketch:
    """The sketch of one item; `extra` are keys beside its words by which it is found (what it claims)."""
    title, summary = _whole(title), _whole(summary)
    weights: dict[str, float] = {}
    for words, weight in ((_words(summary[:_SUMMARY]), 1.0), (_words(title[:_TITLE]), _IN_TITLE)):
        for word in words:
            weights[word] = weight
    for key in extra:
        weights[f"§{key}"] = 0.01
    plain = " ".join(_WORD.findall(title[:_TITLE].casefold()))
    return Sketch(item, published, dict(weights), plain, _mark(title, summary))  # a copy has no spare room


def names_in(title: str, summary: str, named: Callable[[str], bool] = lambda _: False) -> frozenset[str]:
    """Folded proper names: words with a capital in mid-sentence, and those with one elsewhere that are
    `named` in other items.

    In mid-sentence a Title Case headline counts only through its summary; days and months are no names.
    """
    title, summary = _whole(title)[:_TITLE], _whole(summary)[:_SUMMARY]
    source = summary if summary and _shouts(_WORD.findall(title)) else f"{title}. {summary}"
    known = (root(word) for word in _WORD.findall(f"{title} {summary}") if word[0].isupper())
    return (
        frozenset([*(root(name) for name in _NAME.findall(source)), *(name for name in known if named(name))])
        - _STOP
        - _DATES
    )


def numbers_in(title: str) -> frozenset[str]:
    """Its numbers in figures, those up to twelve also where they are spelled out."""
    spelled = (_COUNTS.get(word.casefold()) for word in _WORD.findall(title[:_TITLE]))
    return frozenset([*_NUMBER.findall(title[:_TITLE]), *filter(None, spelled)])


def words_in(title: str) -> frozenset[str]:
    """The folded words of a title that carry meaning, its numbers in figures."""
    words = _WORD.findall(_whole(title)[:_TITLE].casefold())
    return frozenset(
        _COUNTS.get(word) or root(word)
        for word in words
        if word not in _STOP and word.removesuffix("'s") not in _STOP
    )


def filling_in(title: str, named: Callable[[str], bool]) -> frozenset[str]:
    """Those words of a title that are numbers or names: capitals in mid-sentence, and its first word where it
    is `named` elsewhere.

    Empty for a Title Case headline, in which nothing tells a name.
    """
    words = _WORD.findall(_whole(title)[:_TITLE])
    if _shouts(words):
        return frozenset()
    first = [root(word) for word in words[:1] if named(root(word))]
    return frozenset([*first, *(root(word) for word in words[1:] if word[0].isupper())]) | numbers_in(title)


def negated(title: str) -> bool:
    """Whether it says that something is not so, or is refused."""
    return bool(_NEGATED.search(title[:_TITLE]))


def root(word: str) -> str:
    """A word without its ending: English plurals and tenses, Russian cases; folded."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if (
            word.isascii()
            and word.endswith(ending)
            and len(word) - len(ending) >= 4
            and not word.endswith("ss")
        ):
            return word.removesuffix(ending)
    return stem(word)


def _shouts(words: Sequence[str]) -> bool:
    """Whether a title is in Title Case."""
    capitals = [word[0].isupper() for word in words if len(word) > 3]
    return len(capitals) > 3 and sum(capitals) > 0.7 * len(capitals)


_DATES = frozenset(map(root, _MONTHS_AND_DAYS.split()))


class Recent:
    """The sketches of the last two days, found by their rarest words. Costs the same however large the
    archive is."""

    def __init__(self, keep: timedelta = timedelta(hours=48), most: int = 40_000) -> None:
        self._keep, self._most = keep, most
        self._sketches: dict[int, Sketch] = {}
        self._order: deque[int] = deque()
        self._with: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._marks: dict[bytes, int] = {}
        self._count: Counter[str] = Counter()

    def __contains__(self, item: int) -> bool:
        return item in self._sketches

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, told: Sketch) -> None:
        """Remember an item; the oldest ones are forgotten for it."""
        self.forget(told.item)
        self._sketches[told.item] = told
        self._order.append(told.item)
        self._marks.setdefault(told.mark, told.item)
        for word in told.words:
            self._count[word] += 1
            self._with[word].append(told.item)
        while self._order and self._is_past(self._order[0], told.published):
            self.forget(self._order.popleft())

    def forget(self, item: int) -> None:
        known = self._sketches.pop(item, None)
        if known is None:
            return
        if self._marks.get(known.mark) == item:
            del self._marks[known.mark]
        for word in known.words:
            self._count[word] -= 1
            self._with[word].remove(item)
            if not self._count[word]:
                del self._count[word], self._with[word]

    def alike(self, told: Sketch) -> Iterator[Alike]:
        """The recent items closest to `told`."""
        copied = self._marks.get(told.mark) if told.mark else None
        if copied is not None and copied != told.item:
            yield Alike(copied, 1.0, 1.0, len(told.words), copied=True, told=1.0)
        for item in self._closest(told):
            if item not in (copied, told.item):
                yield self.compare(told, item)

    def compare(self, told: Sketch, item: int) -> Alike:
        """One recent item against `told`."""
        other = self._sketches[item]
        titles = fuzz.token_set_ratio(told.title, other.title) / 100
        both = (self._share(told.words, other.words) + self._share(other.words, told.words)) / 2
        shared = len(told.words.keys() & other.words.keys())
        return Alike(item, self._cosine(told.words, other.words), titles, shared, told=both)

    def _closest(self, told: Sketch) -> list[int]:
        rare = sorted((self._count[word], word) for word in told.words if 0 < self._count[word] <= COMMON)[
            :KEYS
        ]
        found: Counter[int] = Counter()
        for _, word in rare:
            weight = self._idf(word) ** 2 * told.words[word]
            for item in self._with[word]:
                found[item] += weight  # type: ignore[assignment]
        return [item for item, _ in found.most_common(CLOSEST)]

    def _cosine(self, a: Mapping[str, float], b: Mapping[str, float]) -> float:
        shared = sum(weight * b[word] * self._idf(word) ** 2 for word, weight in a.items() if word in b)
        if not shared:
            return 0.0
        lengths = [
            math.sqrt(sum((weight * self._idf(word)) ** 2 for word, weight in v.items())) for v in (a, b)
        ]
        return shared / (lengths[0] * lengths[1])

    def _share(self, title: Mapping[str, float], text: Mapping[str, float]) -> float:
        """How much of what an item's title tells the other one tells, rare words counting more."""
        of = {word: self._idf(word) for word, weight in title.items() if weight == _IN_TITLE}
        return sum(idf for word, idf in of.items() if word in text) / max(sum(of.values()), 1e-9)

    def _idf(self, word: str) -> float:
        return math.log((len(self._sketches) + 2) / (self._count[word] + 0.5))

    def _is_past(self, item: int, now: datetime) -> bool:
        known = self._sketches.get(item)
        return known is None or len(self._sketches) > self._most or now - known.published > self._keep


def _whole(text: str) -> str:
    """The text with its dotted abbreviations as one word each ("U.N.", "UN")."""
    return _DOTTED.sub(lambda found: found.group().replace(".", ""), text)


def _words(text: str) -> list[str]:
    found = (
        word.casefold().replace("’", "'").removesuffix("'s")
        for word in _WORD.findall(text)
        if len(word) > 1 or word.isdecimal()
    )
    return [root(word) for word in found if word not in _STOP]


def _mark(title: str, summary: str) -> bytes:
    """The same for the same text, without case, marks and agency names; empty for a text too short to be sure
    of."""
    words = [w for w in _words(title) + _words(summary[:_SUMMARY]) if w]
    if len(words) < 8:
        return b""
    return blake2b(
        " ".join(words).encode(), digest_size=16
    ).digest()  # the text itself would be kept for days
