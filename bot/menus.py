"""The command menus: what everybody is offered, and what an admin is offered in the private chat with the
bot."""

import logging
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from briefing.house import House
from briefing.render.words import LANGUAGES
from handlers.commands import menu

log = logging.getLogger(__name__)


async def offer_menus(bot: Bot, house: House) -> None:
    """The menu in every language, and the admins' own; a failure costs the menu, not the bot."""
    await _set(bot, None, admins=False)
    for person_id in sorted(house.admins | house.added_admins):
        await offer_personal_menu(bot, person_id, True)


async def offer_personal_menu(bot: Bot, person_id: int, admin: bool) -> None:
    """Show the person the admins' menu in the private chat, or take it away. Telegram knows no chat before
    they wrote to the bot."""
    scope = BotCommandScopeChat(person_id)
    if admin:
        await _set(bot, scope, admins=True)
        return
    try:
        for language in LANGUAGES:
            await bot.delete_my_commands(scope, _code(language))
    except TelegramError as e:
        log.warning("a command menu could not be taken away", extra={"reason": str(e)})


async def _set(bot: Bot, scope: Any, *, admins: bool) -> None:
    try:
        for language in LANGUAGES:
            commands = [BotCommand(name, description) for name, description in menu(language, admins=admins)]
            await bot.set_my_commands(commands, scope, _code(language))
    except TelegramError as e:
        log.warning("the command menu could not be set", extra={"reason": str(e)})


def _code(language: str) -> str | None:
    return None if language == "en" else language
