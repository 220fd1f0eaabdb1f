"""Claims and positions: kept word for word with their item, replaced as a whole when the item is read
again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from news.claim import Axis, Claim, Kind, Piece, Position, Scope, Stance
from news.item import Item
from storage.store import Store
from tests.storage.things import DAY, MINUTE, NOW, claim, items_in, story

FULL = Claim(
    "north-south",
    Axis.CEASEFIRE,
    Kind.AGREED,
    Stance.CLAIMED,
    "North",
    "The truce «begins» on Monday, North says.",
    0.8125,
    Scope.SECTOR,
    NOW + DAY,
    NOW + 9 * DAY,
    "in principle",
    "rule: agreed",
)


async def test_a_claim_is_kept_word_for_word_with_where_it_comes_from(store: Store) -> None:
    (item,) = await items_in(store, story("a", backlog=True))
    await _replace(store, item, [FULL])
    assert await _evidence(store) == [
        Piece(FULL, str(item.id), "Herald", item.published, item.link, None, True)
    ]


async def test_what_is_read_anew_takes_the_place_of_what_was_read_before(store: Store) -> None:
    one, two = await items_in(store, story("one", 2), story("two", 1))
    await _replace(
        store,
        one,
        [claim(), claim(Kind.PROPOSED)],
        [Position("north-south", "North", True, "North wants a corridor.")],
    )
    await _replace(store, two, [claim()])
    await _replace(store, one, [claim(Kind.REJECTED)])
    assert [(e.item_id, e.claim.kind) for e in await _evidence(store)] == [
        (str(one.id), Kind.REJECTED),
        (str(two.id), Kind.AGREED),
    ]
    async with store.read() as books:
        assert await books.claims.positions("north-south", ["North"]) == []


async def test_evidence_is_one_axis_of_one_process_oldest_first(store: Store) -> None:
    late, early = await items_in(store, story("late", 1), story("early", 5))
    await _replace(store, late, [claim(), claim(Kind.UNDER_WAY, axis=Axis.TALKS), claim(process="east-west")])
    await _replace(store, early, [claim()])
    assert [e.item_id for e in await _evidence(store)] == [str(early.id), str(late.id)]
    assert [e.item_id for e in await _evidence(store, since=NOW - 5 * MINUTE)] == [str(late.id)]


async def test_the_axes_an_item_speaks_of_are_known(store: Store) -> None:
    one, two = await items_in(store, story("one"), story("two"))
    await _replace(store, one, [claim(), claim(Kind.PROPOSED), claim(Kind.UNDER_WAY, axis=Axis.TALKS)])
    async with store.read() as books:
        assert await books.claims.axes_of([one.id, two.id]) == {
            ("north-south", Axis.CEASEFIRE, one.id),
            ("north-south", Axis.TALKS, one.id),
        }
        assert await books.claims.of_items([two.id]) == []
        assert len(await books.claims.of_items([one.id, two.id])) == 3


async def test_a_ceasefire_deal_is_evidence_on_talks_too(store: Store) -> None:
    deal = replace(claim(), detail="signed")
    one, two = await items_in(store, story("one", 5), story("two", 1))
    await _replace(store, one, [deal, replace(claim(process="east-west"), detail="deal")])
    await _replace(store, two, [claim(Kind.UNDER_WAY, axis=Axis.TALKS), replace(claim(), detail="phase")])
    async with store.read() as books:
        told = await books.claims.evidence("north-south", Axis.TALKS, None)
        assert [(e.item_id, e.claim.kind) for e in told] == [
            (str(one.id), Kind.AGREED),
            (str(two.id), Kind.UNDER_WAY),
        ]
        assert ("north-south", Axis.TALKS, one.id) in await books.claims.axes_of([one.id])


async def test_forgotten_claims_are_gone(store: Store) -> None:
    (item,) = await items_in(store, story("a"))
    await _replace(
        store, item, [claim()], [Position("north-south", "North", True, "North wants a corridor.")]
    )
    async with store.begin() as books:
        await books.claims.forget([item.id])
    assert await _evidence(store) == []


async def test_the_newest_positions_come_with_their_items_when_these_are_mainly_about_the_process(
    store: Store,
) -> None:
    old, new, other = await items_in(store, story("old", 9), story("new", 1), story("other"))
    wants = Position("north-south", "North", True, "North wants a corridor.")
    refuses = Position("north-south", "South", False, "South will not leave the hills.")
    await _replace(store, old, [], [wants, Position("east-west", "East", True, "East wants fish.")])
    await _replace(store, new, [], [refuses])
    await _replace(store, other, [], [wants])
    async with store.begin() as books:
        for item, about in (
            (old, ["north-south"]),
            (new, ["north-south", "east-west"]),
            (other, ["east-west", "north-south"]),
        ):
            await books.items.link(item.id, item.published, about)
    async with store.read() as books:
        found = await books.claims.positions("north-south", ["North", "South", "East"])
        assert await books.claims.positions("north-south", ["South"]) == found[:1]
    assert [(p, i.id, i.outlet, i.link) for p, i in found] == [
        (refuses, new.id, "Herald", new.link),
        (wants, old.id, "Herald", old.link),
    ]


async def _replace(
    store: Store, item: Item, claims: Sequence[Claim], positions: Sequence[Position] = ()
) -> None:
    async with store.begin() as books:
        await books.claims.replace(item, claims, positions)


async def _evidence(store: Store, since: datetime | None = None) -> list[Piece]:
    async with store.read() as books:
        return await books.claims.evidence("north-south", Axis.CEASEFIRE, since)
