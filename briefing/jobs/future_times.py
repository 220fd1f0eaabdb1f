"""Clear future times: those written while the clock was ahead hold up no work once it is right again."""

from datetime import timedelta

from briefing.house import House
from briefing.jobs import collect, deliver, understand
from feeds.schedule import JITTER, RETRY_CAP
from storage.leases import Lengths

_LENGTHS = Lengths(
    feed_lease=collect.LEASE,
    item_lease=understand.LEASE,
    message_lease=deliver.LEASE,
    next_try=timedelta(seconds=RETRY_CAP * (1.0 + JITTER)),
)


async def clear_future_times(house: House) -> int:
    """Make due what is stored as due further ahead than it can be; returns how many times were mended."""
    now = house.now()
    async with house.store.read() as books:
        if not await books.leases.any_doubtful(now, _LENGTHS):
            return 0
    async with house.store.begin() as books:
        return await books.leases.clear_future_times(now, _LENGTHS)


async def end_pauses(house: House) -> None:
    """Forget until when chats are to be left alone; only after the clock was set back."""
    async with house.store.begin() as books:
        await books.leases.end_pauses()
