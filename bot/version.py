"""Which Parley this is: the version of pyproject.toml, and the commit of its checkout."""

import shutil
import subprocess
import tomllib

from bot.settings import ROOT

_WITHIN = 5.0
_INSTALLED = ROOT / "COMMIT"  # written by an installation, which has no history of its own


def version() -> str:
    """As `0.1.0, commit 1a2b3c4d5e6f`; `+changes` where files of the checkout were edited since."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['version']}, commit {_commit() or 'unknown'}"


def _commit() -> str:
    if _INSTALLED.is_file():
        return _INSTALLED.read_text(encoding="utf-8").strip()
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():  # above it may lie a checkout of something else
        return ""
    command = [git, "-C", str(ROOT), "describe", "--always", "--abbrev=12", "--dirty=+changes", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WITHIN, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
