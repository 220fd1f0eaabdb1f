"""Whether an item is old text published again: a word of the archive in the title, an old date of first
publication, a notice of age."""

import re
from datetime import date

from reading.item import ItemLike

_TITLE = re.compile(
    r"^[\s\[(«\"“]*(?:from (?:the|our) archives?\b|(?:from|this (?:day|week|month) in) (?:1[89]|20)\d\d\s*[:|—–-]"
    r"|(?:correction|clarification|уточнение|исправление|поправка)\s*:"
    r"|(?:archives?|flashback|throwback|looking back|republished)(?:,? (?:1[89]|20)\d\d)?\s*[:|\]—–-]"
    r"|on this day(?:\s*[:,|—–-]|,? (?:in )?(?:1[89]|20)\d\d|,? \w+ years? ago|[^:]{0,20}:)"
    r"|из (?:нашего )?архива\b|архив(?:,? (?:1[89]|20)\d\d)?\s*[:|\]—–-]|ретроспектива\s*[:|—–-]"
    r"|(?:в )?этот день(?:\s*[:,|—–-]|[^:]{0,20}\b(?:1[89]|20)\d\d\b|[^:]{0,20}:)|\w+ лет назад\s*[:|—–-])"
    r"|[|—–(\[-]\s*(?:from the )?archives?,? (?:from )?(?:1[89]|20)\d\d\b|[|—–(\[-]\s*(?:из )?архива?,? (?:1[89]|20)\d\d\b",
    re.I,
)
_FIRST = re.compile(  # said of the item, at the start of a sentence or of "this article", not of a plan in it
    r"(?:^|[.!?()»”\"]\s*|\b(?:article|story|report|piece|interview|dispatch)\s+(?:was\s+)?|\b(?:стать\w|материал|текст|репортаж|интервью)\s+)"
    r"(?:(?:first\s+published|originally\s+(?:published|appeared|printed))|(?:был[аои]?\s+)?впервые\s+(?:был[аои]?\s+)?(?:опубликован|напечатан)\w*"
    r"|(?:опубликован|напечатан)\w*\s+впервые|первая публикация)\b[^.;]{0,40}?\b((?:1[89]|20)\d\d)\b",
    re.I | re.M,
)
_AGED = re.compile(
    r"\bthis (?:article|story|report) is (?:now )?more than \w+ (?:years?|months?) old\b|\bматериалу? (?:более|больше) \w+ лет\b",
    re.I,
)


def republished(item: ItemLike) -> bool:
    """Whether the item says of itself that its text is old; a first publication in the year of the item is no
    archive."""
    text = item.summary or item.text or ""
    if _TITLE.search(item.title) or _AGED.search(text):
        return True
    return any(
        int(found.group(1)) < _year(item.published.date())
        for found in _FIRST.finditer(f"{item.title}\n{text}")
    )


def _year(day: date) -> int:
    """The year before which a text is old: in January the one before still is of now."""
    return day.year if day.month > 1 else day.year - 1
