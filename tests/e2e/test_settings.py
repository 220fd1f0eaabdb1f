"""Wrong settings: every mistake at once, exit status 2, no traceback, no secret."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.town import ROOT


def run_bot(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    done = run_bot(
        "run",
        TELEGRAM_TOKEN="secret-but-no-token",
        PARLEY_ADMINS="12, mira",
        PARLEY_POLL_SECONDS="often",
        PARLEY_ZONE="Berlin",
        PARLEY_DATABASE_URL="mysql://nowhere",
        PARLEY_PROCESSES=str(tmp_path / "none.toml"),
        PARLEY_TELEGRAM_API_URL="telegram",
        PARLEY_CATALOGUE=str(tmp_path / "none.opml"),
        PARLEY_WEBHOOK_URL="https://bot.example:8000/hook",
        PARLEY_WEBHOOK_SECRET="not so secret!",
        PARLEY_ALLOWED_HOSTS="http://x/ y",
    )
    assert done.returncode == 2
    for name in (
        "TELEGRAM_TOKEN",
        "PARLEY_ADMINS",
        "PARLEY_POLL_SECONDS",
        "PARLEY_ZONE",
        "PARLEY_DATABASE_URL",
        "PARLEY_PROCESSES",
        "PARLEY_TELEGRAM_API_URL",
        "PARLEY_CATALOGUE",
        "PARLEY_WEBHOOK_URL",
        "PARLEY_WEBHOOK_SECRET",
        "PARLEY_ALLOWED_HOSTS",
    ):
        assert f"{name}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret-but-no-token" not in done.stderr + done.stdout


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/x.db", "postgresql://u:p@host:port/x"])
def test_a_database_that_cannot_be_is_one_sentence(url: str) -> None:
    done = run_bot("run", TELEGRAM_TOKEN="1:test", PARLEY_DATABASE_URL=url)
    assert done.returncode == 2
    assert "PARLEY_DATABASE_URL: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("catalogue", "words"),
    [("[[process]\n", "is not TOML"), ('[[process]]\ntitle = "No id"\n', "process 1")],
)
def test_a_broken_process_catalogue_is_one_sentence(tmp_path: Path, catalogue: str, words: str) -> None:
    path = tmp_path / "processes.toml"
    path.write_text(catalogue)
    done = run_bot(
        "run",
        TELEGRAM_TOKEN="1:test",
        PARLEY_PROCESSES=str(path),
        PARLEY_DATABASE_URL=f"sqlite:///{tmp_path}/p.db",
    )
    assert done.returncode == 2
    assert words in done.stderr
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_wrong_use() -> None:
    done = run_bot("dance")
    assert done.returncode == 2
    assert "No such command" in done.stderr


@pytest.mark.parametrize("command", ["run", "migrate", "replay", "playground"])
def test_every_command_has_help(command: str) -> None:
    done = run_bot(command, "--help")
    assert done.returncode == 0
    assert "Usage: python -m bot" in done.stdout
