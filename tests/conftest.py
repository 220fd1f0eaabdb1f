"""What every test stands on: the same examples on every CI run, skips that fail there, real databases."""

import os

from hypothesis import settings

os.environ["PTB_TIMEDELTA"] = (
    "1"  # as bot/wiring.py does: times of python-telegram-bot as timedelta, without its warning
)

pytest_plugins = ["tests.databases", "tests.skips"]

settings.register_profile("here", deadline=None, database=None)
settings.register_profile("ci", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
