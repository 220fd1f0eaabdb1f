"""The budget for bodies: how many are in memory at a time between the wire and the parser, and that a large one
is alone of its kind."""

import asyncio

from feeds.deadline import Deadline

LARGE = 1024 * 1024
"""Bytes from which a body takes one of the few places for large ones."""


class BodyBudget:
    """Places for bodies in memory."""

    def __init__(self, bodies: int = 48, large: int = 1) -> None:
        self.bodies, self.large = asyncio.Semaphore(bodies), asyncio.Semaphore(large)


class BodyPlace:
    """One fetch's place in the budget; whoever made it calls `end` when the body is no longer held."""

    __slots__ = ("_budget", "_held")

    def __init__(self, budget: BodyBudget) -> None:
        self._budget = budget
        self._held: list[asyncio.Semaphore] = []

    async def begin(self) -> None:
        """Wait for a place: a body comes."""
        await self._take(self._budget.bodies)

    async def grow(self) -> None:
        """Wait for a place among the large ones, once."""
        if self._budget.large not in self._held:
            await self._take(self._budget.large)

    def end(self) -> None:
        """Give every place back."""
        while self._held:
            self._held.pop().release()

    async def _take(self, places: asyncio.Semaphore) -> None:
        await places.acquire()
        self._held.append(places)


class UntimedPlace:
    """A place whose waiting does not count against the time the fetch may take: the server is not to blame for
    it."""

    __slots__ = ("_deadline", "_place")

    def __init__(self, place: BodyPlace, deadline: Deadline) -> None:
        self._place, self._deadline = place, deadline

    async def begin(self) -> None:
        await self._deadline.without(self._place.begin())

    async def grow(self) -> None:
        await self._deadline.without(self._place.grow())
