"""/readyz, /healthz, /metrics and /health tell the truth: each part is broken, seen red, and green again."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.open_http import health_of
from bot.readiness import Readiness
from bot.run import _until_stopped
from bot.schedule import Schedule
from bot.settings import load_settings
from bot.token_watch import Patience
from bot.web import HealthServer
from bot.wiring import Parley, build
from playground import Playground
from storage.store import Store
from tests.e2e.town import until


class Bot:
    """A bot that runs, and its HTTP side."""

    def __init__(self, parley: Parley, schedule: Schedule, health: HealthServer) -> None:
        self.parley, self.schedule, self.health = parley, schedule, health

    async def get(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.health.port}{path}"
        async with aiohttp.ClientSession() as web, web.get(address) as answer:
            return answer.status, await answer.text()

    async def red(self, reason: str) -> None:
        """Wait until it is not ready for this reason, and for no other; it lives and says why, too."""
        async with asyncio.timeout(15):
            while (said := await self.get("/readyz"))[0] != 503 or reason not in said[1]:
                await asyncio.sleep(0.02)
        assert [line for line in said[1].splitlines() if not line.startswith("not ready: ")] == []
        status, lines = await self.get("/healthz")
        assert status == 200
        assert lines.startswith("alive\ntrouble: ")
        assert (await self.get("/metrics"))[0] == 200

    async def green(self) -> None:
        async with asyncio.timeout(20):
            while await self.get("/readyz") != (200, "ready\n"):
                await asyncio.sleep(0.02)
        assert await self.get("/healthz") == (200, "alive\n")
        assert "parley_database_up 1.0" in (await self.get("/metrics"))[1]


@asynccontextmanager
async def _running(
    pg: Playground, database: str, folder: Path, free: Callable[[Path], int] = lambda _path: 2**40
) -> AsyncIterator[Bot]:
    (folder / "processes.toml").write_text(
        '[[process]]\nid = "ostia"\ntitle = "Ostia"\nparties = [{ name = "A" }, { name = "B" }]\n'
    )
    settings = load_settings(
        TELEGRAM_TOKEN=pg.token,
        PARLEY_TELEGRAM_API_URL=pg.url,
        PARLEY_DATABASE_URL=database,
        PARLEY_ADMINS="1001",
        PARLEY_PROCESSES=folder / "processes.toml",
        PARLEY_HTTP_PORT=0,
        _env_file=None,
    )
    parley, schedule, stop = build(settings, patience=Patience(0.05, 0.1)), Schedule(), asyncio.Event()
    parley.heartbeat._beat = 0.05
    health = health_of(parley, schedule)
    asked = (parley.house, parley.heartbeat, parley.contact, schedule)
    health.asks = Readiness(*asked, bear=0.2, free=free)
    await health.start()
    ended = asyncio.create_task(_until_stopped(parley, schedule, health, stop))
    try:
        yield Bot(parley, schedule, health)
    finally:
        stop.set()
        await asyncio.wait([ended], timeout=20)
        await health.stop()
        await parley.house.store.close()
        await parley.web.parser.close()


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": 401, "description": "Unauthorized"}, "Telegram cannot be asked"),
        ({"status": 409, "description": "Conflict: terminated by other getUpdates request"}, "Conflict"),
        ({"status": 502, "body": "<html>Bad Gateway</html>"}, "Telegram answered 502"),
        ({"reset": "before"}, "connection broke"),
    ],
)
async def test_telegram_that_cannot_be_asked(
    pg: Playground, sqlite_database: str, tmp_path: Path, fault: dict[str, object], reason: str
) -> None:
    async with _running(pg, sqlite_database, tmp_path) as bot:
        await bot.green()
        pg.faults.add(method="getUpdates", times=0, **fault)
        person = pg.person("Mira")
        pg.say(pg.private(person), person, "/privacy")  # ends the question Telegram holds
        await bot.red(reason)
        pg.faults.clear()
        await bot.green()


async def test_a_locked_database(pg: Playground, sqlite_database: str, tmp_path: Path) -> None:
    async with _running(pg, f"{sqlite_database}?timeout=0.1", tmp_path) as bot:
        await bot.green()
        file = bot.parley.house.store.file
        assert file is not None
        with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await bot.red(f"the database takes nothing: {file}: database is locked")
            other.execute("ROLLBACK")
        await bot.green()


async def test_a_full_disk(pg: Playground, sqlite_database: str, tmp_path: Path) -> None:
    free = [2**40]
    async with _running(pg, sqlite_database, tmp_path, lambda _path: free[0]) as bot:
        await bot.green()
        free[0] = 2**20
        await bot.red("the disk is full: 1 MB are free")
        free[0] = 2**40
        await bot.green()


async def test_work_that_hangs_or_only_fails(sqlite_database: str) -> None:
    now = 0.0
    schedule, gate, store = Schedule(lambda: now), asyncio.Event(), Store.open(sqlite_database)
    failing = True

    async def hang() -> int:
        await gate.wait()
        return 0

    async def fail() -> int:
        if failing:
            raise ValueError("no")
        return 0

    schedule.every(0.01, "understand", hang)
    schedule.every(0.01, "compose", fail)
    schedule.start()
    await until(lambda: schedule.failures.get("compose", 0) > 1, "it fails")
    now = 61.0
    assert [name for name, behind in schedule.still().items() if behind > 60] == ["understand", "compose"]
    gate.set()
    failing = False
    await until(lambda: not any(schedule.still().values()), "both move")
    schedule.stop()
    await store.close()


async def test_work_that_stands_still_is_named(
    pg: Playground, sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _running(pg, sqlite_database, tmp_path) as bot:
        await bot.green()
        monkeypatch.setattr(bot.schedule, "_moved", {"understand": bot.schedule._clock() - 100})
        monkeypatch.setattr(bot.schedule, "_beats", {"understand": (1.0, None)})
        await bot.red("understand has not moved for 99 s")
        bot.schedule._moved["understand"] -= 600
        status, said = await bot.get("/healthz")
        assert (status, said) == (503, "stuck: understand has not moved for 699 s\n")
        bot.schedule._moved["understand"] = bot.schedule._clock()
        await bot.green()


class Cable:
    """What stands between the bot and its PostgreSQL; it can be cut."""

    def __init__(self, socket: str) -> None:
        self._to, self.folder = socket, tempfile.mkdtemp(prefix="parley-cable-")
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def join(self) -> None:
        self._server = await asyncio.start_unix_server(self._carry, f"{self.folder}/.s.PGSQL.5432")

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for end in list(self._open):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self._to)
        self._open |= {writer, far_writer}
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
        self._open -= {writer, far_writer}


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while read := await source.read(65536):
            into.write(read)
            await into.drain()
    into.close()


@pytest.mark.postgres
async def test_a_database_that_is_gone(pg: Playground, postgres_database: str, tmp_path: Path) -> None:
    real = postgres_database.partition("host=")[2]
    cable = Cable(f"{real}/.s.PGSQL.5432")
    await cable.join()
    admin = pg.person("Mira")
    chat = pg.private(admin)
    assert admin.id == 1001
    try:
        async with _running(pg, postgres_database.replace(real, cable.folder), tmp_path) as bot:
            await bot.green()
            await cable.cut()
            await bot.red("the database does not answer")
            metrics = (await bot.get("/metrics"))[1]
            assert "parley_database_up 0.0" in metrics
            assert "parley_telegram_flood_refusals_total 0.0" in metrics
            assert "parley_queue_depth" not in metrics
            said = pg.say(chat, admin, "/health")
            answer = (await pg.next_message(chat, after=said, timeout=15)).text
            assert "The database does not answer: " in answer
            assert "nobody need start me again" in answer
            await cable.join()
            await bot.green()
            said = pg.say(chat, admin, "/health")
            assert "Items: 0" in (await pg.next_message(chat, after=said, timeout=15)).text
            assert 'parley_queue_depth{queue="read"} 0.0' in (await bot.get("/metrics"))[1]
        await cable.cut()
    finally:
        shutil.rmtree(cable.folder, ignore_errors=True)
