"""What the bot posts in a channel: one process or all of them, at which hour, beside what it posts there
already or alone."""

from dataclasses import dataclass, replace
from datetime import time

from briefing.answers.alerts import alerts_on
from briefing.answers.subscriptions import set_timetable, subscribe, subscriptions_of
from briefing.house import House
from news.chat import Chat
from news.digest import EVERY_DAY, Subscription, Timetable

_HOUR = time(8)


@dataclass(frozen=True, slots=True)
class Posting:
    """What is posted now. `before` is the timetable that was replaced, `beside` the other digests, which go
    on."""

    digest: Subscription
    added: bool
    before: Timetable | None
    beside: tuple[Subscription, ...]


async def publish(house: House, channel: Chat, process: str, hour: time | None = None) -> Posting | None:
    """Post alerts and a daily digest about `process` (ALL: all of them) in the channel, at `hour` (None: as
    so far, or at eight). A process is posted once: another hour replaces the one before. None where the
    channel has as many digests as a chat may have."""
    known = await subscriptions_of(house, channel)
    about = (process,) if process else ()
    same = next((one for one in known if one.processes == about and not one.words), None)
    before = None
    if same is None:
        digest, _ = await subscribe(house, channel, about, "", Timetable(EVERY_DAY, (hour or _HOUR,)))
        if digest is None:
            return None
    else:
        digest = same
        if hour is not None and same.timetable != (wanted := Timetable(same.timetable.days, (hour,))):
            await set_timetable(house, channel, same.id, wanted)
            digest, before = replace(same, timetable=wanted), same.timetable
    await alerts_on(house, channel, process)
    beside = tuple(one for one in known if one.id != digest.id)
    return Posting(digest, same is None, before, beside)


async def publish_only(house: House, channel: Chat, process: str) -> None:
    """End whatever is posted in the channel beside `process`."""
    about = (process,) if process else ()
    async with house.store.begin() as books:
        for one in await books.subscriptions.of(channel.id):
            if one.processes != about or one.words:
                await books.subscriptions.remove(channel.id, one.id)
        for other in await books.alerts.of(channel.id):
            if other != process:
                await books.alerts.off(channel.id, other)
        await books.alerts.drop_unwanted(channel.id, house.now())
