"""The person's side over HTTP: every act of the Python face as ``POST /person/<verb>`` with JSON, what there is to see as ``GET``."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from playground.http import Answer, Request, Response
from playground.shapes import Call, InlineAsk, Press, Seen
from playground.state import Chat, Member, Person

if TYPE_CHECKING:
    from playground.playground import Playground

Given = dict[str, Any]


class WrongUse(Exception):
    """What was asked for makes no sense; the words say why."""


def shown(thing: Any) -> Any:
    """Anything of the face as JSON."""
    if isinstance(thing, Seen):
        seen = asdict(thing)
        return {**seen, "raw": None} if not thing.raw else seen
    if isinstance(thing, Press | InlineAsk | Call):
        return asdict(thing)
    if isinstance(thing, Person):
        return {
            "id": thing.id,
            "name": thing.name,
            "username": thing.username,
            "language": thing.language,
            "deactivated": thing.deactivated,
        }
    if isinstance(thing, Chat):
        return _chat(thing)
    if isinstance(thing, list | tuple):
        return [shown(item) for item in thing]
    return thing


def _chat(chat: Chat) -> dict[str, Any]:
    members = [
        {"id": number, "name": chat.people[number].name, "status": member.status, "rights": member.rights}
        for number, member in chat.members.items()
    ]
    return {
        "id": chat.id,
        "type": chat.type,
        "name": chat.name,
        "username": chat.username,
        "is_forum": chat.is_forum,
        "topics": [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()],
        "members": members,
        "bot": next((member.status for member in chat.bots.values()), Member("member").status if chat.person else "left"),
        "started": chat.started,
        "blocked": chat.blocked,
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to.id if chat.migrated_to else None,
    }


def answer_json(value: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), status)


class Control:
    """The person's side of one playground."""

    def __init__(self, playground: Playground) -> None:
        self._pg = playground
        self._acts = _acts(playground, self)
        self._views = _views(playground, self)

    def answer(self, verb: str, request: Request) -> Answer:
        """Answer ``/person/<verb>``: 400 says what is wrong with a request, 404 that there is no such verb."""
        try:
            if request.method == "POST":
                return self._act(verb, request)
            view = self._views.get(verb)
            if view is None:
                return answer_json({"error": f"there is nothing to see under {verb!r}: {sorted(self._views)}"}, 404)
            given: Given = {name: values[-1] for name, values in parse_qs(request.query).items()}
            result = view(given)
        except (WrongUse, ValueError, LookupError, TypeError) as error:
            return answer_json({"error": str(error)}, 400)
        return _later(result) if isinstance(result, Awaitable) else answer_json(shown(result))

    def _act(self, verb: str, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return answer_json({"error": "send application/json"}, 415)
        act = self._acts.get(verb)
        if act is None:
            return answer_json({"error": f"nobody can {verb!r}: {sorted(self._acts)}"}, 404)
        given = json.loads(request.body or b"{}")
        if not isinstance(given, dict):
            raise WrongUse("send a JSON object")
        return answer_json(shown(act(given)))

    def person(self, given: Given, name: str = "person") -> Person:
        """The person a field names by id."""
        person = self._pg.world.people.get(int(given.get(name, 0)))
        if person is None:
            raise WrongUse(f"{name}: there is no person {given.get(name)!r}")
        return person

    def chat(self, given: Given, name: str = "chat") -> Chat:
        """The chat a field names by id; a private chat has the person's."""
        number = int(given.get(name, 0))
        chat = self._pg.world.chats.get(number)
        if chat is None and number in self._pg.world.people:
            chat = self._pg.private(self._pg.world.people[number])
        if chat is None:
            raise WrongUse(f"{name}: there is no chat {given.get(name)!r}")
        return chat

    def message(self, given: Given) -> Seen:
        """The message a chat and a message id name."""
        chat = self.chat(given)
        for seen in self._pg.transcript(chat):
            if seen.message_id == int(given.get("message", 0)):
                return seen
        raise WrongUse(f"message: there is no message {given.get('message')!r} in {chat.id}")


async def _later(waiting: Awaitable[Any]) -> Response:
    try:
        return answer_json(shown(await waiting))
    except TimeoutError as error:
        return answer_json({"error": str(error)}, 408)


def _acts(pg: Playground, control: Control) -> dict[str, Callable[[Given], Any]]:
    person, chat = control.person, control.chat

    def members(given: Given) -> list[Person]:
        return [person({"person": member}) for member in given.get("members", [])]

    def people(given: Given) -> Any:
        if "count" in given:
            made = pg.people(int(given["count"]), started=bool(given.get("started", True)))
            return {"first": made[0].id, "last": made[-1].id, "count": len(made)}
        return pg.person(**_only(given, "name", "language", "username", "id", "started"))

    def document(given: Given) -> Any:
        data = base64.b64decode(given["base64"]) if "base64" in given else str(given.get("content", "")).encode()
        return pg.send_document(chat(given), person(given), given["name"], data, **_only(given, "caption", "mime", "thread"))

    def choose(given: Given) -> Any:
        ask = pg.world.asks.get(given.get("ask", ""))
        if ask is None or not 0 <= int(given["index"]) < len(ask.results):
            raise WrongUse(f"ask: there is no result {given.get('index')} of {given.get('ask')!r}")
        who = person(given) if "person" in given else None
        return pg.choose(ask, int(given["index"]), chat(given), person=who, **_only(given, "thread"))

    def press(given: Given) -> Any:
        who = person(given) if "person" in given else None
        try:
            seen: Seen | int = control.message(given)
        except WrongUse:
            seen = int(given["message"])
        return pg.press(seen, given["button"], person=who, chat=chat(given))

    return {
        "people": people,
        "group": lambda given: pg.group(given["title"], members(given), **_only(given, "bot", "id")),
        "supergroup": lambda given: pg.supergroup(given["title"], members(given), **_only(given, "topics", "bot", "username", "id")),
        "channel": lambda given: pg.channel(given["title"], person(given, "owner"), **_only(given, "bot", "username", "id")),
        "topic": lambda given: {"thread": pg.add_topic(chat(given), given["name"])},
        "close_topic": lambda given: pg.close_topic(chat(given), int(given["thread"])),
        "reopen_topic": lambda given: pg.reopen_topic(chat(given), int(given["thread"])),
        "delete_topic": lambda given: pg.delete_topic(chat(given), int(given["thread"])),
        "say": lambda given: pg.say(chat(given), person(given), given["text"], **_only(given, "reply_to", "thread", "date")),
        "edit": lambda given: pg.edit(control.message(given), given["text"]),
        "delete": lambda given: pg.delete(control.message(given)),
        "press": press,
        "inline": lambda given: pg.inline(person(given), given["query"], **_only(given, "offset")),
        "choose": choose,
        "document": document,
        "location": lambda given: pg.send_location(chat(given), person(given), float(given["latitude"]), float(given["longitude"])),
        "join": lambda given: pg.join(chat(given), person(given)),
        "leave": lambda given: pg.leave(chat(given), person(given)),
        "kick": lambda given: pg.kick(chat(given), person(given)),
        "promote": lambda given: pg.promote(chat(given), person(given), **given.get("rights", {})),
        "demote": lambda given: pg.demote(chat(given), person(given)),
        "add_bot": lambda given: pg.add_bot(chat(given), as_administrator=bool(given.get("as_administrator")), **given.get("rights", {})),
        "kick_bot": lambda given: pg.kick_bot(chat(given)),
        "block": lambda given: pg.block(person(given)),
        "unblock": lambda given: pg.unblock(person(given)),
        "deactivate": lambda given: pg.deactivate(person(given)),
        "migrate": lambda given: pg.migrate(chat(given), **_only(given, "id")),
        "faults": lambda given: asdict(pg.faults.add(**given)),
        "clear_faults": lambda _given: pg.faults.clear(),
        "flood": lambda given: pg.world.flood.set_level(given["level"]),
        "revoke": lambda given: pg.revoke(given["token"]),
    }


def _views(pg: Playground, control: Control) -> dict[str, Callable[[Given], Any]]:
    chat = control.chat

    def transcript(given: Given) -> Any:
        return pg.transcript(chat(given), thread=int(given["thread"]) if "thread" in given else None)

    def next_message(given: Given) -> Any:
        after = int(given["after"]) if "after" in given else None
        return pg.next_message(chat(given), after=after, timeout=float(given.get("timeout", 5)))

    def calls(given: Given) -> Any:
        since, wanted = float(given.get("since", 0)), given.get("method")
        return [call for call in pg.calls if call.at >= since and wanted in (None, call.method)]

    def counters(_given: Given) -> Any:
        counts: dict[str, dict[str, int]] = {}
        for (name, fine), number in pg.world.counts.items():
            counts.setdefault(name, {"ok": 0, "failed": 0})["ok" if fine else "failed"] = number
        return {"methods": counts, "flood_refused": pg.world.flood.refused, "pending_updates": pg.pending_updates}

    return {
        "state": lambda _given: {
            "bot": {"id": pg.world.bot.id, "name": pg.world.bot.name, "username": pg.world.bot.username},
            "people": list(map(shown, list(pg.world.people.values())[:500])),
            "chats": [shown(chat) for chat in list(pg.world.all_chats())[:500]],
            "flood": pg.world.flood.level,
            "you": pg.you.id if pg.you else None,
            "desk": None,
        },
        "transcript": transcript,
        "next_message": next_message,
        "menu": lambda given: pg.menu(chat(given), control.person(given)),
        "answer": lambda given: pg.world.presses.get(given.get("id", "")),
        "results": lambda given: pg.world.asks.get(given.get("id", "")),
        "calls": calls,
        "counters": counters,
        "faults": lambda _given: [asdict(fault) for fault in pg.faults.waiting],
        "idle": lambda given: pg.idle(float(given.get("timeout", 5))),
    }


def _only(given: Given, *names: str) -> Given:
    return {name: given[name] for name in names if name in given}
