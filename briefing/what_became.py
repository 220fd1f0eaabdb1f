"""What became of a message: was it owed, when was it sent, and if not, why not ("why did I not get it?")."""

from dataclasses import dataclass
from datetime import datetime

from briefing.house import House
from news.chat import AlertLevel, Chat, ChatState, Fate, OutboxKind


@dataclass(frozen=True, slots=True)
class Became:
    """The record of a chat: its newest messages with their fates, and what stands in the way of the next."""

    fates: tuple[Fate, ...]
    state: ChatState
    muted_until: datetime | None
    paused_until: datetime | None  # Telegram asked to wait (429)
    held_back: int  # changes waiting for the end of quiet hours or of the hour
    alerts: dict[str, AlertLevel]
    next_digest: datetime | None


async def what_became_of(
    house: House,
    chat: Chat,
    *,
    telegram_message: int | None = None,
    kind: OutboxKind | None = None,
    change_key: str | None = None,
    limit: int = 10,
) -> Became:
    """What became of the chat's messages: of one (by Telegram's id), of a kind, of the alert of one change, or of the newest."""
    async with house.store.read() as books:
        found = await books.outbox.record(chat.id, 200, telegram_message=telegram_message)
        subscriptions = await books.subscriptions.of(chat.id)
        return Became(
            tuple(f for f in found if (kind is None or f.kind is kind) and _about(f, change_key))[:limit],
            chat.state,
            chat.muted_until,
            (await books.chats.paused(house.now())).get(chat.address.telegram_id),
            await books.alerts.held_back(chat.id),
            await books.alerts.of(chat.id),
            min((s.next_due for s in subscriptions), default=None),
        )


def _about(fate: Fate, change_key: str | None) -> bool:
    return change_key is None or fate.cause.get("change_key") == change_key
