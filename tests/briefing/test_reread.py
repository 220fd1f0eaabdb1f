"""A changed reader re-reads what is stored: beside the history first, in its place when told, and nobody is
alerted."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from briefing.house import House
from briefing.jobs.understand import as_text, understand
from briefing.replay.reread import differences, put_in_place, read_again
from news.arrivals import ItemDecision, decide
from news.claim import Axis, Claim, Kind, Reading, Stance
from news.feed import FeedSource
from news.item import FeedEntry, ItemToStore
from news.process import Process, ProcessCatalogue
from news.status import State
from reading.item import ItemText
from storage.store import Store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CATALOGUE = ProcessCatalogue.of([Process("ostia", "Ostia")])


class Says:
    """A reader that makes one sure claim of `kind` of every item; it counts what it read and breaks after
    `most`."""

    def __init__(
        self, version: str, kind: Kind, most: int = 10_000, *, detail: str | None = None, language: str = "en"
    ) -> None:
        self.version, self._kind, self._most, self.read = version, kind, most, 0
        self._detail, self._language = detail, language

    def read_many(self, items: Sequence[ItemText], /) -> list[Reading]:
        self.read += len(items)
        if self.read > self._most:
            raise KeyboardInterrupt
        return [Reading(self._language, True, ("ostia",), (self._claim(item.title),)) for item in items]

    def _claim(self, sentence: str) -> Claim:
        return Claim(
            "ostia", Axis.CEASEFIRE, self._kind, Stance.ASSERTED, "both", sentence, 0.99, detail=self._detail
        )


async def _house(store: Store, items: int = 3, detail: str | None = None) -> House:
    house = House(store, CATALOGUE, lambda: NOW)
    entries = [
        FeedEntry(f"g{n}", None, f"Truce news {n}", "", published=NOW - timedelta(hours=items - n))
        for n in range(items)
    ]
    async with store.begin() as books:
        await books.feeds.add([FeedSource("http://gazette.example/feed", "Lake Gazette")], NOW)
        feed = (await books.feeds.all())[0]
        await books.items.write({feed.id: decide(entries, (), primed=True, now=NOW)}, NOW)
    while await understand(house, Says("old-1", Kind.AGREED, detail=detail)):
        pass
    return house


async def _edit_all(store: Store) -> None:
    """Every stored item says something else now."""
    async with store.begin() as books:
        for item in await books.items.newest(1000):
            told, name = f"{item.title}, corrected", f"edited {item.id}"
            edited = ItemToStore(
                name, name, None, told, "", "", item.published, "en", backlog=False, id=item.id
            )
            await books.items.write({item.feed_id: ItemDecision((), (edited,))}, NOW)


async def _state(house: House, axis: Axis = Axis.CEASEFIRE) -> State | None:
    async with house.store.read() as books:
        status = await books.statuses.get("ostia", axis)
    return status.state if status else None


async def test_readings_wait_beside_the_history_until_they_are_put_in_place(store: Store) -> None:
    house = await _house(store)
    assert await _state(house) is State.AGREED
    assert await read_again(house, Says("new-1", Kind.IN_EFFECT)) == 3
    assert await _state(house) is State.AGREED
    found = await differences(house, "new-1")
    assert [(d.process, d.axis, [c.state for c in d.gone], [c.state for c in d.come]) for d in found] == [
        ("ostia", Axis.CEASEFIRE, [State.AGREED], [State.IN_EFFECT])
    ]
    assert await put_in_place(house, "new-1") == 3
    assert await _state(house) is State.IN_EFFECT
    assert await differences(house, "new-1") == []


async def test_nobody_is_alerted_about_old_news_read_anew(store: Store) -> None:
    house = await _house(store)
    async with store.begin() as books:
        await books.statuses.mark_composed(
            [change_id for change_id, _ in await books.statuses.take_to_compose(10)]
        )
    await read_again(house, Says("new-1", Kind.IN_EFFECT))
    await put_in_place(house, "new-1")
    async with store.begin() as books:
        assert await books.statuses.take_to_compose(10) == []


async def test_a_run_that_is_cut_off_goes_on_where_it_stopped(store: Store) -> None:
    house = await _house(store, items=450)
    cut = Says("new-1", Kind.IN_EFFECT, most=400)
    with pytest.raises(KeyboardInterrupt):
        await read_again(house, cut)
    again = Says("new-1", Kind.IN_EFFECT)
    assert await read_again(house, again) == 50
    assert again.read == 50


async def test_the_same_reader_finds_nothing_to_do(store: Store) -> None:
    house = await _house(store)
    assert await read_again(house, Says("old-1", Kind.AGREED)) == 0
    assert await differences(house, "old-1") == []


async def test_talks_that_only_ceasefire_deals_tell_of_come_with_a_new_reader(store: Store) -> None:
    house = await _house(store)
    await read_again(house, Says("new-1", Kind.AGREED, detail="negotiated"))
    promised = [(d.axis, [c.state for c in d.come]) for d in await differences(house, "new-1")]
    assert (Axis.TALKS, [State.DEAL_REACHED]) in promised
    await put_in_place(house, "new-1")
    assert await _state(house, Axis.TALKS) is State.DEAL_REACHED
    assert await differences(house, "new-1") == []


async def test_talks_that_only_ceasefire_deals_told_of_go_with_a_new_reader(store: Store) -> None:
    house = await _house(store, detail="negotiated")
    assert await _state(house, Axis.TALKS) is State.DEAL_REACHED
    await read_again(house, Says("new-1", Kind.AGREED))
    promised = [(d.axis, [c.state for c in d.gone]) for d in await differences(house, "new-1")]
    assert (Axis.TALKS, [State.DEAL_REACHED]) in promised
    await put_in_place(house, "new-1")
    assert await _state(house, Axis.TALKS) in (None, State.NONE)


async def test_what_was_put_in_place_is_not_read_again_and_tells_its_language(store: Store) -> None:
    house = await _house(store)
    new = Says("new-1", Kind.IN_EFFECT, language="ru")
    await read_again(house, new)
    assert await put_in_place(house, "new-1") == 3
    assert await read_again(house, new) == 0
    assert await put_in_place(house, "new-1") == 0
    async with store.read() as books:
        assert {item.language for item in await books.items.newest(10)} == {"ru"}
        assert await books.rereadings.left("new-1") == 0


async def test_an_item_that_changed_after_it_was_read_again_is_understood_as_it_is_now(store: Store) -> None:
    house = await _house(store)
    await read_again(house, Says("new-1", Kind.IN_EFFECT))
    await _edit_all(store)
    assert await put_in_place(house, "new-1") == 0
    assert await understand(house, Says("new-1", Kind.COLLAPSED)) == 3
    assert await put_in_place(house, "new-1") == 0
    assert await _state(house) is State.COLLAPSED


async def test_an_item_that_changes_while_it_is_read_again_keeps_no_reading(store: Store) -> None:
    house = await _house(store)
    async with store.read() as books:
        items = await books.rereadings.next("new-1", 10)
    readings = Says("new-1", Kind.IN_EFFECT).read_many([as_text(item) for item in items])
    await _edit_all(store)
    async with store.begin() as books:
        await books.rereadings.keep("new-1", list(zip(items, readings, strict=True)))
        assert await books.rereadings.kept("new-1", 10) == []
    assert await understand(house, Says("old-1", Kind.AGREED)) == 3
    assert await read_again(house, Says("new-1", Kind.IN_EFFECT)) == 3
