"""The board as a message that is kept current: no word in it grows old by itself, so that it changes only where
something changed."""

import hashlib
from collections.abc import Sequence

from briefing.deep_link import link_to, status_payload
from briefing.render.card import Audience, Card, board_line
from briefing.render.markup import Rich, bold, italic, joined, split, text
from briefing.render.times import clock, zone_of
from news.chat import Message

_LINES = 16
"""So many processes are shown: each has up to five entities, and a message has room for a hundred."""


def live_board(cards: Sequence[Card], reader: Audience, bot_name: str) -> tuple[Message, str]:
    """The board of these processes, and a hash of what it shows but for the hour at its head."""
    words = reader.words
    lines = [
        board_line(card, reader, link_to(bot_name, status_payload(card.process.id)), aged=False)
        for card in cards[:_LINES]
    ]
    if not lines:
        lines = [text(words.say("Nothing has been reported yet. Try /latest."))]
    more = len(cards) - _LINES
    notes = (
        [text(words.count("… and {n} more: /status", "… and {n} more: /status", more))] if more > 0 else []
    )
    kept = words.say("Kept current: what changes stands here within five minutes. A name leads to its card.")
    body = [*lines, *notes]
    when = clock(reader.now, words, zone_of(reader.zone))
    head = bold(text(words.say("Where things stand"))) + text(" · " + words.say("as of {when}", when=when))
    whole = split(head, body, text("\n") + italic(text(kept)))[0]
    return Message(whole.html), _hash(joined(body))


def _hash(shown: Rich) -> str:
    return hashlib.sha256(shown.html.encode()).hexdigest()
