"""Troubles on demand: a chat that is suddenly blocked, gone or another, and Telegram cut off."""

from __future__ import annotations

from playground.server.updates import CUT_OFF
from playground.server.world import World
from playground.stage.membership import Membership
from playground.telegram.state import Bot

CHAT_STATES = ("blocked", "deactivated", "kicked", "migrated")


class _Fate(Membership):
    """What happens to chats without anybody asking the bot."""

    def __init__(self, world: World) -> None:
        self.world = world


def put_in_state(world: World, bot: Bot, chat_id: int | None, state: str) -> None:
    """Put the chat of a call in one of `CHAT_STATES`; ValueError for another, nothing for an unknown chat."""
    if state not in CHAT_STATES:
        raise ValueError(f"a chat can be {', '.join(CHAT_STATES)}, not {state!r}")
    chat = world.chat(bot, chat_id) if chat_id else None
    fate = _Fate(world)
    if chat is None:
        return
    if chat.person is not None and state == "blocked":
        fate.block(chat.person)
    elif chat.person is not None and state == "deactivated":
        fate.deactivate(chat.person)
    elif chat.person is None and state == "kicked":
        fate.kick_bot(chat)
    elif chat.type == "group" and state == "migrated" and chat.migrated_to is None:
        fate.migrate(chat)


def cut_off(world: World, *, cut: bool) -> None:
    """Break every connection of the bots and take no new one, or let them come again."""
    world.cut_off = cut
    if cut:
        for updates in world.updates.values():
            updates.break_poll(CUT_OFF)
