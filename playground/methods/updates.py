"""Fetching updates: getUpdates, webhooks, and who the bot is."""

from __future__ import annotations

from typing import Any

from playground.asked import Asked, method
from playground.errors import ApiError
from playground.shown import user_json
from playground.updates import LONGEST_POLL

ACTIVE_WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def get_me(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getme"""
    return {
        **user_json(asked.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(asked: Asked) -> list[dict[str, Any]]:
    """https://core.telegram.org/bots/api#getupdates"""
    world, updates = asked.world, asked.world.updates[asked.bot]
    offset = asked.integer("offset")
    limit = min(max(asked.integer("limit", 100), 1), 100)
    timeout = min(max(asked.integer("timeout"), 0), LONGEST_POLL)
    allow_updates(asked)
    if offset:
        updates.confirm(offset)
        world.changed("confirmed", bot=asked.bot)
    batch = updates.take(limit)
    if not batch and timeout:
        why = await updates.wait(timeout)
        if why:
            raise ApiError(409, why)
        batch = updates.take(limit)
    return [update.json() for update in batch]


def allow_updates(asked: Asked) -> None:
    """Note which kinds of update are asked for, if the call says so."""
    kinds = asked.parsed("allowed_updates")
    if isinstance(kinds, list):
        asked.world.updates[asked.bot].allow([str(kind) for kind in kinds])


def delete_webhook(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook"""
    if asked.flag("drop_pending_updates"):
        asked.world.updates[asked.bot].clear()
    return True


METHODS = (
    method("getMe", "", get_me),
    method("getUpdates", "offset limit timeout allowed_updates", get_updates),
    method("deleteWebhook", "drop_pending_updates", delete_webhook),
)
