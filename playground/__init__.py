"""A Telegram Bot API server on loopback, with the person's side beside it: the public face of the playground.

In a test or a program::

    async with Playground(flood="off") as pg:            # an ephemeral port on 127.0.0.1
        mira = pg.person("Mira")
        chat = pg.private(mira)
        pg.say(chat, mira, "/start")                     # becomes an update for the bot
        answer = await pg.next_message(chat)             # waits for the bot's next message, no polling
        pg.press(answer, "Follow")                       # a callback query
        pg.transcript(chat)                              # all the person sees, in order

The bot is pointed at ``pg.url`` (without ``/bot…``) with any well-formed token, such as ``pg.token``.
Everything here is synchronous except where something has to be waited for, and must be called in the loop the
server runs in.
"""

from playground.playground import Playground
from playground.server.faults import Fault, Faults
from playground.stage.feeds import SampleFeed, sample_feeds
from playground.telegram.shapes import (
    ButtonPress,
    Call,
    InlineAsk,
    InlineResult,
    Seen,
    SeenEntity,
    TelegramButton,
)
from playground.telegram.state import Person, TelegramChat

__all__ = [
    "ButtonPress",
    "Call",
    "Fault",
    "Faults",
    "InlineAsk",
    "InlineResult",
    "Person",
    "Playground",
    "SampleFeed",
    "Seen",
    "SeenEntity",
    "TelegramButton",
    "TelegramChat",
    "sample_feeds",
]
