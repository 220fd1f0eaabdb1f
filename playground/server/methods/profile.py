"""What a bot says of itself: its commands by scope and language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playground.server.asked import Asked, method
from playground.server.reach import find_chat
from playground.telegram.errors import bad_request

SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile("[a-z0-9_]{1,32}")
_LANGUAGE = re.compile("[a-z]{2}|")


def scope_key(asked: Asked) -> tuple[str, str]:
    """The scope as one word, such as "chat_member/-4001/1001", and the language ("" for all)."""
    scope = asked.parsed("scope", "can't parse BotCommandScope JSON object")
    language = _language(asked)
    if scope is None:
        return "default", language
    if not isinstance(scope, dict):
        raise bad_request("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("unsupported type specified")
    if not str(kind).startswith("chat"):
        return str(kind), language
    where = Asked(asked.world, asked.bot, scope, {})
    chat = find_chat(where)
    if kind == "chat_member":
        return f"chat_member/{chat.id}/{where.integer('user_id')}", language
    return f"{kind}/{chat.id}", language


def set_my_commands(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#setmycommands"""
    given = asked.parsed("commands", "can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request(
            "expected an Array of BotCommand" if given is not None else "parameter commands is required"
        )
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = scope_key(asked)
    asked.bot.commands[key] = [_command(command) for command in given]
    if not given:
        del asked.bot.commands[key]
    asked.world.changed("menu", bot=asked.bot)
    return True


def _command(given: Any) -> dict[str, str]:
    if (
        not isinstance(given, dict)
        or not isinstance(given.get("command"), str)
        or not isinstance(given.get("description"), str)
    ):
        raise bad_request("can't parse BotCommand: BotCommand must be an Object")
    command = given["command"].removeprefix("/")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    description = given["description"].strip()
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def get_my_commands(asked: Asked) -> list[dict[str, str]]:
    """https://core.telegram.org/bots/api#getmycommands"""
    return asked.bot.commands.get(scope_key(asked), [])


def delete_my_commands(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands"""
    asked.bot.commands.pop(scope_key(asked), None)
    asked.world.changed("menu", bot=asked.bot)
    return True


TEXTS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


def _language(asked: Asked) -> str:
    language = asked.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _set_text(field: str, longest: int) -> Callable[[Asked], bool]:
    def run(asked: Asked) -> bool:
        language, text = _language(asked), asked.text(field).strip()
        if len(text) > longest:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        asked.bot.texts[field, language] = text
        if field == "name" and not language:
            asked.bot.name = text or asked.bot.given_name
            asked.world.changed("bot", bot=asked.bot, name=asked.bot.name)
        return True

    return run


def _get_text(field: str) -> Callable[[Asked], dict[str, str]]:
    def run(asked: Asked) -> dict[str, str]:
        texts = asked.bot.texts
        default = asked.bot.name if field == "name" else ""
        return {field: texts.get((field, _language(asked))) or texts.get((field, "")) or default}

    return run


def set_chat_menu_button(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton"""
    button = asked.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("MenuButton has unsupported type")
    asked.bot.menu_buttons[_private_id(asked)] = button
    return True


def get_chat_menu_button(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getchatmenubutton"""
    buttons = asked.bot.menu_buttons
    return buttons.get(_private_id(asked)) or buttons.get(0) or {"type": "commands"}


def _private_id(asked: Asked) -> int:
    if not asked.given("chat_id"):
        return 0
    chat = find_chat(asked)
    if chat.person is None:
        raise bad_request("chat not found")
    return chat.id


METHODS = (
    *(
        method(f"setMy{name}", f"{field} language_code", _set_text(field, longest))
        for name, (field, longest) in TEXTS.items()
    ),
    *(method(f"getMy{name}", "language_code", _get_text(field)) for name, (field, _longest) in TEXTS.items()),
    method("setChatMenuButton", "chat_id menu_button", set_chat_menu_button),
    method("getChatMenuButton", "chat_id", get_chat_menu_button),
    method("setMyCommands", "commands scope language_code", set_my_commands),
    method("getMyCommands", "scope language_code", get_my_commands),
    method("deleteMyCommands", "scope language_code", delete_my_commands),
)
