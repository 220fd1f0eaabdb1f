"""The documents say what is so: floors, files, commands."""

import re
import tomllib
from pathlib import Path

import pytest

from scripts.write_commands import with_commands

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]
FILE = re.compile(r"[`\"(]((?:\.?[\w-]+/)+[\w-]*(?:\.\w+)?|[\w.-]+\.(?:md|toml|py|txt))(?=[`\")<])")


def test_the_drawn_floors_are_the_contracts():
    table = re.findall(r"^\| ((?:`\w+` ?)+)\|", (ROOT / "docs/architecture.md").read_text(), re.M)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert [re.findall(r"\w+", row) for row in table] == [re.findall(r"\w+", layer) for layer in layers]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document):
    named = FILE.findall((ROOT / document).read_text())
    made_while_running = ("var/", ".venv/", "reading/weights/")
    assert [
        name for name in named if not _is_there(document, name) and not name.startswith(made_while_running)
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_command_a_document_names_exists(document):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)", (ROOT / document).read_text())) <= targets


def test_the_readme_lists_the_commands_the_program_has():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_commands(readme)


def test_make_lists_each_of_its_commands():
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, re.M).group(1).split())
    assert phony == set(re.findall(r"^([a-z]+):", makefile, re.M))


def _is_there(document: str, name: str) -> bool:
    return (
        name.startswith("../shared")
        or (ROOT / name).exists()
        or (ROOT / document).parent.joinpath(name).exists()
    )
