"""Operators' commands, run as an operator runs them."""

import os
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot import wiring
from bot.cli import main
from news.errors import WrongUse
from reading.model.weights import WEIGHTS

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="Lake Gazette" xmlUrl="http://gazette.example/feed.xml"/><outline text="Carrow Times" xmlUrl="http://times.example/feed.xml"/>
</body></opml>"""


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("PARLEY_") or name == "TELEGRAM_TOKEN":
            monkeypatch.delenv(name)
    path = tmp_path / "parley.db"
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.chdir(tmp_path)
    return path


def test_feeds_go_in_and_come_out_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.opml").write_text(OPML)
    assert main(["feeds", "import", "in.opml"]) == 0
    assert main(["feeds", "import", "in.opml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 feeds added, 0 were followed already",
        "0 feeds added, 2 were followed already",
    ]
    assert main(["feeds", "export", "out.opml"]) == 0
    written = (tmp_path / "out.opml").read_text()
    assert "http://gazette.example/feed.xml" in written
    assert "http://times.example/feed.xml" in written


def test_entries_that_cannot_be_followed_are_named_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = '<outline text="Old" xmlUrl="ftp://old.example/feed"/><outline xmlUrl="http://me:pw@b.example/"/>'
    (tmp_path / "in.opml").write_text(OPML.replace("</body>", f"{odd}</body>"))
    assert main(["feeds", "import", "in.opml"]) == 0
    said = capsys.readouterr()
    assert said.out == "2 feeds added, 0 were followed already\n"
    assert said.err.splitlines() == [
        "left out: ftp://old.example/feed (ftp: only http and https are followed)",
        "left out: http://…@b.example/ (addresses with a user name or password are not followed)",
    ]


def test_a_file_of_such_entries_only_is_refused_and_they_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.opml").write_text('<opml><body><outline xmlUrl="ftp://old.example/"/></body></opml>')
    assert main(["feeds", "import", "in.opml"]) == 2
    assert "left out: ftp://old.example/ (ftp: only http and https are followed)" in capsys.readouterr().err


def test_a_file_that_is_no_list_of_feeds_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.opml").write_text("<html></html>")
    assert main(["feeds", "import", "in.opml"]) == 2
    assert "the file must begin with <opml>" in capsys.readouterr().err


def test_a_backup_is_whole_and_readable_only_by_its_owner(tmp_path: Path) -> None:
    (tmp_path / "in.opml").write_text(OPML)
    main(["feeds", "import", "in.opml"])
    assert main(["backup", "copy.db"]) == 0
    copy = tmp_path / "copy.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM feeds").fetchone() == (2,)


def test_a_backup_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    (tmp_path / "copy.db").write_text("precious")
    assert main(["backup", "copy.db"]) == 2
    assert "name a new file" in capsys.readouterr().err
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_is_restored_where_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.opml").write_text(OPML)
    main(["feeds", "import", "in.opml"])
    main(["backup", "copy.db"])
    capsys.readouterr()
    assert main(["restore", "copy.db"]) == 2
    assert "a restore overwrites nothing" in capsys.readouterr().err
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{tmp_path}/moved/parley.db")
    assert main(["restore", "copy.db"]) == 0
    assert "restored from copy.db: 0 items, 0 chats, 0 changes;" in capsys.readouterr().out
    assert main(["feeds", "export"]) == 0
    assert "http://times.example/feed.xml" in capsys.readouterr().out


def test_the_doctor_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "NOT  database: at nothing yet" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    capsys.readouterr()
    assert main(["doctor"]) == 0
    assert "ok   database" in capsys.readouterr().out


def test_the_doctor_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{tmp_path}/mistyped/parley.db")
    assert main(["doctor"]) == 1
    assert "mistyped/parley.db is not there" in capsys.readouterr().out
    assert not (tmp_path / "mistyped").exists()


def test_a_database_of_a_newer_program_is_told_in_one_sentence(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["migrate"])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '20991231_flying_cars'")
    assert main(["migrate"]) == 2
    assert "by a newer Parley" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "NOT  database: the database was brought to 20991231" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (1, "damaged.db: this is no SQLite database; name another file"),
        (2, "{folder} is a folder; name a file in it"),
    ],
)
def test_a_start_error_names_the_database(
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "damaged.db").write_bytes(b"no database at all " * 100)
    place = tmp_path / "damaged.db" if status == 1 else tmp_path
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{place}")
    assert main(["migrate"]) == status
    assert said.format(folder=tmp_path) in capsys.readouterr().err


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_bytes(b"PARLEY_LANGUAGE=\xff\xfe")
    assert main(["migrate"]) == 2
    assert f"the file {tmp_path}/.env cannot be read" in capsys.readouterr().err


def test_version_and_commit_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(
        r"parley \d+\.\d+\.\d+, commit ([0-9a-f]{12}(\+changes)?|unknown)\n", capsys.readouterr().out
    )


def test_a_second_process_is_kept_off_the_file(database: Path) -> None:
    from bot.single_process_lock import AlreadyRunning, locked_to_one_process

    with locked_to_one_process(f"sqlite:///{database}") as alone:
        assert alone
        with (
            pytest.raises(AlreadyRunning, match="another Parley runs"),
            locked_to_one_process(f"sqlite:///{database}"),
        ):
            pass
    with locked_to_one_process(f"sqlite:///{database}") as again:
        assert again


def test_a_lock_that_cannot_be_made_is_named(database: Path) -> None:
    from bot.single_process_lock import locked_to_one_process

    lock = database.with_name(f"{database.name}.lock")
    lock.mkdir()
    with (
        pytest.raises(WrongUse, match=f"the lock {lock} cannot be made"),
        locked_to_one_process(f"sqlite:///{database}"),
    ):
        pass


@pytest.mark.parametrize("found", [False, True])
def test_nobody_else_can_lock_the_file(database: Path, found: bool) -> None:
    from bot.single_process_lock import locked_to_one_process

    lock = database.with_name(f"{database.name}.lock")
    if found:
        lock.touch(0o644)
    with locked_to_one_process(f"sqlite:///{database}"):
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600


def test_rereading_with_damaged_weights_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    for file in WEIGHTS.iterdir():
        (weights / file.name).write_bytes(file.read_bytes())
    (weights / "cues.npz").write_bytes(b"")
    monkeypatch.setattr(wiring, "WEIGHTS", weights)
    main(["migrate"])
    assert main(["reread", "--apply"]) == 1
    told = capsys.readouterr()
    assert "cues.npz: damaged" in told.err
    assert "stays as it is" in told.err
    assert "put in place" not in told.out


@pytest.mark.parametrize("command", [["reread"], ["feeds", "export"]])
def test_what_needs_a_database_makes_none(
    command: list[str], database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert "there is no database" in capsys.readouterr().err
    assert not database.exists()
