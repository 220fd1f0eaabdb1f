"""What became of the messages meant for a chat: sent when, waiting why, or never owed ("why did I not get
it?")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.house import House
from news.alert import AlertRule, StoredChange, Untold, why_untold
from news.chat import AlertBudget, AlertLevel, Chat, ChatState, MessageRecord
from news.digest import Subscription
from storage.store import Books


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """What became of one change for a chat: the record of its message, or that it is held back, or why it never was
    told."""

    step: StoredChange
    record: MessageRecord | None = None
    held: AlertBudget | None = None
    untold: Untold | None = None


@dataclass(frozen=True, slots=True)
class ChatRecord:
    """The record of a chat: its newest messages, and what stands in the way of the next."""

    records: tuple[MessageRecord, ...]
    state: ChatState
    muted_until: datetime | None
    paused_until: datetime | None  # Telegram asked to wait (429)
    held_back: int  # changes waiting for the end of quiet hours or of the hour
    budget: AlertBudget
    alerts: dict[str, AlertLevel]
    subscriptions: tuple[Subscription, ...]
    steps: Mapping[int, StoredChange]  # what the alerts among `records` tell of, by the id of the change


async def record_of_chat(house: House, chat: Chat, limit: int = 10) -> ChatRecord:
    """What became of the chat's newest messages, at most `limit`."""
    async with house.store.read() as books:
        records = await books.outbox.record(chat.id, limit)
        return ChatRecord(
            tuple(records),
            chat.state,
            chat.muted_until,
            (await books.chats.paused(house.now())).get(chat.address.telegram_id),
            len(await books.alerts.held_back(chat.id)),
            await books.alerts.budget(chat.id),
            await books.alerts.of(chat.id),
            tuple(await books.subscriptions.of(chat.id)),
            await _steps(books, records),
        )


async def _steps(books: Books, records: Sequence[MessageRecord]) -> dict[int, StoredChange]:
    told = {
        number
        for record in records
        for number in (record.cause.get("change"), *record.cause.get("changes", ()))
    }
    found = [await books.statuses.step(number) for number in sorted(told - {None})]
    return {step.id: step for step in found if step}


async def record_of_change(books: Books, chat: Chat, step: StoredChange) -> ChangeRecord:
    """What became of `step` for the chat."""
    record = await books.outbox.about(chat.id, step.id)
    if record is not None:
        return ChangeRecord(step, record)
    if step.id in await books.alerts.held_back(chat.id):
        return ChangeRecord(step, held=await books.alerts.budget(chat.id))
    rule = await books.alerts.rule(chat.id, step.change.process)
    return ChangeRecord(step, untold=why_untold(step, rule, chat.muted_until))


async def records_of_process(
    house: House, chat: Chat, process: str, limit: int = 3
) -> tuple[AlertRule | None, list[ChangeRecord]]:
    """What the chat asks to hear of `process`, and what became of its newest changes, newest first."""
    async with house.store.read() as books:
        rule = await books.alerts.rule(chat.id, process)
        return rule, [
            await record_of_change(books, chat, step) for step in await books.statuses.steps(process, limit)
        ]


async def record_of_message(
    house: House, chat: Chat, telegram_message: int
) -> tuple[MessageRecord | None, Subscription | None]:
    """What became of the message Telegram knows by this id, and the subscription it was a digest of; None
    where it was no owed one."""
    async with house.store.read() as books:
        record = next(iter(await books.outbox.record(chat.id, 1, telegram_message=telegram_message)), None)
        number = record.cause.get("subscription") if record else None
        return record, next((s for s in await books.subscriptions.of(chat.id) if s.id == number), None)
