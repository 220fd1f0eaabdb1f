"""PostgreSQL's own programs, pg_dump and pg_restore, called for the database of one of our URLs."""

import os
import shutil
import subprocess
from typing import IO

from sqlalchemy import make_url

from news.errors import StorageError, WrongUse


class ToolMissing(WrongUse):
    """A program of PostgreSQL is not on this machine."""

    key = "error.tool_missing"


def run_tool(url: str, name: str, *arguments: str, out: IO[bytes] | None = None) -> bytes:
    """Run `name` on the database of `url`; what it wrote, where that did not go to the file `out`.

    Raises ToolMissing, and StorageError with the program's last words.
    """
    program = shutil.which(name)
    if program is None:
        raise ToolMissing(
            f"there is no {name} on this machine; install PostgreSQL's client programs, of the server's version "
            "or newer (on Debian: apt-get install postgresql-client), and try again"
        )
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, and arguments of our own
        [program, *arguments],
        env=os.environ | _environment(url),
        stdin=subprocess.DEVNULL,
        stdout=out or subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise StorageError(f"{name} failed: {' / '.join(said[:3]) or done.returncode}", temporary=False)
    return done.stdout or b""


def _environment(url: str) -> dict[str, str]:
    """Where the database is and who asks, as libpq wants to be told: a password on a command line is seen by
    all."""
    parsed = make_url(url)
    said = {
        "PGHOST": parsed.host or parsed.query.get("host"),
        "PGPORT": parsed.port or parsed.query.get("port"),
        "PGUSER": parsed.username or parsed.query.get("user"),
        "PGPASSWORD": parsed.password or parsed.query.get("password"),
        "PGDATABASE": parsed.database,
        "PGSSLMODE": parsed.query.get("ssl"),
    }
    return {name: str(value) for name, value in said.items() if value}
