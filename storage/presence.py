"""Which processes are there, on PostgreSQL: each holds a lock as long as its connection lives, so that a dead
one is known to be dead at once."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.errors import StorageError
from storage.connection import connected
from storage.store import create_engine

_LOCK = {"lock": 0x7061726C657901}  # "parley", and which of its locks


class Presence:
    """This process's place on a PostgreSQL database; `async with`.

    `alone`: no other process was there when this one came, and none can come in before `settled`.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        self._stack = AsyncExitStack()
        self._connection: AsyncConnection | None = None
        self.alone = False

    async def __aenter__(self) -> Self:
        """Raises StorageError."""
        await self._come_in()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()
        await self._engine.dispose()

    async def settled(self) -> None:
        """What dead processes left was taken up: others may come in. Raises StorageError."""
        if self.alone:
            await self._ask("SELECT pg_advisory_unlock(CAST(:lock AS bigint))")
            self.alone = False

    async def stay(self) -> int:
        """Come in again where the connection was lost (the database was started anew); 0, since nothing more
        is to be done. Raises StorageError."""
        try:
            await self._ask("SELECT CAST(:lock AS bigint)")
        except StorageError:
            await self._stack.aclose()
            await self._come_in()
            await self.settled()  # this process's own leases are no dead one's
        return 0

    async def _come_in(self) -> None:
        connection = await self._stack.enter_async_context(connected(self._engine))
        self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        self.alone = bool(await self._ask("SELECT pg_try_advisory_lock(CAST(:lock AS bigint))"))
        await self._ask("SELECT 1 FROM pg_advisory_lock_shared(CAST(:lock AS bigint))")

    async def _ask(self, statement: str) -> object:
        if self._connection is None:
            raise StorageError("no connection", temporary=True)
        try:
            return (await self._connection.execute(text(statement), _LOCK)).scalar()
        except Exception as e:  # whatever it is, the place may be lost
            raise StorageError(f"the place among the processes may be lost: {e}", temporary=True) from e
