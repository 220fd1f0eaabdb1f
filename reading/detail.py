"""The fine print of an agreement: in principle, signed, ratified, or one phase of it."""

import re

from news.claim import Kind

_DETAILS = (
    ("in principle", re.compile(r"\bin principle\b|\bпринципиальн\w+|\bв принципе\b", re.I)),
    ("ratified", re.compile(r"\bratif\w+|\bратифи\w+", re.I)),
    ("signed", re.compile(r"\bsign(?:s|ed|ing)?\b|\binitial(?:s|led|ed)\b|\bподпис\w+|\bпарафир\w+", re.I)),
    ("phase", re.compile(r"\b(?:first|second|third) (?:phase|stage)\b|\b(?:перв|втор|трет)\w+ (?:фаз|этап)\w*", re.I)),
)
_AGREEMENTS = frozenset({Kind.AGREED, Kind.DEAL_REACHED, Kind.EXTENDED})


def find_detail(sentence: str, kind: Kind) -> str | None:
    """The first detail the sentence tells of an agreement, None for other kinds."""
    if kind not in _AGREEMENTS:
        return None
    return next((detail for detail, pattern in _DETAILS if pattern.search(sentence)), None)
