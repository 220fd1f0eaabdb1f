"""Hostile and broken bodies: what the parsers and the cleaner make of them."""

import json
from datetime import UTC, datetime

from news.feed import Fetched
from news.item import ParsedFeed
from tests.feeds.hostile import GOOD, Case, Check, item, rss
from tests.feeds.server import Page, says

XML = "application/rss+xml"


def _xml(body: str | bytes, charset: str = "utf-8", label: str = XML) -> Page:
    return says(
        body if isinstance(body, bytes) else body.encode(charset, "surrogatepass"), Content_Type=label
    )


def _titles(*titles: str) -> Check:
    return lambda parsed, fetched: tuple(entry.title for entry in parsed.entries) == titles


def _first(**wanted: object) -> Check:
    return lambda parsed, fetched: {name: getattr(parsed.entries[0], name) for name in wanted} == wanted


def _summary(text: str) -> Check:
    return _first(summary=text)


def _no_passwords(parsed: ParsedFeed, _: Fetched) -> bool:
    return bool(parsed.entries) and "root:" not in parsed.entries[0].title + parsed.entries[0].summary


def _date(written: str) -> Page:
    return _xml(rss(item(more=f"<pubDate>{written}</pubDate>")))


def _description(html: str) -> Page:
    return _xml(rss(item(more=f"<description><![CDATA[{html}]]></description>")))


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "truce">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title><item><title>&i;</title><link>http://news.example/1</link></item></channel></rss>"
)
_ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(3_000))
_QUADRATIC = (
    f'<!DOCTYPE rss [<!ENTITY a "{"truce" * 20_000}">]>'
    f"<rss><channel><title>x</title><item><title>{'&a;' * 1000}</title></item></channel></rss>"
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title>'
    '</channel><item rdf:about="http://news.example/1"><title>A</title><link>http://news.example/1</link></item></rdf:RDF>'
)
_FILE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><title>t</title><item><title>a &x; b</title><link>http://news.example/1</link></item></channel></rss>"
)
_CYRILLIC = rss(
    item("Перемирие на линии соприкосновения продлено до пятницы, стороны обменялись списками пленных"),
    declaration="{}",
)
_RUSSIAN = _titles(
    "Перемирие на линии соприкосновения продлено до пятницы, стороны обменялись списками пленных"
)
_DEEP = f"<rss><channel><title>x</title>{'<a>' * 60_000}{'</a>' * 60_000}</channel></rss>"
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id>{}</feed>'
_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "items": [{"id": 7, "title": "Talks", "url": "http://news.example/7"}],
}
_MANY = rss("".join(item(f"Item {n}", guid=str(n)) for n in range(20_000)))

CONTENT: list[Case] = [
    Case("a feed of plain well-formed RSS", _xml(GOOD), _titles("Talks resume"), notes=()),
    Case("nothing at all", says(b""), "empty"),
    Case("blanks only", says(b" \r\n\t "), "empty"),
    Case(
        "a web page instead of a feed",
        says(b"<!doctype html><html><body>Hello</body></html>", Content_Type="text/html"),
        "html_page",
    ),
    Case(
        "a web page that calls itself a feed",
        _xml("<html><head><title>Sign in</title></head></html>"),
        "html_page",
    ),
    Case(
        "a feed that calls itself a web page", says(GOOD, Content_Type="text/html"), _titles("Talks resume")
    ),
    Case("a feed that calls itself a picture", says(GOOD, Content_Type="image/png"), _titles("Talks resume")),
    Case("a picture instead of a feed", says(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4), "not_a_feed"),
    Case("XML that is no feed", _xml("<note><to>you</to></note>"), "not_a_feed"),
    Case("JSON that is no feed", says(b'{"error": "no such feed"}'), "not_a_feed"),
    Case(
        "JSON that is broken",
        says(b'{"version": "https://jsonfeed.org/version/1", "items": ['),
        "broken_json",
    ),
    Case("JSON nested without end", says(b"[" * 200_000), "broken_json"),
    Case(
        "a JSON Feed with a number for an id",
        says(json.dumps(_JSON).encode()),
        _first(guid="7", title="Talks"),
    ),
    Case(
        "an entity bomb",
        _xml(_BOMB),
        lambda parsed, _: len(parsed.entries) <= 1 and len(parsed.title) <= 1_000,
    ),
    Case(
        "one large entity a thousand times",
        _xml(_QUADRATIC),
        lambda parsed, _: all(len(e.title) <= 1_000 for e in parsed.entries),
    ),
    Case("an entity that names a file of ours", _xml(_FILE), _no_passwords),
    Case("elements nested sixty thousand deep", _xml(_DEEP), lambda parsed, _: parsed.entries == ()),
    Case("a feed cut off in the middle", _xml(GOOD[:-40]), _titles("Talks resume"), notes=("repaired",)),
    Case(
        "tags that do not match",
        _xml(rss("<item><title>A</b></title><link>http://news.example/1</link></item>")),
        _titles("A"),
    ),
    Case("a lone ampersand", _xml(rss(item("Rice & Lavrov"))), _titles("Rice & Lavrov")),
    Case("an HTML entity XML does not know", _xml(rss(item("A&nbsp;truce"))), _titles("A truce")),
    Case(
        "a namespace nobody declared", _xml(rss(item(more="<foo:bar>x</foo:bar>"))), _titles("Talks resume")
    ),
    Case("blanks before the declaration", _xml("\n\n  " + rss(item())), _titles("Talks resume")),
    Case("a byte order mark", _xml(b"\xef\xbb\xbf" + GOOD), _titles("Talks resume")),
    Case(
        "two feeds in one body",
        _xml(GOOD + GOOD),
        lambda parsed, _: {e.title for e in parsed.entries} == {"Talks resume"},
    ),
    Case("NUL bytes in the text", _xml(rss(item("Tal\x00ks"))), _titles("Talks")),
    Case("control characters in the text", _xml(rss(item("Ta\x08l\x0bk\x1bs\x7f"))), _titles("Talks")),
    Case(
        "a reference to NUL", _xml(rss(item("Talks &#0; on"))), lambda p, _: "\x00" not in p.entries[0].title
    ),
    Case(
        "a reference to half a character",
        _xml(rss(item("Talks &#xD800; on"))),
        lambda p, _: p.entries[0].title.isprintable(),
    ),
    Case(
        "UTF-8 that says it is Latin-1",
        _xml(rss(item("Trêve à Genève"), declaration='<?xml version="1.0" encoding="iso-8859-1"?>')),
        _titles("Trêve à Genève"),
    ),
    Case(
        "UTF-8 whose server says windows-1251",
        _xml(rss(item("Trêve")), label="text/xml; charset=windows-1251"),
        _titles("Trêve"),
    ),
    Case("text/xml without a charset", _xml(rss(item("Trêve")), label="text/xml"), _titles("Trêve")),
    Case(
        "windows-1251, declared",
        _xml(_CYRILLIC.format('<?xml version="1.0" encoding="windows-1251"?>'), "cp1251"),
        _RUSSIAN,
    ),
    Case(
        "windows-1251, told by the server only",
        _xml(_CYRILLIC.format(""), "cp1251", "text/xml; charset=windows-1251"),
        _RUSSIAN,
    ),
    Case("windows-1251, undeclared", _xml(_CYRILLIC.format('<?xml version="1.0"?>'), "cp1251"), _RUSSIAN),
    Case(
        "KOI8-R, declared",
        _xml(_CYRILLIC.format('<?xml version="1.0" encoding="koi8-r"?>'), "koi8-r"),
        _RUSSIAN,
    ),
    Case(
        "UTF-16 with a mark",
        _xml(_CYRILLIC.format('<?xml version="1.0" encoding="utf-16"?>'), "utf-16"),
        _RUSSIAN,
    ),
    Case(
        "UTF-16 without a mark",
        _xml(_CYRILLIC.format('<?xml version="1.0" encoding="utf-16"?>'), "utf-16-le"),
        _RUSSIAN,
    ),
    Case(
        "a charset nobody has heard of",
        _xml(rss(item(), declaration='<?xml version="1.0" encoding="x-unheard"?>')),
        _titles("Talks resume"),
    ),
    Case("twice encoded text", _xml(rss(item("TrÃªve"))), _titles("Trêve")),
    Case("a title with markup", _xml(rss(item("&lt;b&gt;Talks&lt;/b&gt; resume"))), _titles("Talks resume")),
    Case(
        "a title escaped twice",
        _xml(rss(item("&amp;lt;b&amp;gt;Talks&amp;lt;/b&amp;gt; &amp;amp;amp; truce"))),
        _titles("Talks & truce"),
    ),
    Case(
        "a title that hides a tag in a tag",
        _xml(rss(item("&lt;&lt;b&gt;script&gt;alert(1)&lt;/script&gt;"))),
        lambda p, _: "<" not in p.entries[0].title,
    ),
    Case(
        "a title with an emoji family", _xml(rss(item("Talks 👨‍👩‍👧 resume"))), _titles("Talks 👨‍👩‍👧 resume")
    ),
    Case(
        "a title that turns the line around",
        _xml(rss(item("Talks \u202egnihton\u202c \u2066x\u2069 \u200fresume"))),
        _titles("Talks gnihton x resume"),
    ),
    Case(
        "a title with invisible letters",
        _xml(rss(item("Ta\u200blks\ufeff re\U000e0041sume"))),
        _titles("Talks resume"),
    ),
    Case(
        "a title of 100 kB",
        _xml(rss(item("truce " * 17_000))),
        lambda p, _: 900 < len(p.entries[0].title) <= 1_000,
    ),
    Case(
        "a summary of a megabyte",
        _description("<p>truce</p>" * 90_000),
        lambda p, _: len(p.entries[0].summary) <= 10_000,
    ),
    Case(
        "a full text of two megabytes",
        _xml(
            rss(
                item(
                    more=f"<description>s</description><content:encoded>{'truce ' * 400_000}</content:encoded>"
                )
            )
        ),
        lambda p, _: 90_000 < len(p.entries[0].text) <= 100_000,
    ),
    Case(
        "a script in the summary",
        _description("<p>Calm.</p><script>steal()</script><style>p{}</style>"),
        _summary("Calm."),
    ),
    Case(
        "a picture and a tracking pixel",
        _description('<img src="x.jpg" alt="guns">Calm.<img src="http://t.example/p.gif" width=1>'),
        _summary("Calm."),
    ),
    Case(
        "an invitation to read on",
        _description('<p>Calm.</p><a href="http://x.example">Continue reading...</a>'),
        _summary("Calm."),
    ),
    Case(
        "a note of where it appeared first",
        _description(
            '<p>Calm.</p><p>The post <a href="x">Talks</a> appeared first on <a href="y">Wire</a>.</p>'
        ),
        _summary("Calm."),
    ),
    Case(
        "buttons to share",
        _description('<p>Calm.</p><a href="x">Share on Facebook</a> <a href="y">Tweet</a>'),
        _summary("Calm."),
    ),
    Case(
        "paragraphs stay apart",
        _description("<p>One.</p><p>Two.<br>Three.</p>"),
        _summary("One.\nTwo.\nThree."),
    ),
    Case(
        "a relative link",
        _xml(rss(item(link="../a/b?x=1"))),
        lambda p, f: p.entries[0].link == f.url.rpartition("/")[0].rpartition("/")[0] + "/a/b?x=1",
    ),
    Case(
        "a link without a scheme",
        _xml(rss(item(link="//news.example/2"))),
        _first(link="http://news.example/2"),
    ),
    Case("a javascript: link", _xml(rss(item(link="javascript:alert(1)"))), _first(link=None)),
    Case(
        "a javascript: link in disguise", _xml(rss(item(link=" jAvA&#10;sCript:alert(1)"))), _first(link=None)
    ),
    Case("a data: link", _xml(rss(item(link="data:text/html,x"))), _first(link=None)),
    Case(
        "a link with a password",
        _xml(rss(item(link="http://u:p@news.example/1"))),
        _first(link="http://news.example/1"),
    ),
    Case("a link of 10 kB", _xml(rss(item(link="http://news.example/" + "a" * 10_000))), _first(link=None)),
    Case(
        "a link that would break out of an attribute",
        _xml(rss(item(link='http://news.example/"&gt;&lt;b&gt;'))),
        lambda p, _: not set('"<>') & set(p.entries[0].link or ""),
    ),
    Case(
        "a link that follows the reader",
        _xml(rss(item(link="http://news.example/1?utm_source=rss&amp;id=4&amp;fbclid=x#top"))),
        _first(link="http://news.example/1?id=4#top"),
    ),
    Case("no date", _xml(rss(item())), _first(published=None)),
    Case("a date that is none", _date("sometime soon"), _first(published=None)),
    Case(
        "a date without a zone",
        _date("Tue, 24 Nov 2026 09:00:00"),
        _first(published=datetime(2026, 11, 24, 9, tzinfo=UTC)),
    ),
    Case(
        "a date in the future is the feed's word",
        _date("Tue, 24 Nov 2099 09:00:00 GMT"),
        _first(published=datetime(2099, 11, 24, 9, tzinfo=UTC)),
    ),
    Case(
        "a date in seconds since 1970",
        _date("1795510800"),
        _first(published=datetime(2026, 11, 24, 9, tzinfo=UTC)),
    ),
    Case(
        "a date with a named zone",
        _date("24 Nov 26 09:00 MSK"),
        _first(published=datetime(2026, 11, 24, 6, tzinfo=UTC)),
    ),
    Case(
        "a date of the thirtieth of February",
        _date("Mon, 30 Feb 2026 09:00:00 GMT"),
        lambda p, _: len(p.entries) == 1,
    ),
    Case(
        "the same id twice",
        _xml(rss(item("A", guid="x") + item("B", guid="x"))),
        lambda p, _: [e.guid for e in p.entries] == ["x", "x"],
    ),
    Case(
        "no ids",
        _xml(rss("<item><title>A</title></item><item><title>B</title></item>")),
        lambda p, _: [e.guid for e in p.entries] == [None, None],
    ),
    Case(
        "an id of 100 kB with control characters",
        _xml(rss(item(guid="g\x01" * 50_000))),
        lambda p, _: len(p.entries[0].guid or "") <= 2_048,
    ),
    Case("an entry with nothing in it", _xml(rss("<item></item>" + item())), _titles("Talks resume")),
    Case("20,000 entries", _xml(_MANY), lambda p, _: len(p.entries) == 5_000, notes=("capped:20000",)),
    Case(
        "a feed without entries", _xml(rss("")), lambda p, _: p.entries == () and p.title == "Wire of tests"
    ),
    Case(
        "RSS 0.91 with its document type",
        _xml(
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
            + rss(item())
        ),
        _titles("Talks resume"),
    ),
    Case(
        "RSS 1.0",
        _xml(_RDF),
        _first(title="A", guid="http://news.example/1"),
    ),
    Case(
        "Atom with XHTML inside",
        _xml(
            _ATOM.format(
                '<entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>truce</b></div></title></entry>'
            )
        ),
        _titles("A truce"),
    ),
    Case(
        "Atom with its own base address",
        _xml(
            _ATOM.replace("<feed ", '<feed xml:base="http://news.example/x/" ').format(
                '<entry><id>1</id><title>A</title><link href="y"/></entry>'
            )
        ),
        _first(link="http://news.example/x/y"),
    ),
    Case(
        "an element with 3,000 attributes",
        _xml(rss(item(more=f"<x {_ATTRIBUTES}/>"))),
        lambda p, _: len(p.entries) == 1,
    ),
]
