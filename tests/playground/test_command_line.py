"""``python -m playground``: one line when it accepts connections, a clean end, a clear word when it
cannot."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from playground.__main__ import read_arguments

ROOT = Path(__file__).resolve().parents[2]


async def start(*flags: str) -> tuple[asyncio.subprocess.Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "playground",
        *flags,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        return process, (await process.stdout.readline()).decode()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_its_address_answers_and_ends(end: signal.Signals) -> None:
    process, line = await start("--port", "0", "--flood", "strict", "--control-port", "0")
    found = re.fullmatch(
        r"Bot API server on (http://127\.0\.0\.1:\d+) \(person's side on (http://127\.0\.0\.1:\d+/person)\)\n",
        line,
    )
    assert found, line
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{found[1]}/bot5:x/getMe") as response:
            assert (await response.json())["result"]["id"] == 5
        async with http.get(f"{found[2]}/state") as response:
            assert (await response.json())["flood"] == "strict"
    process.send_signal(end)
    async with asyncio.timeout(10):
        rest, errors = await process.communicate()
    assert (process.returncode, rest, errors) == (0, b"", b"")


async def test_a_port_that_is_taken_is_told_without_a_traceback() -> None:
    first, line = await start("--port", "0")
    port = re.search(r":(\d+) ", line)
    assert port
    second, _nothing = await start("--port", port[1])
    async with asyncio.timeout(10):
        _rest, errors = await second.communicate()
    assert second.returncode == 1
    assert errors.startswith(b"the playground cannot listen:")
    assert b"Traceback" not in errors
    first.terminate()
    await first.communicate()


def test_wrong_flags_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        [],
        ["--port", "x"],
        ["--port", "99999"],
        ["--port", "-1"],
        ["--port", "²"],
        ["--port", "1", "--control-port", "65536"],
        ["--port", "1", "--flood", "loose"],
    ):
        with pytest.raises(SystemExit) as caught:
            read_arguments(words)
        assert caught.value.code == 2
    told = capsys.readouterr().err
    assert "a port is a number from 0 to 65535, not '99999'" in told
    assert "invalid choice: 'loose'" in told
