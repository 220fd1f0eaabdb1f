"""Compose: turn status changes into messages owed to the chats that asked (the third of the four commits)."""

from collections.abc import Iterable
from datetime import timedelta

from briefing.house import House
from briefing.render_alert import alert_message
from briefing.words import words_for
from news.chat import Chat, OutboxDraft, OutboxKind
from news.status import Change

ALERT_AGE = timedelta(hours=12)
"""An alert that could not be sent for so long is a line of a digest, not an alert."""


async def compose(house: House, limit: int = 50) -> int:
    """Owe an alert to every chat that asked about a change nobody was told of yet; returns how many changes were composed."""
    now = house.now()
    async with house.store.begin() as books:
        found = await books.statuses.take_to_compose(limit)
        for change_id, change in found:
            chats = await books.chats.to_alert(change.process)
            await books.outbox.owe(_drafts(house, change_id, change, chats), now)
        await books.statuses.mark_composed(change_id for change_id, _ in found)
    return len(found)


def _drafts(house: House, change_id: int, change: Change, chats: Iterable[Chat]) -> Iterable[OutboxDraft]:
    now = house.now()
    process = house.catalogue.get(change.process)
    for chat in chats:
        message = alert_message(change, process, words_for(chat.language), now, chat.zone)
        key = f"alert/{chat.id}/{change.key}"
        yield OutboxDraft(chat.id, OutboxKind.ALERT, key, message, now, now + ALERT_AGE, {"change": change_id, "change_key": change.key})
