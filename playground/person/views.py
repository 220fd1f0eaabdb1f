"""What a request may see on the person's side: each public method is a verb."""

from __future__ import annotations

from typing import Any

from playground.person.given import Given
from playground.person.pictures import shown
from playground.person.side import PersonSide

MOST_SHOWN = 500


class Views:
    """The verbs of ``GET /person/<verb>?…``."""

    def __init__(self, side: PersonSide) -> None:
        self._side = side

    def state(self, _given: Given) -> Any:
        """Nothing: the bot, the people, the chats (at most 500 of each), the flood level, the desk."""
        world = self._side.world
        return {
            "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
            "people": [shown(person) for person in list(world.people.values())[:MOST_SHOWN]],
            "chats": [shown(chat) for chat in list(world.all_chats())[:MOST_SHOWN]],
            "flood": world.flood.level,
            "you": self._side.you.id if self._side.you else None,
            "desk": self._side.desk.state(),
        }

    def transcript(self, given: Given) -> Any:
        """chat, thread."""
        thread = given.integer("thread") if "thread" in given else None
        return self._side.transcript(given.chat(self._side), thread=thread)

    def next_message(self, given: Given) -> Any:
        """chat, after, timeout: waits for the bot's next message; 408 when none comes."""
        after = given.integer("after") if "after" in given else None
        return self._side.next_message(
            given.chat(self._side), after=after, timeout=float(given.get("timeout", 5))
        )

    def menu(self, given: Given) -> Any:
        """chat, person: the command menu."""
        return self._side.menu(given.chat(self._side), given.person(self._side))

    def answer(self, given: Given) -> Any:
        """id: what became of a press."""
        return self._side.world.presses.get(given.need("id"))

    def results(self, given: Given) -> Any:
        """id: what became of an inline query."""
        return self._side.world.asks.get(given.need("id"))

    def calls(self, given: Given) -> Any:
        """since, method: the newest calls of the Bot API."""
        since, wanted = float(given.get("since", 0)), given.get("method")
        return [call for call in self._side.calls if call.at >= since and wanted in (None, call.method)]

    def counters(self, _given: Given) -> Any:
        """Nothing: how often each method was called, how often flood limits refused, how many updates
        wait."""
        counts: dict[str, dict[str, int]] = {}
        for (name, fine), number in self._side.world.counts.items():
            counts.setdefault(name, {"ok": 0, "failed": 0})["ok" if fine else "failed"] = number
        return {
            "methods": counts,
            "flood_refused": self._side.world.flood.refused,
            "pending_updates": self._side.pending_updates,
        }

    def faults(self, _given: Given) -> Any:
        """Nothing: the faults not yet used up."""
        return list(self._side.faults.waiting)

    def idle(self, given: Given) -> Any:
        """timeout: waits until the bot has confirmed every update."""
        return self._side.idle(float(given.get("timeout", 5)))

    def desk(self, _given: Given) -> Any:
        """Nothing: the sample story's clock."""
        return self._side.desk.state()

    def feeds(self, _given: Given) -> Any:
        """Nothing: the sample feeds with their addresses."""
        return [
            {
                "url": self._side.desk.address() + feed.path,
                "title": feed.title,
                "kind": feed.kind,
                "country": feed.country,
                "language": feed.language,
            }
            for feed in self._side.sample_feeds
        ]
