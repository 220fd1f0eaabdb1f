"""Which lines of a message are meant by the words given or quoted."""

from briefing.answers.resolve_reply import MessageLine, links_meant, process_meant
from news.process import Process, ProcessCatalogue

CARD = (
    MessageLine("Ostia — where it stands"),
    MessageLine(""),
    MessageLine("Ceasefire: agreed"),
    MessageLine("“A truce was agreed.” — Harbour Post", ("https://a.example/1",)),
    MessageLine("Ends Friday"),
    MessageLine(""),
    MessageLine("Newest"),
    MessageLine("• Fruit harvest — Valley News", ("https://a.example/2", "https://a.example/2")),
)


def test_a_line_is_meant_by_its_words() -> None:
    assert links_meant(CARD, "FRUIT valley") == ("https://a.example/2",)
    assert links_meant(CARD, "ceasefire: agreed") == ("https://a.example/1",)
    assert links_meant(CARD, "Ends Friday\n\nNewest") == ("https://a.example/1", "https://a.example/2")
    assert (
        links_meant(CARD, "where it stands") == links_meant(CARD, "volcano") == links_meant(CARD, "…") == ()
    )


def test_the_longest_title_a_message_begins_with_is_meant() -> None:
    short, long = Process("lake", "Lake"), Process("lake-front", "Lake: front", {"ru": "Озеро: фронт"})
    catalogue = ProcessCatalogue.of([short, long])
    assert process_meant("Lake: front · 9 Sep\nTalks: none", catalogue) is long
    assert process_meant("🕊 Озеро: фронт — где сейчас", catalogue) is long
    assert process_meant("Lake · 9 Sep", catalogue) is short
    assert process_meant("Lakeside · 9 Sep\nLake", catalogue) is None
