"""How entities may overlap: Telegram sorts, merges, splits and drops them until every one lies inside or
beside the others."""

from __future__ import annotations

from playground.telegram.entities import BLOCKQUOTES, CONTINUOUS, PREFORMATTED, SPLITTABLE, STYLES, Entity

_FOR_EVER = 1 << 31


def fix_entities(entities: list[Entity]) -> list[Entity]:
    """The entities in order, nested as Telegram nests them."""
    entities.sort(key=Entity.key)
    if _are_valid(entities):
        return entities
    quotes = without_overlaps([entity for entity in entities if entity.type in BLOCKQUOTES])
    others = without_overlaps(
        [entity for entity in entities if entity.type not in BLOCKQUOTES and entity.type not in SPLITTABLE]
    )
    if quotes:
        others = within_quotes(others, quotes) + quotes
        others.sort(key=Entity.key)
    return split_styles([entity for entity in entities if entity.type in SPLITTABLE], others)


def add_found(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """The entities with those found in the text (links, mentions, …) put where they hit none that was
    there."""
    if not found:
        return entities
    quotes = [entity for entity in entities if entity.type in BLOCKQUOTES]
    others = [
        entity for entity in entities if entity.type not in BLOCKQUOTES and entity.type not in SPLITTABLE
    ]
    found = within_quotes(found, quotes)
    merged = _merge(others, found)
    if quotes:
        merged += quotes
        merged.sort(key=Entity.key)
    return split_styles([entity for entity in entities if entity.type in SPLITTABLE], merged)


def without_overlaps(entities: list[Entity]) -> list[Entity]:
    """The first of each group of entities that touch the same text; `entities` in order."""
    kept, end = [], 0
    for entity in entities:
        if entity.offset >= end:
            kept.append(entity)
            end = entity.offset + entity.length
    return kept


def within_quotes(entities: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """The entities that do not cross the edge of a quotation."""
    kept = []
    for entity in entities:
        end = entity.offset + entity.length
        quote = next((quote for quote in quotes if quote.offset + quote.length > entity.offset), None)
        if quote is not None and (quote.offset + quote.length < end or entity.offset < quote.offset < end):
            continue
        kept.append(entity)
    return kept


def _merge(old: list[Entity], new: list[Entity]) -> list[Entity]:
    """Both lists in order, the new ones that overlap an old one left out."""
    free = [entity for entity in new if not any(_overlap(entity, other) for other in old)]
    return sorted(old + free, key=lambda entity: entity.offset)


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def _are_valid(entities: list[Entity]) -> bool:
    if len(entities) < 2:
        return True
    style_ends: dict[str, int] = {}
    around: list[Entity] = []
    for entity in entities:
        while around and entity.offset >= around[-1].offset + around[-1].length:
            around.pop()
        if around and not _may_be_inside(entity, around):
            return False
        if entity.type in SPLITTABLE:
            if style_ends.get(entity.type, -1) >= entity.offset:
                return False
            style_ends[entity.type] = entity.offset + entity.length
        around.append(entity)
    return True


def _kind(entity: Entity) -> str:
    """The kind as it counts for nesting: `pre` with a language is another than one without."""
    return "pre_code" if entity.type == "pre" and entity.argument else entity.type


def _may_be_inside(entity: Entity, around: list[Entity]) -> bool:
    parent = around[-1]
    if entity.offset + entity.length > parent.offset + parent.length or parent.type in PREFORMATTED:
        return False
    kinds = {_kind(outer) for outer in around}
    types = {outer.type for outer in around}
    if _kind(entity) in kinds or types & SPLITTABLE:
        return False
    if entity.type in PREFORMATTED and types - BLOCKQUOTES:
        return False
    if (entity.type in CONTINUOUS or entity.type in BLOCKQUOTES) and types & CONTINUOUS:
        return False
    return not (entity.type in BLOCKQUOTES and types & BLOCKQUOTES)


class _Styles:
    """The styles running at one place of the text, cut whenever something else begins or ends."""

    def __init__(self, styles: list[Entity]) -> None:
        self._styles = styles
        self._next = 0
        self._begin: dict[str, int] = {}
        self._end: dict[str, int] = {}
        self.cut: list[Entity] = []

    def up_to(self, offset: int) -> None:
        """Take the styles that begin before `offset`, and cut all that run there."""
        while self._next < len(self._styles) and self._styles[self._next].offset < offset:
            style = self._styles[self._next]
            end = self._end.get(style.type, 0)
            if end and style.offset <= end:
                self._end[style.type] = max(end, style.offset + style.length)
            else:
                self._flush(style.offset)
                self._begin[style.type] = style.offset
                self._end[style.type] = style.offset + style.length
            self._next += 1
        self._flush(offset)

    def _flush(self, offset: int) -> None:
        for style in STYLES:
            end, begin = self._end.get(style, 0), self._begin.get(style, 0)
            if not end or begin >= offset:
                continue
            self.cut.append(Entity(style, begin, min(end, offset) - begin))
            if end <= offset:
                self._begin[style] = self._end[style] = 0
            else:
                self._begin[style] = offset


def split_styles(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    """The styles cut at the edges of the other entities, gone inside code; with those, in order."""
    if not styles:
        return others
    running = _Styles(styles)
    around: list[Entity] = []

    def come_to(offset: int) -> None:
        while around and offset >= around[-1].offset + around[-1].length:
            before = len(running.cut)
            running.up_to(around[-1].offset + around[-1].length)
            if around[-1].type in PREFORMATTED:
                del running.cut[before:]
            around.pop()
        running.up_to(offset)

    for other in others:
        come_to(other.offset)
        around.append(other)
    come_to(_FOR_EVER)
    return sorted(running.cut + others, key=Entity.key)
