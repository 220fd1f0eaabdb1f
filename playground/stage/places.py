"""The people and places of a playground: persons, private chats, groups, supergroups with topics,
channels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playground.server.world import World
from playground.telegram.shown import rights_for
from playground.telegram.state import Member, Person, TelegramChat, Topic


class Places:
    """Makes people and places; part of `Playground`."""

    world: World

    def person(
        self,
        name: str,
        *,
        language: str = "en",
        username: str | None = None,
        id: int | None = None,
        started: bool = False,
    ) -> Person:
        """A new person; ids count up from 1001 unless given. `started`: has already opened the chat with the
        bot."""
        person = Person(self.world.new_id("person") if id is None else id, name, language, username)
        self.world.people[person.id] = person
        self.private(person).started = started
        self.world.changed("person", person=person)
        return person

    def people(self, count: int, *, started: bool = True) -> list[Person]:
        """Many people at once, for load."""
        return [self.person(f"Person {number}", started=started) for number in range(1, count + 1)]

    def private(self, person: Person) -> TelegramChat:
        """The private chat between the person and the bot (its id is the person's)."""
        return self.world.private(self.world.bot, person)

    def group(
        self, title: str, members: Sequence[Person], *, bot: str = "member", id: int | None = None
    ) -> TelegramChat:
        """A basic group; the first member owns it. `bot`: "member", "administrator" or "left"."""
        chat = TelegramChat(self.world.new_id("group") if id is None else id, "group", title)
        return self._settle(chat, members, bot)

    def supergroup(
        self,
        title: str,
        members: Sequence[Person],
        *,
        topics: Iterable[str] = (),
        bot: str = "member",
        username: str | None = None,
        id: int | None = None,
    ) -> TelegramChat:
        """A supergroup; with `topics` it is a forum having these besides General. `chat.topics` maps thread
        ids to topics."""
        chat = TelegramChat(
            self.world.new_id("supergroup") if id is None else id, "supergroup", title, username
        )
        self._settle(chat, members, bot)
        for name in topics:
            self.add_topic(chat, name)
        return chat

    def channel(
        self,
        title: str,
        owner: Person,
        *,
        bot: str = "administrator",
        username: str | None = None,
        id: int | None = None,
    ) -> TelegramChat:
        """A channel."""
        chat = TelegramChat(self.world.new_id("supergroup") if id is None else id, "channel", title, username)
        return self._settle(chat, [owner], bot)

    def _settle(self, chat: TelegramChat, members: Sequence[Person], bot: str) -> TelegramChat:
        for place, person in enumerate(members):
            chat.people[person.id] = person
            chat.members[person.id] = Member("creator" if place == 0 else "member")
        rights = dict.fromkeys(rights_for(chat), True) if bot == "administrator" else {}
        chat.bots[self.world.bot] = Member(bot, rights)
        if chat.type != "group":
            # the service message that tells of the chat's making; General, the first topic, is named after it
            chat.last_id = 1
        self.world.chats[chat.id] = chat
        self.world.changed("chat", chat=chat)
        return chat

    def add_topic(self, chat: TelegramChat, name: str) -> int:
        """A new forum topic; its message thread id."""
        chat.is_forum = True
        topic = self.world.add_topic(chat, name)
        self.world.changed("chat", chat=chat)
        return topic.id

    def _topic(self, chat: TelegramChat, thread: int) -> Topic:
        if thread not in chat.topics:
            raise ValueError(f"there is no topic {thread} in {chat.title!r}")
        return chat.topics[thread]

    def close_topic(self, chat: TelegramChat, thread: int) -> None:
        """Close a topic: only administrators may write there."""
        self._topic(chat, thread).closed = True
        self.world.changed("chat", chat=chat)

    def reopen_topic(self, chat: TelegramChat, thread: int) -> None:
        """Open a closed topic again."""
        self._topic(chat, thread).closed = False
        self.world.changed("chat", chat=chat)

    def delete_topic(self, chat: TelegramChat, thread: int) -> None:
        """Delete a topic with its messages: a send there fails with "message thread not found"."""
        del chat.topics[self._topic(chat, thread).id]
        for message in [message for message in chat.messages.values() if message.thread == thread]:
            del chat.messages[message.id]
        self.world.changed("chat", chat=chat)
