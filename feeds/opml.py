"""OPML in and out: how people carry their list of feeds from one reader to another (opml.org, 1.0 to 2.0)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from feeds import clean
from feeds.guard import check_form
from news.errors import AddressRefused, CatalogueError
from news.feed import FeedKind, FeedSource

_SIZE_CAP = 10 * 1024 * 1024
_FEED_CAP = 20_000
_LONGEST = 200
_USERINFO = re.compile(r"//[^/@\s]*@")  # what nobody else should read


@dataclass(frozen=True, slots=True)
class RefusedOutline:
    """An entry that cannot be followed: its address, and why not."""

    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list of feeds holds: feeds, and entries whose address is none of a feed by its form."""

    sources: tuple[FeedSource, ...]
    refused: tuple[RefusedOutline, ...] = ()


def read_opml(body: bytes, where: str) -> tuple[FeedSource, ...]:
    """The feeds of an OPML document, each address once, in their order; `where` names the file in errors.

    Outlines without an address, or with one that is none by its form, are left out; whom an address leads to
    is judged when it is fetched. Raises `CatalogueError` where it is no OPML, too large, or holds no feed at all.
    """
    return some_of(read_outlines(body, where), where).sources


def some_of(listed: Outlines, where: str) -> Outlines:
    """The outlines again. Raises CatalogueError where there is no feed among them."""
    if not listed.sources:
        left_out = "".join(f"; left out: {one.address} ({one.why})" for one in listed.refused[:3])
        raise CatalogueError(where, f'no feed in it: an OPML feed is an <outline xmlUrl="http…"/>{left_out}')
    return listed


def read_outlines(body: bytes, where: str) -> Outlines:
    """As `read_opml`, with the addresses that were left out; a file without any feed is no error here."""
    if len(body) > _SIZE_CAP:
        raise CatalogueError(where, f"larger than {_SIZE_CAP} bytes; split the file")
    found: dict[str, FeedSource] = {}
    refused: dict[str, RefusedOutline] = {}
    for outline in _outlines(_root(body, where)):
        try:
            source = _source(outline)
        except AddressRefused as e:
            if address := " ".join(outline.get("xmlurl", "").split())[:_LONGEST]:
                refused.setdefault(address, RefusedOutline(_USERINFO.sub("//…@", address), e.detail))
            continue
        found.setdefault(source.url, source)
        if len(found) > _FEED_CAP:
            raise CatalogueError(where, f"more than {_FEED_CAP} feeds; split the file")
    return Outlines(tuple(found.values()), tuple(refused.values()))


def write_opml(sources: Iterable[FeedSource], *, title: str = "Parley feeds") -> bytes:
    """The feeds as OPML 2.0, UTF-8, with Parley's own facts as attributes of the same names."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_attribute(title)[1:-1]}</title></head>",
        "<body>",
    ]
    lines += [f"  <outline {_attributes(source)}/>" for source in sources]
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode("utf-8", "replace")


def _root(body: bytes, where: str) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise CatalogueError(where, f"not OPML: {str(e)[:120]}") from e
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise CatalogueError(where, "not OPML: the file must begin with <opml>")
    return root


def _outlines(root: "etree._Element") -> Iterator[dict[str, str]]:
    for element in root.iter("outline", "{*}outline"):
        yield {str(name).lower(): str(value) for name, value in element.attrib.items()}


def _source(outline: dict[str, str]) -> FeedSource:
    """Raises AddressRefused."""
    url = outline.get("xmlurl", "").strip()
    check_form(url, feed_url=url)
    return FeedSource(
        url=url,
        title=clean.title(outline.get("title") or outline.get("text")) or url,
        kind=_kind(outline.get("kind")),
        country=_code(outline.get("country")),
        language=_code(outline.get("language")),
        side=clean.title(outline.get("side")) or None,
    )


def _kind(written: str | None) -> FeedKind:
    return FeedKind(written) if written in tuple(FeedKind) else FeedKind.INDEPENDENT


def _code(written: str | None) -> str | None:
    code = (written or "").strip()[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _attributes(source: FeedSource) -> str:
    facts = {
        "type": "rss",
        "text": source.title,
        "title": source.title,
        "xmlUrl": source.url,
        "kind": source.kind.value,
        "country": source.country,
        "language": source.language,
        "side": source.side,
    }
    return " ".join(f"{name}={_attribute(value)}" for name, value in facts.items() if value)


def _attribute(value: str) -> str:
    printable = "".join(c if c.isprintable() or c == " " else " " for c in value)
    return quoteattr(printable, {'"': "&quot;"})
