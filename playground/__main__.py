"""The playground from the command line: ``python -m playground --port N`` starts the Bot API server alone."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import signal
import sys

from playground import Playground
from playground.server.flood import LEVELS


def port(word: str) -> int:
    """A port's number, from 0 on."""
    if not word.isascii() or not word.isdigit() or int(word[:9]) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {word!r}")
    return int(word[:9])


def read_arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The flags; argparse leaves with status 2 and says what is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m playground", description="A Telegram Bot API server on loopback, for bots under test."
    )
    parser.add_argument(
        "--port", type=port, required=True, help="port of the Bot API server on 127.0.0.1 (0: a free one)"
    )
    parser.add_argument(
        "--flood", choices=LEVELS, default="off", help="Telegram's flood limits (default: off)"
    )
    parser.add_argument(
        "--control-port",
        type=port,
        help="port of the person's side over HTTP (default: under /person on the same port)",
    )
    parser.add_argument(
        "--page", action="store_true", help="serve the chat page too, and print its address on a second line"
    )
    parser.add_argument(
        "--keep-messages", type=int, default=50_000, help="the oldest messages beyond these are dropped"
    )
    return parser.parse_args(words)


async def serve(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; 1 when a port is taken."""
    playground = Playground(
        port=arguments.port,
        flood=arguments.flood,
        control=True,
        control_port=arguments.control_port,
        page=arguments.page,
        keep_messages=arguments.keep_messages,
    )
    try:
        await playground.start()
    except OSError as error:
        print(f"the playground cannot listen: {error}", file=sys.stderr)  # noqa: T201 - a command's words to its person
        return 1
    print(f"Bot API server on {playground.url} (person's side on {playground.control_url})", flush=True)  # noqa: T201
    if arguments.page:
        print(f"chat page on {playground.page_url}", flush=True)  # noqa: T201
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    await playground.stop()
    return 0


def main() -> int:
    """Run the command; its exit status."""
    gc.set_threshold(
        100_000, 20, 50
    )  # messages are freed by count; a full search through all of them would only make a pause
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    return asyncio.run(serve(read_arguments()))


if __name__ == "__main__":
    sys.exit(main())
