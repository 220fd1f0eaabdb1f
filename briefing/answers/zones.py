"""Time zones by city, country or place, without the network: the zone database's own table of cities, and
some it lacks."""

import math
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import get_timezone_location
from rapidfuzz import fuzz, process

_SURE, _NEAR = 92.0, 78.0
_MOST = 6
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_MORE = """Europe/Berlin: munich, hamburg, frankfurt, cologne, мюнхен, гамбург | Europe/Paris: lyon, marseille, strasbourg, лион
Europe/London: edinburgh, manchester, oxford, glasgow | Europe/Zurich: geneva, bern, женева, берн | Europe/Rome: milan, naples, милан
Europe/Madrid: barcelona, барселона | Europe/Amsterdam: the hague, rotterdam, гаага | Europe/Istanbul: ankara, анкара
Europe/Moscow: saint petersburg, st petersburg, kazan, sochi, grozny, makhachkala, санкт-петербург, петербург, казань, сочи
Europe/Moscow: грозный, махачкала
Europe/Kyiv: kiev, lviv, odesa, odessa, kharkiv, киев, львов, одесса, харьков | Asia/Jerusalem: tel aviv, haifa, тель-авив, хайфа
America/New_York: washington, boston, miami, atlanta, philadelphia, вашингтон, бостон | America/Chicago: houston, dallas, хьюстон, даллас
America/Los_Angeles: san francisco, seattle, san diego, сан-франциско, сиэтл | America/Toronto: ottawa, montreal, оттава, монреаль
America/Sao_Paulo: rio de janeiro, brasilia, рио-де-жанейро | Asia/Kolkata: mumbai, delhi, new delhi, bangalore, chennai, дели, мумбаи
Asia/Shanghai: beijing, shenzhen, guangzhou, пекин | Asia/Tokyo: osaka, kyoto, осака, киото | Asia/Karachi: islamabad, lahore, исламабад
Asia/Riyadh: jeddah, mecca, джидда, мекка | Asia/Dubai: abu dhabi, абу-даби | Asia/Almaty: astana, астана
Asia/Baku: ganja, stepanakert, khankendi, гянджа, степанакерт, ханкенди | Asia/Yerevan: gyumri, гюмри
Asia/Tbilisi: batumi, sukhumi, батуми
Asia/Damascus: aleppo, homs, idlib, алеппо, хомс, идлиб | Asia/Aden: sanaa, sana'a, hodeidah, сана | Africa/Khartoum: omdurman, port sudan
Africa/Tripoli: benghazi, бенгази | Africa/Lagos: abuja, абуджа | Africa/Johannesburg: pretoria, cape town, кейптаун, претория
Australia/Sydney: canberra, канберра | Asia/Ho_Chi_Minh: hanoi, saigon, ханой | Asia/Yangon: naypyidaw, mandalay"""
_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?([+-])(\d{3})(\d{2})(?:\d{2})?")


def find_zones(words: str) -> list[str]:
    """IANA zones meant by `words` (a zone, a city in English or Russian, a country), the likeliest first; one
    when it is sure."""
    asked = _plain(words)
    zones = {z.casefold(): z for z in available_timezones()}
    if words.strip().casefold() in zones:
        return [zones[words.strip().casefold()]]
    names = _names()
    if asked in names:
        return list(names[asked])[:_MOST]
    found = process.extract(asked, names.keys(), scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR)
    near = list(dict.fromkeys(zone for name, _, _ in found for zone in names[name]))
    if found and found[0][1] >= _SURE and len(names[found[0][0]]) == 1:
        return near[:1]
    return near[:_MOST]


def nearest_zone(latitude: float, longitude: float) -> str:
    """The zone of the city of the zone database nearest to a place, in degrees (great circle)."""
    return min(_cities(), key=lambda city: _distance(latitude, longitude, city[1], city[2]))[0]


@cache
def _cities() -> tuple[tuple[str, float, float, str], ...]:
    """(zone, latitude, longitude, country) of zone.tab, coordinates as in ISO 6709."""
    found = []
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, place, zone = line.split("\t")[:3]
        read = _PLACE.fullmatch(place)
        assert read, line
        north, latitude, minutes, east, longitude, more = read.groups()
        found.append((zone, _degrees(north, latitude, minutes), _degrees(east, longitude, more), country))
    return tuple(found)


def zones_at(asked: str, now: datetime, among: Iterable[str]) -> list[str]:
    """Those `among` the zones that are as far from UTC at `now` as is asked: "utc+3", "+05:30"."""
    read = _OFFSET.fullmatch(asked.strip())
    if read is None:
        return []
    minutes = int(read[2]) * 60 + int(read[3] or 0)
    wanted = timedelta(minutes=-minutes if read[1] in "-−–" else minutes)
    return [zone for zone in among if now.astimezone(ZoneInfo(zone)).utcoffset() == wanted]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every name → its zones."""
    names: dict[str, dict[str, None]] = {}

    def add(name: str, zone: str) -> None:
        names.setdefault(_plain(name), {})[zone] = None

    for zone, _, _, country in _cities():
        add(zone.rpartition("/")[2], zone)
        add(get_timezone_location(zone, locale="ru", return_city=True), zone)
        for language in ("en", "ru"):
            add(Locale(language).territories.get(country, country), zone)
    for part in _MORE.replace("\n", " | ").split("|"):
        zone, _, cities = part.strip().partition(":")
        for city in cities.split(","):
            add(city, zone)
    for zone in available_timezones():
        if "/" in zone and not zone.startswith("Etc/"):
            names.setdefault(_plain(zone.rpartition("/")[2]), {zone: None})
    return {name: tuple(zones) for name, zones in names.items()}


def _degrees(sign: str, degrees: str, minutes: str) -> float:
    return (int(degrees) + int(minutes) / 60) * (-1 if sign == "-" else 1)


def _distance(a: float, b: float, c: float, d: float) -> float:
    """The haversine of the angle between two places, enough to compare."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    return math.sin((a - c) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((b - d) / 2) ** 2


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").replace("-", " ").replace("ё", "е").split())
