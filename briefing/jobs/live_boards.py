"""Keeps the boards of chats current by editing them: only where something changed, at most every few minutes; a
board that was deleted is made anew and pinned where that is allowed."""

import logging
from datetime import timedelta
from typing import Protocol

from briefing.answers.status import board_cards
from briefing.house import House
from briefing.jobs.settle import rest_chat
from briefing.render.card import Audience
from briefing.render.live_board import live_board
from briefing.render.words import words_for
from news.chat import ChatAddress, ChatState, Message
from news.errors import ChatMoved, ChatUnreachable, MessageRefused, SendFailed, TopicGone, TryLater
from storage.boards import KeptBoard

log = logging.getLogger(__name__)

APART = timedelta(minutes=5)
"""Between two edits of a board."""
_LOOK = timedelta(minutes=1)  # where nothing had changed
_RENEWED = timedelta(
    days=1
)  # an unchanged board shows by its hour that it is kept, and that it is still there
_REFUSED = timedelta(hours=1)
_AT_ONCE = 20
_SAME = "message is not modified"


class Posts(Protocol):
    """The way out; every method raises a kind of SendFailed."""

    async def send(self, address: ChatAddress, message: Message, /) -> int: ...

    async def edit(self, address: ChatAddress, message_id: int, message: Message, /) -> None: ...

    async def pin(self, address: ChatAddress, message_id: int, /) -> None: ...


async def refresh_boards(house: House, posts: Posts) -> int:
    """Look at the boards that are due; returns how many."""
    async with house.store.read() as books:
        if not await books.boards.any_due(house.now()):
            return 0
    async with house.store.begin() as books:
        due = await books.boards.take_due(house.now(), _AT_ONCE, APART)
    for board in due:
        try:
            await _refresh(house, posts, board)
        except SendFailed as e:
            await _failed(house, board, e)
    return len(due)


async def _refresh(house: House, posts: Posts, board: KeptBoard) -> None:
    """Raises SendFailed."""
    chat, now = board.chat, house.now()
    cards = await board_cards(house, chat)
    reader = Audience(words_for(chat.language), chat.zone, now, house.catalogue)
    message, shown = live_board(cards, reader, house.bot_name)
    fresh = board.edited_at is not None and now - board.edited_at < _RENEWED
    if board.message_id is not None and fresh and shown == board.shown:
        async with house.store.begin() as books:
            await books.boards.put_off([chat.id], now + _LOOK)
        return
    number = board.message_id if await _edited(posts, board, message) else None
    if number is None:
        number = await posts.send(chat.address, message)
    async with house.store.begin() as books:
        await books.boards.now_shows(board, number, shown, now, now + APART)
    if number != board.message_id:
        try:
            await posts.pin(chat.address, number)
        except SendFailed as e:  # it may not pin there, and need not
            log.info("a board was not pinned", extra={"reason": str(e)})


async def _edited(posts: Posts, board: KeptBoard, message: Message) -> bool:
    """Whether the message was there to be edited. Raises SendFailed."""
    if board.message_id is None:
        return False
    try:
        await posts.edit(board.chat.address, board.message_id, message)
    except MessageRefused as e:
        return _SAME in e.reason.lower()  # else it was deleted, or is too old
    return True


async def _failed(house: House, board: KeptBoard, error: SendFailed) -> None:
    chat, now = board.chat, house.now()
    async with house.store.begin() as books:
        match error:
            case ChatUnreachable(state=state):
                await rest_chat(books, chat.address.telegram_id, ChatState(state), now)
            case ChatMoved(telegram_id=new):
                await books.chats.migrate(chat.address.telegram_id, new)
                await books.boards.keep(chat.id, now)
            case TopicGone():
                await books.boards.stop(chat.id)
            case TryLater():
                await books.boards.put_off([chat.id], now + timedelta(seconds=error.after))
            case _:  # perhaps sent, or refused: not again at once
                log.warning("a board was not shown", extra={"reason": str(error)})
                await books.boards.put_off([chat.id], now + _REFUSED)
