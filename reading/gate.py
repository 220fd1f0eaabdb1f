"""The wide gate: a cheap look whether an item may say anything about talks or ceasefires at all."""

import re

from reading.tokens import stem

_SURE = (
    "ceasefire", "cease-fire", "cease fire", "truce", "armistice", "hostilit", "peace ", "peace-", "peace’", "peacem", "negotiat", "prisoner swap",
    "prisoner exchange", "prisoners of war", "hostage", "mediat", "talks", "перемири", "прекращени", "переговор", "режим тишины", "обмен", "мирн", "урегулирован",
    "посредни", "заложник", "деэскалац",
)  # fmt: skip
_MAYBE = (
    "deal", "agree", "accord", "pact", "talk", "summit", "dialogue", "envoy", "pause", "halt", "lull", "calm", "withdraw", "fighting", "meet", "corridor",
    "plan", "swap", "evacuat", "diplom", "violence", "exchange", "offer", "treaty", "peace", "guns", "captive", "prisoner", "договор", "соглаш", "встреч", "саммит", "делегац", "огонь", "огня", "пауз",
    "коридор", "мораторий", "затишь", "план", "сделк", "диалог", "эвакуац", "бои", "удар", "войн", "пленн", "отвод", "вывод", "тишин", "мир",
)  # fmt: skip
_WAR = re.compile(
    r"\bwars?\b|\bwarring|\brebel|\bmilita|\btroops|\bfighting|\bfighters|\bceasefire|\btruce|\bsiege|\binvasion|\binsurg|\bguerrill|\bjunta|\bshell|\bmissile|\bclash"
    r"|\bconflict|\bceas|\bseparatist|\boccup|\bcivilians|\bprisoners?\b|\bhostages?\b|\barmy\b|\bviolence|\bstrikes?\b|\bbomb|\bforces\b|\bborder"
    r"|войн|повстан|боевик|арми|воен|обстрел|фронт|конфликт|столкнов|пленн|оккуп|ракет|удар|всу\b|сво\b|бое|бои"
)
_NOT = re.compile(r"\bstrike talks|\bpay talks|\btrade talks|\bcontract talks|\btransfer talks|\bcoalition talks|\bmerger talks")


class Gate:
    """Passes what may matter: a sure word, or a possible one together with a war word or a name of the catalogue."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def passes(self, title: str, body: str) -> bool:
        """Whether the item deserves a careful reading."""
        text = f"{title} {body}".lower()
        sure = any(word in text for word in _SURE)
        if not sure and not any(word in text for word in _MAYBE):
            return False
        if _WAR.search(text):
            return True
        return (sure or self._wide(text)) and not self._names.isdisjoint(map(stem, re.findall(r"\w+", text)))

    def _wide(self, text: str) -> bool:
        return any(
            word in text
            for word in (
                "deal",
                "talk",
                "agree",
                "truce",
                "summit",
                "envoy",
                "dialogue",
                "accord",
                "pact",
                "договор",
                "соглаш",
                "встреч",
                "диалог",
            )
        )
