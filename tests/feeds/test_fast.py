"""The fast path says what feedparser says, or nothing."""

import random
from xml.sax.saxutils import escape

import pytest

from feeds import fast
from feeds.parse import parse
from feeds.raw import RawFeed
from news.errors import ParseFailed

URL = "http://news.example/feed"
_TEXTS = [
    "Talks resume",
    "A & B",
    "<b>bold</b> move",
    "Trêve à Genève",
    "Перемирие",
    "  blanks  ",
    "",
    "5 < 6",
    "&amp; twice",
    "TrÃªve",
    "\u0085",
    "line\nbreak",
    "a;b&c;d",
    "🕊 dove",
    "<p>One.</p><p>Two <a href='x'>more</a></p>",
    "Tue, 24 Nov 2026 09:00:00 GMT",
    "x" * 300,
]
_DATES = [
    "Tue, 24 Nov 2026 09:00:00 GMT",
    "2026-11-24T09:00:00Z",
    "2026-11-24",
    "soon",
    "",
    "24 Nov 26 09:00 +0300",
    "1795510800",
]
_LINKS = [
    "http://news.example/1",
    "/relative",
    "http://news.example/?a=1&b=2",
    "http:////news.example/",
    "javascript:x",
    "",
    "urn:1",
    "?x&lt;y;",
]
_RSS_ITEM = [
    "title",
    "link",
    "guid",
    "description",
    "pubDate",
    "author",
    "category",
    "comments",
    "enclosure",
    "source",
    "dc:creator",
    "dc:date",
    "dc:title",
    "dc:subject",
    "dc:description",
    "content:encoded",
    "media:content",
    "media:title",
    "media:description",
    "media:thumbnail",
    "slash:comments",
    "atom:link",
    "itunes:summary",
    "feedburner:origLink",
    "odd:thing",
    "georss:point",
    "expirationDate",
    "image",
    "dcterms:modified",
    "PubDate",
]
_ATOM_ENTRY = [
    "title",
    "link",
    "id",
    "summary",
    "content",
    "published",
    "updated",
    "author",
    "category",
    "rights",
    "source",
    "media:group",
    "odd:thing",
]
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "odd": "http://odd.example/ns",
    "georss": "http://www.georss.org/georss",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def _declared() -> str:
    return " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())


def _value(name: str, dice: random.Random) -> str:
    if "ate" in name.split(":")[-1] or name in ("published", "dcterms:modified"):
        return dice.choice(_DATES)
    if "ink" in name or name in ("guid", "id"):
        return dice.choice(_LINKS)
    return dice.choice(_TEXTS)


def _attributes(name: str, dice: random.Random) -> str:
    choices = {
        "guid": ["", ' isPermaLink="false"', ' isPermaLink="true"', ' isPermaLink="no"'],
        "source": ["", ' url="http://other.example/"'],
        "atom:link": [
            ' rel="self" href="http://news.example/f"',
            ' href="http://news.example/alt"',
            ' rel="related" href="/r"',
        ],
        "title": ["", "", "", ' type="html"', ' type="text"', ' type="xhtml"', ' xml:lang="de"'],
        "summary": ["", ' type="html"'],
        "content": ["", ' type="html"', ' type="text/plain"', ' type="image/png"', ' src="x"'],
        "category": ["", ' term="x"'],
        "enclosure": [' url="http://news.example/a.mp3" type="audio/mpeg"'],
        "odd:thing": ["", ' a="b"'],
    }
    return dice.choice(choices.get(name, [""]))


def _element(name: str, dice: random.Random, *, atom: bool = False) -> str:
    if atom and name == "link":
        rel = dice.choice(["", ' rel="alternate"', ' rel="self"', ' rel="enclosure"', ' rel="via"'])
        return f'<link{rel}{dice.choice(["", " type=" + chr(34) + "text/html" + chr(34)])} href="{escape(dice.choice(_LINKS))}"/>'
    value = _value(name, dice)
    inside = f"<![CDATA[{value}]]>" if dice.random() < 0.4 else escape(value)
    if name == "author" and atom:
        inside = f"<name>{escape(value)}</name>"
    return (
        f"<{name}{_attributes(name, dice)}>{inside}</{name}>"
        if value or dice.random() < 0.5
        else f"<{name}{_attributes(name, dice)}/>"
    )


def _feed(seed: int) -> bytes:
    """A feed made of known and odd elements in any order, sometimes twice."""
    dice = random.Random(seed)
    flavour = dice.choice(["rss", "rss", "atom", "rdf"])
    names = _ATOM_ENTRY if flavour == "atom" else _RSS_ITEM
    odd = dice.random() < 0.5
    usual = (
        names
        if odd
        else [
            name
            for name in names
            if names.index(name) < 9 or name in ("dc:creator", "content:encoded", "media:content")
        ]
    )
    entries = []
    for number in range(dice.randint(0, 3)):
        chosen = dice.sample(usual, dice.randint(1, min(8, len(usual)))) + (
            [dice.choice(usual)] if dice.random() < 0.1 else []
        )
        if flavour == "atom" and dice.random() < 0.9 and "id" not in chosen:
            chosen.append("id")
        body = "".join(_element(name, dice, atom=flavour == "atom") for name in chosen)
        about = (
            f' rdf:about="http://news.example/{number}"' if flavour == "rdf" and dice.random() < 0.8 else ""
        )
        tag = "entry" if flavour == "atom" else "item"
        entries.append(f"<{tag}{about}>{body}</{tag}>")
    head = "".join(
        _element(name, dice, atom=flavour == "atom")
        for name in dice.sample(["title", "link"], dice.randint(0, 2))
    )
    all_entries = "".join(entries)
    if flavour == "atom":
        lang = dice.choice(["", ' xml:lang="en-GB"'])
        text = f'<feed xmlns="http://www.w3.org/2005/Atom" {_declared()}{lang}>{head}{all_entries}</feed>'
    elif flavour == "rdf":
        text = f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" {_declared()}><channel rdf:about="x">{head}</channel>{all_entries}</rdf:RDF>'
    else:
        extra = dice.choice(
            [
                "",
                "<language>en-us</language>",
                "<ttl>60</ttl>",
                "<image><url>u</url><title>i</title><link>l</link></image>",
            ]
        )
        text = f'<rss version="2.0" {_declared()}><channel>{head}{extra}{all_entries}</channel></rss>'
    return (
        dice.choice(["", '<?xml version="1.0" encoding="utf-8"?>\n', '<?xml version="1.0"?>']).encode()
        + text.encode()
    )


def _slow(body: bytes) -> RawFeed | None:
    try:
        return parse(body, "application/xml", URL)._replace(notes=())
    except ParseFailed:
        return None


def test_both_readers_agree_wherever_the_fast_one_speaks() -> None:
    spoken = 0
    for seed in range(2_000):
        body = _feed(seed)
        quick = fast.parse(body, "application/xml")
        if quick is not None:
            spoken += 1
            assert quick == _slow(body), (seed, body.decode())
    assert spoken > 300, spoken


PLAIN = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
  xmlns:odd="http://outlet.example/own">
<channel><title>Outlet</title><link>https://news.example/</link><description>World</description><language>en-gb</language><ttl>15</ttl>
<atom:link href="https://news.example/feed" rel="self" type="application/rss+xml"/><sy:updatePeriod>hourly</sy:updatePeriod>
<image><url>https://news.example/i.png</url><title>Outlet</title><link>https://news.example/</link></image>
<item><title><![CDATA[Envoys meet & talk]]></title><link>https://news.example/1</link><guid isPermaLink="false">1</guid>
<description><![CDATA[<p>They met.</p>]]></description><content:encoded><![CDATA[<p>They met again.</p>]]></content:encoded>
<pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><category>World</category>
<slash:comments>3</slash:comments>
<media:content url="https://news.example/i.jpg" medium="image"><media:description>Envoys</media:description></media:content>
<odd:section>World</odd:section></item></channel></rss>"""


def test_a_feed_as_outlets_write_them_takes_the_fast_path() -> None:
    quick = fast.parse(PLAIN, "text/xml; charset=utf-8")
    assert quick is not None
    assert quick == _slow(PLAIN)
    assert quick.entries[0].content == "<p>They met again.</p>"


DOUBTS = {
    "a document type": (b"<rss", b"<!DOCTYPE rss><rss"),
    "a base address": (b"<channel>", b'<channel xml:base="http://x.example/">'),
    "a charset that is another": (b'encoding="UTF-8"', b'encoding="utf-16"'),
    "a second title": (b"<title>Outlet</title><link>", b"<title>Outlet</title><title>Again</title><link>"),
    "markup inside a title": (b"<title>Outlet</title><link>", b"<title>Out<i>let</i></title><link>"),
    "an unknown element of a known kind": (b"<ttl>", b"<textInput><title>x</title></textInput><ttl>"),
    "a prefix with two meanings": (b"<item>", b'<item xmlns:dc="http://search.yahoo.com/mrss/">'),
    "an unknown element that nests": (b"<odd:section>World", b"<odd:section><title>x</title>"),
    "an attribute that changes a text": (b"<title><![CDATA[", b'<title type="text/plain"><![CDATA['),
    "a date that is none": (b"Tue, 24 Nov 2026 09:00:00 GMT", b"soon"),
    "a control character": (b"They met", b"They\x08met"),
    "a tag that does not close": (b"</channel>", b""),
    "text encoded twice": (b"They met.", "TrÃªve".encode()),
    "bytes that are not UTF-8": (b"They met.", "Trêve".encode("latin-1")),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_any_doubt_sends_the_feed_to_feedparser(doubt: str) -> None:
    before, after = DOUBTS[doubt]
    assert before in PLAIN
    assert fast.parse(PLAIN.replace(before, after, 1), "text/xml") is None
