"""The way out to Telegram: sends a message and says in our own words what went wrong."""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.pace import Priority, seconds_of
from bot.send_errors import NotSent, ServerTrouble
from handlers.reply import PARSE, keyboard, preview
from news.chat import ChatAddress, ChatState, Message
from news.errors import (
    ChatMoved,
    ChatUnreachable,
    MessageRefused,
    PerhapsSent,
    SendFailed,
    TopicGone,
    TryLater,
)

_GONE = (
    "chat not found",
    "group chat was deleted",
    "peer_id_invalid",
    "group chat was deactivated",
    "channel_private",
)
_KICKED = ("kicked", "not a member")
_NO_RIGHTS = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
)
_NO_TOPIC = ("message thread not found", "topic_closed", "topic closed", "topic_deleted")
_NO_CONNECTION_PAUSE = 5.0


class TelegramSender:
    """Sends through one bot what its pace has granted (`bot/pace.py`); `paid`: as paid broadcasts."""

    def __init__(self, bot: ExtBot[int], *, paid: bool = False) -> None:
        self._bot = bot
        self._paid = paid

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
                allow_paid_broadcast=self._paid or None,
                rate_limit_args=Priority.GRANTED,
            )
        except TelegramError as e:
            raise failure(e) from e
        return sent.message_id


def failure(error: TelegramError) -> SendFailed:
    """What a failed send means. BadRequest is a NetworkError: it comes first."""
    said = str(error).lower()
    match error:
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case RetryAfter():
            after = seconds_of(error)
            return TryLater(after, f"flood limit: {after:g} s", asked=True)
        case Forbidden():
            return ChatUnreachable(_resting(said), str(error))
        case BadRequest():
            return _refusal(said, str(error))
        case NotSent() | ServerTrouble():
            return TryLater(_NO_CONNECTION_PAUSE, str(error))
        case TimedOut() | NetworkError():
            return PerhapsSent(str(error))
        case InvalidToken():
            return TryLater(60.0, "Telegram does not accept the token")
        case _:
            return MessageRefused(str(error))


def _refusal(said: str, detail: str) -> SendFailed:
    """What a 400 means."""
    for words, state in (
        (_GONE, ChatState.GONE),
        (_NO_RIGHTS, ChatState.NO_RIGHTS),
        (_KICKED, ChatState.KICKED),
    ):
        if any(w in said for w in words):
            return ChatUnreachable(state, detail)
    return TopicGone(detail) if any(w in said for w in _NO_TOPIC) else MessageRefused(detail)


def _resting(said: str) -> ChatState:
    if "kicked" in said or "not a member" in said:
        return ChatState.KICKED
    return ChatState.GONE if "deactivated" in said else ChatState.BLOCKED
