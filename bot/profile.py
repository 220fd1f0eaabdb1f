"""What Telegram shows of the bot before anybody has written to it: the text of the empty chat, the line of its
profile, and the button beside the text field."""

import logging

from telegram import Bot, MenuButtonCommands
from telegram.error import TelegramError

from bot.menus import code_of
from briefing.render.words import LANGUAGES, Words, words_for

log = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Say who the bot is in every language. What stands already is not sent again: Telegram lets a bot change
    it only so often. A failure costs the introduction, not the bot."""
    try:
        for language in LANGUAGES:
            code, words = code_of(language), words_for(language)
            if (await bot.get_my_description(code)).description != (told := description(words)):
                await bot.set_my_description(told, code)
            if (await bot.get_my_short_description(code)).short_description != (told := in_short(words)):
                await bot.set_my_short_description(told, code)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as e:
        log.warning("the bot could not introduce itself", extra={"reason": str(e)})


def description(words: Words) -> str:
    """At most 512 code points."""
    return words.say(
        "I follow news feeds and tell you where peace talks and ceasefires stand: what is agreed, what holds, "
        "who says so and who denies it, each line with its outlet, time and link.\n\n"
        "• Ask about a conflict by its name\n"
        "• Get a digest every day at your hour\n"
        "• Be told at once when a status changes\n\n"
        "Press Start."
    )


def in_short(words: Words) -> str:
    """At most 120 code points."""
    return words.say(
        "Where peace talks and ceasefires stand: who says so, who denies it. Digests and alerts."
    )
