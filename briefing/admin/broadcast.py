"""A message of an admin to every chat: shown first, owed through the outbox when confirmed, with its
progress."""

from briefing.admin.admins import write_audit_line
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, text
from briefing.render.words import words_for
from news.chat import Chat, Message, OutboxDraft, OutboxKind, OutboxState
from storage.broadcasts import WAITING

LONGEST = 3500
_PORTION = 1000


async def preview_broadcast(house: House, chat: Chat, person_id: int, written: str) -> Message:
    """The message as everybody would see it, to how many, and a button that sends it."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        audience = await books.broadcasts.audience()
        draft = await books.administration.keep(
            person_id, WAITING, {"text": written, "after": 0}, house.now()
        )
    to = words.count("This goes to {n} chat:", "This goes to {n} chats:", audience)
    row = (
        button(words.say("Send to all"), ButtonKind.BROADCAST, draft),
        button(words.say("Cancel"), ButtonKind.BROADCAST_CANCEL, draft),
    )
    return Message(joined((bold(text(to)), text(written))).html, (row,))


async def confirm_broadcast(house: House, chat: Chat, person_id: int, draft_id: int) -> Message:
    """Begin to send what was shown; the answer is its progress."""
    async with house.store.begin() as books:
        draft = await books.broadcasts.confirm(draft_id)
        if draft is not None:
            await write_audit_line(
                books, house, person_id, "sent a message to all", str(draft.content["text"])[:200]
            )
    return await broadcast_progress(house, chat, draft_id)


async def cancel_broadcast(house: House, chat: Chat, draft_id: int) -> Message:
    async with house.store.begin() as books:
        await books.administration.take_draft(draft_id, WAITING)
    return Message(text(words_for(chat.language).say("Nothing was sent.")).html)


async def broadcast_progress(house: House, chat: Chat, draft_id: int) -> Message:
    """How far it is, with a button to look again while it is not done."""
    words = words_for(chat.language)
    async with house.store.read() as books:
        states = await books.broadcasts.progress(draft_id)
        audience = await books.broadcasts.audience() if await books.broadcasts.under_way(draft_id) else 0
    sent, owed = states.get(OutboxState.SENT, 0), sum(states.values())
    waiting = states.get(OutboxState.DUE, 0) + states.get(OutboxState.SENDING, 0)
    lines = [text(words.say("Sent: {sent} of {n}", sent=sent, n=max(owed, audience)))]
    if owed - sent - waiting:
        lines.append(text(words.say("Could not be sent: {n}", n=owed - sent - waiting)))
    again = (
        ((button(words.say("Progress"), ButtonKind.BROADCAST_PROGRESS, draft_id),),)
        if waiting or audience
        else ()
    )
    return Message(joined(lines).html, again)


async def send_broadcasts(house: House) -> int:
    """Owe the broadcast under way to the next chats; returns how many, 0 when there is nothing to do."""
    async with house.store.read() as books:
        if not await books.broadcasts.any_left():
            return 0
    now = house.now()
    async with house.store.begin() as books:
        draft = await books.broadcasts.next()
        if draft is None:
            return 0
        chats = await books.broadcasts.portion(int(draft.content["after"]), _PORTION)
        key, message = f"broadcast/{draft.id}", Message(text(str(draft.content["text"])).html)
        composed = await books.outbox.compose(key, message, now)
        drafts = [
            OutboxDraft(i, OutboxKind.BROADCAST, f"{key}/{i}", message, now, composed_id=composed)
            for i in chats
        ]
        await books.outbox.owe(drafts, now)
        await books.broadcasts.go_on(draft, chats[-1] if chats else None)
    return len(chats)
