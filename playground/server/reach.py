"""Whether a bot reaches a chat, a topic or a message, and may do there what it wants; the refusals in
Telegram's words."""

from __future__ import annotations

from playground.server.asked import Asked
from playground.telegram.errors import ApiError, bad_request, forbidden, too_many_requests
from playground.telegram.state import GENERAL_TOPIC, Bot, TelegramChat, TelegramMessage


def find_chat(asked: Asked, name: str = "chat_id") -> TelegramChat:
    """The chat a parameter names, by id or @username."""
    given = asked.text(name).strip()
    if not given:
        raise bad_request(f"{name} is empty")
    world = asked.world
    chat = world.by_username(given) if given.startswith("@") else world.chat(asked.bot, asked.integer(name))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def reach_chat(asked: Asked, *, write: bool = True) -> TelegramChat:
    """The chat of `chat_id`, if the bot is in it (and, to write, may write)."""
    chat = find_chat(asked)
    if chat.person is not None:
        _reach_person(chat, write)
    else:
        _reach_place(asked.bot, chat, write)
    return chat


def _reach_person(chat: TelegramChat, write: bool) -> None:
    assert chat.person is not None
    if not write:
        return
    if chat.person.deactivated:
        raise forbidden("user is deactivated")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")


def _reach_place(bot: Bot, chat: TelegramChat, write: bool) -> None:
    if chat.migrated_to is not None and write:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to.id},
        )
    member = chat.bots.get(bot)
    status = member.status if member else "left"
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status == "left" and (write or not chat.username):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if write and chat.type == "channel" and (member is None or not member.may("can_post_messages")):
        raise bad_request("need administrator rights in the channel chat")
    if write and status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")


def reach_topic(asked: Asked, chat: TelegramChat) -> int | None:
    """The thread a message is to go to; None for the chat itself."""
    thread = asked.integer("message_thread_id")
    if not thread:
        return None
    if not chat.is_forum:
        if thread not in chat.messages and chat.type in ("supergroup", "private"):
            raise bad_request("message thread not found")
        return thread if chat.type == "supergroup" else None
    topic = chat.topics.get(thread)
    if thread == GENERAL_TOPIC or topic is None:
        raise bad_request("message thread not found")
    member = chat.bots.get(asked.bot)
    if topic.closed and not (member and member.may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
    return thread


def find_message(asked: Asked, chat: TelegramChat, what: str, name: str = "message_id") -> TelegramMessage:
    """The message a parameter names; `what` is how Telegram calls it ("message to edit")."""
    number = asked.integer(name)
    if not number:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def may_manage(asked: Asked, chat: TelegramChat, right: str, refusal: str) -> None:
    """Raise unless the bot has this right in the chat; in private chats it has all."""
    if chat.person is not None:
        return
    member = chat.bots.get(asked.bot)
    if member is None or not member.may(right):
        raise bad_request(refusal)


def pay_flood(asked: Asked, chat: TelegramChat, count: int = 1) -> None:
    """Count messages or an edit against the flood limits; 429 when it is too much."""
    flood = asked.world.flood
    if flood.level == "off":
        return
    wait = flood.take(
        asked.bot.id, chat.id, group=chat.person is None, count=count, paid=asked.flag("allow_paid_broadcast")
    )
    if wait:
        raise too_many_requests(wait)


def reach_source(asked: Asked) -> TelegramChat:
    """The chat of `from_chat_id`, if the bot may read there."""
    chat = find_chat(asked, "from_chat_id")
    if chat.person is None:
        _reach_place(asked.bot, chat, write=False)
    return chat


def message_ids(asked: Asked) -> list[int]:
    """The numbers of `message_ids`."""
    given = asked.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    try:
        return [int(number) for number in given]
    except (TypeError, ValueError, OverflowError) as error:
        raise bad_request(
            "can't parse message identifiers: expected an Array of message identifiers"
        ) from error
