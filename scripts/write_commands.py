"""Writes the table of commands into README.md from the program's own table; `make docs` runs it, a test
compares."""

import re
import sys
from pathlib import Path

from handlers.ask import Command, Rights
from handlers.commands import COMMANDS

README = Path(__file__).parents[1] / "README.md"
_PLACE = re.compile(
    r"(\| command \| answer \| who \|\n\|---\|---\|---\|\n)(.*?)(<!-- /commands -->)", re.DOTALL
)
_WHO = {
    Rights.EVERYONE: "everyone",
    Rights.CHAT_ADMIN: "in groups their admins",
    Rights.BOT_ADMIN: "the bot's admins",
}
_SHOWN = "everyone reads; in groups their admins change"


def with_commands(readme: str) -> str:
    """The README with the table as it should be."""
    rows = "".join(_row(c) for c in COMMANDS)
    return _PLACE.sub(lambda found: found[1] + rows + found[3], readme)


def _row(command: Command) -> str:
    usage = f" {command.usage}".replace("|", "\\|") if command.usage else ""
    who = _SHOWN if command.shown else _WHO[command.rights]
    return f"| `/{command.name}{usage}` | {command.description} | {who} |\n"


if __name__ == "__main__":
    README.write_text(with_commands(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
