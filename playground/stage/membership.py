"""Coming and going, as a person does it: joining, leaving, blocking, promoting, migrating; the bot is told as
Telegram tells it."""

from __future__ import annotations

from typing import Any

from playground.server.world import World
from playground.telegram.shown import chat_json, member_json, rights_for, user_json
from playground.telegram.state import Bot, Member, Person, TelegramChat, TelegramMessage


class Membership:
    """Who is where; part of `Playground`."""

    world: World

    def join(self, chat: TelegramChat, person: Person) -> None:
        """The person joins (or is let back into) the chat."""
        old = chat.members.get(person.id) or Member("left")
        chat.people[person.id] = person
        self._set_person(chat, person, old, Member("member"), person)
        if chat.type != "channel":
            self._service(chat, person, {"new_chat_members": [user_json(person)]})

    def leave(self, chat: TelegramChat, person: Person) -> None:
        """The person leaves the chat."""
        self._set_person(chat, person, self._known(chat, person), Member("left"), person)
        if chat.type != "channel":
            self._service(chat, person, {"left_chat_member": user_json(person)})

    def kick(self, chat: TelegramChat, who: Person, *, by: Person | None = None) -> None:
        """A person is banned from the chat."""
        by = by or self._owner(chat)
        self._set_person(chat, who, self._known(chat, who), Member("kicked"), by)
        if chat.type != "channel":
            self._service(chat, by, {"left_chat_member": user_json(who)})

    def promote(self, chat: TelegramChat, person: Person, **rights: bool) -> None:
        """Make a member an administrator (all rights, but for those given False)."""
        member = Member("administrator", dict.fromkeys(rights_for(chat), True) | rights)
        self._set_person(chat, person, self._known(chat, person), member, self._owner(chat))

    def demote(self, chat: TelegramChat, person: Person) -> None:
        """Make an administrator a member again."""
        self._set_person(chat, person, self._known(chat, person), Member("member"), self._owner(chat))

    def add_bot(
        self, chat: TelegramChat, *, as_administrator: bool = False, by: Person | None = None, **rights: bool
    ) -> None:
        """Put the bot (back) into the chat, or change its rights there."""
        bot = self.world.bot
        old = self.world.bot_member(chat, bot)
        new = (
            Member("administrator", dict.fromkeys(rights_for(chat), True) | rights)
            if as_administrator
            else Member("member")
        )
        by = by or self._owner(chat)
        self._set_bot(chat, bot, old, new, by)
        if not old.present and chat.type != "channel":
            self._service(chat, by, {"new_chat_members": [user_json(bot)]})

    def kick_bot(self, chat: TelegramChat, *, by: Person | None = None) -> None:
        """Remove the bot from a group, supergroup or channel: it gets 403 from then on."""
        bot = self.world.bot
        self._set_bot(chat, bot, self.world.bot_member(chat, bot), Member("kicked"), by or self._owner(chat))

    def block(self, person: Person) -> None:
        """The person blocks the bot: 403 "bot was blocked by the user"."""
        self._block(person, blocked=True)

    def unblock(self, person: Person) -> None:
        """The person unblocks (restarts) the bot."""
        self._block(person, blocked=False)

    def deactivate(self, person: Person) -> None:
        """The person's account is deleted: 403 "user is deactivated"."""
        person.deactivated = True
        self.world.changed("person", person=person)

    def migrate(self, chat: TelegramChat, *, id: int | None = None) -> TelegramChat:
        """A basic group becomes a supergroup: the new chat. Sends to the old one fail with
        `migrate_to_chat_id`."""
        if chat.type != "group" or chat.migrated_to is not None:
            raise ValueError(f"only a basic group that has not migrated can migrate, not {chat}")
        owner = self._owner(chat)
        new = TelegramChat(self.world.new_id("supergroup") if id is None else id, "supergroup", chat.title)
        new.people, new.members, new.bots = dict(chat.people), dict(chat.members), dict(chat.bots)
        new.last_id = 1
        new.migrated_from, chat.migrated_to = chat, new
        self.world.chats[new.id] = new
        self._service(chat, owner, {"migrate_to_chat_id": new.id})
        self._service(new, owner, {"migrate_from_chat_id": chat.id})
        self.world.changed("chat", chat=new)
        return new

    def _owner(self, chat: TelegramChat) -> Person:
        """Who acts where nobody is named: the owner, or the first who is still there. ValueError in a place
        nobody is in."""
        there = [number for number, member in chat.members.items() if member.present]
        owners = [number for number in there if chat.members[number].status == "creator"]
        if not there:
            raise ValueError(f"nobody is left in {chat.title!r} who could do that")
        return chat.people[(owners or there)[0]]

    def _known(self, chat: TelegramChat, person: Person) -> Member:
        """The person's place in the chat; ValueError when they never were in it."""
        member = chat.members.get(person.id)
        if member is None:
            raise ValueError(f"{person.name} is not in {chat.title!r}")
        return member

    def _block(self, person: Person, *, blocked: bool) -> None:
        bot = self.world.bot
        chat = self.world.private(bot, person)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        chat.started = True
        old, new = Member("member"), Member("kicked")
        if not blocked:
            old, new = new, old
        self._tell(chat, "my_chat_member", bot, old, new, person)
        self.world.changed("chat", chat=chat)

    def _set_person(self, chat: TelegramChat, person: Person, old: Member, new: Member, by: Person) -> None:
        chat.members[person.id] = new
        self._tell(chat, "chat_member", person, old, new, by)
        self.world.changed("chat", chat=chat)

    def _set_bot(self, chat: TelegramChat, bot: Bot, old: Member, new: Member, by: Person) -> None:
        chat.bots[bot] = new
        self._tell(chat, "my_chat_member", bot, old, new, by)
        self.world.changed("chat", chat=chat)

    def _tell(
        self, chat: TelegramChat, kind: str, who: Person | Bot, old: Member, new: Member, by: Person
    ) -> None:
        body: dict[str, Any] = {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": int(self.world.clock()),
            "old_chat_member": member_json(who, old, chat),
            "new_chat_member": member_json(who, new, chat),
        }
        if isinstance(who, Bot):
            self.world.updates[who].add(kind, body, chat.id)
            return
        for bot, member in chat.bots.items():
            if member.status == "administrator":
                self.world.updates[bot].add(kind, body, chat.id)

    def _service(self, chat: TelegramChat, by: Person, body: dict[str, Any]) -> TelegramMessage:
        message = self.world.post(chat, by, body)
        self.world.tell_bots(message)
        self.world.changed("message", message=message)
        return message
