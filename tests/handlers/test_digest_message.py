"""A digest as a person reads it: by process where it stands, what changed, three stories, what comes next."""

from datetime import timedelta
from typing import Any

from briefing.render.card import Audience
from briefing.render.digest import Gathered, digest_messages
from briefing.render.story import StoryShown
from briefing.render.words import words_for
from news.claim import Axis, Kind, wire_voice
from news.item import Item
from news.process import Process, ProcessCatalogue
from playground import Seen
from tests.handlers.desk import NOW, Newsroom, claimed, reading
from tests.handlers.test_why_dispute import WIRES, disputed, report


async def digest_of(newsroom: Newsroom, asked: str = "everything", **who: Any) -> list[Seen]:
    """The messages of a digest of the last day, as it is shown to who subscribes."""
    chat = newsroom.pg.private(who["person"]) if who else newsroom.chat
    when = await newsroom.ask(f"/subscribe {asked}", chat=chat, **who)
    done = await newsroom.press(when, when.button_texts[3])
    await newsroom.pg.next_message(chat, after=done)
    await newsroom.pg.idle()
    return [
        seen for seen in newsroom.pg.transcript(chat) if seen.by_bot and seen.message_id > done.message_id
    ]


async def a_day_of_news(newsroom: Newsroom) -> None:
    """A truce is proposed, agreed and in force within hours, breached, and talks are announced."""
    steps = ((Kind.PROPOSED, "A truce is proposed", 500), (Kind.AGREED, "A truce is agreed", 300))
    for kind, words, minutes in steps:
        await report(newsroom, kind, f"{words}, {{}} reports.", *WIRES, minutes=minutes)
    ends = NOW + timedelta(days=3)
    began = "The truce has begun, {} reports."
    await report(newsroom, Kind.IN_EFFECT, began, *WIRES, minutes=100, ends_at=ends)
    day = (NOW + timedelta(days=2)).replace(hour=0, minute=0)
    await report(
        newsroom, Kind.ANNOUNCED, "Envoys will meet on Thursday, {} says.", *WIRES, minutes=60,
        axis=Axis.TALKS, effective_at=day,
    )  # fmt: skip


async def test_a_digest_is_one_message_that_reads_from_top_to_bottom(newsroom: Newsroom) -> None:
    await a_day_of_news(newsroom)
    (seen,) = await digest_of(newsroom)
    assert seen.text == (
        "📰 Digest · Tue 9 Sep, 16:40\n\n"
        "Ostia: government and the Lake Front\n"
        "Ceasefire: in effect since 9 Sep · Talks: announced on 9 Sep\n"
        "Changed: ceasefire proposed → agreed → in effect; talks announced\n\n"
        "• announced Harbour Post 60 — Harbour Post, City Wire +3 · 1 h\n"
        "Envoys will meet on Thursday, Harbour Post says.\n\n"
        "• in_effect Harbour Post 100 — Harbour Post, City Wire +3 · 1 h\n"
        "The truce has begun, Harbour Post reports.\n\n"
        "• agreed Harbour Post 300 — Harbour Post, City Wire +3 · 5 h\n"
        "A truce is agreed, Harbour Post reports.\n\n"
        "… and 5 more stories: /latest\n\n"
        "Coming up\n"
        "• Thu 11 Sep — talks are planned\n"
        "• Fri 12 Sep, 16:40 — the ceasefire ends"
    )
    assert len(seen.links) > 8  # every state, story and date leads to who reports it


async def test_it_is_in_the_readers_language(newsroom: Newsroom) -> None:
    await a_day_of_news(newsroom)
    vera = newsroom.pg.person("Vera", language="ru")
    (seen,) = await digest_of(newsroom, "всё", person=vera)
    assert seen.text.startswith(
        "📰 Дайджест · вт 9 сент., 16:40\n\n"
        "Остия: правительство и Озёрный фронт\n"
        "Прекращение огня: действует с 9 сент. · Переговоры: объявлены 9 сент.\n"
        "Изменилось: прекращение огня предложено → согласовано → действует; переговоры объявлены\n\n"
    )
    assert seen.text.endswith(
        "\n\nЧто впереди\n• чт 11 сент. — намечены переговоры\n• пт 12 сент., 16:40 — конец перемирия"
    )


def test_a_story_is_told_by_its_source_in_the_readers_language() -> None:
    def item(number: int, outlet: str, language: str) -> Item:
        return Item(number, number, outlet, None, f"{outlet} says", "", "", NOW, NOW, language)

    voice = wire_voice("3")
    items = [(item(1, "Post", "en"), None), (item(2, "Copy", "ru"), voice), (item(3, "Wire", "ru"), voice)]
    story = StoryShown(NOW, items)
    assert [story.head(language).outlet for language in ("en", "ru", "fr")] == ["Post", "Wire", "Post"]


async def test_a_dispute_and_breaches_stand_where_they_belong(newsroom: Newsroom) -> None:
    await disputed(newsroom)
    (seen,) = await digest_of(newsroom)
    assert (
        "\nCeasefire: agreed on 9 Sep, not yet in force ⚖\nChanged: ceasefire agreed, disputed by Lake Front\n\n"
    ) in seen.text


async def test_several_processes_are_named_once_each(newsroom: Newsroom) -> None:
    await a_day_of_news(newsroom)
    await report_of("marra", newsroom)
    (seen,) = await digest_of(newsroom)
    assert seen.text.count("Ostia: government and the Lake Front") == 1
    assert seen.text.count("Marra: coast and highlands") == 1
    assert seen.text.endswith("• Fri 12 Sep, 16:40 — Ostia: the ceasefire ends")
    (one,) = await digest_of(newsroom, "marra")
    assert "Ostia" not in one.text
    assert "Coming up" not in one.text


async def report_of(process: str, newsroom: Newsroom) -> None:
    for outlet in WIRES[:3]:
        sentence = f"Marra's coast and highlands agreed to a truce, {outlet} reports."
        read = reading(claimed(Kind.AGREED, sentence, process=process), about=(process,))
        await newsroom.tell(outlet, f"Marra agrees {outlet}", sentence, minutes=30, read=read)


def test_more_than_one_message_holds_is_told_more_briefly() -> None:
    """As many processes as there are, each with stories of long titles, in one message."""
    names = [f"p{n}" for n in range(14)]
    catalogue = ProcessCatalogue.of([Process(name, f"Process {name}: north and south") for name in names])
    stories = []
    for n, name in enumerate(names * 3):
        item = Item(
            n, n, "Post", "https://a.example", f"Title {n} " + "long " * 30, "words " * 50, "", NOW, NOW
        )
        stories.append((name, StoryShown(NOW, [(item, None)])))
    gathered = Gathered(NOW, NOW, stories=stories)
    reader = Audience(words_for("en"), "UTC", NOW, catalogue)
    (message,) = digest_messages(gathered, reader, brief=False, tell_nothing=False)
    assert [message.html.count(f"Process {name}:") for name in names] == [1] * 14
    assert message.html.count("• ") == 14
    assert "… and 28 more stories: /latest" in message.html
