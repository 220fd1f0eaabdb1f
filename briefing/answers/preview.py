"""What a subscription would have given in the last thirty days, had it been there: how many digests, and each of
them whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.answers.alerts import ALL
from briefing.house import House
from briefing.jobs.digest import past_digest, past_hours
from briefing.jobs.digest_contents import what_came
from news.alert import levels_of
from news.chat import AlertLevel, Chat, Message
from news.digest import Subscription
from news.status import Change

DAYS = 30
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Previewed:
    """A digest that would have come at `at`: of so many changes and stories."""

    at: datetime
    changes: int
    stories: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The digests that would have come, the newest first; `known_since`: news is read since then only, where
    that is less than DAYS days."""

    digests: tuple[Previewed, ...]
    known_since: datetime | None


async def preview(house: House, chat: Chat, subscription: Subscription) -> Preview:
    """What the subscription would have given until now."""
    now = house.now()
    begin = now - timedelta(days=DAYS)
    found = []
    async with house.store.read() as books:
        read_since = (await books.feeds.reach()).since
        for hour in past_hours(subscription, chat, begin, now):
            changes, stories = await what_came(
                books, subscription.processes, subscription.words, hour.since, hour.until
            )
            if changes or stories or subscription.tell_nothing:
                found.append(Previewed(hour.at, len(changes), len(stories)))
    late = read_since if read_since and read_since > begin else None
    return Preview(tuple(reversed(found)), late)


async def previewed(house: House, chat: Chat, subscription: Subscription, at: datetime) -> list[Message]:
    """The digest of the hour `at`; nothing where it is no hour of the subscription or nothing was new."""
    hours = past_hours(subscription, chat, at - timedelta(minutes=1), at)
    return await past_digest(house, subscription, chat, hours[-1]) if hours else []


async def alerts_preview(house: House, chat: Chat, process: str = ALL) -> list[Change]:
    """The changes of the last DAYS days, newest first, that the chat would have been told of at once with what it
    asks for now, of `process` (ALL: of any). How many it takes within an hour is not looked at."""
    now = house.now()
    async with house.store.read() as books:
        levels = await books.alerts.of(chat.id)
        found = await books.statuses.between(
            now - timedelta(days=DAYS), now, (process,) if process else (), _MOST, fighting=True
        )
    return [c for c in found if levels.get(c.process, levels.get(ALL, AlertLevel.NONE)) in levels_of(c)]
