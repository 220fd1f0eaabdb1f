"""Whatever titles, names and sentences hold, every answer is a message Telegram takes, and shows only what is
stored."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.answers.search import in_context, pattern_of
from briefing.render.alert import alert_message
from briefing.render.card import Audience, Card, board_message, card_message
from briefing.render.chart import Chart, Row, Span, chart_svg
from briefing.render.draw_child import draw
from briefing.render.markup import MESSAGE_LENGTH, MOST_ENTITIES, text
from briefing.render.story import StoryShown, story_lines
from briefing.render.times import zone_of
from briefing.render.words import words_for
from news.claim import Axis, Claim, Kind, Piece, Position, Stance
from news.item import Item
from news.process import Party, Process, ProcessCatalogue
from news.query import parse_query
from news.status import Change, ChangeRule, State, Status
from playground.telegram.html import parse_html

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

NOW = datetime(2031, 9, 9, 16, 40, tzinfo=UTC)
HOSTILE = st.one_of(
    st.text(max_size=400),
    st.sampled_from(
        [
            "<b>bold</i> & <script>alert('x')</script>",
            "&lt;&#60;&amp",
            "\u202eright to left\u202c שלום مرحبا",
            "👩‍👩‍👧‍👦" * 200,
            "a" * 100_000,
            "<" * 5_000,
            "\x00\x07\ud800 surrogate",
            "   ",
            "",
            "</a><a href='tg://user?id=1'>",
            "quote \" in ' it",
        ]
    ),
)
LINKS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            'https://x.example/"><b>',
            "javascript:alert(1)",
            "https://x.example/?a=1&b=<2>",
            "http://nodot/",
            "https://x.example/" + "p" * 900,
        ]
    ),
)


def taken(html: str, most: int = MESSAGE_LENGTH) -> str:
    """The text as Telegram reads it; fails as Telegram would refuse it."""
    shown, entities = parse_html(html)
    assert len(shown.strip()) > 0 and len(shown) <= most
    assert len(entities) <= MOST_ENTITIES
    return shown


def plain(words: str) -> str:
    return taken("x" + text(words).html, 10**9)[1:]


@st.composite
def items(draw: st.DrawFn) -> Item:
    return Item(
        1,
        1,
        draw(HOSTILE) or "x",
        draw(LINKS),
        draw(HOSTILE),
        draw(HOSTILE),
        "",
        NOW - timedelta(minutes=5),
        NOW,
        "en",
    )


@st.composite
def evidence(draw: st.DrawFn) -> Piece:
    claim = Claim(
        "p",
        Axis.CEASEFIRE,
        Kind.AGREED,
        Stance.CLAIMED,
        draw(HOSTILE) or None,
        draw(HOSTILE),
        0.9,
        reason=draw(HOSTILE),
    )
    return Piece(claim, "1", draw(HOSTILE), NOW - timedelta(hours=1), draw(LINKS))


@settings(max_examples=120)
@given(st.lists(items(), min_size=1, max_size=5))
def test_any_story_is_a_valid_message_and_extractive(told: list[Item]) -> None:
    shown = taken(story_lines(StoryShown(NOW, [(i, None) for i in told]), words_for("en"), NOW, "UTC").html)
    head = shown.split("\n")[0].removeprefix("• ").rstrip("…").strip()
    sources = [plain(part) for i in told for part in (i.title.strip(), i.summary.strip(), i.link or "—", "—")]
    assert any(head in source for source in sources) or "\n" in told[0].title + told[0].summary


@settings(max_examples=80)
@given(
    HOSTILE,
    st.lists(evidence(), min_size=1, max_size=4),
    st.lists(items(), max_size=3),
    st.sampled_from(["en", "ru"]),
)
def test_any_card_and_board_are_valid_messages(
    name: str, pieces: list[Piece], told: list[Item], language: str
) -> None:
    process = Process("p", name or "p", parties=(Party(name or "p", titles={"ru": name}),))
    catalogue = ProcessCatalogue.of([process])
    status = Status(
        "p",
        Axis.CEASEFIRE,
        State.IN_EFFECT,
        since=NOW,
        by=name,
        claimed_only=True,
        disputed_by=(name,),
        violations=True,
        accusations=(name,),
        outlets=9,
        evidence=tuple(pieces),
        disputes=tuple(pieces),
        breaches=tuple(pieces),
    )
    positions = tuple((Position("p", name, True, i.title), i) for i in told)
    card = Card(
        process, {Axis.CEASEFIRE: status}, positions, tuple(StoryShown(NOW, [(i, None)]) for i in told)
    )
    reader = Audience(words_for(language), "Europe/Berlin", NOW, catalogue)
    for message in card_message(card, reader):
        taken(message.html)
    taken(board_message([card] * 30, reader).html)
    change = Change(
        NOW, "p", Axis.CEASEFIRE, State.IN_EFFECT, State.AGREED, True, (name,), status, ChangeRule.VOTE, name
    )
    taken(alert_message(change, 7, catalogue, words_for(language), NOW, "UTC").html)


@settings(max_examples=200)
@given(items(), st.text(min_size=1, max_size=40))
@example(Item(1, 1, "x", None, "İstanbul talks", "İİİ truce in İstanbul", "", NOW, NOW), "truce")
def test_a_hit_is_shown_in_the_words_of_the_item(item: Item, question: str) -> None:
    query = parse_query(question)
    if query.wanted:
        whole = in_context(item, pattern_of(query)).whole
        assert any(whole in source for source in (item.summary, item.text, item.title))


@settings(max_examples=25)
@given(HOSTILE, HOSTILE)
def test_any_name_can_be_drawn(title: str, name: str) -> None:
    row = Row(
        Axis.TALKS,
        name,
        (Span(NOW - timedelta(days=2), NOW, State.AGREED, name), Span(NOW, NOW, State.COLLAPSED, name)),
    )
    drawn = chart_svg(Chart(title, NOW - timedelta(days=2), NOW, (row,), (NOW,), name, "ru", zone_of("UTC")))
    assert draw(drawn).startswith(b"\x89PNG")


def test_where_things_stand_now_is_named_in_the_narrowest_band() -> None:
    start = NOW - timedelta(days=400)
    spans = (
        Span(start, NOW - timedelta(days=1), State.UNDER_WAY, "under way"),
        Span(NOW - timedelta(days=1), NOW, State.STALLED, "stalled"),
    )
    drawn = chart_svg(
        Chart("Ostia", start, NOW, (Row(Axis.TALKS, "Talks", spans),), (), "", "en", zone_of("UTC"))
    )
    assert drawn.count(">stalled<") == 1


def test_the_chart_library_is_not_loaded_to_answer() -> None:
    import subprocess
    import sys

    program = "import sys, handlers.dispatch; print('resvg_py' in sys.modules, 'pymorphy3' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        == "False False\n"
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_state_has_a_colour_and_a_name(language: str) -> None:
    from briefing.render.chart import _COLOURS
    from briefing.render.vocabulary import state_name
    from news.status import STATES

    for axis, states in STATES.items():
        for state in states:
            assert state in _COLOURS
            assert state_name(axis, state, words_for(language))
