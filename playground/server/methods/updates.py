"""Fetching updates: getUpdates, webhooks, and who the bot is."""

from __future__ import annotations

from typing import Any

from playground.server.asked import Asked, method
from playground.server.updates import CONFLICT_WEBHOOK, CUT_OFF, LONGEST_POLL
from playground.server.webhook import WebhookTarget, wrong_secret, wrong_url
from playground.telegram.errors import ApiError, bad_request
from playground.telegram.shown import user_json

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
    if asked.bot in world.deliveries:
        raise ApiError(409, ACTIVE_WEBHOOK)
    offset = asked.integer("offset")
    limit = min(max(asked.integer("limit", 100), 1), 100)
    timeout = min(max(asked.integer("timeout"), 0), LONGEST_POLL)
    _allow(asked)
    if offset:
        updates.confirm(offset)
        world.changed("confirmed", bot=asked.bot)
    updates.break_poll()
    batch = updates.take(limit)
    if not batch and timeout:
        why = await updates.wait(timeout)
        if why == CUT_OFF:
            raise ConnectionResetError
        if why:
            raise ApiError(409, why)
        batch = updates.take(limit)
    return [update.json() for update in batch]


def _allow(asked: Asked) -> None:
    """Note which kinds of update are asked for, if the call says so."""
    kinds = asked.parsed("allowed_updates")
    if isinstance(kinds, list):
        asked.world.updates[asked.bot].allow([str(kind) for kind in kinds])


async def set_webhook(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#setwebhook"""
    url, secret = asked.text("url"), asked.text("secret_token")
    if not url:
        return await delete_webhook(asked)
    wrong = wrong_url(url) or wrong_secret(secret)
    if wrong:
        raise bad_request(wrong)
    world, updates = asked.world, asked.world.updates[asked.bot]
    await world.stop_delivery(asked.bot)
    updates.break_poll(CONFLICT_WEBHOOK)
    if asked.flag("drop_pending_updates"):
        updates.clear()
    _allow(asked)
    connections = min(max(asked.integer("max_connections", 40), 1), 100)
    world.start_delivery(
        asked.bot, WebhookTarget(url if "://" in url else f"https://{url}", secret, connections)
    )
    return True


async def delete_webhook(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook"""
    await asked.world.stop_delivery(asked.bot)
    if asked.flag("drop_pending_updates"):
        asked.world.updates[asked.bot].clear()
    return True


def get_webhook_info(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#getwebhookinfo"""
    updates = asked.world.updates[asked.bot]
    delivery = asked.world.deliveries.get(asked.bot)
    webhook = delivery.webhook if delivery else None
    shown: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if webhook is not None:
        shown |= {"max_connections": webhook.max_connections, "ip_address": webhook.ip_address}
        if webhook.last_error:
            shown |= {
                "last_error_date": int(webhook.last_error_date),
                "last_error_message": webhook.last_error,
            }
    if updates.allowed is not None:
        shown["allowed_updates"] = updates.allowed
    return shown


METHODS = (
    method("getMe", "", get_me),
    method("getUpdates", "offset limit timeout allowed_updates", get_updates),
    method(
        "setWebhook", "url max_connections allowed_updates drop_pending_updates secret_token", set_webhook
    ),
    method("deleteWebhook", "drop_pending_updates", delete_webhook),
    method("getWebhookInfo", "", get_webhook_info),
)
