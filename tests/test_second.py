"""Which other Python `make second` takes: one that runs, of another version, the newest."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "scripts/second.sh"
FIRST = f"{sys.version_info.major}.{sys.version_info.minor}"


def _second(folder: Path, versions: dict[str, str]) -> str:
    """What the script prints where PATH has these commands alone: stand-ins that say a version, or ("") do
    not run."""
    for name, version in versions.items():
        command = folder / name
        command.write_text(f"#!/bin/sh\necho {version}\n" if version else "#!/bin/sh\nexit 127\n")
        command.chmod(0o755)
    asked = ["/bin/sh", str(SCRIPT), sys.executable]
    environment = {**os.environ, "PATH": str(folder)}
    ended = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


OLD, *_, NEW = (version for version in ("3.11", "3.12", "3.13", "3.14") if version != FIRST)


def test_the_newest_of_another_version_is_taken(tmp_path: Path) -> None:
    told = _second(tmp_path, {f"python{version}": version for version in (OLD, NEW, FIRST)})
    assert told == str(tmp_path / f"python{NEW}")


def test_one_that_only_has_the_name_is_passed_over(tmp_path: Path) -> None:
    assert _second(tmp_path, {f"python{NEW}": "", "python3": OLD}) == str(tmp_path / "python3")


def test_nothing_is_printed_where_no_other_version_is_one_parley_runs_on(tmp_path: Path) -> None:
    assert _second(tmp_path, {f"python{FIRST}": FIRST, "python3": "3.10"}) == ""
