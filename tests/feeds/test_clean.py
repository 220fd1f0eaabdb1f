"""Text, links and dates out of feeds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import clean
from feeds.dates import read_date
from feeds.links import LINK_CAP, clean_link

BASE = "https://news.example/world/feed"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        ("Talks resume", "Talks resume"),
        ("  Talks\n\t resume  ", "Talks resume"),
        ("Talks &amp; truce", "Talks & truce"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<b>Talks</b> <i>resume</i>", "Talks resume"),
        ("&lt;b&gt;Talks&lt;/b&gt;", "Talks"),
        ("&amp;lt;b&amp;gt;Talks", "Talks"),
        ("Talks&nbsp;resume", "Talks resume"),
        ("Talks &#8220;resume&#8221; &#x2014; again", "Talks “resume” — again"),
        ("Talks<br>resume", "Talks resume"),
        ("Talks<script>x</script> resume", "Talks resume"),
        ('<img alt="a > b" src=x>Talks', "Talks"),
        ("<a href='x'>Talks", "Talks"),
        ("Talks <unknown>resume</unknown>", "Talks resume"),
        ("Talks <!-- not shown --> resume", "Talks resume"),
        ("Talks <!-- never ends", "Talks <!-- never ends"),
        ("e\u0301", "é"),
        ("Talks\u2028resume\u2029now\x85", "Talks resume now"),
        ("\ud83d\ude00 Talks", "Talks"),
        ("نص \u200fعربي", "نص عربي"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 997 + "…"),
    ],
)
def test_a_title_is_one_plain_line(raw: str | None, text: str) -> None:
    assert clean.title(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>One.</p>\n<p>Two.</p>", "One.\nTwo."),
        ("One<br/>Two<br />Three", "One\nTwo\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One Two"),
        ("<p>Calm.</p><p>Continue reading…</p>", "Calm."),
        ("Calm. Read more", "Calm."),
        ("Calm. Read more »", "Calm."),
        ("Calm. Read more. Read more.", "Calm."),
        ("Calm [...]", "Calm"),
        ("Calm […]", "Calm"),
        ("Calm. Подробнее…", "Calm."),
        ("Читать далее →", ""),
        ("Calm.<a href='x'> Read Full Article at RT.com</a>", "Calm."),
        (
            "Calm.<a href='x'>Read more about the <b>truce</b> of 1994 and why it held for so many years</a>",
            "Calm.Read more about the truce of 1994 and why it held for so many years",
        ),
        (
            "They will continue reading the treaty tomorrow.",
            "They will continue reading the treaty tomorrow.",
        ),
        ("He said he had read more", "He said he had read more"),
        ("Facebook was blocked.", "Facebook was blocked."),
        ("Calm. The post Talks appeared first on Wire.", "Calm."),
        ("<figure><img src=x><figcaption>A tank. AFP</figcaption></figure>Calm.", "Calm."),
        ("<svg><text>x</text></svg>Calm.<style>p{}</style>", "Calm."),
        ("<SCRIPT>x</SCRIPT>Calm.", "Calm."),
        ("<script>never ends", "never ends"),
        ("x" * 20_000, "x" * 9_999 + "…"),
    ],
)
def test_a_summary_is_plain_paragraphs_without_boilerplate(raw: str, text: str) -> None:
    assert clean.summary(raw) == text


_PIECES = st.sampled_from([*"<>&;#/ab p\n\u202e\x00\u200b!-\"'", "script", "lt", "amp", "<b", "&#x3c;"])


@given(st.lists(_PIECES, max_size=120).map("".join))
def test_whatever_comes_no_markup_and_no_control_character_is_left(raw: str) -> None:
    for text in (clean.title(raw), clean.summary(raw), clean.body(raw)):
        assert not clean.looks_like_markup(text)
        assert not set(text) & set("\x00\u202e\u200b")
        assert text == text.strip()


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<",
        "&",
        "<script>",
        "<!--",
        "<a>",
        '<a "',
        "read more. ",
        " ",
        "&lt;",
        "[...]",
        "The post ",
        "\u202e",
    ],
)
def test_a_hundred_thousand_times_the_same_piece_is_read_in_one_go(piece: str) -> None:
    assert len(clean.body(piece * 100_000)) <= clean.TEXT_CAP


@pytest.mark.parametrize(
    ("href", "link"),
    [
        (None, None),
        ("", None),
        ("https://news.example/1", "https://news.example/1"),
        (" https://news.example/1\n", "https://news.example/1"),
        ("/1", "https://news.example/1"),
        ("../1", "https://news.example/1"),
        ("?id=1", "https://news.example/world/feed?id=1"),
        ("//other.example/1", "https://other.example/1"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/миру-мир", "https://news.example/%D0%BC%D0%B8%D1%80%D1%83-%D0%BC%D0%B8%D1%80"),
        ("https://новости.example/1", "https://xn--b1amnebsh.example/1"),
        ("https://news.example/1?utm_source=rss&utm_medium=feed", "https://news.example/1"),
        ("https://news.example/1?a=1&utm_source=rss&b=2#top", "https://news.example/1?a=1&b=2#top"),
        ("https://news.example/1?q=a%26b&fbclid=x", "https://news.example/1?q=a%26b"),
        ("https://news.example/1#xtor=RSS-3208", "https://news.example/1"),
        ("https://news.example/1?at_medium=RSS&at_campaign=KARANGA", "https://news.example/1"),
        ("https://news.example/1?partnership=yes", "https://news.example/1?partnership=yes"),
        ("https://user:pass@news.example/1", "https://news.example/1"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("ftp://news.example/1", None),
        ("http://", None),
        ("http://[::broken/", None),
        ("https://news.example/" + "a" * LINK_CAP, None),
        ('https://news.example/"><b>', "https://news.example/%22%3E%3Cb%3E"),
    ],
)
def test_a_link_is_absolute_and_of_the_web_or_none(href: str | None, link: str | None) -> None:
    assert clean_link(href, BASE) == link


NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Tue, 24 Nov 2026 09:00:00 GMT", NINE),
        ("Tue, 24 Nov 2026 09:00:00 +0000", NINE),
        ("Tue, 24 Nov 2026 12:00:00 +0300", NINE),
        ("Tue, 24 Nov 2026 12:00:00 +03:00", NINE),
        ("Tue, 24 Nov 2026 04:00:00 EST", NINE),
        ("Tue, 24 Nov 2026 12:00:00 MSK", NINE),
        ("Tue, 24 Nov 2026 09:00:00 (GMT)", NINE),
        ("Tue, 24 Nov 2026 09:00 Z", NINE),
        ("24 Nov 2026 09:00:00", NINE),
        ("24 Nov 26 09:00:00 GMT", NINE),
        ("Tuesday, 24 November 2026 09:00:00 GMT", NINE),
        ("Вт, 24 ноя 2026 12:00:00 +0300", NINE),
        ("24-Nov-2026 09:00:00", NINE),
        ("Tue, 24 Nov 2026 09:00:00 GMT+0000", NINE),
        ("2026-11-24T09:00:00Z", NINE),
        ("2026-11-24T09:00:00.123456Z", NINE),
        ("2026-11-24T12:00:00+03:00", NINE),
        ("2026-11-24T12:00:00+0300", NINE),
        ("2026-11-24T12:00:00+03", NINE),
        ("2026-11-24 09:00:00", NINE),
        ("2026-11-24 09:00:00 UTC", NINE),
        ("2026-11-24T09:00", NINE),
        ("20261124T090000Z", NINE),
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-23T24:00:00Z", datetime(2026, 11, 24, tzinfo=UTC)),
        ("Nov 24, 2026 9:00 AM", NINE),
        ("November 24, 2026, 9:00 am", NINE),
        ("Tue Nov 24 09:00:00 2026", NINE),
        ("Tue Nov 24 09:00:00 UTC 2026", NINE),
        ("1795510800", NINE),
        ("1795510800000", NINE),
        ("Wed, 31 Dec 1969 23:59:60 GMT", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Thu, 24 Nov 94 09:00:00 GMT", datetime(1994, 11, 24, 9, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("yesterday", None),
        ("24 Foo 2026 09:00:00", None),
        ("Mon, 30 Feb 2026 09:00:00 GMT", None),
        ("2026-13-01", None),
        ("0000-00-00T00:00:00Z", None),
        ("9" * 200, None),
    ],
)
def test_a_date_is_read_as_utc_or_not_at_all(written: str | None, date: datetime | None) -> None:
    assert read_date(written) == date
    assert date is None or read_date(written).tzinfo is UTC


@given(st.text(max_size=60))
def test_no_writing_of_a_date_raises(written: str) -> None:
    read_date(written)


@given(st.text(max_size=80))
def test_no_link_raises_or_leaves_the_web(href: str) -> None:
    link = clean_link(href, BASE)
    assert link is None or link.startswith(("http://", "https://"))
