"""Whatever the stored items hold: every command's answer is a message Telegram takes, and all news in it is
somebody's words."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.answers.inline import offer
from briefing.answers.latest import latest
from briefing.answers.search import search
from briefing.answers.sources import sources
from briefing.answers.status import where_it_stands
from briefing.answers.timeline import timeline, timeline_chart
from briefing.answers.why import why_message, why_status
from briefing.house import House
from briefing.render.markup import CAPTION_LENGTH
from news.alert import StoredChange
from news.chat import Chat, ChatAddress, ChatKind, Message
from news.claim import Axis, Claim, Kind, Piece, Position, Stance
from news.feed import Feed, FeedHealth, FeedKind, FeedSource, FeedState, Reach
from news.item import Item
from news.process import Party, Process, ProcessCatalogue
from news.status import Change, ChangeRule, State, Status
from storage.search import Match
from storage.stories import StoredStory
from tests.briefing.test_render_properties import HOSTILE, LINKS, NOW, taken

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

LANGUAGE = st.sampled_from(["en", "ru"])
GREEK = st.text("αβγδεζηθ ", min_size=1, max_size=400).filter(lambda words: bool(words.strip()))
_NEWS = re.compile("[α-θ](?:[α-θ ]*[α-θ])?")


class Stored:
    """Stands in the place of the whole storage: every repository, every question, answered from a few true
    things."""

    def __init__(self, words: list[str], links: list[str | None]) -> None:
        self.words, self._links, self._next = words, links, 0
        self._told = [self._item(n) for n in range(1, 4)]
        pieces = tuple(
            self._piece(n, stance)
            for n, stance in enumerate((Stance.ASSERTED, Stance.CLAIMED, Stance.DENIED), 1)
        )
        self.status = Status(
            "p",
            Axis.CEASEFIRE,
            State.IN_EFFECT,
            since=NOW - timedelta(days=9),
            by=self._word(),
            claimed_only=True,
            disputed_by=(self._word(),),
            violations=True,
            outlets=5,
            evidence=pieces,
            disputes=pieces,
            breaches=pieces,
            pending=(self._piece(9, Stance.ASSERTED, Kind.COLLAPSED),),
        )
        self.changes = [
            Change(
                NOW - timedelta(days=n),
                "p",
                Axis.CEASEFIRE,
                State.IN_EFFECT,
                State.AGREED,
                True,
                (self._word(),),
                self.status,
                rule,
                "vote",
            )
            for n, rule in enumerate(ChangeRule, 1)
        ]
        process = Process("p", self._word(), parties=(Party("North"), Party("South")))
        self.house = House(self, ProcessCatalogue.of([process]), lambda: NOW)  # type: ignore[arg-type]

    async def look(self, unit: Any) -> Any:
        """As `Store.look`."""
        return await unit(self)

    def __getattr__(self, repository: str) -> "Stored":
        return self  # every repository is this one thing

    async def page(self, *_: Any, **__: Any) -> list[StoredStory]:
        return [
            StoredStory(n, NOW - timedelta(hours=n), ((item, None),)) for n, item in enumerate(self._told, 1)
        ]

    async def waiting(self, *_: Any, **__: Any) -> list[Item]:
        return self._told[:1]

    async def get(self, ids: list[int], *_: Any) -> Any:
        return {item.id: item for item in self._told}

    async def find(self, *_: Any, **__: Any) -> list[Match]:
        return [Match(item.id, item.title, item.published) for item in self._told]

    async def of(self, of: Any) -> Any:
        return {Axis.CEASEFIRE: self.status} if of == "p" else {}

    async def mark(self) -> str:
        return "now"

    async def marks(self) -> dict[tuple[str, Axis], datetime]:
        return {("p", Axis.CEASEFIRE): NOW}

    async def all(self) -> Any:
        return [self.status]

    async def history(self, _: str, axis: Axis | None = None, *__: Any, **___: Any) -> list[Change]:
        return [] if axis is Axis.FIGHTING else self.changes

    async def steps(self, *_: Any) -> list[StoredChange]:
        return [
            StoredChange(n, change, change.at, quiet=False, to_compose=False)
            for n, change in enumerate(self.changes, 1)
        ]

    async def reach(self) -> Reach:
        return Reach(NOW - timedelta(days=9), 3, 1)

    async def kinds(self, *_: Any) -> dict[str, FeedKind]:
        return {}

    async def evidence(self, *_: Any) -> tuple[Piece, ...]:
        return self.status.evidence

    async def of_items(self, *_: Any) -> tuple[Piece, ...]:
        return self.status.evidence

    async def linked(self, *_: Any) -> list[Item]:
        return self._told

    async def positions(self, *_: Any) -> list[tuple[Position, Item]]:
        return [
            (Position("p", party, True, self._word()), item)
            for party, item in zip(("North", "South"), self._told, strict=False)
        ]

    def _item(self, n: int) -> Item:
        return Item(
            n,
            1,
            self._word(),
            self._link(),
            self._word(),
            self._word(),
            self._word(),
            NOW - timedelta(minutes=n),
            NOW,
            "en",
        )

    def _piece(self, n: int, stance: Stance, kind: Kind = Kind.IN_EFFECT) -> Piece:
        claim = Claim("p", Axis.CEASEFIRE, kind, stance, self._word(), self._word(), 0.7)
        return Piece(claim, str(n), self._word(), NOW - timedelta(hours=n), self._link())

    def _word(self) -> str:
        self._next += 1
        return self.words[self._next % len(self.words)]

    def _link(self) -> str | None:
        return self._links[self._next % len(self._links)]


def chat_in(language: str) -> Chat:
    return Chat(1, ChatAddress(1), ChatKind.PRIVATE, None, language, "Europe/Berlin")


async def answers(stored: Stored, language: str, asked: str = "αβγ") -> list[Message]:
    """What every reader's command says."""
    house, chat = stored.house, chat_in(language)
    offered, _ = await offer(house, language, "p", "")
    return [
        await latest(house, chat),
        await search(house, chat, asked),
        *await where_it_stands(house, chat, "p"),
        *await where_it_stands(house, chat, ""),
        await timeline(house, chat, "p"),
        *await why_status(house, chat, "p"),
        *await why_message(house, chat, ["https://x.example/"]),
        *(one.message for one in offered),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=12), st.lists(LINKS, min_size=1, max_size=3), LANGUAGE)
async def test_any_answer_is_a_message_telegram_takes(
    words: list[str], links: list[str | None], language: str
) -> None:
    stored = Stored(words, links)
    for message in await answers(stored, language, words[0]):
        taken(message.html)
        assert all(len((button.data or "").encode()) <= 64 for row in message.buttons for button in row)
        assert all(button.text.strip() for row in message.buttons for button in row)
    offered, _ = await offer(stored.house, language, "p", "")
    assert all(len(one.id.encode()) <= 64 for one in offered)


@settings(max_examples=10, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=12), LANGUAGE)
async def test_any_chart_has_a_caption_telegram_takes(words: list[str], language: str) -> None:
    chart = await timeline_chart(Stored(words, [None]).house, chat_in(language), "p")
    assert chart is not None
    assert taken(chart.html, CAPTION_LENGTH)


@settings(max_examples=60)
@given(HOSTILE, LINKS, LANGUAGE)
async def test_any_list_of_sources_is_a_message_telegram_takes(
    title: str, link: str | None, language: str
) -> None:
    stored = Stored(["x"], [None])
    source = FeedSource(link or "https://x.example/", title, country=title[:40], language=title[:40])
    feeds = [Feed(n, source, FeedState.ACTIVE, FeedHealth(trouble=title[:60])) for n in range(30)]

    async def everything() -> list[Feed]:
        return feeds

    stored.all = everything  # type: ignore[method-assign]
    for page in (0, 1, 99):
        taken((await sources(stored.house, chat_in(language), page)).html)


@settings(max_examples=60, deadline=None)
@given(st.lists(GREEK, min_size=1, max_size=12), LANGUAGE)
async def test_all_news_in_an_answer_is_a_part_of_one_stored_text(words: list[str], language: str) -> None:
    """The stored texts are Greek, nothing else is: whatever is Greek in an answer stands so in one of
    them."""
    stored = Stored(words, ["https://x.example/"])
    squeezed = [re.sub(" +", " ", text) for text in words]
    for message in await answers(stored, language):
        for news in _NEWS.findall(taken(message.html)):
            assert any(news in text for text in squeezed) or news == "αβγ"
