"""/forget: deletes all that is stored about a chat, after one confirmation."""

from briefing.answers.forget import forget
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from news.chat import Button, Message


async def forget_command(ask: Ask) -> Answer:
    say = ask.words.say
    said = say(
        "This deletes everything I keep about this chat: settings, subscriptions, alerts and the record of messages. Delete it all?"
    )
    return [
        Message(
            text(said).html,
            ((Button(say("Delete everything"), "1:fgt:yes"), Button(say("Keep it"), "1:fgt:no")),),
        )
    ]


async def forget_pressed(ask: Ask) -> Answer:
    """`1:fgt:<yes|no>`."""
    if ask.parts[:1] != ("yes",):
        return [Message(text(ask.words.say("Everything stays as it is.")).html)]
    await forget(ask.house, ask.chat)
    return [
        Message(
            text(
                ask.words.say("Deleted. I no longer know anything about this chat; /start begins again.")
            ).html
        )
    ]
