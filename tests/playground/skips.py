"""What to do when a program a test needs cannot be had: say so by name, and fail where nothing may be
skipped."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str, how: str) -> NoReturn:
    """Skip by name; fail under ``CI=true``."""
    words = f"{what} is not installed: {how}"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)
