"""What the playground's Telegram knows: people, bots, chats, members, topics, messages, files."""

from __future__ import annotations

from typing import Any

GENERAL_TOPIC = 1

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")


class Person:
    """A person with an account."""

    __slots__ = ("deactivated", "first_name", "id", "language", "last_name", "username")

    def __init__(self, id: int, name: str, language: str = "en", username: str | None = None) -> None:
        self.id = id
        self.first_name, _, self.last_name = name.partition(" ")
        self.username = username
        self.language = language
        self.deactivated = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".rstrip()

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.name!r}>"


class Member:
    """Someone's place in a chat; `status` as the Bot API names it, `rights` those an administrator has."""

    __slots__ = ("rights", "status", "title", "until")

    def __init__(self, status: str = "member", rights: dict[str, bool] | None = None) -> None:
        self.status = status
        self.rights = rights or {}
        self.title = ""
        self.until = 0

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self.status not in ("left", "kicked")

    def may(self, right: str) -> bool:
        """Whether an administrator's right is theirs."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


class Topic:
    """A forum topic; its id is the message thread id."""

    __slots__ = ("closed", "icon_color", "id", "name")

    def __init__(self, id: int, name: str) -> None:
        self.id = id
        self.name = name
        self.closed = False
        self.icon_color = 0x6FB9F0


class Bot:
    """A bot, known by its token. Its private chats are its own: people start, block and leave each bot
    separately."""

    def __init__(self, id: int, token: str, name: str, username: str) -> None:
        self.id = id
        self.token = token
        self.name = self.given_name = name
        self.username = username
        self.private: dict[int, TelegramChat] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}
        self.claimed = False

    def __repr__(self) -> str:
        return f"<Bot {self.id} @{self.username}>"


class TelegramChat:
    """A private chat, group, supergroup or channel."""

    __slots__ = (
        "blocked",
        "bot",
        "bots",
        "description",
        "id",
        "invite_link",
        "is_forum",
        "last_id",
        "members",
        "messages",
        "migrated_from",
        "migrated_to",
        "people",
        "person",
        "pinned",
        "started",
        "title",
        "topics",
        "type",
        "username",
    )

    def __init__(self, id: int, type: str, title: str = "", username: str | None = None) -> None:
        self.id = id
        self.type = type
        self.title = title
        self.username = username
        self.person: Person | None = None
        self.bot: Bot | None = None
        self.started = False
        self.blocked = False
        self.people: dict[int, Person] = {}
        self.members: dict[int, Member] = {}
        self.bots: dict[Bot, Member] = {}
        self.messages: dict[int, TelegramMessage] = {}
        self.topics: dict[int, Topic] = {}
        self.is_forum = False
        self.pinned: list[int] = []
        self.migrated_to: TelegramChat | None = None
        self.migrated_from: TelegramChat | None = None
        self.last_id = 0
        self.description = ""
        self.invite_link = ""

    @property
    def name(self) -> str:
        """The chat's title, or the person's name."""
        return self.person.name if self.person else self.title

    def __repr__(self) -> str:
        return f"<Chat {self.id} {self.type} {self.name!r}>"


class TelegramMessage:
    """One message. `body` holds the Bot API's fields of its content, `extra` those of its origin, `keyboard`
    the inline keyboard."""

    __slots__ = (
        "body",
        "chat",
        "date",
        "edit_date",
        "extra",
        "id",
        "keyboard",
        "reply_keyboard",
        "reply_to",
        "sender",
        "silent",
        "thread",
        "via",
    )

    def __init__(
        self,
        id: int,
        chat: TelegramChat,
        sender: Person | Bot | TelegramChat,
        date: float,
        body: dict[str, Any],
    ) -> None:
        self.id = id
        self.chat = chat
        self.sender = sender
        self.date = date
        self.body = body
        self.edit_date = 0.0
        self.keyboard: dict[str, Any] | None = None
        self.reply_keyboard: dict[str, Any] | None = None
        self.reply_to: int | None = None
        self.thread: int | None = None
        self.silent = False
        self.extra: dict[str, Any] | None = None
        self.via: Bot | None = None

    @property
    def text(self) -> str:
        """The text or the caption."""
        found = self.body.get("text") or self.body.get("caption") or ""
        return str(found)
