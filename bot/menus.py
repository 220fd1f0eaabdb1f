"""The command menus: in private chats, for members and admins of groups, and for an admin of the bot in the
private chat with it."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from briefing.house import House
from briefing.render.words import LANGUAGES
from handlers.commands import Menu, menu

log = logging.getLogger(__name__)

_SHOWN = (
    (None, Menu.PRIVATE),
    (BotCommandScopeAllPrivateChats(), Menu.PRIVATE),
    (BotCommandScopeAllGroupChats(), Menu.GROUP),
    (BotCommandScopeAllChatAdministrators(), Menu.GROUP_ADMIN),
)


async def offer_menus(bot: Bot, house: House) -> None:
    """The menus in every language, and the admins' own; a failure costs the menu, not the bot."""
    for scope, where in _SHOWN:
        await _set(bot, scope, where)
    for person_id in sorted(house.admins | house.added_admins):
        await offer_personal_menu(bot, person_id, True)


async def offer_personal_menu(bot: Bot, person_id: int, admin: bool) -> None:
    """Show the person the admins' menu in the private chat, or take it away. Telegram knows no chat before
    they wrote to the bot."""
    scope = BotCommandScopeChat(person_id)
    if admin:
        await _set(bot, scope, Menu.BOT_ADMIN)
        return
    try:
        for language in LANGUAGES:
            await bot.delete_my_commands(scope, code_of(language))
    except TelegramError as e:
        log.warning("a command menu could not be taken away", extra={"reason": str(e)})


async def _set(bot: Bot, scope: BotCommandScope | None, where: Menu) -> None:
    try:
        for language in LANGUAGES:
            commands = [BotCommand(name, description) for name, description in menu(language, where)]
            await bot.set_my_commands(commands, scope, code_of(language))
    except TelegramError as e:
        log.warning("the command menu could not be set", extra={"reason": str(e)})


def code_of(language: str) -> str | None:
    """Telegram's code of a language; None: what everybody is shown who speaks none of the others."""
    return None if language == "en" else language
