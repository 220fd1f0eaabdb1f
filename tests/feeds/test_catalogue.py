"""Lists of feeds: the catalogue an operator writes, OPML from elsewhere, and what is wrong with them."""

from pathlib import Path

import pytest

from feeds.catalogue import SHIPPED, load_catalogue
from feeds.opml import read_opml, write_opml
from news.errors import CatalogueError
from news.feed import FeedKind, FeedSource

GOOD = 'url = "https://news.example/feed"\ntitle = "News"\n'
HEAD = '<?xml version="1.0"?><opml version="2.0"><head/><body>'
TAIL = "</body></opml>"


def _file(tmp_path: Path, text: str | bytes, name: str = "feeds.toml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_shipped_catalogue_holds_feeds_of_every_kind_and_of_opposing_sides() -> None:
    sources = load_catalogue()
    assert SHIPPED.name == "catalogue.toml"
    assert 25 <= len(sources) <= 35
    assert {source.kind for source in sources} >= {
        FeedKind.UN_NGO,
        FeedKind.PUBLIC_BROADCASTER,
        FeedKind.STATE_MEDIA,
        FeedKind.INDEPENDENT,
    }
    assert {source.side for source in sources} >= {"Russia", "Ukraine", "Israel", "Palestine"}
    assert {source.language for source in sources} == {"en", "ru"}


def test_none_is_no_feed() -> None:
    assert load_catalogue("none") == load_catalogue("NONE ") == ()


def test_an_entry_may_say_all_there_is_to_say(tmp_path: Path) -> None:
    more = 'kind = "state_media"\ncountry = "ru"\nlanguage = "en"\nside = "Russia"\ninclude = ["truce"]\nexclude = ["football", "chess"]'
    assert load_catalogue(_file(tmp_path, f"[[feed]]\n{GOOD}{more}")) == (
        FeedSource(
            "https://news.example/feed",
            "News",
            FeedKind.STATE_MEDIA,
            "ru",
            "en",
            "Russia",
            ("truce",),
            ("football", "chess"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no [[feed]] table"),
        ("feed = 3", "no [[feed]] table"),
        ("[[feed]\n", "neither TOML nor OPML"),
        (b"\xff\xfe\x00", "neither TOML nor OPML"),
        ('[[feed]]\ntitle = "News"', "url must be a text"),
        ('[[feed]]\nurl = "https://news.example/feed"', "title must be a text"),
        ('[[feed]]\nurl = 3\ntitle = "x"', "url must be a text"),
        ('[[feed]]\nurl = "ftp://news.example/"\ntitle = "x"', "only http and https"),
        ('[[feed]]\nurl = "https://user:hunter2@news.example/"\ntitle = "x"', "user name or password"),
        (f'[[feed]]\n{GOOD}kind = "tabloid"', "known are wire"),
        (f'[[feed]]\n{GOOD}country = "GBR"', "two small letters"),
        (f'[[feed]]\n{GOOD}language = "EN"', "two small letters"),
        (f'[[feed]]\n{GOOD}include = "truce"', "a list of words"),
        (f"[[feed]]\n{GOOD}exclude = [1]", "a list of words"),
        (f'[[feed]]\n{GOOD}colour = "red"', "unknown key colour"),
        (f"[[feed]]\n{GOOD}[[feed]]\n{GOOD}", "twice"),
        ("<opml><body/></opml>", "no feed in it"),
        ("<rss/>", "must begin with <opml>"),
        ("<", "not OPML"),
    ],
)
def test_every_mistake_names_the_file_and_what_to_do(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(CatalogueError) as wrong:
        load_catalogue(path)
    assert says in str(wrong.value)
    assert wrong.value.where.startswith(str(path))
    assert "hunter2" not in str(wrong.value)


def test_a_mistake_names_the_entry(tmp_path: Path) -> None:
    path = _file(
        tmp_path, f'[[feed]]\n{GOOD}[[feed]]\nurl = "https://x.example/"\ntitle = "Other"\nkind = "x"'
    )
    with pytest.raises(CatalogueError) as wrong:
        load_catalogue(path)
    assert wrong.value.where == f"{path}, feed 2 (Other)"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path / "no.toml")


def test_hosts_inside_the_own_network_may_be_listed(tmp_path: Path) -> None:
    assert (
        load_catalogue(_file(tmp_path, '[[feed]]\nurl = "http://127.0.0.1:8000/feed"\ntitle = "Inside"'))[
            0
        ].url
        == "http://127.0.0.1:8000/feed"
    )


def test_an_opml_file_is_a_catalogue_too(tmp_path: Path) -> None:
    text = f'{HEAD}<outline text="News" xmlUrl="https://news.example/feed"/>{TAIL}'
    assert load_catalogue(_file(tmp_path, text, "list.opml")) == (
        FeedSource("https://news.example/feed", "News"),
    )


def test_outlines_are_found_however_deep_and_however_written() -> None:
    deep = (
        "".join(f'<outline text="level {n}">' for n in range(50))
        + '<outline title="Deep" XMLURL="https://a.example/f"/>'
        + "</outline>" * 50
    )
    flat = '<outline text="Web page" type="link" url="https://x.example/"/>'
    flat += '<outline text="A &amp; B" type="rss" xmlUrl=" https://b.example/f "/>'
    twice = '<outline text="Again" xmlUrl="https://a.example/f"/><outline xmlUrl="https://c.example/f"/>'
    found = read_opml(f"{HEAD}{deep}{flat}{twice}{TAIL}".encode(), "x")
    assert [(source.url, source.title) for source in found] == [
        ("https://a.example/f", "Deep"),
        ("https://b.example/f", "A & B"),
        ("https://c.example/f", "https://c.example/f"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
        "news.example/feed",
        "http://u:p@news.example/",
        "http://2130706433/",
        "http://0x7f.1/feed",
        "http://127.0.0.1..example/",
        "http://news_.example-/",
    ],
)
def test_outlines_that_lead_nowhere_are_left_out(url: str) -> None:
    found = read_opml(
        f'{HEAD}<outline xmlUrl="{url}"/><outline text="b" xmlUrl="https://b.example/"/>{TAIL}'.encode(), "x"
    )
    assert [source.url for source in found] == ["https://b.example/"]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/feed", "http://[::1]/feed", "http://printer.local/", "http://дом.local/feed"],
)
def test_outlines_that_lead_inside_are_judged_when_they_are_fetched(url: str) -> None:
    assert [source.url for source in read_opml(f'{HEAD}<outline xmlUrl="{url}"/>{TAIL}'.encode(), "x")] == [
        url
    ]


def test_hostile_opml_reads_no_file_and_grows_no_entity() -> None:
    bomb = (
        '<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    found = read_opml(
        f'{bomb}<opml><body><outline text="t &b; &f;" xmlUrl="https://a.example/"/></body></opml>'.encode(),
        "x",
    )
    assert "root:" not in found[0].title


def test_broken_opml_gives_what_can_be_saved() -> None:
    assert (
        len(
            read_opml(
                f'{HEAD}<outline text="a" xmlUrl="https://a.example/"/><outline text="A & B" xmlUrl="https://b.example/">'.encode(),
                "x",
            )
        )
        == 2
    )


def test_too_large_a_file_says_so() -> None:
    with pytest.raises(CatalogueError, match="split"):
        read_opml(b" " * (10 * 1024 * 1024 + 1), "x")
    many = "".join(f'<outline xmlUrl="https://n{n}.example/"/>' for n in range(20_001))
    with pytest.raises(CatalogueError, match="split"):
        read_opml(f"{HEAD}{many}{TAIL}".encode(), "x")


def test_what_goes_out_comes_back_the_same() -> None:
    sources = (
        *load_catalogue(),
        FeedSource("https://x.example/?a=1&b=2", 'A "quoted" <title> & more\x01', side="Ukraine"),
    )
    back = read_opml(write_opml(sources, title="<Mine>"), "x")
    assert back[:-1] == sources[:-1]
    assert (back[-1].url, back[-1].title, back[-1].side) == (
        "https://x.example/?a=1&b=2",
        'A "quoted" & more',
        "Ukraine",
    )
