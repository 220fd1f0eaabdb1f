"""What a request may see on the person's side: each public method is a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.person.given import Given
from playground.person.pictures import shown

if TYPE_CHECKING:
    from playground.playground import Playground

MOST_SHOWN = 500


class Views:
    """The verbs of ``GET /person/<verb>?…``."""

    def __init__(self, playground: Playground) -> None:
        self._pg = playground

    def state(self, _given: Given) -> Any:
        """Nothing: the bot, the people, the chats (at most 500 of each), the flood level, the desk."""
        world = self._pg.world
        return {
            "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
            "people": [shown(person) for person in list(world.people.values())[:MOST_SHOWN]],
            "chats": [shown(chat) for chat in list(world.all_chats())[:MOST_SHOWN]],
            "flood": world.flood.level,
            "you": self._pg.you.id if self._pg.you else None,
            "desk": self._pg.desk.state(),
        }

    def transcript(self, given: Given) -> Any:
        """chat, thread."""
        thread = given.integer("thread") if "thread" in given else None
        return self._pg.transcript(given.chat(self._pg), thread=thread)

    def next_message(self, given: Given) -> Any:
        """chat, after, timeout: waits for the bot's next message; 408 when none comes."""
        after = given.integer("after") if "after" in given else None
        return self._pg.next_message(
            given.chat(self._pg), after=after, timeout=float(given.get("timeout", 5))
        )

    def menu(self, given: Given) -> Any:
        """chat, person: the command menu."""
        return self._pg.menu(given.chat(self._pg), given.person(self._pg))

    def answer(self, given: Given) -> Any:
        """id: what became of a press."""
        return self._pg.world.presses.get(given.need("id"))

    def results(self, given: Given) -> Any:
        """id: what became of an inline query."""
        return self._pg.world.asks.get(given.need("id"))

    def calls(self, given: Given) -> Any:
        """since, method: the newest calls of the Bot API."""
        since, wanted = float(given.get("since", 0)), given.get("method")
        return [call for call in self._pg.calls if call.at >= since and wanted in (None, call.method)]

    def counters(self, _given: Given) -> Any:
        """Nothing: how often each method was called, how often flood limits refused, how many updates
        wait."""
        counts: dict[str, dict[str, int]] = {}
        for (name, fine), number in self._pg.world.counts.items():
            counts.setdefault(name, {"ok": 0, "failed": 0})["ok" if fine else "failed"] = number
        return {
            "methods": counts,
            "flood_refused": self._pg.world.flood.refused,
            "pending_updates": self._pg.pending_updates,
        }

    def faults(self, _given: Given) -> Any:
        """Nothing: the faults not yet used up."""
        return list(self._pg.faults.waiting)

    def idle(self, given: Given) -> Any:
        """timeout: waits until the bot has confirmed every update."""
        return self._pg.idle(float(given.get("timeout", 5)))

    def desk(self, _given: Given) -> Any:
        """Nothing: the sample story's clock."""
        return self._pg.desk.state()

    def feeds(self, _given: Given) -> Any:
        """Nothing: the sample feeds with their addresses."""
        return [
            {
                "url": self._pg.url + feed.path,
                "title": feed.title,
                "kind": feed.kind,
                "country": feed.country,
                "language": feed.language,
            }
            for feed in self._pg.sample_feeds
        ]
