"""Which entries are new, which are edits, which came before under another name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.arrivals import ItemDecision, decide, names_of
from news.item import FeedEntry, ItemToStore, KnownItem, Skipped

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SITE = "https://news.example"


def entry(
    title: str = "Envoys meet in Carrow",
    guid: str | None = "1",
    link: str | None = f"{SITE}/1",
    **more: Any,
) -> FeedEntry:
    return FeedEntry(
        **{
            "guid": guid,
            "link": link,
            "title": title,
            "summary": f"What is told of: {title}.",
            "published": NOW,
            **more,
        }
    )


LONG = "The envoys of both sides met in Carrow for the first time since spring."


class Shelf:
    """A feed's stored items, as storage keeps them: looked up by names, the newest of several with one link
    or the same words."""

    def __init__(self) -> None:
        self.items: dict[int, ItemToStore] = {}

    def fetch(self, *entries: FeedEntry, skipped: tuple[Skipped, ...] = ()) -> ItemDecision:
        decision = decide(entries, self._known(entries, skipped), primed=True, now=NOW, skipped=skipped)
        for item in decision.new:
            assert item.key not in {i.key for i in self.items.values()}
            self.items[len(self.items)] = item
        for item in decision.changed:
            assert item.id is not None
            self.items[item.id] = item
        return decision

    def titles(self) -> list[str]:
        return [item.title for item in self.items.values()]

    def _known(self, entries: tuple[FeedEntry, ...], skipped: tuple[Skipped, ...]) -> list[KnownItem]:
        names = names_of(entries, skipped)
        found = {n for n, i in self.items.items() if i.key in names.keys}
        for links, words in ((names.links, frozenset()), (frozenset(), names.contents)):
            newest: dict[object, int] = {}
            for n, i in self.items.items():
                if i.link in links or i.content_hash in words:
                    newest[i.link if links else i.content_hash] = n
            found |= set(newest.values()) | {n for n, i in self.items.items() if i.published in names.moments}
        return [
            KnownItem(n, i.key, i.content_hash, i.link, i.title, i.published)
            for n, i in self.items.items()
            if n in found
        ]


def test_the_same_entry_is_nothing_new_and_an_edited_one_is_an_edit() -> None:
    shelf = Shelf()
    assert len(shelf.fetch(entry()).new) == 1
    assert shelf.fetch(entry()) == ItemDecision()
    edited = shelf.fetch(entry("Envoys meet in Carrow again"))
    assert [(i.id, i.title) for i in edited.changed] == [(0, "Envoys meet in Carrow again")]


def test_an_entry_whose_id_was_changed_is_the_same_item_and_its_edits_still_reach_it() -> None:
    shelf = Shelf()
    shelf.fetch(entry(guid="old"))
    assert shelf.fetch(entry(guid="new")) == ItemDecision()
    assert [i.id for i in shelf.fetch(entry("Envoys meet in Carrow: no deal", guid="newer")).changed] == [0]
    assert shelf.titles() == ["Envoys meet in Carrow: no deal"]


def test_a_story_published_again_with_another_id_and_link_is_not_stored_twice() -> None:
    shelf = Shelf()
    shelf.fetch(entry(summary=LONG))
    assert shelf.fetch(entry(guid="2", link=f"{SITE}/again/1", summary=LONG)) == ItemDecision()
    assert (
        shelf.fetch(
            entry(guid="3", link=f"{SITE}/1", summary="Shorter now."), skipped=(Skipped("1", f"{SITE}/1"),)
        ).new
        == ()
    )


def test_yesterdays_bulletin_is_another_item_though_its_words_are_the_same() -> None:
    shelf = Shelf()
    shelf.fetch(entry("Morning bulletin", summary=LONG, published=NOW - timedelta(days=1)))
    assert len(shelf.fetch(entry("Morning bulletin", guid="2", link=f"{SITE}/2", summary=LONG)).new) == 1


def test_few_words_may_be_the_same_by_accident() -> None:
    shelf = Shelf()
    shelf.fetch(entry("Photos", summary=""))
    assert len(shelf.fetch(entry("Photos", guid="2", link=f"{SITE}/2", summary="")).new) == 1


@pytest.mark.parametrize("link", [f"{SITE}/live", SITE, f"{SITE}/", f"{SITE}/#live", None])
@pytest.mark.parametrize("with_ids", [True, False])
def test_entries_that_all_share_one_link_are_kept_apart(link: str | None, with_ids: bool) -> None:
    shelf = Shelf()
    told = [
        entry(t, guid=t if with_ids else None, link=link)
        for t in ("Shells fall on Ostia", "Talks are put off", "A ferry sails")
    ]
    assert len(shelf.fetch(told[0], told[1]).new) == 2
    left = tuple(Skipped(e.guid, e.link) for e in told[:2])
    assert [i.title for i in shelf.fetch(told[2], skipped=left).new] == ["A ferry sails"]
    assert shelf.fetch(*told) == ItemDecision()


@pytest.mark.parametrize(
    ("title", "link"),
    [
        *((title, link) for title in ("", "Update") for link in (f"{SITE}/live", f"{SITE}/", None)),
        ("What happened this morning", f"{SITE}/"),
        ("What happened this morning", None),
    ],
)
def test_entries_without_ids_that_share_title_and_link_are_told_apart_by_their_words(
    title: str, link: str | None
) -> None:
    shelf = Shelf()
    told = [entry(title, None, link, summary=f"Post {n} says what nobody has said before.") for n in range(4)]
    assert len(shelf.fetch(*told[:3]).new) == 3
    assert shelf.fetch(*told[:3]) == ItemDecision()
    assert len(shelf.fetch(told[3], *told[:2]).new) == 1
    assert len(shelf.titles()) == 4


@pytest.mark.parametrize("title", ["", "Update"])
def test_on_a_live_page_another_id_under_a_title_that_tells_nothing_is_another_entry(title: str) -> None:
    shelf = Shelf()
    told = [entry(title, str(n), f"{SITE}/live", summary=f"Post {n}.") for n in range(4)]
    assert len(shelf.fetch(*told[:2]).new) == 2
    left = tuple(Skipped(e.guid, e.link) for e in told[:2])
    assert len(shelf.fetch(*told[2:], skipped=left).new) == 2


def test_a_title_that_tells_something_is_the_same_entry_when_its_text_is_edited() -> None:
    shelf = Shelf()
    shelf.fetch(entry("Shells fall on Ostia again", None, None))
    assert [
        i.id
        for i in shelf.fetch(
            entry("Shells fall on Ostia again", None, None, summary="Two were hurt.")
        ).changed
    ] == [0]


POST = "Live: the talks in Carrow, hour by hour"


@pytest.mark.parametrize("link", [f"{SITE}/live", f"{SITE}/", None])
def test_posts_without_ids_under_one_long_title_are_each_kept(link: str | None) -> None:
    shelf = Shelf()
    told = [
        entry(POST, None, link, summary=f"Post {n}.", published=NOW - timedelta(minutes=n)) for n in range(4)
    ]
    assert len(shelf.fetch(told[3]).new) == 1
    assert [i.summary for i in shelf.fetch(told[1], told[2], told[3]).new] == ["Post 2.", "Post 1."]
    assert shelf.fetch(*told[1:]) == ItemDecision()
    assert [i.summary for i in shelf.fetch(told[0], told[1]).new] == ["Post 0."]
    assert shelf.fetch(told[1]) == ItemDecision()
    assert len(shelf.items) == 4


@pytest.mark.parametrize("title", ["", "Update", POST])
@pytest.mark.parametrize("link", [f"{SITE}/live", None])
def test_an_edit_of_a_post_known_by_its_words_alone_is_an_edit(title: str, link: str | None) -> None:
    shelf = Shelf()
    told = [
        entry(title, None, link, summary=f"Post {n}.", published=NOW - timedelta(minutes=7 * n))
        for n in range(3)
    ]
    shelf.fetch(*told)
    edited = [told[0], replace(told[1], summary="Post 1, put right."), told[2]]
    decision = shelf.fetch(*edited)
    assert ([i.summary for i in decision.changed], decision.new) == (["Post 1, put right."], ())
    assert shelf.fetch(*edited) == ItemDecision()


def test_where_a_title_of_its_own_is_edited_the_moment_tells_which_entry_it_was() -> None:
    shelf = Shelf()
    shelf.fetch(
        entry("Shells fall on Ostia again", None, None),
        entry("A ferry sails", None, None, published=NOW - timedelta(minutes=5)),
    )
    [edited] = shelf.fetch(entry("Shells fall on Ostia, two hurt", None, None)).changed
    assert edited.id == 0 or shelf.titles().count("Shells fall on Ostia, two hurt") == 1


@pytest.mark.parametrize("published", [None, NOW.replace(hour=0), NOW])
def test_what_may_be_another_post_overwrites_none(published: datetime | None) -> None:
    """No hour is told, or two of the same hour: who can say which of them was edited."""
    shelf = Shelf()
    told = [
        entry("Update", None, f"{SITE}/live", summary=f"Post {n}.", published=published) for n in range(4)
    ]
    shelf.fetch(*told[:2])
    assert shelf.fetch(*told[2:]).changed == ()
    assert len(shelf.items) == 4


@pytest.mark.parametrize("link", [f"{SITE}/", None])
def test_a_briefing_without_an_id_under_one_title_every_day_is_another_every_day(link: str | None) -> None:
    shelf = Shelf()
    for day in (3, 2, 1):
        told = entry(
            "Morning briefing of the envoys' office",
            None,
            link,
            summary=f"Day {day}.",
            published=NOW - timedelta(days=day),
        )
        assert [i.summary for i in shelf.fetch(told).new] == [f"Day {day}."]
        assert shelf.fetch(told) == ItemDecision()
        edited = shelf.fetch(replace(told, summary=f"Day {day}, put right."))
        assert ([i.summary for i in edited.changed], edited.new) == ([f"Day {day}, put right."], ())
    assert len(shelf.items) == 3


def test_a_page_that_shows_one_entry_at_a_time_under_its_own_link_gives_every_entry() -> None:
    shelf = Shelf()
    for title in ("Shells fall on Ostia", "Talks are put off", "A ferry sails"):
        assert len(shelf.fetch(entry(title, guid=title, link=f"{SITE}/live")).new) == 1


def test_entries_that_all_have_one_id_are_told_apart_by_their_links() -> None:
    shelf = Shelf()
    one, two = entry("One", guid="0", link=f"{SITE}/1"), entry("Two", guid="0", link=f"{SITE}/2")
    assert len(shelf.fetch(one, two).new) == 2
    assert [
        i.title
        for i in shelf.fetch(
            entry("Three", guid="0", link=f"{SITE}/3"), skipped=(Skipped("0", one.link),)
        ).new
    ] == ["Three"]
    assert shelf.fetch(one, two) == ItemDecision()


def test_a_link_that_changes_its_query_on_every_fetch_is_no_edit_but_a_moved_page_is() -> None:
    shelf = Shelf()
    shelf.fetch(entry(link=f"{SITE}/1?at=1"))
    assert shelf.fetch(entry(link=f"{SITE}/1?at=2")) == ItemDecision()
    assert [i.link for i in shelf.fetch(entry(link=f"{SITE}/moved/1")).changed] == [f"{SITE}/moved/1"]


words = st.lists(
    st.sampled_from(
        ["truce", "envoys", "carrow", "ostia", "lake", "front", "talks", "ferry", "army", "mayor"]
    ),
    min_size=2,
    max_size=4,
    unique=True,
)
bodies = st.lists(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6, unique_by=lambda pair: pair[0]),
    max_size=6,
)


@given(bodies, st.booleans())
def test_however_ids_change_a_page_of_its_own_is_stored_once(
    history: list[list[tuple[int, int]]], changing: bool
) -> None:
    shelf = Shelf()
    for body in history:
        shelf.fetch(
            *(
                entry(f"Story number {n}", guid=f"{n}-{turn if changing else 0}", link=f"{SITE}/{n}")
                for n, turn in body
            )
        )
    assert sorted(shelf.titles()) == sorted({f"Story number {n}" for body in history for n, _ in body})


@given(bodies, st.sampled_from([f"{SITE}/live", f"{SITE}/", None]), st.booleans())
def test_no_entry_is_lost_where_all_share_one_link(
    history: list[list[tuple[int, int]]], link: str | None, seen_are_skipped: bool
) -> None:
    shelf, had = Shelf(), set()
    for body in history:
        told = [entry(f"S{n}", guid=str(n), link=link) for n, _ in body]
        fresh = [e for e in told if not (seen_are_skipped and e in had)]
        shelf.fetch(*fresh, skipped=tuple(Skipped(e.guid, e.link) for e in told if e not in fresh))
        had |= set(told)
    assert sorted(shelf.titles()) == sorted({f"S{n}" for body in history for n, _ in body})


@given(
    st.lists(
        st.builds(
            entry,
            words.map(" ".join),
            st.sampled_from([None, "1", "2"]),
            st.sampled_from([None, SITE, f"{SITE}/1", f"{SITE}/2"]),
        )
    )
)
def test_whatever_came_a_second_look_at_the_same_body_brings_nothing(body: list[FeedEntry]) -> None:
    shelf = Shelf()
    shelf.fetch(*body)
    stored = len(shelf.items)
    assert stored <= len(body)
    assert shelf.fetch(*body).new == ()


posts = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=5, unique_by=lambda pair: pair[0]),
    max_size=6,
)


@given(posts, st.sampled_from(["", "Update", POST]), st.sampled_from([f"{SITE}/live", f"{SITE}/", None]))
def test_posts_known_by_their_words_come_once_and_their_edits_reach_them(
    history: list[list[tuple[int, int]]], title: str, link: str | None
) -> None:
    shelf, last = Shelf(), dict[int, int]()
    for body in [
        [(8, 0), (9, 0)],
        *history,
    ]:  # a page that showed but one at a time would name each by its link
        if link is None and title == POST and len(body) == 1:
            # nor is one post by itself told from the one before it where nothing says that the title is
            # many's
            continue
        told = [
            entry(
                title, None, link, summary=f"Post {n}, edition {e}.", published=NOW - timedelta(minutes=n + 1)
            )
            for n, e in body
        ]
        shelf.fetch(*told)
        last |= dict(body)
    assert sorted(i.summary for i in shelf.items.values()) == sorted(
        f"Post {n}, edition {e}." for n, e in last.items()
    )


def test_a_day_without_an_hour_is_not_looked_up() -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    told = [
        entry("Fog over the lake", None, None, published=midnight),
        entry("Fair at the lake", None, None, published=NOW),
    ]
    assert names_of(told).moments == frozenset({NOW})
