"""The parser process: reads bodies from standard input, writes parsed feeds to standard output, and may be
killed at any time.

    python -m feeds.child MEMORY_BYTES CPU_SECONDS

A request is two lengths (big-endian, four bytes each), the request's JSON, and the body; an answer is one
length and its JSON.
"""

import resource
import sys
from pathlib import Path
from typing import BinaryIO

from feeds import channel, entries, fast, read, wire
from feeds.framing import HEAD, LENGTH
from feeds.parse import parse
from news.errors import ParseFailed
from news.item import ParsedFeed

_GROWN = 56 * 1024 * 1024
_STATM = Path("/proc/self/statm")


def main(memory: int, cpu_seconds: int) -> None:
    """Answers requests until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wires_in, wires_out = sys.stdin.buffer, sys.stdout.buffer
    while head := wires_in.read(HEAD.size):
        _limit_cpu(cpu_seconds)
        size, body_size = HEAD.unpack(head)
        told = _answer(wires_in, size, body_size)
        wires_out.write(LENGTH.pack(len(told)) + told)
        wires_out.flush()
        if _resident() > _GROWN:
            return  # a large feed leaves a large process behind: the next one gets a fresh one


def _answer(wires_in: BinaryIO, size: int, body_size: int) -> bytes:
    content_type, url, known = wire.read_request(wires_in.read(size))
    try:
        return wire.answer(parse_here(wires_in.read(body_size), content_type, url, known))
    except ParseFailed as e:
        return wire.refusal(e)
    except MemoryError:
        return wire.refusal(ParseFailed(url, "parser_memory", "reading it takes more memory than allowed"))
    except RecursionError:
        return wire.refusal(ParseFailed(url, "broken_xml", "nested too deeply"))
    except (
        Exception
    ) as e:  # feedparser on hostile input: anything may be raised, none of it may stop the process
        return wire.refusal(ParseFailed(url, "parser_crashed", f"{type(e).__name__}: {e}"[:200]))


def parse_here(body: bytes, content_type: str | None, url: str, known: bytes) -> ParsedFeed:
    """A feed parsed in this process by whichever reader fits. Raises `ParseFailed`, and whatever feedparser
    raises."""
    raw = read.read_plainly(body, url) or fast.parse(body, content_type)
    if raw is None:
        raw = channel.parse(body, url) if channel.is_page(body) else parse(body, content_type, url)
    return entries.build(raw, url, known)


def _resident() -> int:
    """Bytes in memory now. Not `ru_maxrss`: exec leaves the starting process's own size in there."""
    return int(_STATM.read_text().split()[1]) * resource.getpagesize()


def _limit_cpu(seconds: int) -> None:
    """A second belt, for when the bot that would kill us is gone itself."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
