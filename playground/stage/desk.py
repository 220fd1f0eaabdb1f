"""A day at the desk: the sample story unfolds in the feeds, faster or slower, and feeds or Telegram can be
cut off."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from html import escape
from typing import Any

from playground.server.http import Request, Response
from playground.server.world import World
from playground.stage.feeds import Published, SampleFeed, SampleItem, sample_feeds, sample_items, write_feed
from playground.stage.troubles import cut_off

FASTEST = 60.0
PAGE = (("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff"))


class Desk:
    """The story's clock and the feeds as they are now. It stands still at the story's beginning until it is
    told to play."""

    def __init__(self, world: World, address: Callable[[], str]) -> None:
        self._world = world
        self.address = address
        self.playing = False
        self.speed = 1.0
        self.feeds_cut = False
        self.on_restart: Callable[[], None] | None = None
        self.length = max(item.at for item in sample_items()) + 15
        self._run = 0
        self._timer: asyncio.TimerHandle | None = None
        self._begin()

    def _begin(self) -> None:
        self._run += 1
        self._base_time = 0.0
        self._base_real = self._world.clock()
        self._started = self._base_real
        self._published: list[Published] = []

    @property
    def time(self) -> float:
        """How far the story is, in its seconds."""
        passed = (self._world.clock() - self._base_real) * self.speed if self.playing else 0.0
        return min(self._base_time + passed, self.length)

    def play(self, *, speed: float = 1.0) -> None:
        """Let the story go on, `speed` times as fast as written."""
        if not 0 < speed <= FASTEST:
            raise ValueError(f"speed is above 0 and at most {FASTEST:g}, not {speed}")
        self._settle()
        self.speed, self.playing = speed, True
        self._changed()

    def stop(self) -> None:
        """Let the story stand still."""
        self._settle()
        self.playing = False
        self._changed()

    def jump(self, seconds: float) -> None:
        """Go on to this second of the story; what was before it has then appeared that many seconds ago."""
        self._settle()
        seconds = min(seconds, self.length)
        now = self._world.clock()
        for item in sample_items()[len(self._published) :]:
            if item.at <= seconds:
                self._published.append(self._publish(item, now - (seconds - item.at)))
        self._base_time = max(self._base_time, seconds)
        self._changed()

    def restart(self) -> None:
        """Tell the story again, as new items; it plays on if it played. Who listens (`on_restart`) may stop it
        meanwhile."""
        self._begin()
        if self.on_restart is not None:
            self.on_restart()
        self._changed()

    def cut_feeds(self, *, cut: bool = True) -> None:
        """Break every connection to the feeds, or let them be read again."""
        self.feeds_cut = cut
        self._changed()

    def cut_telegram(self, *, cut: bool = True) -> None:
        """Break every connection to the Bot API, or let bots come again."""
        cut_off(self._world, cut=cut)
        self._changed()

    def close(self) -> None:
        """Stop telling."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def published(self) -> list[Published]:
        """The items that have appeared, in order."""
        time = self.time
        for item in sample_items()[len(self._published) :]:
            if item.at > time:
                break
            self._published.append(
                self._publish(item, self._base_real + (item.at - self._base_time) / self.speed)
            )
        return self._published

    def _publish(self, item: SampleItem, when: float) -> Published:
        if item.at <= 0:
            when = self._started + item.at
        number = f"{self._run:02d}{item.key:03d}"
        return Published(
            item, when, f"{self.address()}/news/{item.outlet}/{number}", f"urn:{item.outlet}:{number}"
        )

    def _settle(self) -> None:
        """Fix what has appeared so far before the clock goes on in another way."""
        self.published()
        self._base_time, self._base_real = self.time, self._world.clock()

    def _changed(self) -> None:
        self.published()
        self._world.changed("desk", desk=self.state())
        self.close()
        coming = next((item for item in sample_items() if item.at > self.time), None)
        if self.playing and coming is not None:
            wait = (coming.at - self.time) / self.speed
            self._timer = asyncio.get_running_loop().call_later(wait + 0.01, self._changed)

    def state(self) -> dict[str, Any]:
        """What the page shows."""
        newest = next((one for one in reversed(self.published()) if one.item.at > 0), None)
        titles = {feed.outlet: feed.title for feed in sample_feeds()}
        return {
            "time": self.time,
            "length": self.length,
            "playing": self.playing,
            "speed": self.speed,
            "feeds_cut": self.feeds_cut,
            "telegram_cut": self._world.cut_off,
            "newest": {"outlet": titles[newest.item.outlet], "title": newest.item.title} if newest else None,
        }

    def answer(self, request: Request) -> Response:
        """Answer ``/feeds/<outlet>.xml`` and the pages its items link to."""
        if self.feeds_cut:
            return Response(reset=True, status=0)
        feed = next((feed for feed in sample_feeds() if feed.path == request.target), None)
        if feed is not None:
            return self._feed(feed, request)
        for one in self.published():
            if one.link.endswith(request.target):
                return Response(_article(one).encode(), 200, "text/html; charset=utf-8", PAGE)
        return Response(b"not found\n", 404, "text/plain")

    def _feed(self, feed: SampleFeed, request: Request) -> Response:
        body = write_feed(
            feed, self.address(), [one for one in self.published() if one.item.outlet == feed.outlet]
        )
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = (("ETag", tag), ("Cache-Control", "max-age=1"))
        if request.headers.get("if-none-match") == tag:
            return Response(b"", 304, headers=headers)
        kind = "application/atom+xml" if feed.format == "atom" else "application/rss+xml"
        return Response(body, 200, f"{kind}; charset=utf-8", headers)


def _article(one: Published) -> str:
    feed = next(feed for feed in sample_feeds() if feed.outlet == one.item.outlet)
    return (
        f'<!doctype html><html lang="{feed.language}"><meta charset="utf-8"><title>{escape(one.item.title)}</title>'
        f"<p>{escape(feed.title)}</p><h1>{escape(one.item.title)}</h1><p>{escape(one.item.text)}</p>"
        "<p><small>A made-up item of the playground's sample story.</small></p></html>"
    )
