"""The way out of boards: sends, edits and pins, and says in our own words what went wrong. The pace of answers
holds for them (`bot/pace.py`)."""

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram import failure
from handlers.reply import PARSE, preview
from news.chat import ChatAddress, Message


class BoardPosts:
    """Boards, through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, address: ChatAddress, message: Message) -> int:
        """Telegram's id of the message sent, without a sound. Raises a kind of SendFailed."""
        try:
            sent = await self._bot.send_message(
                address.telegram_id,
                message.html,
                parse_mode=PARSE,
                link_preview_options=preview(message),
                message_thread_id=address.thread_id or None,
                disable_notification=True,
            )
        except TelegramError as e:
            raise failure(e) from e
        return sent.message_id

    async def edit(self, address: ChatAddress, message_id: int, message: Message) -> None:
        """Raises a kind of SendFailed."""
        try:
            await self._bot.edit_message_text(
                message.html,
                address.telegram_id,
                message_id,
                parse_mode=PARSE,
                link_preview_options=preview(message),
            )
        except TelegramError as e:
            raise failure(e) from e

    async def pin(self, address: ChatAddress, message_id: int) -> None:
        """Raises a kind of SendFailed."""
        try:
            await self._bot.pin_chat_message(address.telegram_id, message_id, disable_notification=True)
        except TelegramError as e:
            raise failure(e) from e
