"""The sample feeds the playground serves at ``/feeds/<outlet>.xml``: which there are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """A feed of the sample story: `path` under the playground's address, its kind (wire, state media, …), country and language codes."""

    path: str
    title: str
    kind: str
    country: str
    language: str


def sample_feeds() -> list[SampleFeed]:
    """The sample feeds, in the order they are shown."""
    return [
        SampleFeed("/feeds/harbour-wire.xml", "Harbour Wire", "wire", "AM", "en"),
        SampleFeed("/feeds/almeria-public-radio.xml", "Almeria Public Radio", "public broadcaster", "AM", "en"),
        SampleFeed("/feeds/norland-herald.xml", "Norland Herald", "state media", "NL", "en"),
        SampleFeed("/feeds/velia-independent.xml", "The Velia Independent", "independent", "VE", "en"),
        SampleFeed("/feeds/vestnik-porta.xml", "Вестник Порта", "independent", "AM", "ru"),
    ]
