"""Compose: turn status changes into messages owed to the chats that asked (the third of the four commits).

A change is written once per language and zone and owed to many; chats are taken in portions, so that no
commit is long. What comes in quiet hours, or beyond so many an hour, is held back and told in one message.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.house import House
from briefing.render.alert import alert_message, backlog_message, full_hour
from briefing.render.times import zone_of
from briefing.render.words import words_for
from news.alert import HOUR, StoredChange, levels_of, rest_at, spend_alert, urgent
from news.chat import AlertBudget, Chat, Message, OutboxDraft, OutboxKind
from news.digest import quiet_end
from news.errors import ParleyError
from news.status import Change
from storage.store import Books

log = logging.getLogger(__name__)

ALERT_AGE = timedelta(hours=12)
"""An alert that could not be sent for so long is a line of a digest, not an alert."""

JOINED_WITHIN = timedelta(seconds=30)

_PORTION = 1000  # chats a commit


async def compose(house: House) -> int:
    """Owe an alert of the oldest change nobody was told of yet to the next portion of chats; returns 1 while
    there is more to do.

    A change that cannot be told at all is logged and left behind: the next ones do not wait for it.
    """
    try:
        async with house.store.read() as books:
            step = await books.statuses.next_to_compose()
            if step is None or await _being_joined(books, step, house.now()):
                return 0
        await _compose_oldest(house)
    except (ParleyError, OSError):  # the database's trouble, not the change's: the next beat tries again
        raise
    except Exception as e:  # nothing of it is committed
        async with house.store.begin() as books:
            left = await books.statuses.skip_to_compose()
        log.error("a change could not be told to anybody", exc_info=e, extra={"change": left})
    return 1


async def _being_joined(books: Books, step: StoredChange, now: datetime) -> bool:
    """Whether an item the step rests on waits for its story: as a copy of another it may lose its voice, and
    the step with it.

    A joining that fails holds nothing up for longer than JOINED_WITHIN.
    """
    ids = [int(piece.item_id) for piece in step.change.evidence if piece.item_id.isdecimal()]
    return now < step.found_at + JOINED_WITHIN and await books.stories.any_to_join(ids)


async def _compose_oldest(house: House) -> None:
    now = house.now()
    async with house.store.begin() as books:
        for change_id, change in await books.statuses.take_to_compose(1):
            upto = await books.statuses.composed_upto(change_id)
            chats = await books.alerts.to_alert(
                change.process, levels_of(change), now, after=upto, limit=_PORTION
            )
            await _owe(books, house, change_id, change, chats)
            if len(chats) < _PORTION:
                await books.statuses.mark_composed([change_id])
            else:
                await books.statuses.note_composed_upto(change_id, chats[-1][0].id)


async def tell_backlogs(house: House, limit: int = 200) -> int:
    """Owe chats what was held back for them, in one message each; returns how many chats had something
    due."""
    now = house.now()
    async with house.store.read() as books:
        if not await books.alerts.any_backlog(now):
            return 0
    async with house.store.begin() as books:
        held = await books.alerts.take_backlogs(now, limit)
        drafts = []
        for chat, changes in held:
            until = quiet_end(chat.quiet, zone_of(chat.zone), now)
            if until is not None:  # the hour's rest, or a downtime, ended within quiet hours
                await books.alerts.hold_back_again(chat.id, [i for i, _ in changes], until, now)
            elif (draft := _collected(house, chat, changes)) is not None:
                drafts.append(draft)
        await books.outbox.owe(drafts, now)
        await books.alerts.spend({d.chat_id: AlertBudget(now, 1, None) for d in drafts})
    return len(held)


async def _owe(
    books: Books, house: House, change_id: int, change: Change, chats: Sequence[tuple[Chat, AlertBudget]]
) -> None:
    now = house.now()
    budgets: dict[int, AlertBudget] = {}
    later: list[int] = []
    drafts = []
    texts: dict[tuple[str, str, str], int | None] = {}
    for chat, budget in chats:
        after, at_once = spend_alert(
            budget, now, chat.per_hour, chat.quiet, zone_of(chat.zone), at_once=urgent(change)
        )
        if not at_once:
            budgets[chat.id] = after
            later.append(chat.id)
            continue
        last = rest_at(budget, after, chat.per_hour)
        same = chat.language, chat.zone, f"/{last:%H:%M}" if last else ""
        if same not in texts:
            message = _written(house, chat, change_id, change, last)
            key = f"alert/{change_id}/{chat.language}/{chat.zone}{same[2]}"
            texts[same] = await books.outbox.compose(key, message, now) if message else None
        kept = texts[same]
        if kept is not None:
            budgets[chat.id] = after
            drafts.append(_draft(chat, change_id, change, kept, house))
    await books.outbox.owe(drafts, now)
    await books.alerts.hold_back(later, change_id, now)
    await books.alerts.spend(budgets)


def _written(
    house: House, chat: Chat, change_id: int, change: Change, last: datetime | None = None
) -> Message | None:
    """The alert in the chat's language and zone; None, and a line in the log, where it cannot be written.
    With `last`, the moment the rest comes, it says that it fills the hour."""
    words, zone = words_for(chat.language), chat.zone
    try:
        message = alert_message(change, change_id, house.catalogue, words, house.now(), zone)
        return full_hour(message, last, words, zone) if last else message
    except Exception as e:  # one change must not keep all others from being told
        log.error(
            "an alert could not be written",
            exc_info=e,
            extra={"change": change_id, "language": chat.language, "zone": chat.zone},
        )
        return None


def _draft(chat: Chat, change_id: int, change: Change, text: int, house: House) -> OutboxDraft:
    now = house.now()
    return OutboxDraft(
        chat.id,
        OutboxKind.ALERT,
        f"alert/{chat.id}/{change.key}",
        Message(""),
        now,
        now + ALERT_AGE,
        {
            "change": change_id,
            "change_key": change.key,
            "process": change.process,
            "at": change.at.isoformat(),
        },
        composed_id=text,
        change_id=change_id,
    )


def _collected(house: House, chat: Chat, changes: Sequence[tuple[int, Change]]) -> OutboxDraft | None:
    """The changes in one message, without those that cannot be written; None if nothing is left."""
    now = house.now()
    told = [(i, change) for i, change in changes if _written(house, chat, i, change) is not None]
    if not told:
        return None
    try:
        message = backlog_message(
            [c for _, c in told], house.catalogue, words_for(chat.language), now, chat.zone
        )
        if chat.per_hour == 1:
            message = full_hour(message, now + HOUR, words_for(chat.language), chat.zone)
    except Exception as e:
        log.error("held-back alerts could not be written", exc_info=e, extra={"chat": chat.id})
        return None
    ids = [i for i, _ in told]
    key = f"alerts/{chat.id}/{ids[0]}-{ids[-1]}/{now.isoformat()}"
    return OutboxDraft(chat.id, OutboxKind.ALERT, key, message, now, now + ALERT_AGE, {"changes": ids})
