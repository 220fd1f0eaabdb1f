"""`python -m bot doctor`: looks at everything a run needs and says, line by line, what is well and what to
do."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from telegram.error import TelegramError

from bot.clock import now
from bot.finding import Finding
from bot.machine_checks import clock, disk, zones
from bot.settings import Settings
from bot.wiring import Extras, build_application, load_processes
from feeds.catalogue import read_list
from news.errors import ModelUnusable, ParleyError
from news.feed import Feed, FeedState
from reading.model.weights import REMEDY, WEIGHTS, checked
from reading.reader import Reader
from storage.migrate import HEAD, current_revision, refuse_newer
from storage.store import Store, sqlite_file

_REMEDIES = {
    "processes": "correct the file PARLEY_PROCESSES names, or unset it for the one that comes with Parley",
    "catalogue": "correct the file PARLEY_CATALOGUE names, or unset it for the one that comes with Parley",
    "model": REMEDY,
    "database": "see PARLEY_DATABASE_URL in .env.example",
    "telegram": "is the network there, and TELEGRAM_TOKEN as BotFather gave it? PARLEY_TELEGRAM_API_URL is for a server of your own",
}


async def examine(settings: Settings, now: Callable[[], datetime] = now) -> AsyncIterator[Finding]:
    """Every finding, in the order of a start."""
    database = await _look("database", _database(settings))
    yield await _look("processes", _processes(settings))
    yield await _look("catalogue", _catalogue(settings))
    yield await _look("model", _model(settings))
    yield disk(sqlite_file(settings.database_url))
    yield database
    stored = await _stored(settings) if database.well else _Stored()
    yield zones([settings.zone, *stored.zones])
    yield _feeds(stored.feeds)
    yield await clock(settings.telegram_api_url if settings.token else None, stored.newest, now)
    yield await _look("telegram", _telegram(settings))


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database says of itself."""

    feeds: Sequence[Feed] = ()
    zones: Sequence[str] = ()
    newest: datetime | None = None


async def _look(what: str, looking: Awaitable[Finding]) -> Finding:
    """What `looking` finds, also where it finds that it cannot look."""
    try:
        return await looking
    except ParleyError as e:
        return Finding(what, False, str(e), _REMEDIES[what])


async def _processes(settings: Settings) -> Finding:
    catalogue = load_processes(settings, Extras())
    return Finding("processes", True, f"{len(catalogue)} processes in {settings.processes}")


async def _catalogue(settings: Settings) -> Finding:
    listed = read_list(settings.feeds)
    left_out = "".join(f"; left out: {one.address} ({one.why})" for one in listed.refused)
    return Finding(
        "catalogue",
        not left_out,
        f"{len(listed.sources)} feeds to start with{left_out}",
        _REMEDIES["catalogue"],
    )


async def _model(settings: Settings) -> Finding:
    try:
        version = checked(WEIGHTS).version
    except ModelUnusable as e:
        return _model_trouble(f"{_without_remedy(e.reason)}; the clause cues go on without it")
    trouble = Reader.load(load_processes(settings, Extras()), WEIGHTS, None).trouble
    return _model_trouble(trouble) if trouble else Finding("model", True, f"encoder {version}")


def _model_trouble(said: str) -> Finding:
    return Finding("model", False, _without_remedy(said), REMEDY)


def _without_remedy(said: str) -> str:
    return said.removesuffix(f"; {REMEDY}")


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
        f"at {revision or 'nothing yet'}{missing}",
        f"`python -m bot run` or `migrate` brings it to {HEAD}",
    )


async def _revision(settings: Settings) -> str | None:
    """The last migration; None where there is none, or no file: to open it would make it."""
    file = sqlite_file(settings.database_url)
    return None if file is not None and not file.exists() else await current_revision(settings.database_url)


async def _stored(settings: Settings) -> _Stored:
    store = Store.open(settings.database_url)
    try:
        async with store.read() as books:
            health = books.health
            return _Stored(await books.feeds.all(), await health.zones(), await health.newest())
    finally:
        await store.close()


def _feeds(feeds: Sequence[Feed]) -> Finding:
    followed = [f for f in feeds if f.state is FeedState.ACTIVE]
    down = [f for f in followed if f.health.failures]
    names = "; ".join(f"{f.source.title} ({f.health.trouble})" for f in down[:10])
    return Finding(
        "feeds",
        not down,
        f"{len(followed)} active, {len(down)} failing{': ' + names if names else ''}",
        "open their addresses in a browser; if they have moved or are gone, follow another one (/addfeed, /removefeed)",
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
        return Finding(
            "telegram",
            False,
            f"{settings.telegram_api_url} does not answer for this token: {e}",
            _REMEDIES["telegram"],
        )
    if settings.webhook_url and posted.last_error_message:
        waiting = posted.pending_update_count
        return Finding(
            "telegram",
            False,
            f"@{me.username}; its webhook: {posted.last_error_message}; {waiting} updates wait",
            "PARLEY_WEBHOOK_URL must lead to PARLEY_HTTP_PORT of this machine (docs/webhook.md)",
        )
    return Finding("telegram", True, f"@{me.username}")
