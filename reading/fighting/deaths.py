"""How many died in the event a sentence tells: digits and words, English and Russian. Totals of a whole war are
not counted, nor the injured, years, drones and kilometres."""

import re
from collections.abc import Sequence

from reading.text.tokens import Token, tokenize

MOST = 900
"""More dead than any one event tells; what is above is a total of the war."""

_ROUGH = {
    "dozens": 24, "scores": 40, "hundreds": 200, "десятки": 24, "десятков": 24, "сотни": 200, "сотен": 200,
}  # fmt: skip
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "один": 1, "одного": 1, "одна": 1, "двое": 2, "двух": 2, "два": 2, "две": 2, "трое": 3, "трех": 3, "три": 3,
    "троих": 3, "двоих": 2, "четверо": 4, "четверых": 4, "четыре": 4, "четырех": 4, "пятеро": 5, "пять": 5,
    "пяти": 5, "пятерых": 5, "шестеро": 6, "шесть": 6, "шести": 6, "семеро": 7, "семь": 7, "семи": 7, "восемь": 8,
    "восьмеро": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "двенадцать": 12,
    "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100,
}  # fmt: skip
_DEAD = re.compile(
    r"killed|dead|died|dies?|deaths?|fatalities|martyred|slain|perished|kills?|killing|bodies|lives"
    r"|погиб\w*|убит\w*|убил\w*|жертв\w*|скончал\w*|мертв\w*"
)
_FORWARD = re.compile(  # the number follows
    r"killed|kills?|killing|claims|claimed|claiming|toll|leav\w+|left|погиб\w*|убит\w*|убил\w*|жертв\w*|унес\w*"
)
_OTHER = re.compile(  # what is counted when this follows the number, or precedes it, is not the dead
    r"injur\w*|wound\w*|hurt|missing|hostages?|prisoners?|displaced|missiles?|drones?|rockets?|uavs|km|kilomet\w+|miles?|years?"
    r"|months?|weeks?|days?|hours?|percent|million|billion|old|th|villages?|tanks?|buildings?|homes?|towns?|times|strikes?|attacks?"
    r"|am|pm|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|ранен\w*|пострада\w*|ракет\w*|дрон\w*|беспилот\w*|бпла|километр\w*|лет|год\w*|месяц\w*|дн\w*|час\w*|сут\w*|домов|пленн\w*"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_BETWEEN = re.compile(r"[.;!?()]|and|while|but|и|а|но")
_ONE = re.compile(r"an?|another|its|his|her|their")
_PERSON = re.compile(
    r"man|woman|child|boy|girl|soldier|civilian|person|journalist|commander|leader|medic|teenager|worker|officer|premier|chief"
    r"|policeman|peacekeeper|militant|fighter|villager|driver|pilot|general"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_TOTAL = re.compile(
    r"\bsince\b[^,.;]*\b(?:began|agreed|agreeing|started|took effect|came into)\b"
    r"|\bsince (?:the )?(?:\w+ )?(?:war|invasion|conflict|offensive|fighting|ceasefire|cease-fire|truce"
    rf"|(?:late |early |mid-)?(?:last |20\d\d|{_MONTHS}))"
    r"|\bso far\b|\bin (?:the|its|\w+ \w+) war\b|\bduring the war\b|\boverall\b"
    rf"|\b(?:in|during|over) (?:20\d\d|(?:{_MONTHS})\b(?! \d))|\bbetween (?:{_MONTHS})\b|\breported dead\b"
    r"|\b(?:in|of|with) (?:the |its |[\w’']+ )?(?:[\w-]+[ -])?war\b"
    r"|\bover the past (?:\w+ )?(?:weeks?|months?|years?)\b|\bthis year\b|\btotal of\b|\b(?:months|years) of\b"
    r"|\bс начала (?:войны|вторжения|перемирия|года|конфликта|операции)|\bза (?:время|вс[юеё] |год|месяц)"
    r"|\bс октября|\bобщее число",
    re.IGNORECASE,
)

_ASIDE = re.compile(
    r",\s+(?:including|among them|most of them|mostly|в том числе|среди них)[^,.;]*,", re.IGNORECASE
)
_ACTIVE = re.compile(r"kills?|killing|claims|claiming|leav\w+|убил\w*|унес\w*")


def deaths_in(text: str) -> int | None:
    """The dead named in one sentence, None when it names no number of its own event."""
    if _TOTAL.search(text):
        return None
    tokens = tokenize(_ASIDE.sub(" ", text))
    words = [token.word.replace("ё", "е") for token in tokens]
    found = [n for at in range(len(words)) if _DEAD.fullmatch(words[at]) for n in _beside(words, tokens, at)]
    tolls = [n for at in range(len(words)) if words[at] == "toll" for n in _toll(words, tokens, at)]
    counted = [n for n in (*found, *tolls) if 0 < n <= MOST]
    return max(counted, default=None)


def _beside(words: Sequence[str], tokens: Sequence[Token], at: int) -> list[int]:
    after = _after(words, tokens, at, 6) if _FORWARD.fullmatch(words[at]) else []
    if after and _ACTIVE.fullmatch(words[at]):
        return after
    found = _before(words, tokens, at) or after
    return found or ([1] if _kills_one(words, at) or _one_is_killed(words, at) else [])


def _before(words: Sequence[str], tokens: Sequence[Token], at: int) -> list[int]:
    for back in range(at - 1, max(-1, at - 9), -1):
        word = words[back]
        if _BETWEEN.fullmatch(word) or (_OTHER.fullmatch(word) and word != "may"):
            return []
        if word == "," and back < at - 4:
            return []
        value = _number(words, tokens, back)
        if value is not None:
            if back and words[back - 1] in ("of", "in", "by", "since", "из"):
                return []
            return [value + _first_of_two(words, tokens, back)]
    return []


def _first_of_two(words: Sequence[str], tokens: Sequence[Token], second: int) -> int:
    """The first number of "23 soldiers and nine fighters are killed"; 0 where there is but one."""
    if second < 3 or words[second - 1] not in ("and", "и"):
        return 0
    for back in range(second - 2, max(-1, second - 7), -1):
        if (
            _OTHER.fullmatch(words[back])
            or _BETWEEN.fullmatch(words[back])
            or words[back] in (",", "between")
        ):
            return 0
        value = _number(words, tokens, back)
        if value is not None:
            return 0 if back and words[back - 1] == "between" else value
    return 0


def _after(words: Sequence[str], tokens: Sequence[Token], at: int, far: int) -> list[int]:
    for on in range(at + 1, min(len(words), at + 1 + far)):
        word = words[on]
        if _BETWEEN.fullmatch(word) or word in (
            ",",
            ":",
            "in",
            "on",
            "by",
            "в",
            "на",
            "from",
            "after",
            "за",
            "при",
        ):
            return []
        value = _number(words, tokens, on)
        if value is not None:
            stop = next(
                (n for n in range(on + 1, len(words)) if words[n] == "," or _BETWEEN.fullmatch(words[n])),
                len(words),
            )
            if any(_OTHER.fullmatch(one) for one in words[on + 1 : min(on + 3, stop)]):
                return [1] if "old" in words[on + 1 : on + 5] else []
            return [value]
    return []


def _toll(words: Sequence[str], tokens: Sequence[Token], at: int) -> list[int]:
    """The number a toll rises to; where it happened may stand between."""
    for on in range(at + 1, min(_clause_end(words, at), at + 11)):
        value = _number(words, tokens, on)
        if value is not None:
            return [value]
    return []


def _clause_end(words: Sequence[str], at: int) -> int:
    """Where the clause behind `at` ends."""
    ends = (n for n in range(at + 1, len(words)) if words[n] == "," or _BETWEEN.fullmatch(words[n]))
    return next(ends, len(words))


def _kills_one(words: Sequence[str], at: int) -> bool:
    return (
        words[at] in ("kills", "killed", "killing")
        and any(_ONE.fullmatch(word) for word in words[at + 1 : at + 2])
        and any(_PERSON.fullmatch(word) for word in words[at + 2 : at + 6])
    )


def _one_is_killed(words: Sequence[str], at: int) -> bool:
    """Whether the sentence begins with one person: "A civilian is killed in …"."""
    passive = words[at] == "killed" and words[at - 1] in ("is", "was", "been") and at < 9
    return passive and any(_ONE.fullmatch(w) for w in words[:1]) and any(map(_PERSON.fullmatch, words[1:at]))


def _number(words: Sequence[str], tokens: Sequence[Token], at: int) -> int | None:
    """The number a word stands for; "two dozen" and "45 thousand" with their second word, years are none."""
    word = words[at]
    if word in _ROUGH:
        return _ROUGH[word]
    if word in _WORDS:
        left = _WORDS.get(words[at - 1]) if at else None
        if word in ("dozen", "hundred") and left:
            return left * _WORDS[word]
        tens = left if left and left % 10 == 0 and 20 <= left < 100 and _WORDS[word] < 10 else 0
        return tens + _WORDS[word]
    if not word.isdigit():
        return None
    value = int(_whole(words, tokens, at))
    if at + 1 < len(words) and words[at + 1] in ("thousand", "тысяч", "тыс", "million", "000"):
        return MOST + 1
    return None if 1900 <= value <= 2100 and len(word) == 4 else value


def _whole(words: Sequence[str], tokens: Sequence[Token], at: int) -> str:
    """All digits of a number written in groups: "1,200" is three tokens, `at` any of its groups."""
    first = last = at
    while first >= 2 and _grouped(words, tokens, first - 2):
        first -= 2
    while last + 2 < len(words) and _grouped(words, tokens, last):
        last += 2
    return "".join(words[first : last + 1 : 2])


def _grouped(words: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    """Whether the digits at `at` go on after a comma without a space."""
    close = tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
    return (
        close
        and words[at].isdigit()
        and words[at + 1] == ","
        and re.fullmatch(r"\d{3}", words[at + 2]) is not None
    )
