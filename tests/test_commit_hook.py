"""What the commit-msg hook lets through: a short subject with a cause below it."""

import subprocess
from pathlib import Path

import pytest

HOOK = Path(__file__).parents[1] / "scripts" / "hooks" / "commit-msg"


def told(tmp_path: Path, message: str) -> tuple[int, str]:
    file = tmp_path / "message"
    file.write_text(message, encoding="utf-8")
    done = subprocess.run(["sh", str(HOOK), str(file)], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "message",
    ["fix: a truce ends\n\nIts end was never read.\n", "Merge branch 'main'\n", "я" * 60 + "\n\nПричина.\n"],
)
def test_a_short_subject_with_a_cause_is_taken(tmp_path: Path, message: str) -> None:
    assert told(tmp_path, message) == (0, "")


def test_a_long_subject_is_refused(tmp_path: Path) -> None:
    code, said = told(tmp_path, "x" * 61 + "\n\nCause.\n")
    assert (code, said.split(";")[0]) == (1, "The subject has 61 characters")


def test_a_subject_alone_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, "fix: a truce ends\n\n# a comment of git\n") == (
        1,
        "The commit has no body; say the cause and why this way.\n",
    )
