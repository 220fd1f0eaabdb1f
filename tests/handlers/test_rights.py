"""Who may run what: one check for commands and presses; an anonymous admin is an admin."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from handlers.ask import Rights
from handlers.dispatch import _lacking
from news.chat import ChatKind

GROUP, CHANNEL, PERSON = Chat(-1005, "supergroup"), Chat(-1006, "channel"), User(7, "Mira", False)
ANONYMOUS = User(1087968824, "Group", True)


@dataclass
class _House:
    admins: frozenset[int] = frozenset()
    added_admins: frozenset[int] = frozenset()


@dataclass
class _Chat:
    kind: ChatKind = ChatKind.SUPERGROUP


@dataclass
class _Ask:
    person_id: int = PERSON.id
    house: _House = field(default_factory=_House)
    chat: _Chat = field(default_factory=_Chat)


class _Bot:
    """Knows Mira as a plain member."""

    async def get_chat_member(self, **_: Any) -> Any:
        return type("Member", (), {"status": "member"})


def _message(sender: User, sender_chat: Chat | None) -> Update:
    message = Message(1, None, GROUP, from_user=sender, sender_chat=sender_chat)  # type: ignore[arg-type]
    update = Update(1, message=message)
    for thing in (update, message, GROUP):
        thing.set_bot(_Bot())  # type: ignore[arg-type]
    return update


def _press(on: Message) -> Update:
    update = Update(1, callback_query=CallbackQuery("1", PERSON, "1", message=on, data="1:x"))
    GROUP.set_bot(_Bot())  # type: ignore[arg-type]
    return update


async def test_an_anonymous_admin_is_an_admin_and_a_linked_channel_is_not() -> None:
    ask: Any = _Ask(ANONYMOUS.id)
    assert await _lacking(_message(ANONYMOUS, GROUP), ask, Rights.CHAT_ADMIN) is None
    assert await _lacking(_message(ANONYMOUS, CHANNEL), ask, Rights.CHAT_ADMIN) is Rights.CHAT_ADMIN
    assert await _lacking(_message(PERSON, None), _Ask(), Rights.CHAT_ADMIN) is Rights.CHAT_ADMIN  # type: ignore[arg-type]


async def test_a_press_below_a_message_of_the_group_itself_gives_nobody_rights() -> None:
    on = Message(1, None, GROUP, sender_chat=GROUP)  # type: ignore[arg-type]
    assert await _lacking(_press(on), _Ask(), Rights.CHAT_ADMIN) is Rights.CHAT_ADMIN  # type: ignore[arg-type]


@pytest.mark.parametrize("update", [_message(PERSON, None), _press(Message(1, None, GROUP))])  # type: ignore[arg-type]
async def test_what_is_for_admins_of_the_bot_is_so_for_commands_and_presses(update: Update) -> None:
    ask: Any = _Ask(chat=_Chat(ChatKind.PRIVATE))
    assert await _lacking(update, ask, Rights.BOT_ADMIN) is Rights.BOT_ADMIN
    ask.house = _House(admins=frozenset({PERSON.id}))
    assert await _lacking(update, ask, Rights.BOT_ADMIN) is None
    assert await _lacking(update, ask, Rights.EVERYONE) is None
