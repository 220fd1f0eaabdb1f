"""On PostgreSQL a process knows whether any other is there, so that a dead one's leases are not waited for."""

import pytest

from storage.presence import Presence

pytestmark = pytest.mark.postgres


async def test_who_comes_first_is_alone_and_who_comes_next_is_not(postgres_database: str) -> None:
    async with Presence(postgres_database) as first:
        assert first.alone
        await first.settled()
        async with Presence(postgres_database) as second:
            assert not second.alone
        async with Presence(postgres_database) as third:
            assert not third.alone
    async with Presence(postgres_database) as after:
        assert after.alone


async def test_a_process_whose_connection_was_cut_comes_in_again(postgres_database: str) -> None:
    async with Presence(postgres_database) as first:
        await first.settled()
        async with Presence(postgres_database) as other:
            cut = (
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
            assert other._connection is not None
            await other._connection.exec_driver_sql(cut)
        assert await first.stay() == 0
        async with Presence(postgres_database) as second:
            assert not second.alone
