"""/timeline, /why, /sources and inline mode as a person sees them."""

import re
import sys
from datetime import timedelta

import pytest

from briefing.answers.why import why_message
from briefing.render.draw_chart import Charts
from news.chat import ChatAddress, ChatKind
from news.claim import Axis, Kind, Piece
from news.feed import FeedKind
from news.status import Change, ChangeRule, State, Status
from playground import Seen
from tests.handlers.desk import NOW, Newsroom, claimed, reading
from tests.handlers.test_status import AGREED, deny, truce


async def test_a_timeline_is_a_chart_and_the_dated_changes(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.step(days=2)
    for outlet in ("Harbour Post", "City Wire", "Morning Echo"):
        gone = f"The truce is over, both sides told {outlet}."
        await newsroom.tell(
            outlet, f"Truce over {outlet}", gone, minutes=30, read=reading(claimed(Kind.COLLAPSED, gone))
        )
    changes = await newsroom.ask("/timeline ostia", count=2)
    chart = newsroom.pg.transcript(newsroom.chat)[-2]
    assert chart.kind == "photo"
    assert chart.text == (
        "Ostia: government and the Lake Front · 9 Sep – 11 Sep\nTalks: none reported\n"
        "Ceasefire: agreed on 9 Sep, not yet in force → collapsed on 11 Sep"
    )
    assert changes.text == (
        "Ostia: government and the Lake Front — timeline\n\n"
        "Thu 11 Sep, 16:10\nCeasefire: collapsed (before: agreed, not yet in force)\n"
        "“The truce is over, both sides told Harbour Post.” — Harbour Post, City Wire +1\n\n"
        "Tue 9 Sep, 15:30\nCeasefire: agreed, not yet in force (before: none reported)\n"
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post"
    )
    assert changes.button_texts == ["Status", "Evidence"]


async def test_the_chart_of_a_day_tells_hours(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.ask("/timeline ostia", count=2)
    chart = newsroom.pg.transcript(newsroom.chat)[-2]
    assert chart.text == (
        "Ostia: government and the Lake Front · 9 Sep\nTalks: none reported\nCeasefire: agreed at 15:30, not yet in force"
    )


async def test_a_chart_that_cannot_be_drawn_keeps_no_change_back(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.parley.house.charts = Charts((sys.executable, "-c", "raise SystemExit(1)"))
    answer = await newsroom.ask("/timeline ostia")
    assert answer.text.startswith(
        "Ostia: government and the Lake Front — timeline\n\nTue 9 Sep, 15:30\nCeasefire: agreed"
    )
    assert {message.kind for message in newsroom.pg.transcript(newsroom.chat)} == {"text"}


async def test_a_timeline_without_changes_has_a_next_step(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/timeline ostia")
    assert answer.text == "Ostia: government and the Lake Front — timeline\nNo change has been recorded yet."
    assert answer.button_texts == ["Status", "Newest stories"]


async def test_a_page_that_is_gone_shows_the_last_one(newsroom: Newsroom) -> None:
    await truce(newsroom)
    changes = await newsroom.ask("/timeline ostia", count=2)
    newsroom.pg.press(9999, "1:tip:ostia:b800", person=newsroom.mira, chat=newsroom.chat)
    answer = await newsroom.pg.next_message(newsroom.chat, after=changes)
    assert answer.text == changes.text


async def record(newsroom: Newsroom, *days: float, process: str = "ostia") -> None:
    """Steps that many days ago and no others; the sentence of each tells its day."""
    async with newsroom.parley.house.store.begin() as books:
        await books.statuses.record(
            process, Axis.CEASEFIRE, [step(d, process) for d in days], None, newsroom.now, loud=()
        )


def step(days: float, process: str = "ostia") -> Change:
    at = NOW - timedelta(days=days)
    piece = Piece(
        claimed(Kind.AGREED, f"Day {days}."), str(days), "Harbour Post", at, "https://harbour.example/1"
    )
    status = Status(process, Axis.CEASEFIRE, State.AGREED, evidence=(piece,))
    return Change(
        at, process, Axis.CEASEFIRE, State.AGREED, State.PROPOSED, False, (), status, ChangeRule.VOTE
    )


def days_of(message: Seen) -> list[int]:
    return [int(day) for day in re.findall(r"Day (\d+)", message.text)]


async def test_pages_stay_in_place_while_changes_come_and_go(newsroom: Newsroom) -> None:
    await record(newsroom, *range(1, 21))
    first = await newsroom.ask("/timeline ostia", count=2)
    assert (days_of(first), first.button_texts) == ([*range(1, 9)], ["Older ▶", "Status", "Evidence"])
    await record(newsroom, 0, *range(1, 21))  # one comes between two presses
    second = await newsroom.press(first, "Older ▶")
    assert (days_of(second), second.button_texts) == (
        [*range(9, 17)],
        ["◀ Newer", "Older ▶", "Status", "Evidence"],
    )
    await record(newsroom, 0, *range(1, 16), *range(17, 21))  # the one it hangs on is withdrawn
    last = await newsroom.press(second, "Older ▶")
    assert (days_of(last), last.button_texts) == ([*range(17, 21)], ["◀ Newer", "Status", "Evidence"])
    back = await newsroom.press(last, "◀ Newer")
    assert days_of(back) == [*range(8, 16)]
    newest = await newsroom.press(back, "◀ Newer")
    assert (days_of(newest), newest.button_texts) == ([*range(8)], ["Older ▶", "Status", "Evidence"])


async def test_a_page_whose_older_changes_are_gone_shows_the_last_ones(newsroom: Newsroom) -> None:
    await record(newsroom, *range(1, 12))
    first = await newsroom.ask("/timeline ostia", count=2)
    await record(newsroom, *range(1, 9))
    assert days_of(await newsroom.press(first, "Older ▶")) == [*range(1, 9)]


async def test_a_page_that_hangs_on_a_change_of_another_process_is_the_newest_one(newsroom: Newsroom) -> None:
    await record(newsroom, *range(1, 12))
    await record(newsroom, 6, process="marra")
    async with newsroom.parley.house.store.read() as books:
        other = (await books.statuses.steps("marra", 1))[0]
    first = await newsroom.ask("/timeline ostia", count=2)
    newsroom.pg.press(9999, f"1:tip:ostia:b{other.id}", person=newsroom.mira, chat=newsroom.chat)
    assert days_of(await newsroom.pg.next_message(newsroom.chat, after=first)) == [*range(1, 9)]


def test_the_longest_place_fits_a_button() -> None:
    assert len(f"1:tip:other:{'n' * 32}:b{2**53}".encode()) <= 64


async def test_a_timeline_of_nothing_asks_which(newsroom: Newsroom) -> None:
    await truce(newsroom)
    answer = await newsroom.ask("/timeline")
    assert (answer.text, answer.button_texts) == ("Which one?", ["Ostia: government and the Lak…", "Cancel"])


HOW = (
    "How I weigh reports: the surer I am of how I read a sentence, and the newer it is, the more it counts. "
    "What a side or a witness says counts less than what an outlet reports as fact. "
    "Copies of one agency report count once, further reports of one outlet less and less. "
    "All kinds of outlets count alike: what to think of them is yours to judge. "
    "Where much is reported, a step needs more."
)
READ = "↳ Read as: ceasefire, agreement, reported as fact; 97 % sure · rule: verb of agreement"


async def test_the_evidence_button_tells_sentences_rules_and_models(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.press(await newsroom.ask("/status ostia"), "Evidence")
    answer = newsroom.pg.last(newsroom.chat)
    assert _without_figures(answer.text) == (
        "Ostia: government and the Lake Front — why it says so\n\n"
        "Ceasefire: agreed, not yet in force\nIt moved when one outlet had reported it, clearly enough. The evidence …\n\n"
        f"“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post · 1 h\n{READ}\n\n"
        f"“A truce between Ostia and Lake Front was agreed, City Wire has learned.” — City Wire · 1 h\n{READ}\n\n{HOW}"
    )
    assert answer.button_texts == ["Timeline", "Status"]


async def test_why_tells_a_dispute_apart(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await deny(newsroom)
    answer = await newsroom.ask("/why ostia")
    denied = READ.replace("reported as fact; 97 % sure", "denied; 97 % sure (by Lake Front)")
    assert _without_figures(answer.text) == (
        "Ostia: government and the Lake Front — why it says so\n\n"
        "Ceasefire: proposed\nBecause what was reported as agreed has been denied. The evidence …\n\n"
        f"“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post · 1 h\n{READ}\n\n"
        f"“A truce between Ostia and Lake Front was agreed, City Wire has learned.” — City Wire · 1 h\n{READ}\n\n"
        f"Disputed by Lake Front\n“The Lake Front said there was no truce, Ostia TV reported.” — Ostia TV · 20 min\n{denied}\n\n"
        f"“The Lake Front said there was no truce, Morning Echo reported.” — Morning Echo · 20 min\n{denied}\n\n{HOW}"
    )


async def test_why_as_a_reply_tells_what_stands_behind_the_message(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.tell("Valley News", "Fruit harvest", minutes=5, read=reading())
    stories = await newsroom.ask("/latest")
    answer = await newsroom.ask("/why", reply_to=stories)
    assert _without_figures(answer.text) == (
        "Behind this message\n\n• Fruit harvest — Valley News · 5 min\nNothing about talks or a ceasefire was read in it.\n\n"
        "• Truce agreed in Carrow Harbour Post — Harbour Post · 1 h\n"
        f"“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.”\n{READ}\n\n"
        "• Truce agreed in Carrow City Wire — City Wire · 1 h\n"
        f"“A truce between Ostia and Lake Front was agreed, City Wire has learned.”\n{READ}\n\n"
        "What it moved\n• Ostia: government and the Lake Front — Ceasefire: agreed, not yet in force (before: none reported)\n"
        "It moved when one outlet had reported it, clearly enough. The evidence …"
    )


def _without_figures(text: str) -> str:
    """The rule without the sums it added up, which are the fold's own affair."""
    return re.sub(r"The evidence .*", "The evidence …", text)


async def test_why_tells_which_outlets_are_no_independent_ones(newsroom: Newsroom) -> None:
    await newsroom.follow("Harbour Post", kind=FeedKind.STATE_MEDIA)
    await newsroom.follow("City Wire", kind=FeedKind.WIRE)
    await truce(newsroom)
    answer = await newsroom.ask("/why ostia")
    assert "— Harbour Post (state media) · 1 h\n" in answer.text
    assert "— City Wire (news agency) · 1 h\n" in answer.text
    behind = await newsroom.ask("/why", reply_to=await newsroom.ask("/latest"))
    assert "• Truce agreed in Carrow Harbour Post — Harbour Post (state media) · 1 h\n" in behind.text


async def test_why_about_a_message_without_items_says_so(newsroom: Newsroom) -> None:
    help_text = await newsroom.ask("/help")
    answer = await newsroom.ask("/why", reply_to=help_text)
    assert (
        answer.text
        == "I find no stored item behind that message. /why as a reply to a line with links tells its sources."
    )
    assert answer.button_texts == ["Where things stand", "Newest stories"]


async def test_why_as_a_reply_with_a_name_is_about_what_was_named(newsroom: Newsroom) -> None:
    await newsroom.tell("Valley News", "Fruit harvest", minutes=5, read=reading())
    stories = await newsroom.ask("/latest")
    answer = await newsroom.ask("/why marra", reply_to=stories)
    assert (
        answer.text
        == "Marra: coast and highlands — why it says so\n\nNothing has been reported about this yet."
    )


async def test_every_line_of_a_long_message_is_told_of(newsroom: Newsroom) -> None:
    titles = [f"Plant {'abcdefghijklmno'[number] * 7}" for number in range(15)]
    for number, title in enumerate(titles):
        await newsroom.tell("Garden Gazette", title, minutes=number, link=f"https://garden.example/{number}")
    house = newsroom.parley.house
    async with house.store.begin() as books:
        chat = await books.chats.register(ChatAddress(7), ChatKind.PRIVATE, "Mira", "en", "UTC", newsroom.now)
    said = await why_message(house, chat, [f"https://garden.example/{number}" for number in range(15)])
    assert all(title in "".join(message.html for message in said) for title in titles)


async def test_sources_with_kind_country_language_and_health(newsroom: Newsroom) -> None:
    await newsroom.follow("Harbour Post", kind=FeedKind.STATE_MEDIA, country="fr")
    answer = await newsroom.ask("/sources")
    assert answer.text == "Sources · 1\n• Harbour Post — state media, France, English · not read yet"


async def test_a_country_there_is_not_is_not_named(newsroom: Newsroom) -> None:
    await newsroom.follow("Harbour Post", country="xa")
    assert (
        await newsroom.ask("/sources")
    ).text == "Sources · 1\n• Harbour Post — independent outlet, English · not read yet"


async def test_sources_are_paged(newsroom: Newsroom) -> None:
    await newsroom.follow(*(f"Outlet {letter}" for letter in "ABCDEFGHIJKLMN"))
    first = await newsroom.ask("/sources")
    second = await newsroom.press(first, "▶")
    assert (
        second.text
        == "Sources · 14\n• Outlet M — independent outlet, English · not read yet\n• Outlet N — independent outlet, English · not read yet"
    )
    assert second.button_texts == ["◀"]


async def test_inline_offers_the_card_and_the_stories(newsroom: Newsroom) -> None:
    await truce(newsroom)
    ask = newsroom.pg.inline(newsroom.mira, "ostia")
    await newsroom.pg.wait_for(lambda: ask.answered)
    assert [(r.title, r.description) for r in ask.results] == [
        ("Ostia: government and the Lake Front", "Where it stands"),
        ("Truce agreed in Carrow Harbour Post", "Harbour Post, City Wire"),
    ]
    dropped = newsroom.pg.choose(ask, 0, newsroom.chat)
    assert dropped.text.startswith("🕊 Ostia: government and the Lake Front — where it stands")


async def test_inline_without_words_offers_the_board_first(newsroom: Newsroom) -> None:
    await truce(newsroom)
    ask = newsroom.pg.inline(newsroom.mira, "")
    await newsroom.pg.wait_for(lambda: ask.answered)
    assert [(r.title, r.description) for r in ask.results] == [
        ("Where things stand", "Ostia"),
        ("Truce agreed in Carrow Harbour Post", "Harbour Post, City Wire"),
    ]
    dropped = newsroom.pg.choose(ask, 0, newsroom.chat)
    assert dropped.text.startswith(
        "Where things stand · Tue 9 Sep, 16:40\n• Ostia: government and the Lake Front — "
    )


@pytest.mark.parametrize(
    ("asked", "number", "payload"),
    [("", 0, "status_"), ("ostia", 0, "status_ostia"), ("ostia", 1, "story_1")],
)
async def test_what_inline_mode_drops_leads_back_to_the_bot(
    newsroom: Newsroom, asked: str, number: int, payload: str
) -> None:
    await truce(newsroom)
    ask = newsroom.pg.inline(newsroom.mira, asked)
    await newsroom.pg.wait_for(lambda: ask.answered)
    dropped = newsroom.pg.choose(ask, number, newsroom.chat)
    ((back,),) = dropped.buttons
    assert (back.text, back.url) == ("Open in Parley", f"https://t.me/parley_bot?start={payload}")
    await newsroom.pg.idle()
    assert newsroom.pg.last(newsroom.chat) == dropped  # to what it offered itself the bot has nothing to say
    opened = newsroom.pg.open_link(newsroom.mira, payload)
    answer = await newsroom.pg.next_message(newsroom.chat, after=opened)
    assert "Ostia" in answer.text or "Truce agreed" in answer.text


async def test_inline_is_paged(newsroom: Newsroom) -> None:
    for number in range(23):
        await newsroom.tell(
            "Garden Gazette", f"Plant {'abcdefghijklmnopqrstuvw'[number] * 7}", minutes=number
        )
    first = newsroom.pg.inline(newsroom.mira, "")
    await newsroom.pg.wait_for(lambda: first.answered)
    second = newsroom.pg.inline(newsroom.mira, "", offset=first.next_offset)
    await newsroom.pg.wait_for(lambda: second.answered)
    assert (len(first.results), len(second.results), second.next_offset) == (20, 3, "")


async def test_a_stale_timeline_is_drawn_to_this_day_and_dates_its_last_change(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.step(days=6)
    changes = await newsroom.ask("/timeline ostia", count=2)
    chart = newsroom.pg.transcript(newsroom.chat)[-2]
    assert (chart.kind, chart.text) == (
        "photo",
        "Ostia: government and the Lake Front · 9 Sep – 15 Sep\nTalks: none reported\nCeasefire: agreed on 9 Sep, not yet in force",
    )
    assert changes.text == (
        "Ostia: government and the Lake Front — timeline\n\nTue 9 Sep, 15:30\n"
        f"Ceasefire: agreed, not yet in force (before: none reported)\n“{AGREED}” — Harbour Post"
    )
    assert changes.button_texts == ["Status", "Evidence"]
