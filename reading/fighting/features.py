"""What the sparse model sees of one sentence: its words and pairs of words with names masked, their beginnings,
classes of a small lexicon, its place, and whether it names sides of a war."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from reading.text.tokens import Token, stem

BUCKETS = 1 << 15
_MARKS = frozenset('?:;,"“”«»‘')
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"(?:{words})"))
    for name, words in (
        (
            "STRIKE",
            r"(?:air)?strikes?$|struck|shell(?:s|ed|ing)$|bomb|rocket|missile|drone|artiller|mortar|удар|обстрел|ракет|дрон|бпла|бомб|беспилот",
        ),
        ("KILL", r"kill|dead$|deadl|death|died$|dies$|fatal|slain|casualt|погиб|убит|жертв|скончал"),
        ("HURT", r"injur|wound|hurt$|ранен|пострада"),
        ("FIGHT", r"fight|clash|battle|combat|firefight|skirmish|столкнов|бои$|боев|боях$|перестрел"),
        (
            "PUSH",
            r"offensive|assault|incursion|invasion|invade|advanc|captur|seiz|overr[au]n|encircl|наступ|штурм|захват|взял|продвин|вторж",
        ),
        (
            "BACK",
            r"withdr[ae]w|pull(?:s|ed|ing|back)?$|retreat|redeploy|отвод|отвел|отвёл|вывод|вывел|отступ|отход",
        ),
        ("CALM", r"quiet|calm|silent|silence|lull|тих|тиш|затиш|спокойн"),
        (
            "MAY",
            r"could$|may$|might$|would$|will$|threat|warn|plan|vow|prepar|ready|fear|если$|может|могут|готов|угро|план",
        ),
        ("NOT", r"not$|no$|never$|den(?:y|ies|ied)$|reject|не$|нет$|отриц|опроверг"),
        ("SAID", r"sa(?:y|ys|id)$|claim|accus|alleg|accord|заяв|сообщ|утвержд|обвин|доклад"),
        ("AGO", r"anniversar|year|month|last$|ago$|since$|history|годовщин|лет$|год|назад|месяц"),
        (
            "GRAVE",
            (
                r"massive|largest|biggest|deadliest|worst|unprecedented|all-?out|full-?scale|ground$|invasion|offensive|open$|record$"
                r"|wave$|barrage|escalat|major$|heav(?:y|iest)|fierce|intens|массир|крупнейш|масштаб|ожесточ|сильнейш"
            ),
        ),
        (
            "CRASH",
            (
                r"flood|landslide|collaps|quake|earthquake|crash|monsoon|storm$|cyclone|avalanche|fire$|derail|hajj|stampede|sexual|abuse"
                r"|journalis|flotilla|migrant|наводн|оползн|землетряс|авари|крушен"
            ),
        ),
        ("DRILL", r"exercis|drill|train|police|protest|учени|полици|маневр"),
    )
)


def features(tokens: Sequence[Token], place: str, sides: int, linked: bool) -> list[int]:
    """Buckets of one sentence, each once; `sides` parties named, `linked` when a process is named at all."""
    words = _masked(tokens)
    found = {f"at {place}", f"sides {min(sides, 2)}", f"linked {linked}"}
    before = "^"
    for word in words:
        found.add(word)
        found.add(f"{before} {word}")
        if len(word) > 6:
            found.add(f"{word[:5]}*")
        before = word
    classes = [name for word in words for name in _classes(word)]
    found.update(classes)
    found.update(f"{first}+{second}" for first, second in pairwise(classes))
    return sorted({crc32(name.encode()) % BUCKETS for name in found})


def _masked(tokens: Sequence[Token]) -> list[str]:
    """The words; each name of a side or place is one word for its role, each number one for its size."""
    out: list[str] = []
    for token in tokens:
        if token.roles:
            if not out or out[-1] != token.roles[0]:
                out.append(token.roles[0])
        elif token.word[0].isdigit():
            out.append(f"#{min(len(token.word), 4)}")
        elif token.is_word or token.text in _MARKS:
            out.append(stem(token.word))
    return out


_known: dict[str, tuple[str, ...]] = {}


def _classes(word: str) -> Iterable[str]:
    if word not in _known:
        if len(_known) > 60_000:
            _known.clear()
        _known[word] = tuple(name for name, pattern in _CLASSES if pattern.match(word))
    return _known[word]
