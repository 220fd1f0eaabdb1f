"""`python -m bot doctor`: looks at everything a run needs and says, line by line, what is well and what to
do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.settings import Settings
from bot.wiring import Extras, build_application, load_processes
from feeds.catalogue import read_list
from news.errors import ModelUnusable, ParleyError
from news.feed import FeedState
from reading.model.weights import WEIGHTS, checked
from reading.reader import Reader
from storage.migrate import HEAD, current_revision, refuse_newer
from storage.store import Store, sqlite_file


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    what: str
    well: bool
    said: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, in the order of a start."""
    for look in (_processes, _catalogue, _model, _database, _feeds, _telegram):
        try:
            yield await look(settings)
        except ParleyError as e:
            yield Finding(look.__name__.strip("_"), False, str(e))


async def _processes(settings: Settings) -> Finding:
    catalogue = load_processes(settings, Extras())
    return Finding("processes", True, f"{len(catalogue)} processes in {settings.processes}")


async def _catalogue(settings: Settings) -> Finding:
    listed = read_list(settings.feeds)
    left_out = "".join(f"; left out: {one.address} ({one.why})" for one in listed.refused)
    return Finding("catalogue", not left_out, f"{len(listed.sources)} feeds to start with{left_out}")


async def _model(settings: Settings) -> Finding:
    try:
        version = checked(WEIGHTS).version
    except ModelUnusable as e:
        return Finding("model", False, f"{e.reason}; the clause cues go on without it")
    trouble = Reader.load(load_processes(settings, Extras()), WEIGHTS, None).trouble
    return Finding("model", trouble is None, trouble or f"encoder {version}")


async def _database(settings: Settings) -> Finding:
    revision = await _revision(settings)
    if revision == HEAD:
        return Finding("database", True, f"at {revision}")
    refuse_newer(revision)
    file = sqlite_file(settings.database_url)
    missing = f" ({file} is not there)" if file is not None and not file.exists() else ""
    return Finding(
        "database",
        False,
        f"at {revision or 'nothing yet'}{missing}; `python -m bot run` or `migrate` brings it to {HEAD}",
    )


async def _revision(settings: Settings) -> str | None:
    """The last migration; None where there is none, or no file: to open it would make it."""
    file = sqlite_file(settings.database_url)
    return None if file is not None and not file.exists() else await current_revision(settings.database_url)


async def _feeds(settings: Settings) -> Finding:
    if await _revision(settings) != HEAD:
        return Finding("feeds", True, "none yet")
    store = Store.open(settings.database_url)
    try:
        async with store.read() as books:
            followed = [f for f in await books.feeds.all() if f.state is FeedState.ACTIVE]
    finally:
        await store.close()
    down = [f for f in followed if f.health.failures]
    names = "; ".join(f"{f.source.title} ({f.health.trouble})" for f in down[:10])
    return Finding(
        "feeds", not down, f"{len(followed)} active, {len(down)} failing{': ' + names if names else ''}"
    )


async def _telegram(settings: Settings) -> Finding:
    if settings.token is None:
        return Finding("telegram", True, "no TELEGRAM_TOKEN: the playground would start")
    bot = build_application(settings).bot
    try:
        async with bot:
            me = await bot.get_me()
            posted = await bot.get_webhook_info()
    except TelegramError as e:
        return Finding("telegram", False, f"{settings.telegram_api_url} does not answer for this token: {e}")
    if settings.webhook_url and posted.last_error_message:
        waiting = posted.pending_update_count
        return Finding(
            "telegram",
            False,
            f"@{me.username}; its webhook: {posted.last_error_message}; {waiting} updates wait",
        )
    return Finding("telegram", True, f"@{me.username}")
