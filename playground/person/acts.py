"""What a request may do on the person's side: each public method is a verb."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from playground.person.given import Given, WrongUseError

if TYPE_CHECKING:
    from playground.playground import Playground
    from playground.telegram.shapes import Seen


class Acts:
    """The verbs of ``POST /person/<verb>``; the fields are those of the face's method of the same name,
    people and chats by id."""

    def __init__(self, playground: Playground) -> None:
        self._pg = playground

    # People and places

    def people(self, given: Given) -> Any:
        """name, language, username, id, started: a person; count, started: many."""
        if "count" not in given:
            given.need("name")
            return self._pg.person(**given.only("name", "language", "username", "id", "started"))
        made = self._pg.people(given.integer("count"), started=bool(given.get("started", True)))
        return {"first": made[0].id, "last": made[-1].id, "count": len(made)}

    def group(self, given: Given) -> Any:
        """title, members, bot, id."""
        return self._pg.group(given.need("title"), given.people(self._pg), **given.only("bot", "id"))

    def supergroup(self, given: Given) -> Any:
        """title, members, topics, bot, username, id."""
        return self._pg.supergroup(
            given.need("title"), given.people(self._pg), **given.only("topics", "bot", "username", "id")
        )

    def channel(self, given: Given) -> Any:
        """title, owner, bot, username, id."""
        return self._pg.channel(
            given.need("title"), given.person(self._pg, "owner"), **given.only("bot", "username", "id")
        )

    def add_topic(self, given: Given) -> Any:
        """chat, name."""
        return {"thread": self._pg.add_topic(given.chat(self._pg), given.need("name"))}

    def close_topic(self, given: Given) -> None:
        """chat, thread."""
        self._pg.close_topic(given.chat(self._pg), given.integer("thread"))

    def reopen_topic(self, given: Given) -> None:
        """chat, thread."""
        self._pg.reopen_topic(given.chat(self._pg), given.integer("thread"))

    def delete_topic(self, given: Given) -> None:
        """chat, thread."""
        self._pg.delete_topic(given.chat(self._pg), given.integer("thread"))

    # Acting

    def say(self, given: Given) -> Any:
        """chat, person, text, reply_to, thread, date."""
        who = given.person(self._pg)
        return self._pg.say(
            given.chat(self._pg), who, given.need("text"), **given.only("reply_to", "thread", "date")
        )

    def forward(self, given: Given) -> Any:
        """chat, message, to, person: forwards the message to the chat `to`."""
        return self._pg.forward(given.message(self._pg), given.chat(self._pg, "to"), given.person(self._pg))

    def open_link(self, given: Given) -> Any:
        """person, payload: opens the bot, perhaps by a deep link."""
        return self._pg.open_link(given.person(self._pg), **given.only("payload"))

    def edit(self, given: Given) -> Any:
        """chat, message, text."""
        return self._pg.edit(given.message(self._pg), given.need("text"))

    def delete(self, given: Given) -> None:
        """chat, message."""
        self._pg.delete(given.message(self._pg))

    def press(self, given: Given) -> Any:
        """chat, message, button (its words or data), person."""
        who = given.person(self._pg) if "person" in given else None
        chat, number = given.chat(self._pg), given.integer("message")
        seen: Seen | int = given.message(self._pg) if number in chat.messages else number
        return self._pg.press(seen, given.need("button"), person=who, chat=chat)

    def inline(self, given: Given) -> Any:
        """person, query, offset, chat."""
        chat = given.chat(self._pg) if "chat" in given else None
        return self._pg.inline(given.person(self._pg), given.need("query"), chat=chat, **given.only("offset"))

    def choose(self, given: Given) -> Any:
        """ask, index, chat, person, thread."""
        ask, index = self._pg.world.asks.get(given.need("ask")), given.integer("index")
        if ask is None or not 0 <= index < len(ask.results):
            raise WrongUseError(f"ask: there is no result {index} of {given['ask']!r}")
        who = given.person(self._pg) if "person" in given else None
        return self._pg.choose(ask, index, given.chat(self._pg), person=who, **given.only("thread"))

    def document(self, given: Given) -> Any:
        """chat, person, name, content (text) or base64, caption, mime, thread."""
        data = base64.b64decode(given["base64"]) if "base64" in given else str(given.need("content")).encode()
        where, who = given.chat(self._pg), given.person(self._pg)
        return self._pg.send_document(
            where, who, given.need("name"), data, **given.only("caption", "mime", "thread")
        )

    def location(self, given: Given) -> Any:
        """chat, person, latitude, longitude."""
        where, who = given.chat(self._pg), given.person(self._pg)
        return self._pg.send_location(
            where, who, float(given.need("latitude")), float(given.need("longitude"))
        )

    # Coming and going

    def join(self, given: Given) -> None:
        """chat, person."""
        self._pg.join(given.chat(self._pg), given.person(self._pg))

    def leave(self, given: Given) -> None:
        """chat, person."""
        self._pg.leave(given.chat(self._pg), given.person(self._pg))

    def kick(self, given: Given) -> None:
        """chat, person."""
        self._pg.kick(given.chat(self._pg), given.person(self._pg))

    def promote(self, given: Given) -> None:
        """chat, person, rights (an object of right: true or false)."""
        self._pg.promote(given.chat(self._pg), given.person(self._pg), **given.get("rights", {}))

    def demote(self, given: Given) -> None:
        """chat, person."""
        self._pg.demote(given.chat(self._pg), given.person(self._pg))

    def add_bot(self, given: Given) -> None:
        """chat, as_administrator, rights."""
        administrator = bool(given.get("as_administrator"))
        self._pg.add_bot(given.chat(self._pg), as_administrator=administrator, **given.get("rights", {}))

    def kick_bot(self, given: Given) -> None:
        """chat."""
        self._pg.kick_bot(given.chat(self._pg))

    def block(self, given: Given) -> None:
        """person."""
        self._pg.block(given.person(self._pg))

    def unblock(self, given: Given) -> None:
        """person."""
        self._pg.unblock(given.person(self._pg))

    def deactivate(self, given: Given) -> None:
        """person."""
        self._pg.deactivate(given.person(self._pg))

    def migrate(self, given: Given) -> Any:
        """chat, id: the new chat."""
        return self._pg.migrate(given.chat(self._pg), **given.only("id"))

    # Troubles and the desk

    def faults(self, given: Given) -> Any:
        """The fields of a fault: method, chat, nth, times, status, retry_after, …"""
        return self._pg.faults.add(**given)

    def clear_faults(self, _given: Given) -> None:
        """Nothing: forget all faults."""
        self._pg.faults.clear()

    def flood(self, given: Given) -> Any:
        """level: off, normal or strict."""
        return {"level": self._pg.world.flood.set_level(given.need("level"))}

    def revoke(self, given: Given) -> None:
        """token: it stops working."""
        self._pg.revoke(given.need("token"))

    def desk(self, given: Given) -> Any:
        """playing, speed, jump, restart, feeds_cut, telegram_cut."""
        desk = self._pg.desk
        if given.get("restart"):
            desk.restart()
        if given.get("playing") is False:
            desk.stop()
        elif given.get("playing") or "speed" in given:
            desk.play(speed=float(given.get("speed", desk.speed)))
        if "jump" in given:
            desk.jump(float(given["jump"]))
        if "feeds_cut" in given:
            desk.cut_feeds(cut=bool(given["feeds_cut"]))
        if "telegram_cut" in given:
            desk.cut_telegram(cut=bool(given["telegram_cut"]))
        return desk.state()
