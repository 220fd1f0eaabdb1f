"""/forget: deletes all that is stored about a chat, after one confirmation."""

from briefing.answers.forget import forget
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from news.chat import Message


async def forget_command(ask: Ask) -> Answer:
    say = ask.words.say
    said = say(
        "This deletes everything I keep about this chat: settings, subscriptions, alerts and the record of messages. Delete it all?"
    )
    return [
        Message(
            text(said).html,
            (
                (
                    button(say("Delete everything"), ButtonKind.FORGET, "yes"),
                    button(say("Keep it"), ButtonKind.FORGET, "no"),
                ),
            ),
        )
    ]


async def forget_pressed(ask: Ask) -> Answer:
    """Delete everything about the chat ("yes"), or keep it."""
    if ask.pressed.text(0) != "yes":
        return [Message(text(ask.words.say("Everything stays as it is.")).html)]
    await forget(ask.house, ask.chat)
    return [
        Message(
            text(
                ask.words.say("Deleted. I no longer know anything about this chat; /start begins again.")
            ).html
        )
    ]
