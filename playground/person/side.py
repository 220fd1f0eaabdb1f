"""The person's side as one object: who and what there is, what a person does and sees, the desk, and faults."""

from __future__ import annotations

from playground.person.acting import Acting
from playground.person.watching import Watching
from playground.server.faults import Faults
from playground.stage.desk import Desk
from playground.stage.feeds import SampleFeed, sample_feeds
from playground.stage.scene import Stage
from playground.telegram.state import Person


class PersonSide(Stage, Acting, Watching):
    """All that a person and a tester have of a playground; part of `Playground`."""

    desk: Desk
    you: Person | None = None

    @property
    def faults(self) -> Faults:
        """Faults on demand: ``pg.faults.add(method="sendMessage", chat=chat.id, nth=2, status=429,
        retry_after=3)``; fields of `Fault`."""
        return self.world.faults

    @property
    def sample_feeds(self) -> list[SampleFeed]:
        """The sample feeds served at ``url + feed.path``."""
        return sample_feeds()
