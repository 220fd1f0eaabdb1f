"""Runs the bot in the foreground: migrates, opens everything, answers, and stops cleanly on SIGTERM within 25
s."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

from telegram.error import InvalidToken, TelegramError

from bot.board_posts import BoardPosts
from bot.clock_watch import ClockWatch
from bot.database import migrate_when_there, once_it_can
from bot.menus import offer_menus
from bot.open_http import health_of, listen
from bot.profile import introduce
from bot.role import Role
from bot.schedule import Schedule
from bot.single_process_lock import locked_to_one_process
from bot.supervisor import Supervisor
from bot.telegram_check import check_telegram
from bot.token_watch import TokenWatch
from bot.web import HealthServer
from bot.wiring import ALLOWED_UPDATES, App, Parley, build_reader
from briefing.admin.admins import take_in
from briefing.admin.broadcast import send_broadcasts
from briefing.jobs.collect import Collector
from briefing.jobs.compose import compose, tell_backlogs
from briefing.jobs.deliver import Courier
from briefing.jobs.digest import send_digests
from briefing.jobs.join import Joiner
from briefing.jobs.live_boards import refresh_boards
from briefing.jobs.prune import ItemPruner, Tidier, prune
from briefing.jobs.settle import recover
from briefing.jobs.tell_admins import TellAdmins
from briefing.jobs.understand import let_time_pass, understand
from feeds.catalogue import read_list
from news.errors import ParleyError
from reading.worker import ReaderWorker
from storage.presence import Presence

log = logging.getLogger(__name__)

_STOP_WITHIN = 14.0
_LAST_TURNS_WITHIN = 5.0
_READER_STARTS_WITHIN = 5.0
_WORTH_REMEMBERING = 5.0  # seconds of a wait Telegram asked for


async def run(parley: Parley, stop: asyncio.Event | None = None) -> None:
    """Run until `stop` is set or SIGINT or SIGTERM comes. Raises ParleyError when it cannot start or go
    on."""
    stop = stop or _stop_on_signals()
    async with AsyncExitStack() as stack:
        alone = stack.enter_context(locked_to_one_process(parley.settings.database_url))
        if not await migrate_when_there(parley.settings.database_url, stop):
            return
        stack.push_async_callback(parley.house.store.close)
        presence = None if alone else await stack.enter_async_context(Presence(parley.settings.database_url))
        if not await once_it_can(lambda: _take_up(parley, presence, alone=alone), stop):
            return
        await stack.enter_async_context(parley.web.fetcher)
        stack.push_async_callback(parley.web.parser.close)
        schedule = Schedule()
        await listen(health := health_of(parley, schedule), parley.settings)
        stack.push_async_callback(health.stop)
        if parley.role.does(Role.COLLECT):
            collector = Collector(parley.house, parley.web)
            stack.push_async_callback(collector.close)
            schedule.every(1.0, "collect", collector.begin_due)
        if parley.role.does(Role.READ):
            reader = asyncio.create_task(asyncio.to_thread(build_reader, parley.house))
            stack.push_async_callback(_put_away, reader)
            _read_on(parley, schedule, reader)
        _set_beats(parley, schedule)
        if presence is not None:
            schedule.every(5.0, "presence", presence.stay)
        await _until_stopped(parley, schedule, health, stop)


async def _take_up(parley: Parley, presence: Presence | None, *, alone: bool) -> None:
    """Begin where the last run ended. Raises StorageError; then it can be done once more."""
    await _follow(parley, alone=alone or (presence is not None and presence.alone))
    await recover(parley.house)
    await take_in(parley.house)
    if presence is not None:
        await presence.settled()


async def _until_stopped(
    parley: Parley, schedule: Schedule, health: HealthServer, stop: asyncio.Event
) -> None:
    answers = asyncio.Event()
    supervisor = Supervisor(health, answers, stop)
    token = TokenWatch(supervisor, parley.patience)
    starting = asyncio.create_task(
        supervisor.keep("answers", lambda: _answer(parley, supervisor, token, answers))
    )
    polling = asyncio.create_task(supervisor.keep("polling", lambda: _poll(parley, token, answers, stop)))
    carrying = asyncio.create_task(supervisor.keep("delivery", lambda: _carry(parley, answers, stop)))
    contact = asyncio.create_task(supervisor.keep("hearing", lambda: _hear(parley, answers, stop)))
    present = asyncio.create_task(supervisor.keep("presence", lambda: parley.heartbeat.run(stop)))
    schedule.start()
    await stop.wait()
    health.ready = False
    if parley.webhook is not None:
        parley.webhook.open = False
    schedule.stop()
    starting.cancel()
    with suppress(asyncio.CancelledError):
        await starting
    answers.set()
    try:
        async with asyncio.timeout(_STOP_WITHIN):
            await asyncio.gather(carrying, present, contact, _fall_silent(parley, polling))
    except TimeoutError:
        log.warning("stopped before every handler had ended")
    finally:
        await _hang_up(parley.application)
        await parley.heartbeat.leave()
    log.info("stopped")
    if supervisor.fatal is not None:
        raise supervisor.fatal


async def _fall_silent(parley: Parley, polling: "asyncio.Task[None]") -> None:
    """Take nothing more and let every handler end; what still waits for its turn then has a little time to
    get it."""
    parley.updates.close(_LAST_TURNS_WITHIN)
    await polling
    if parley.application.running:
        await parley.application.stop()


async def _hang_up(application: App) -> None:
    """Close every connection to Telegram, also where the start or the stop ended halfway."""
    try:
        await application.shutdown()
    except (RuntimeError, TelegramError) as e:  # it still runs: a handler would not end
        log.warning("the Telegram side was not closed in order", extra={"reason": str(e)})
    await (
        application.bot.shutdown()
    )  # nothing if that is done; `shutdown` does not do it after a start that failed


async def _answer(parley: Parley, supervisor: Supervisor, token: TokenWatch, answers: asyncio.Event) -> None:
    """Bring up the Telegram side, trying for as long as Telegram is down; says `ready` once it answers.
    Raises TokenRefused."""
    application = parley.application
    if not parley.role.uses_telegram:
        answers.set()
        supervisor.show()
        log.info("ready", extra={"role": parley.role.value})
        return
    pause = parley.patience.first_pause
    while True:
        try:
            await application.initialize()
            break
        except InvalidToken:
            log.error("Telegram does not accept TELEGRAM_TOKEN; get a new one from BotFather")
            token.refused()
        except TelegramError as e:
            log.warning("Telegram cannot be reached", extra={"reason": str(e)})
            parley.contact.failed(str(e))
            token.not_refused()
        await asyncio.sleep(pause)
        pause = min(pause * 2, parley.patience.longest_pause)
    token.not_refused()
    parley.house.bot_name = application.bot.username
    if not application.running:  # it runs where this is another try
        await application.start()
    await parley.heartbeat.say()
    answering = parley.role.does(Role.ANSWER)
    if answering:
        await parley.intake.recover()
    if parley.webhook is not None:
        await parley.webhook.ask_for(ALLOWED_UPDATES)
    # what a start leaves stays: a full collection that walked it would hold up somebody's answer for 50 ms
    gc.freeze()
    answers.set()
    supervisor.show()
    log.info("ready", extra={"bot": application.bot.username, "role": parley.role.value})
    if answering:
        await offer_menus(application.bot, parley.house)
        await introduce(application.bot)


async def _hear(parley: Parley, answers: asyncio.Event, stop: asyncio.Event) -> None:
    if parley.role.uses_telegram:
        await check_telegram(parley, answers, stop)


async def _poll(parley: Parley, token: TokenWatch, answers: asyncio.Event, stop: asyncio.Event) -> None:
    """Take updates once Telegram answers, where no webhook brings them. Raises TokenRefused."""
    await answers.wait()
    if parley.polling is not None:
        await parley.polling.run(token, stop)


async def _carry(parley: Parley, answers: asyncio.Event, stop: asyncio.Event) -> None:
    """Deliver once Telegram answers. A long wait Telegram asked for before a restart holds after it."""
    if not parley.role.does(Role.DELIVER):
        return
    house, pace = parley.house, parley.pace
    await answers.wait()
    async with house.store.read() as books:
        for chat, until in (await books.chats.paused(house.now())).items():
            pace.pause(chat, (until - house.now()).total_seconds())

    async def remember(chat: int, seconds: float) -> None:
        if seconds < _WORTH_REMEMBERING:
            return
        try:
            async with house.store.begin() as books:
                await books.chats.pause(chat, house.now() + timedelta(seconds=seconds))
        except ParleyError as e:  # the pace holds it all the same, until a restart
            log.warning("a wait Telegram asked for could not be written down", extra={"reason": str(e)})

    pace.on_pause = remember
    await Courier(house, parley.sender, pace).run(stop)


async def _follow(parley: Parley, *, alone: bool) -> None:
    """Follow the feeds of the catalogue and of the run that are not followed yet; take up the work a killed
    process left."""
    listed = read_list(parley.settings.feeds)
    for one in listed.refused:
        log.warning(
            "an entry of the list of feeds is left out", extra={"url": one.address, "reason": one.why}
        )
    sources = (*parley.extras.feeds, *listed.sources)
    async with parley.house.store.begin() as books:
        if alone:
            await books.leases.give_back(parley.house.now())
            await books.leads.clear()
        await books.feeds.add(sources, parley.house.now())


def _read_on(parley: Parley, schedule: Schedule, reader: "asyncio.Task[ReaderWorker]") -> None:
    house = parley.house
    read_with = house.catalogue

    async def read() -> int:
        nonlocal read_with
        if not reader.done():
            return 0
        if read_with is not house.catalogue:
            read_with = house.catalogue
            await asyncio.to_thread(reader.result().use, read_with)
        return await understand(house, reader.result())

    schedule.every(0.5, "understand", read)
    schedule.every(0.5, "join", Joiner(house).join)
    schedule.every(30.0, "let_time_pass", lambda: let_time_pass(house))


def _write_on(parley: Parley, schedule: Schedule) -> None:
    house = parley.house
    schedule.every(1.0, "send_broadcasts", lambda: send_broadcasts(house))
    schedule.every(10.0, "tell_admins", TellAdmins(house).beat)
    posts = BoardPosts(parley.application.bot)

    async def keep_boards() -> int:
        return await refresh_boards(house, posts) if parley.application.running else 0

    schedule.every(1.0, "boards", keep_boards)
    schedule.every(0.5, "compose", lambda: compose(house))
    schedule.every(1.0, "send_digests", lambda: send_digests(house))
    schedule.every(2.0, "tell_backlogs", lambda: tell_backlogs(house))


def _set_beats(parley: Parley, schedule: Schedule) -> None:
    """The work of deliveries and answers, and what every process looks after."""
    house = parley.house
    house.failing = lambda: schedule.failures
    if parley.role.does(Role.DELIVER):
        _write_on(parley, schedule)
    if parley.role.does(Role.ANSWER):
        schedule.every(2.0, "take_over", lambda: _take_over(parley))
    schedule.every(3.0, "take_in", lambda: take_in(house))
    schedule.every(3600.0, "prune", lambda: prune(house))
    schedule.every(300.0, "prune_items", ItemPruner(house, house.keep_days).step)
    schedule.every(600.0, "tidy", Tidier(house).tidy)
    watch = ClockWatch(house)
    schedule.every(2.0, "clock", watch.look)
    schedule.every(5.0, "recover", watch.recover)


async def _take_over(parley: Parley) -> int:
    """What another process of this bot left at its death is answered here."""
    await parley.intake.write_down()
    return await parley.intake.recover() if parley.application.running else 0


async def _put_away(reader: "asyncio.Task[ReaderWorker]") -> None:
    await asyncio.wait({reader}, timeout=_READER_STARTS_WITHIN)  # a process half started would be left behind
    if reader.done() and not reader.cancelled() and reader.exception() is None:
        await asyncio.to_thread(reader.result().close)
    reader.cancel()


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
