"""The rules that overruled a reading, in words: what in the sentence or the item made them."""

from collections.abc import Sequence

from briefing.render.words import Words

_FOUND = {
    "petition": "it tells only of a petition",
    "over": "it says that the truce is over",
    "refused": "it says that a side will not keep the truce",
    "to-start": "it says that the truce is yet to begin",
    "to-talk": "to agree to talk is no deal yet",
    "taken-up-later": "the suspended talks are to go on",
    "taken-up": "the suspended talks go on",
    "to-follow": "the talks are yet to follow",
    "headway": "where talks make progress they are held",
    "archive": "its title says that it is old",
    "first-published": "it was first published in another year",
    "aged": "it says of itself that it is old",
    "memory": "it looks back",
    "lasted": "it says how long the truce lasted",
    "older-date": "it stands under an older date",
    "other-time": "it tells of another time",
    "question": "it only asks",
    "asks": "it only asks",
    "long-ago": "it was long ago",
    "extended-after-all": "it says that the truce was extended after all",
    "unwilling": "it says that a side does not want to extend the truce",
    "false-reports": "it says that the reports are false",
    "nobody": "it says that nobody did so",
    "not-of-it": "it says that the truce does not cover this",
    "no-date": "it says that no date is set",
    "disputed": "it says that somebody denies it",
    "negated": "it says that it is not so",
    "not-yet": "it says that there is no truce yet",
    "on-a-thread": "it says that the truce hangs by a thread",
    "threatened": "it tells only of a threat to leave",
    "if": "it sets a condition",
    "unclear": "it says that nobody knows yet",
    "was-due": "it says only that the truce was due to begin",
    "near-end": "it says only that the end is near",
    "may": "it says only that it may be so",
    "verge": "it says only that it is close",
    "after-signature": "it says that the truce begins only once it is signed",
}


def overruling(names: Sequence[str], words: Words) -> str:
    """ "a rule overruled this: it only asks"; "" when none did. A rule that is no more stays as it is named."""
    found = ", ".join(dict.fromkeys(words.say(_FOUND[n]) if n in _FOUND else n for n in names))
    return words.say("a rule overruled this: {found}", found=found) if found else ""
