"""The sample feeds: a story told by several outlets, written out as RSS 2.0, Atom and RSS 1.0."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """A feed of the sample story: `path` under the playground's address, its kind (wire, state media, …),
    country and language codes."""

    path: str
    title: str
    kind: str
    country: str
    language: str
    format: str = "rss2"
    about: str = ""

    @property
    def outlet(self) -> str:
        """The outlet's id."""
        return self.path.removeprefix("/feeds/").removesuffix(".xml")


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One item of the story; `at` is in seconds of the story, `key` its number among all."""

    key: int
    at: float
    outlet: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """An item that has appeared: when, under which link and id."""

    item: SampleItem
    when: float
    link: str
    id: str


@lru_cache(1)
def _sample_feeds() -> tuple[SampleFeed, ...]:
    given = tomllib.loads((files("playground") / "samples" / "story.toml").read_text("utf-8"))
    return tuple(
        SampleFeed(
            f"/feeds/{o['id']}.xml",
            o["title"],
            o["kind"],
            o["country"],
            o["language"],
            o["format"],
            o["about"],
        )
        for o in given["outlet"]
    )


def sample_feeds() -> list[SampleFeed]:
    """The sample feeds, in the order they are shown."""
    return list(_sample_feeds())


@lru_cache(1)
def sample_items() -> tuple[SampleItem, ...]:
    """The story and the noise around it, in the order they appear."""
    found = []
    for name in ("story.toml", "noise.toml"):
        given = tomllib.loads((files("playground") / "samples" / name).read_text("utf-8"))
        found += given["item"]
    found.sort(key=lambda item: float(item["at"]))
    return tuple(
        SampleItem(key, float(i["at"]), i["outlet"], i["title"], i["text"])
        for key, i in enumerate(found, start=1)
    )


def write_feed(feed: SampleFeed, address: str, published: list[Published]) -> bytes:
    """The feed's XML, newest item first; `address` is the playground's."""
    items = sorted(published, key=lambda one: -one.when)
    writer = {"rss2": _rss2, "atom": _atom, "rss1": _rss1}[feed.format]
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + writer(feed, address, items)).encode()


def _rfc822(when: float) -> str:
    return format_datetime(datetime.fromtimestamp(int(when), UTC))


def _iso(when: float) -> str:
    return datetime.fromtimestamp(int(when), UTC).isoformat()


def _rss2(feed: SampleFeed, address: str, items: list[Published]) -> str:
    written = "".join(
        f"<item><title>{escape(one.item.title)}</title><link>{escape(one.link)}</link>"
        f'<guid isPermaLink="false">{escape(one.id)}</guid><pubDate>{_rfc822(one.when)}</pubDate>'
        f"<description>{escape(one.item.text)}</description></item>\n"
        for one in items
    )
    return (
        f'<rss version="2.0"><channel><title>{escape(feed.title)}</title><link>{address}/</link>'
        f"<description>{escape(feed.about)}</description><language>{feed.language}</language>\n{written}</channel></rss>\n"
    )


def _atom(feed: SampleFeed, address: str, items: list[Published]) -> str:
    written = "".join(
        f"<entry><title>{escape(one.item.title)}</title><link href={quoteattr(one.link)}/><id>{escape(one.id)}</id>"
        f"<published>{_iso(one.when)}</published><updated>{_iso(one.when)}</updated><summary>{escape(one.item.text)}</summary></entry>\n"
        for one in items
    )
    updated = _iso(items[0].when) if items else _iso(0)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}"><title>{escape(feed.title)}</title>'
        f'<subtitle>{escape(feed.about)}</subtitle><id>{address}{feed.path}</id><link rel="self" href={quoteattr(address + feed.path)}/>'
        f"<author><name>{escape(feed.title)}</name></author><updated>{updated}</updated>\n{written}</feed>\n"
    )


def _rss1(feed: SampleFeed, address: str, items: list[Published]) -> str:
    order = "".join(f"<rdf:li rdf:resource={quoteattr(one.id)}/>" for one in items)
    written = "".join(
        f"<item rdf:about={quoteattr(one.id)}><title>{escape(one.item.title)}</title><link>{escape(one.link)}</link>"
        f"<description>{escape(one.item.text)}</description><dc:date>{_iso(one.when)}</dc:date></item>\n"
        for one in items
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{address}{feed.path}"><title>{escape(feed.title)}</title>'
        f"<link>{address}/</link><description>{escape(feed.about)}</description><dc:language>{feed.language}</dc:language>"
        f"<items><rdf:Seq>{order}</rdf:Seq></items></channel>\n{written}</rdf:RDF>\n"
    )
