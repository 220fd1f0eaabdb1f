"""A small town for the real process: a feed server whose feeds the test writes, and `python -m bot run` as a
child."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from aiohttp import web

ROOT = Path(__file__).parents[2]

PROCESSES = """
[[process]]
id = "ostia"
title = "Ostia: government and the Lake Front"
parties = [
  { name = "Ostian government", aliases = ["Ostia's government", "Ostian army"] },
  { name = "Lake Front", aliases = ["Lake Front rebels"] },
]
mediators = ["Carrow"]
places = ["Ostia", "Lakeside"]
"""


@dataclass
class Outlet:
    """One feed; `publish` puts an item at its top."""

    name: str
    form: str  # rss2, atom or rss1
    items: list[tuple[str, str, str, datetime]] = field(default_factory=list)

    def publish(self, key: str, title: str, summary: str, when: datetime | None = None) -> None:
        self.items.insert(0, (key, title, summary, when or datetime.now(UTC)))

    def body(self, base: str) -> bytes:
        return {"rss2": self._rss2, "atom": self._atom, "rss1": self._rss1}[self.form](base).encode()

    def _rss2(self, base: str) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{k}</guid><title>{escape(t)}</title><link>{base}/story/{k}</link>"
            f"<description>{escape(s)}</description><pubDate>{format_datetime(w)}</pubDate></item>"
            for k, t, s, w in self.items
        )
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{self.name}</title><link>{base}/</link>{items}</channel></rss>"

    def _atom(self, base: str) -> str:
        items = "".join(
            f"<entry><id>urn:{k}</id><title>{escape(t)}</title><link href='{base}/story/{k}'/>"
            f"<summary>{escape(s)}</summary><updated>{w.isoformat()}</updated></entry>"
            for k, t, s, w in self.items
        )
        head = f"<title>{self.name}</title><id>urn:{self.name}</id><updated>2026-01-01T00:00:00Z</updated>"
        return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{items}</feed>"

    def _rss1(self, base: str) -> str:
        items = "".join(
            f"<item rdf:about='{base}/story/{k}'><title>{escape(t)}</title><link>{base}/story/{k}</link>"
            f"<description>{escape(s)}</description><dc:date>{w.isoformat()}</dc:date></item>"
            for k, t, s, w in self.items
        )
        spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        head = f"<channel rdf:about='{base}/'><title>{self.name}</title><link>{base}/</link></channel>"
        return f"<?xml version='1.0'?><rdf:RDF {spaces}>{head}{items}</rdf:RDF>"


class Newsstand:
    """The feed server; `async with`."""

    def __init__(self, *outlets: Outlet) -> None:
        self.outlets = {o.name.lower().replace(" ", "-"): o for o in outlets}
        self.url = ""

    async def __aenter__(self) -> "Newsstand":
        app = web.Application()
        app.add_routes([web.get("/{name}.xml", self._serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        outlet = self.outlets[request.match_info["name"]]
        return web.Response(body=outlet.body(self.url), content_type="application/xml")

    def catalogue(self, folder: Path) -> Path:
        path = folder / "catalogue.toml"
        feeds = "".join(
            f'[[feed]]\nurl = "{self.url}/{slug}.xml"\ntitle = "{o.name}"\n'
            for slug, o in self.outlets.items()
        )
        path.write_text(feeds, encoding="utf-8")
        return path


class Bot:
    """The real process."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.where = folder, ROOT
        self.database = folder / "parley.db"
        self.log = folder / "log.jsonl"
        (folder / "processes.toml").write_text(PROCESSES, encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_") and k != "TELEGRAM_TOKEN"}
        self.environment = kept | {
            "TELEGRAM_TOKEN": "1:test",
            "PARLEY_DATABASE_URL": f"sqlite:///{self.database}",
            "PARLEY_PROCESSES": str(folder / "processes.toml"),
            "PARLEY_HTTP_PORT": "0",
            "PARLEY_POLL_SECONDS": "1",
            **settings,
        }
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *arguments: str) -> None:
        """Start and wait for the line `ready`."""
        command = (sys.executable, "-m", "bot", "run", *arguments)
        with self.log.open("ab") as log, (self.folder / "said.txt").open("ab") as said:
            begin = log.tell()
            self.process = await asyncio.create_subprocess_exec(
                *command, cwd=self.where, env=self.environment, stdout=said, stderr=log
            )
        await until(lambda: '"event": "ready"' in self.log.read_text()[begin:], "ready", 30)

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)

    async def gone(self) -> int:
        assert self.process is not None
        return await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.gone(), 25)

    def look(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the database as the disk has them; none before it is there."""
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)) as connection:
                return connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []

    def said(self) -> str:
        """What the process printed for a person."""
        return (self.folder / "said.txt").read_text()

    def log_lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


async def until(condition: Any, what: str, seconds: float = 10.0) -> None:
    """Look again every few milliseconds: the other process's files tell nobody when they change."""
    async with asyncio.timeout(seconds) as limit:
        try:
            while not condition():
                await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            if limit.expired():
                raise AssertionError(f"not within {seconds} s: {what}") from None
            raise
