"""The one place where everything is put together; the tests use it with fakes at the edges."""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder

from bot import clock
from bot.heartbeat import Heartbeat
from bot.menus import offer_personal_menu
from bot.metrics import Metrics
from bot.pace import Pace
from bot.pace_counts import PER_CHAT
from bot.polling import Polling
from bot.readiness import TelegramContact
from bot.request import AiohttpRequest
from bot.role import Role, refuse_alone
from bot.settings import Settings
from bot.shared_pace import SharedPace
from bot.telegram import TelegramSender
from bot.token_watch import Patience
from bot.update_intake import UpdateIntake
from bot.update_queues import ChatQueues
from bot.webhook import Webhook, secret_from
from briefing.house import House
from briefing.web import Web
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from handlers.dispatch import register
from handlers.rate_limit import too_much
from news.feed import FeedSource
from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.model.weights import WEIGHTS
from reading.worker import ReaderWorker
from storage.store import Store, sqlite_file

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Extras:
    """What a run adds to the settings: the playground's processes and feeds, and where its feeds live."""

    processes: Sequence[Path] = ()
    feeds: Sequence[FeedSource] = ()
    near: str | None = None  # address of feeds to look at every few seconds
    allowed_hosts: Sequence[str] = ()

    @property
    def urls(self) -> frozenset[str]:
        """The addresses of the run's own feeds."""
        return frozenset(source.url for source in self.feeds)


@dataclass(slots=True)
class Parley:
    """The whole bot, built and not yet running."""

    settings: Settings
    house: House
    web: Web
    application: App
    sender: TelegramSender
    pace: Pace
    updates: ChatQueues
    heartbeat: Heartbeat
    intake: UpdateIntake
    contact: TelegramContact
    webhook: Webhook | None = None  # None: long polling
    polling: Polling | None = None  # None: a webhook
    metrics: Metrics = field(default_factory=Metrics)
    extras: Extras = field(default_factory=Extras)
    patience: Patience = field(default_factory=Patience)
    role: Role = Role.ALL


def build(
    settings: Settings,
    extras: Extras | None = None,
    now: Callable[[], datetime] = clock.now,
    patience: Patience | None = None,
    role: Role = Role.ALL,
) -> Parley:
    """Put the bot together from `settings`; nothing is opened yet. Raises CatalogueError. `settings.token`
    must be set."""
    extras, patience = extras or Extras(), patience or Patience()
    refuse_alone(role, for_several=sqlite_file(settings.database_url) is None)
    house = build_house(settings, extras, now)
    house.measures = metrics = Metrics()
    fetcher = Fetcher(
        allowed=(*settings.allowed_hosts, *extras.allowed_hosts),
        contact=settings.contact,
        proxy=settings.proxy,
    )
    web = Web(fetcher, ParserPool(), settings.poll_seconds, near=extras.near)
    pace = _pace(settings, house.store)
    updates = ChatQueues(too_much=too_much)
    application = build_application(settings, pace, updates)
    house.web, house.offer_menu = web, partial(offer_personal_menu, application.bot)
    register(application, house)
    sender = TelegramSender(application.bot, paid=settings.paid_broadcast)
    heartbeat = Heartbeat(house, polls=settings.webhook_url is None and role.does(Role.ANSWER))
    intake, contact = UpdateIntake(house, application, heartbeat.holder), TelegramContact()
    updates.measures = metrics
    updates.intake, pace.on_answer = intake, intake.before_sending
    webhook = _webhook(settings, application, intake) if role.does(Role.ANSWER) else None
    polling = None
    if webhook is None and role.does(Role.ANSWER):
        polling = Polling(application, ALLOWED_UPDATES, patience, intake, heartbeat, contact)
    return Parley(
        settings,
        house,
        web,
        application,
        sender,
        pace,
        updates,
        heartbeat,
        intake,
        contact,
        webhook,
        polling,
        metrics,
        extras,
        patience,
        role,
    )


def _pace(settings: Settings, store: Store) -> Pace:
    if store.for_several:
        return SharedPace(store, paid=settings.paid_broadcast)
    return Pace(paid=settings.paid_broadcast, rest=1.0 / PER_CHAT)


def _webhook(settings: Settings, application: App, intake: UpdateIntake) -> Webhook | None:
    if settings.webhook_url is None:
        return None
    given = settings.webhook_secret
    return Webhook(
        application,
        intake,
        settings.webhook_url,
        given.get_secret_value() if given else secret_from(settings.token or ""),
    )


def build_house(
    settings: Settings, extras: Extras | None = None, now: Callable[[], datetime] = clock.now
) -> House:
    """What use cases work with. Raises CatalogueError."""
    processes = load_processes(settings, extras or Extras())
    house = House(
        Store.open(settings.database_url),
        processes,
        now,
        settings.admins,
        zone=settings.zone,
        language=settings.language,
        keep_days=settings.keep_days,
    )
    house.shipped = processes
    return house


def build_application(settings: Settings, pace: Pace | None = None, updates: ChatQueues | None = None) -> App:
    """python-telegram-bot on aiohttp, in order per chat; polling has a session of its own."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # or python-telegram-bot warns at every flood limit
    base = settings.telegram_api_url
    builder: Any = (
        ApplicationBuilder()
        .rate_limiter(pace or Pace())
        .token(settings.token or "")
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
    )
    builder = builder.request(AiohttpRequest()).get_updates_request(
        AiohttpRequest(connections=2, read_timeout=60.0)
    )
    application: App = builder.concurrent_updates(updates or ChatQueues()).job_queue(None).build()
    return application


def load_processes(settings: Settings, extras: Extras) -> ProcessCatalogue:
    """The process catalogue with the run's own processes before it. Raises CatalogueError."""
    found = [p for path in extras.processes for p in load_catalogue(path)]
    return ProcessCatalogue.of([*found, *load_catalogue(settings.processes)])


def build_reader(house: House) -> ReaderWorker:
    """The reader, in a process of its own; what its model lacks is logged and said in `house.reader_trouble`.
    Raises ModelUnusable."""
    reader = ReaderWorker(house.catalogue, WEIGHTS)
    reader.on_failure = house.measures.reader_failed
    reader.start()
    house.reader_trouble = reader.trouble
    if reader.trouble:
        log.warning(
            "the reader lacks a part of its model and reads less well without it",
            extra={"reason": reader.trouble},
        )
    return reader


ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
