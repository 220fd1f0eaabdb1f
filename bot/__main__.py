"""The command line: python -m bot run | migrate | replay | feeds import/export | doctor | backup |
restore | playground."""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
