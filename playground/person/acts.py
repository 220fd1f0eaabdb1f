"""What a request may do on the person's side: each public method is a verb."""

from __future__ import annotations

import base64
from typing import Any

from playground.person.given import Given, WrongUseError
from playground.person.side import PersonSide
from playground.telegram.shapes import Seen


class Acts:
    """The verbs of ``POST /person/<verb>``; the fields are those of the face's method of the same name,
    people and chats by id."""

    def __init__(self, side: PersonSide) -> None:
        self._side = side

    # People and places

    def people(self, given: Given) -> Any:
        """name, language, username, id, started: a person; count, started: many."""
        if "count" not in given:
            given.need("name")
            return self._side.person(**given.only("name", "language", "username", "id", "started"))
        made = self._side.people(given.integer("count"), started=bool(given.get("started", True)))
        return {"first": made[0].id, "last": made[-1].id, "count": len(made)}

    def group(self, given: Given) -> Any:
        """title, members, bot, id."""
        return self._side.group(given.need("title"), given.people(self._side), **given.only("bot", "id"))

    def supergroup(self, given: Given) -> Any:
        """title, members, topics, bot, username, id."""
        return self._side.supergroup(
            given.need("title"), given.people(self._side), **given.only("topics", "bot", "username", "id")
        )

    def channel(self, given: Given) -> Any:
        """title, owner, bot, username, id."""
        return self._side.channel(
            given.need("title"), given.person(self._side, "owner"), **given.only("bot", "username", "id")
        )

    def add_topic(self, given: Given) -> Any:
        """chat, name."""
        return {"thread": self._side.add_topic(given.chat(self._side), given.need("name"))}

    def close_topic(self, given: Given) -> None:
        """chat, thread."""
        self._side.close_topic(given.chat(self._side), given.integer("thread"))

    def reopen_topic(self, given: Given) -> None:
        """chat, thread."""
        self._side.reopen_topic(given.chat(self._side), given.integer("thread"))

    def delete_topic(self, given: Given) -> None:
        """chat, thread."""
        self._side.delete_topic(given.chat(self._side), given.integer("thread"))

    # Acting

    def say(self, given: Given) -> Any:
        """chat, person, text, reply_to, thread, date."""
        who = given.person(self._side)
        return self._side.say(
            given.chat(self._side), who, given.need("text"), **given.only("reply_to", "thread", "date")
        )

    def forward(self, given: Given) -> Any:
        """chat, message, to, person: forwards the message to the chat `to`."""
        return self._side.forward(
            given.message(self._side), given.chat(self._side, "to"), given.person(self._side)
        )

    def open_link(self, given: Given) -> Any:
        """person, payload: opens the bot, perhaps by a deep link."""
        return self._side.open_link(given.person(self._side), **given.only("payload"))

    def edit(self, given: Given) -> Any:
        """chat, message, text."""
        return self._side.edit(given.message(self._side), given.need("text"))

    def delete(self, given: Given) -> None:
        """chat, message."""
        self._side.delete(given.message(self._side))

    def press(self, given: Given) -> Any:
        """chat, message, button (its words or data), person."""
        who = given.person(self._side) if "person" in given else None
        chat, number = given.chat(self._side), given.integer("message")
        seen: Seen | int = given.message(self._side) if number in chat.messages else number
        return self._side.press(seen, given.need("button"), person=who, chat=chat)

    def inline(self, given: Given) -> Any:
        """person, query, offset, chat."""
        chat = given.chat(self._side) if "chat" in given else None
        return self._side.inline(
            given.person(self._side), given.need("query"), chat=chat, **given.only("offset")
        )

    def choose(self, given: Given) -> Any:
        """ask, index, chat, person, thread."""
        ask, index = self._side.world.asks.get(given.need("ask")), given.integer("index")
        if ask is None or not 0 <= index < len(ask.results):
            raise WrongUseError(f"ask: there is no result {index} of {given['ask']!r}")
        who = given.person(self._side) if "person" in given else None
        return self._side.choose(ask, index, given.chat(self._side), person=who, **given.only("thread"))

    def document(self, given: Given) -> Any:
        """chat, person, name, content (text) or base64, caption, mime, thread."""
        data = base64.b64decode(given["base64"]) if "base64" in given else str(given.need("content")).encode()
        where, who = given.chat(self._side), given.person(self._side)
        return self._side.send_document(
            where, who, given.need("name"), data, **given.only("caption", "mime", "thread")
        )

    def location(self, given: Given) -> Any:
        """chat, person, latitude, longitude."""
        where, who = given.chat(self._side), given.person(self._side)
        return self._side.send_location(
            where, who, float(given.need("latitude")), float(given.need("longitude"))
        )

    # Coming and going

    def join(self, given: Given) -> None:
        """chat, person."""
        self._side.join(given.chat(self._side), given.person(self._side))

    def leave(self, given: Given) -> None:
        """chat, person."""
        self._side.leave(given.chat(self._side), given.person(self._side))

    def kick(self, given: Given) -> None:
        """chat, person."""
        self._side.kick(given.chat(self._side), given.person(self._side))

    def promote(self, given: Given) -> None:
        """chat, person, rights (an object of right: true or false)."""
        self._side.promote(given.chat(self._side), given.person(self._side), **given.get("rights", {}))

    def demote(self, given: Given) -> None:
        """chat, person."""
        self._side.demote(given.chat(self._side), given.person(self._side))

    def add_bot(self, given: Given) -> None:
        """chat, as_administrator, rights."""
        administrator = bool(given.get("as_administrator"))
        self._side.add_bot(given.chat(self._side), as_administrator=administrator, **given.get("rights", {}))

    def kick_bot(self, given: Given) -> None:
        """chat."""
        self._side.kick_bot(given.chat(self._side))

    def block(self, given: Given) -> None:
        """person."""
        self._side.block(given.person(self._side))

    def unblock(self, given: Given) -> None:
        """person."""
        self._side.unblock(given.person(self._side))

    def deactivate(self, given: Given) -> None:
        """person."""
        self._side.deactivate(given.person(self._side))

    def migrate(self, given: Given) -> Any:
        """chat, id: the new chat."""
        return self._side.migrate(given.chat(self._side), **given.only("id"))

    # Troubles and the desk

    def faults(self, given: Given) -> Any:
        """The fields of a fault: method, chat, nth, times, status, retry_after, …"""
        return self._side.faults.add(**given)

    def clear_faults(self, _given: Given) -> None:
        """Nothing: forget all faults."""
        self._side.faults.clear()

    def flood(self, given: Given) -> Any:
        """level: off, normal or strict."""
        return {"level": self._side.world.flood.set_level(given.need("level"))}

    def revoke(self, given: Given) -> None:
        """token: it stops working."""
        self._side.revoke(given.need("token"))

    def desk(self, given: Given) -> Any:
        """playing, speed, jump, restart, feeds_cut, telegram_cut."""
        desk = self._side.desk
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
