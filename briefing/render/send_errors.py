"""Why a message waits or was not sent, in plain words: what Telegram or the way to it said as half sentences.

What is said comes from `bot/telegram.py` and `bot/request.py`; Telegram's own words are known by a part of
them.
"""

import re

from briefing.render.words import Words

_SAID: tuple[tuple[str, str], ...] = (
    (r"flood limit: (?P<n>[\d.]+) s", "Telegram asked me to wait {n} s"),
    (r"no connection: .*", "Telegram could not be reached"),
    (r"the bot has stopped", "I was being stopped"),
    (r"no answer within .*", "Telegram did not answer in time"),
    (r"connection broke: .*", "the connection to Telegram broke"),
    (r"Telegram answered (?P<n>5\d\d)", "Telegram was in trouble ({n})"),
    (r"Telegram does not accept the token", "Telegram does not accept my token"),
    (r"repeated: .*", "the answer to the first try was lost"),
    (r".*bot was blocked by the user", "I was blocked there"),
    (r".*user is deactivated", "the account is deleted"),
    (r".*(?:was kicked|not a member).*", "I was removed from there"),
    (
        r".*(?:chat not found|chat was deleted|chat was deactivated|peer_id_invalid|channel_private).*",
        "the chat is gone",
    ),
    (
        r".*(?:not enough rights|have no rights|need administrator rights|chat_write_forbidden|chat_restricted).*",
        "I may not write there",
    ),
    (r".*(?:message thread not found|topic.closed|topic.deleted).*", "the topic is closed"),
)
_MOST = 120


def trouble_of_sending(trouble: str, words: Words) -> str:
    """`trouble` of a message in the outbox; what is not known stays as Telegram said it, cut."""
    for pattern, said in _SAID:
        if found := re.fullmatch(pattern, trouble, re.IGNORECASE | re.DOTALL):
            return words.say(said, **found.groupdict())
    return trouble[:_MOST]
