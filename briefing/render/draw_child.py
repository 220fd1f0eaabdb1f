"""The drawing process: one SVG on standard input, its PNG on standard output, then it is gone; it may be
killed at any time.

    python -m briefing.render.draw_child SECONDS
"""

import signal
import sys
from pathlib import Path

import resvg_py

FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"


def main(seconds: int) -> None:
    """Draw what comes in, in at most `seconds`."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot is gone, end without a word
    signal.alarm(seconds)  # a second belt, for when the bot that would kill us is gone itself
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read().decode()))


def draw(svg: str) -> bytes:
    """The SVG as PNG, with the shipped font only."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, font_files=[str(FONT)], font_family="DejaVu Sans", skip_system_fonts=True
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
