"""The floor of feeds under test: real HTTP on loopback, nothing else reachable."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pytest_socket import socket_allow_hosts

from feeds.worker import ParserPool
from tests.feeds.server import FeedServer


@pytest.fixture(autouse=True)
def only_loopback() -> None:
    """A test that reaches further than this machine fails."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[FeedServer]:
    """A feed server on loopback, one a module."""
    async with FeedServer() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool() -> AsyncIterator[ParserPool]:
    """Parser processes, one pool a module."""
    running = ParserPool()
    yield running
    await running.close()
