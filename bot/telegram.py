"""The way out to Telegram: sends a message and says in our own words what went wrong."""

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.perhaps import NotSent
from handlers.dispatch import PARSE, keyboard, preview
from news.chat import ChatAddress, ChatState, Message
from news.errors import ChatMoved, ChatUnreachable, MessageRefused, PerhapsSent, SendFailed, TryLater

_GONE = ("chat not found", "group chat was deleted", "peer_id_invalid", "group chat was deactivated", "channel_private")
_KICKED = ("kicked", "not a member", "not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden")
_NO_CONNECTION_PAUSE = 5.0


class TelegramSender:
    """Sends through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, address: ChatAddress, message: Message) -> int:
        """Telegram's id of the message sent. Raises a kind of SendFailed."""
        try:
            sent = await self._bot.send_message(
                address.telegram_id,
                message.html,
                parse_mode=PARSE,
                reply_markup=keyboard(message),
                link_preview_options=preview(message),
                message_thread_id=address.thread_id or None,
            )
        except TelegramError as e:
            raise failure(e) from e
        return sent.message_id


def failure(error: TelegramError) -> SendFailed:
    """What a failed send means (telegram.md, "Errors to branch on"). BadRequest is a NetworkError: it comes first."""
    said = str(error).lower()
    match error:
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case RetryAfter():
            after = error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns until PTB_TIMEDELTA is the rule
            return TryLater(after, f"flood limit: {after:g} s")
        case Forbidden():
            return ChatUnreachable(_resting(said), str(error))
        case BadRequest() if any(words in said for words in _GONE):
            return ChatUnreachable(ChatState.GONE, str(error))
        case BadRequest() if any(words in said for words in _KICKED):
            return ChatUnreachable(ChatState.KICKED, str(error))
        case BadRequest():
            return MessageRefused(str(error))
        case NotSent():
            return TryLater(_NO_CONNECTION_PAUSE, str(error))
        case TimedOut() | NetworkError():
            return PerhapsSent(str(error))
        case InvalidToken():
            return TryLater(60.0, "Telegram does not accept the token")
        case _:
            return MessageRefused(str(error))


def _resting(said: str) -> ChatState:
    if "kicked" in said or "not a member" in said:
        return ChatState.KICKED
    return ChatState.GONE if "deactivated" in said else ChatState.BLOCKED
