"""/settings: zone (by list, city or shared place), language, quiet hours, brief or full; a button carries
what is set (z zone, l language, q quiet hours, b brief) and to what."""

import re
from dataclasses import replace

from babel import Locale

from briefing.answers.subscriptions import set_wants, set_zone
from briefing.answers.zones import find_zones, nearest_zone, zones_at
from briefing.render.keyboard import ButtonKind, button, rows_of
from briefing.render.markup import bold, joined, text
from briefing.render.times import clock, zone_of
from briefing.render.words import LANGUAGES, words_for
from handlers.ask import Answer, Ask
from handlers.choices import back_row
from news.chat import Button, ChatKind, Message

_OFFERED = (
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Africa/Lagos",
    "Africa/Cairo",
    "Africa/Khartoum",
    "Africa/Nairobi",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Jerusalem",
    "Asia/Baghdad",
    "Asia/Riyadh",
    "Asia/Baku",
    "Asia/Yerevan",
    "Asia/Tbilisi",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "America/New_York",
    "America/Los_Angeles",
)
_QUIET = ((22, 7), (23, 7), (23, 8), (0, 8))
_HOURS = re.compile(r"(\d{1,2})(?::?(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::?(\d{2}))?")


async def settings(ask: Ask) -> Answer:
    """`/settings`, `/settings <city or zone>`, `/settings quiet 22-7`, `/settings quiet off`."""
    asked = ask.args.strip()
    if not asked:
        return [_overview(ask)]
    first, _, rest = asked.partition(" ")
    if first.casefold() in ("quiet", "тихо", "тишина"):
        return await _quiet(ask, rest.strip())
    found = find_zones(asked) or zones_at(asked, ask.house.now(), _OFFERED)
    if len(found) == 1:
        return [await _zone(ask, found[0])]
    if found:
        buttons = [button(zone, ButtonKind.SETTINGS, "z", zone) for zone in found]
        return [Message(text(ask.words.say("Which one?")).html, (*rows_of(buttons, 1), _to_settings(ask)))]
    return [
        Message(
            text(ask.words.say("I do not know this place. Name a bigger city, or choose:")).html,
            (*_zones(), _to_settings(ask)),
        )
    ]


async def settings_pressed(ask: Ask) -> Answer:
    what, value = ask.pressed.text(0), ask.pressed.text(1)
    match what:
        case "z" if value:
            found = find_zones(value)
            return [await _zone(ask, found[0])] if found else [_ask_zone(ask)]
        case "z":
            return [_ask_zone(ask)]
        case "l" if value in LANGUAGES:
            await set_wants(ask.house, ask.chat, language=value)
            ask = replace(ask, chat=replace(ask.chat, language=value), words=words_for(value))
        case "q":
            return await _quiet(ask, value) if value else [_ask_quiet(ask)]
        case "b" if value in ("0", "1"):
            await set_wants(ask.house, ask.chat, brief=value == "1")
            ask = replace(ask, chat=replace(ask.chat, brief=value == "1"))
    return [_overview(ask)]


async def zone_pressed(ask: Ask) -> Answer:
    """Within the guided choice of a digest: asks below, so that the choice goes on where it was."""
    return [_ask_zone(ask)]


async def place_shared(ask: Ask, latitude: float, longitude: float) -> Answer:
    """The person shared where they are: the zone of the nearest city; the place itself is not kept."""
    return [await _zone(ask, nearest_zone(latitude, longitude))]


async def _zone(ask: Ask, zone: str) -> Message:
    chat = await set_zone(ask.house, ask.chat, zone)
    now = clock(ask.house.now(), ask.words, zone_of(chat.zone))
    said = ask.words.say(
        "Time zone: {zone}. It is {now} there. Digests are sent by this clock.", zone=zone, now=now
    )
    return Message(
        text(said).html,
        (
            (
                button(ask.words.say("Settings"), ButtonKind.SETTINGS),
                button(ask.words.say("My subscriptions"), ButtonKind.SUBSCRIPTION),
            ),
        ),
    )


async def _quiet(ask: Ask, asked: str) -> Answer:
    say = ask.words.say
    if asked.casefold() in ("off", "выкл", "0"):
        await set_wants(ask.house, ask.chat, quiet_from=None, quiet_to=None)
        return [
            Message(text(say("No quiet hours.")).html, ((button(say("Settings"), ButtonKind.SETTINGS),),))
        ]
    hours = read_quiet(asked)
    if hours is None:
        return [_ask_quiet(ask)]
    await set_wants(ask.house, ask.chat, quiet_from=hours[0], quiet_to=hours[1])
    said = say(
        "Quiet from {begin} to {end}. What changes meanwhile arrives together afterwards.",
        begin=_wall(hours[0]),
        end=_wall(hours[1]),
    )
    return [Message(text(said).html, ((button(say("Settings"), ButtonKind.SETTINGS),),))]


def read_quiet(asked: str) -> tuple[int, int] | None:
    """ "22-7", "22:30-07:00": minutes of the day; None when it is none."""
    read = _HOURS.fullmatch(asked.strip())
    if read is None:
        return None
    begin, end = int(read[1]) * 60 + int(read[2] or 0), int(read[3]) * 60 + int(read[4] or 0)
    fine = begin < 1440 and end < 1440 and begin != end and int(read[2] or 0) < 60 and int(read[4] or 0) < 60
    return (begin, end) if fine else None


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _ask_zone(ask: Ask) -> Message:
    if ask.chat.kind is ChatKind.PRIVATE:
        said = ask.words.say(
            "Choose your time zone, write /settings and your city, or share your location here."
        )
    else:  # where a member of a group happens to be is no wish of the group
        said = ask.words.say("Choose the time zone, or write /settings and the name of a city.")
    return Message(text(said).html, (*_zones(), _to_settings(ask)))


def _zones() -> tuple[tuple[Button, ...], ...]:
    return rows_of(
        [
            button(zone.rpartition("/")[2].replace("_", " "), ButtonKind.SETTINGS, "z", zone)
            for zone in _OFFERED
        ],
        3,
    )


def _ask_quiet(ask: Ask) -> Message:
    say = ask.words.say
    buttons = [button(f"{a:02}–{b:02}", ButtonKind.SETTINGS, "q", f"{a:02}00-{b:02}00") for a, b in _QUIET]
    said = say("When should I be quiet? For other hours write /settings quiet 22:30-6:45")
    return Message(
        text(said).html,
        (
            tuple(buttons),
            (button(say("No quiet hours"), ButtonKind.SETTINGS, "q", "off"),),
            _to_settings(ask),
        ),
    )


def _to_settings(ask: Ask) -> tuple[Button, ...]:
    return back_row(ask.words.say("Settings"), ButtonKind.SETTINGS)


def _overview(ask: Ask) -> Message:
    say, chat = ask.words.say, ask.chat
    quiet = f"{_wall(chat.quiet[0])}–{_wall(chat.quiet[1])}" if chat.quiet else say("none")
    lines = [
        bold(text(say("Settings"))),
        text(say("Time zone: {zone}", zone=chat.zone)),
        text(say("Language: {language}", language=Locale(chat.language).display_name)),
        text(say("Quiet hours: {quiet}", quiet=quiet)),
        text(say("Digests: brief") if chat.brief else say("Digests: full")),
    ]
    other = [
        button(str(Locale(code).display_name), ButtonKind.SETTINGS, "l", code)
        for code in LANGUAGES
        if code != chat.language
    ]
    length = (
        button(say("Full digests"), ButtonKind.SETTINGS, "b", "0")
        if chat.brief
        else button(say("Brief digests"), ButtonKind.SETTINGS, "b", "1")
    )
    rows = (
        (
            button(say("Time zone"), ButtonKind.SETTINGS, "z"),
            button(say("Quiet hours"), ButtonKind.SETTINGS, "q"),
        ),
        (*other, length),
    )
    return Message(joined(lines).html, rows)
