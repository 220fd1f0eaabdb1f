"""How every child is started: in the checkout, in a session of its own (Ctrl-C is not for it), and without
our environment: no token there."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: from here `python -m` finds our modules."""


def module(name: str, *words: object) -> tuple[str, ...]:
    """The command that runs one of our modules with these arguments."""
    return (sys.executable, "-m", name, *map(str, words))


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """All that a child knows of the environment: where programs are, UTF-8, and `more`."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(more or {})}
