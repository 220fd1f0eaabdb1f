"""The fine print of an agreement: in principle, signed, ratified, one phase, or a ceasefire called a deal or
come of talks."""

import re

from news.claim import Kind
from reading.kinds import AGREEMENTS
from reading.when.durations import find_length

_DETAILS = (
    ("in principle", re.compile(r"\bin principle\b|\bпринципиальн\w+|\bв принципе\b", re.I)),
    ("ratified", re.compile(r"\bratif\w+|\bратифи\w+", re.I)),
    ("signed", re.compile(r"\bsign(?:s|ed|ing)?\b|\binitial(?:s|led|ed)\b|\bподпис\w+|\bпарафир\w+", re.I)),
    (
        "phase",
        re.compile(
            r"\b(?:first|second|third) (?:phase|stage)\b|\b(?:перв|втор|трет)\w+ (?:фаз|этап)\w*", re.I
        ),
    ),
)
_DEAL = re.compile(  # words of a settlement, where a truce for some days or hours is none
    r"\b(?:deal|accord|agreement|pact|protocol|declaration|permanent|long-term|lasting|comprehensive|nationwide|open-ended)\b"
    r"|\b(?:сделк|соглашени[еяю]\b|договор[её]нност|постоянн|бессрочн|долгосрочн|всеобъемлющ)\w*",
    re.I,
)
_NO_TALKS = (  # words that make talks a hope, a price or a failure, not where the truce comes from
    r"(?!(?:ahead|before|return|exchange|bid|order|hopes?|hoping|time|efforts?|run-up|refus\w*|collaps\w*|fail\w*|break\w*|without|and|to|for)\b)"
)
_NEGOTIATED = re.compile(
    rf"\b(?:after|following|at|in|from)\s+(?:{_NO_TALKS}\w+[\s-]+){{0,4}}(?:talks|negotiations)\b(?!\s+(?:collaps|fail|broke|stall))"
    r"|\b(?:talks|negotiat\w+)\s+(?:\w+\s+){0,3}agree"
    r"|\b(?:после|в ходе|по итогам)\s+(?!(?:срыв|провал|отказ|прерв)\w*)(?:\w+\s+){0,3}?переговор|\bна\s+(?:\w+\s+){0,2}переговорах\b",
    re.I,
)


def find_detail(sentence: str, kind: Kind) -> str | None:
    """The first detail the sentence tells of an agreement, None for other kinds."""
    if kind not in AGREEMENTS:
        return None
    told = next((detail for detail, pattern in _DETAILS if pattern.search(sentence)), None)
    if told or kind is not Kind.AGREED or find_length(sentence):
        return told
    return "negotiated" if _NEGOTIATED.search(sentence) else "deal" if _DEAL.search(sentence) else None
