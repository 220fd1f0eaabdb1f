"""The wide gate: a cheap look whether an item may say anything about talks or ceasefires at all; plain substrings, no patterns."""

import re

from reading.tokens import stem

_WORDS = re.compile(r"\w+")
# A pause in fighting needs no other evidence.
_CERTAIN = (
    "ceasefire", "cease-fire", "cease fire", "truce", "armistice", "guns fall silent", "guns fell silent", "stop shooting", "stop fighting", "stop firing", "end fighting", "hostilities", "peace talk", "peace deal", "peace process", "peace accord", "peace agreement",
    "peace plan", "перемири", "прекращени", "прекратить огонь", "прекращает огонь", "прекращают огонь", "режим тишины", "мирные переговоры", "мирное соглашение",
)  # fmt: skip
# Words of diplomacy that every news page has: they need a war word or a name.
_TELLING = (
    "talks", "peace", "negotiat", "mediat", "prisoner", "hostage", "envoy", "deal", "accord", "pact", "truce", "dialogue", "summit", "agree", "withdraw", "corridor",
    "treaty", "pause", "lull", "swap", "roadmap", "road map", "diplom", "halt", "meet", "conference", "proposal", "offer", "captive", "evacuat", "understanding", "disarm",
    "calm", "violat", "stop", "round", "talk", "end of operations", "end the", "contacts", "plan",
    "переговор", "мирн", "урегулирован", "посредни", "заложник", "деэскалац", "обмен", "договор", "соглас", "соглаш", "встреч", "саммит", "делегац", "огонь", "огня", "пауз",
    "коридор", "мораторий", "затишь", "тишин", "план", "сделк", "диалог", "эвакуац", "пленн", "отвод", "отвел", "вывод", "консультац", "мир ", "раунд", "визит", "услови",
)  # fmt: skip
_STRONG = (
    "talks", "peace", "negotiat", "mediat", "prisoner", "hostage", "envoy", "dialogue", "swap", "lull", "disarm", "lay down", "lays down", "round table", "pause",
    "переговор", "посредни", "заложник", "обмен", "пленн", "соглашени", "договорил", "консультац", "диалог", "пауз", "тишин", "прекра", "урегулирован", "мир ",
    "раунд", "формат", "сделк", "отверг",
)  # fmt: skip
_WAR = (
    " war", "rebel", "militant", "militia", "troops", "fighting", "fighters", "siege", "invasion", "insurg", "guerrill", "junta", "shelling", "missile", "clash", "conflict",
    "separatist", "occupation", "prisoners of war", "prisoner swap", "prisoner exchange", "hostages", " army", "violence", "airstrike", "air strike", "bomb", "armed", "ceas",
    "gunmen", "rocket", "bloodshed", "military", "peace", "hostilit", "warring", "stop firing", "firing",
    "войн", "повстан", "боевик", "арми", "военн", "обстрел", "фронт", "конфликт", "столкнов", "пленн", "оккуп", "ракет", "удар", "бои", "боев", "огонь", "огня", "мирн", "заложник",
)  # fmt: skip


class Gate:
    """Passes what may matter: words of a truce at once, strong words with a war word or a name, weak ones with two of these."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def passes(self, title: str, body: str) -> bool:
        """Whether the item deserves a careful reading."""
        text = f"{title} {body}".lower()
        for word in _CERTAIN:
            if word in text:
                return True
        strong = any(word in text for word in _STRONG)
        if not strong and not any(word in text for word in _TELLING):
            return False
        war = any(word in text for word in _WAR)
        if strong and war:
            return True
        named = sum(word in self._names for word in set(map(stem, _WORDS.findall(text))))
        return named > 1 or (named == 1 and (war or strong))
