"""What a person does in a chat: say, edit, press a button, ask inline, send a file."""

from __future__ import annotations

import mimetypes
import re
from typing import Any

from playground.person.seeing import see
from playground.server.world import World
from playground.telegram.entities import Entity
from playground.telegram.formatted import fix_text
from playground.telegram.shapes import ButtonPress, InlineAsk, Seen
from playground.telegram.shown import entities_json, inaccessible_json, message_json, origin_json, user_json
from playground.telegram.state import GENERAL_TOPIC, Bot, Person, TelegramChat, TelegramMessage

_PAYLOAD = re.compile("[A-Za-z0-9_-]{1,64}")


class Acting:
    """A person's hands; part of `Playground`."""

    world: World

    def say(
        self,
        chat: TelegramChat,
        person: Person,
        text: str,
        *,
        reply_to: Seen | int | None = None,
        thread: int | None = None,
        date: float | None = None,
        via: Bot | None = None,
    ) -> Seen:
        """The person writes plain text (commands, links, mentions get their entities), or sends it `via` an
        inline bot.

        Saying anything in a private chat starts it.
        """
        text, entities = fix_text(text, [])
        if not text:
            raise ValueError("there is nothing to say in an empty text")
        return self._post(chat, person, self._texts("text", text, entities), reply_to, thread, date, via=via)

    def forward(self, seen: Seen, chat: TelegramChat, person: Person) -> Seen:
        """The person forwards a message to a chat."""
        message = self._message(seen)
        return self._post(chat, person, dict(message.body), None, None, extra=origin_json(message))

    def open_link(self, person: Person, payload: str = "") -> Seen:
        """The person opens the bot, perhaps by a deep link ``?start=payload`` (1–64 of ``A-Za-z0-9_-``, else
        ValueError)."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"a deep link's payload is 1 to 64 of A-Z a-z 0-9 _ -, not {payload!r}")
        return self.say(self.world.private(self.world.bot, person), person, f"/start {payload}".rstrip())

    def edit(self, seen: Seen, text: str) -> Seen:
        """The person edits a message of theirs."""
        message = self._message(seen)
        text, entities = fix_text(text, [])
        message.body = self._texts("text" if "text" in message.body else "caption", text, entities)
        message.edit_date = self.world.clock()
        self.world.tell_bots(message, edited=True)
        self.world.changed("edited", message=message)
        return see(message)

    def delete(self, seen: Seen) -> None:
        """A person deletes a message (the bot is not told, as in Telegram)."""
        message = self._message(seen)
        del message.chat.messages[message.id]
        self.world.changed("deleted", chat=message.chat, ids=[message.id])

    def press(
        self,
        message: Seen | int,
        button: str,
        *,
        person: Person | None = None,
        chat: TelegramChat | None = None,
    ) -> ButtonPress:
        """The person presses the inline button with this text (or callback data). `person` is needed in
        groups. LookupError: none."""
        place = chat or self._place(message, person)
        number = message if isinstance(message, int) else message.message_id
        pressed = place.messages.get(number)
        presser = person or place.person
        if presser is None:
            raise ValueError("in a group somebody has to press: give a person")
        known = see(pressed) if pressed is not None else message
        data = self._button_data(known, button)
        press = ButtonPress(self.world.new_query(), place.id, number, presser.id, data)
        self.world.presses[press.id] = press
        bot = self._presser_bot(place, pressed)
        body = {
            "id": press.id,
            "from": user_json(presser),
            "chat_instance": str(place.id * 7919),
            "data": data,
        }
        inline = self.world.inline_id(pressed)
        if inline is not None:
            body["inline_message_id"] = inline
        else:
            body["message"] = (
                message_json(pressed) if pressed is not None else inaccessible_json(place, number)
            )
        self.world.updates[bot].add("callback_query", body, place.id)
        self.world.changed("press", press=press)
        return press

    def inline(
        self, person: Person, query: str, *, offset: str = "", chat: TelegramChat | None = None
    ) -> InlineAsk:
        """The person types ``@bot query``; wait with ``await pg.wait_for(lambda: ask.answered)``."""
        ask = InlineAsk(self.world.new_query(), person.id, query, offset)
        self.world.asks[ask.id] = ask
        where = "sender" if chat is None or chat.person is not None else chat.type
        body = {"id": ask.id, "from": user_json(person), "query": query, "offset": offset, "chat_type": where}
        self.world.updates[self.world.bot].add("inline_query", body, person.id)
        self.world.changed("inline", ask=ask)
        return ask

    def choose(
        self,
        ask: InlineAsk,
        index: int,
        chat: TelegramChat,
        *,
        person: Person | None = None,
        thread: int | None = None,
    ) -> Seen:
        """The person sends one of the inline results to a chat (who asked, unless `person` says
        otherwise)."""
        result = ask.results[index]
        who = person or self.world.people[ask.person_id]
        message = self.world.post(chat, self._sender(chat, who), dict(result.raw["body"]))
        message.keyboard, message.via, message.thread = result.raw["keyboard"], self.world.bot, thread
        number = self.world.register_inline(message) if message.keyboard else None
        self.world.tell_bots(message)
        self._tell_chosen(ask, result.id, number)
        self.world.changed("message", message=message)
        return see(message)

    def _tell_chosen(self, ask: InlineAsk, result_id: str, inline_message_id: str | None) -> None:
        body = {
            "result_id": result_id,
            "from": user_json(self.world.people[ask.person_id]),
            "query": ask.query,
        }
        if inline_message_id is not None:
            body["inline_message_id"] = inline_message_id
        self.world.updates[self.world.bot].add("chosen_inline_result", body, ask.person_id)

    def send_document(
        self,
        chat: TelegramChat,
        person: Person,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        mime: str | None = None,
        thread: int | None = None,
    ) -> Seen:
        """The person sends a file."""
        kind = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = self.world.files.add(name, data, kind, "documents")
        body: dict[str, Any] = {
            "document": {
                "file_name": name,
                "mime_type": kind,
                "file_id": file.id,
                "file_unique_id": file.unique_id,
                "file_size": len(data),
            }
        }
        text, entities = fix_text(caption, [])
        if text:
            body |= self._texts("caption", text, entities)
        return self._post(chat, person, body, None, thread)

    def send_location(self, chat: TelegramChat, person: Person, latitude: float, longitude: float) -> Seen:
        """The person shares where they are."""
        return self._post(
            chat, person, {"location": {"latitude": latitude, "longitude": longitude}}, None, None
        )

    def _texts(self, field: str, text: str, entities: list[Entity]) -> dict[str, Any]:
        body: dict[str, Any] = {field: text}
        if entities:
            body["entities" if field == "text" else "caption_entities"] = entities_json(
                entities, self.world.people
            )
        return body

    def _post(
        self,
        chat: TelegramChat,
        person: Person,
        body: dict[str, Any],
        reply_to: Seen | int | None,
        thread: int | None,
        date: float | None = None,
        *,
        via: Bot | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Seen:
        sender = self._sender(chat, person)
        message = self.world.post(chat, sender, body)
        if date is not None:
            message.date = date
        if reply_to is not None:
            message.reply_to = reply_to if isinstance(reply_to, int) else reply_to.message_id
        message.thread = None if thread == GENERAL_TOPIC else thread
        message.via, message.extra = via, extra
        self.world.tell_bots(message)
        self.world.changed("message", message=message)
        return see(message)

    def _sender(self, chat: TelegramChat, person: Person) -> Person | TelegramChat:
        if chat.person is not None:
            if chat.blocked:
                raise ValueError(f"{person.name} has blocked the bot and must unblock it first")
            chat.started = True
            return person
        member = chat.members.get(person.id)
        if member is None or not member.present:
            raise ValueError(f"{person.name} is not in {chat.title}")
        if chat.type == "channel":
            if not member.may("can_post_messages"):
                raise ValueError(f"{person.name} may not post in {chat.title}")
            return chat
        return person

    def _message(self, seen: Seen) -> TelegramMessage:
        chat = self._place(seen, None)
        message = chat.messages.get(seen.message_id)
        if message is None:
            raise LookupError(f"message {seen.message_id} is gone from {chat}")
        return message

    def _place(self, message: Seen | int, person: Person | None) -> TelegramChat:
        if isinstance(message, int):
            if person is None:
                raise ValueError("a message id alone does not say which chat: give the chat")
            return self.world.private(self.world.bot, person)
        chat = self.world.chat(self.world.bot, message.chat_id)
        if chat is None:
            raise LookupError(f"no chat {message.chat_id}")
        return chat

    def _presser_bot(self, chat: TelegramChat, message: TelegramMessage | None) -> Bot:
        if message is not None:
            if message.via is not None:
                return message.via
            if isinstance(message.sender, Bot):
                return message.sender
        return chat.bot or self.world.bot

    @staticmethod
    def _button_data(message: Seen | int, button: str) -> str:
        if isinstance(message, int):
            return button
        buttons = [found for row in message.buttons for found in row if found.data is not None]
        for wanted in buttons:
            if button in (wanted.text, wanted.data):
                return str(wanted.data)
        raise LookupError(
            f"no button {button!r} under message {message.message_id}; there are {[found.text for found in buttons]}"
        )
