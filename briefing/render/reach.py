"""How far "none reported" reaches: since when outlets are read, and how many of them are down."""

from datetime import datetime, timedelta

from briefing.render.markup import Rich, italic, joined, text
from briefing.render.times import clock, zone_of
from briefing.render.words import Words
from news.feed import Reach

_NEW = timedelta(days=30)
"""Who has read for longer need not say so."""


def reach_lines(reach: Reach | None, words: Words, now: datetime, zone: str, *, since: bool) -> Rich:
    """With `since`: from when on outlets were read, where that is not long ago; and how many are down."""
    if reach is None:
        return Rich()
    lines = []
    if since and reach.since is None:
        lines.append(words.say("No outlet has been read yet."))
    elif since and reach.since is not None and now - reach.since < _NEW:
        when = clock(reach.since, words, zone_of(zone))
        lines.append(
            words.say("I have been reading since {when}; what came before, I may not know.", when=when)
        )
    if reach.down:
        one = "{n} of {all} outlets is down: what it reports is missing here."
        many = "{n} of {all} outlets are down: what they report is missing here."
        lines.append(words.count(one, many, reach.down, all=reach.outlets))
    return joined(italic(text(line, 200)) for line in lines)
