"""What a request to the person's side gives: fields by name, and the people, chats and messages they mean."""

from __future__ import annotations

from typing import Any

from playground.person.side import PersonSide
from playground.telegram.shapes import Seen
from playground.telegram.state import Person, TelegramChat

_TEXTS = "name title text language payload button query offset caption mime content base64 level token ask bot description body"
_NUMBERS = "id thread reply_to date speed jump latitude longitude"
_KINDS: dict[str, tuple[str, Any]] = {
    **dict.fromkeys(_TEXTS.split(), ("text", str)),
    **dict.fromkeys(_NUMBERS.split(), ("a number", int | float | None)),
    "id": ("a number", int | None),
    "thread": ("a number", int | str | None),
    "reply_to": ("a number", int | None),
    "username": ("text", str | None),
    "rights": ("an object", dict),
    "topics": ("a list", list),
}


class WrongUseError(Exception):
    """What was asked for makes no sense; the words say why, `status` is HTTP's."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


class Given(dict[str, Any]):
    """The fields of one request."""

    def check(self) -> None:
        """Whether each field that has a kind of its own is of that kind."""
        for name, value in self.items():
            what, kinds = _KINDS.get(name, ("", object))
            if not isinstance(value, kinds) or (isinstance(value, bool) and what in ("a number", "text")):
                raise WrongUseError(f"{name} is {what}, not {value!r}")
        if self.get("bot", "member") not in ("member", "administrator", "left"):
            raise WrongUseError(f"bot is member, administrator or left, not {self['bot']!r}")
        if not all(isinstance(name, str) for name in self.get("topics", [])):
            raise WrongUseError(f"topics are names, not {self['topics']!r}")

    def need(self, name: str) -> Any:
        """A field that must be there."""
        if name not in self:
            raise WrongUseError(f"{name} is missing")
        return self[name]

    def only(self, *names: str) -> dict[str, Any]:
        """These fields, where given, to be handed on by name."""
        return {name: self[name] for name in names if name in self}

    def integer(self, name: str) -> int:
        """A field that is a number."""
        try:
            return int(self.need(name))
        except (TypeError, ValueError, OverflowError) as error:
            raise WrongUseError(f"{name} is a number, not {str(self[name])[:80]!r}") from error

    def person(self, side: PersonSide, name: str = "person") -> Person:
        """The person a field names by id."""
        person = side.world.people.get(self.integer(name))
        if person is None:
            raise WrongUseError(f"{name}: there is no person {self[name]!r}")
        return person

    def people(self, side: PersonSide, name: str = "members") -> list[Person]:
        """The people a field names by their ids."""
        if not isinstance(self.get(name, []), list):
            raise WrongUseError(f"{name} is a list of people's ids, not {self[name]!r}")
        return [Given({name: number}).person(side, name) for number in self.get(name, [])]

    def chat(self, side: PersonSide, name: str = "chat") -> TelegramChat:
        """The chat a field names by id; a private chat has the person's."""
        number = self.integer(name)
        chat = side.world.chats.get(number)
        if chat is None and number in side.world.people:
            chat = side.private(side.world.people[number])
        if chat is None:
            raise WrongUseError(f"{name}: there is no chat {self[name]!r}")
        return chat

    def message(self, side: PersonSide) -> Seen:
        """The message that `chat` and `message` name."""
        chat, number = self.chat(side), self.integer("message")
        if number not in chat.messages:
            raise WrongUseError(f"message: there is no message {number} in {chat.id}")
        return next(seen for seen in side.transcript(chat) if seen.message_id == number)
