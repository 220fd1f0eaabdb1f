"""A resolver that says what a test wants, and counts how often it was asked."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult


class StubResolver(AbstractResolver):
    """Names to addresses; a list of lists answers differently each time, the last one for ever."""

    def __init__(self, names: dict[str, list[list[str]]]) -> None:
        self._names = names
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The next answer for a name."""
        answers = self._names.get(host)
        if answers is None:
            raise OSError(f"no such name: {host}")
        found = answers[min(self.asked.count(host), len(answers) - 1)]
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for ip in found
        ]

    async def close(self) -> None:
        """Nothing to close."""
