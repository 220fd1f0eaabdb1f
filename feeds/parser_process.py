"""The parser process: reads bodies from standard input, writes parsed feeds to standard output, and may be
killed at any time.

    python -m feeds.parser_process MEMORY_BYTES CPU_SECONDS IDLE_SECONDS

A request is two frames (`children.frames`), its JSON and the body; an answer is one, its JSON.
"""

import resource
import signal
import sys
from pathlib import Path

from children.frames import hear, say
from feeds import channel, entries, fast, parser_messages, read
from feeds.parse import parse
from news.errors import ParseFailed
from news.item import ParsedFeed

_GROWN = 56 * 1024 * 1024
_STATM = Path("/proc/self/statm")


def main(memory: int, cpu_seconds: int, idle_seconds: float) -> None:
    """Answers requests until standard input ends or, after the first, stays silent for the idle time."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot is gone, end without a word
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    request = hear()
    while request is not None:
        _limit_cpu(cpu_seconds)
        say(_answer(request))
        if _resident() > _GROWN:
            return  # a large feed leaves a large process behind: the next one gets a fresh one
        request = hear(idle_seconds)


def _answer(request: bytes) -> bytes:
    content_type, url, known = parser_messages.read_request(request)
    try:
        return parser_messages.answer(parse_here(hear() or b"", content_type, url, known))
    except ParseFailed as e:
        return parser_messages.refusal(e)
    except MemoryError:
        return parser_messages.refusal(
            ParseFailed(url, "parser_memory", "reading it takes more memory than allowed")
        )
    except RecursionError:
        return parser_messages.refusal(ParseFailed(url, "broken_xml", "nested too deeply"))
    except (
        Exception
    ) as e:  # feedparser on hostile input: anything may be raised, none of it may stop the process
        return parser_messages.refusal(ParseFailed(url, "parser_crashed", f"{type(e).__name__}: {e}"[:200]))


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
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
