"""The documents say what is so: floors, files, commands."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.write_commands import with_commands

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]
FILE = re.compile(r"[`\"(]((?:\.?[\w-]+/)+[\w-]*(?:\.\w+)?|[\w.-]+\.(?:md|toml|py|txt))(?=[`\")<])")

IN_DOCSTRING = re.compile(r"(?<![\w*{}.<>/-])((?:[\w.-]+/)*[\w-]+\.(?:md|py|toml))\b")
"""A file as a docstring names it, in quotes or without; patterns such as `test_*.py` are none."""

FLOORS = ("bot", "handlers", "briefing", "feeds", "reading", "storage", "news", "children", "playground")
MODULES = [
    path.relative_to(ROOT).as_posix()
    for folder in (*FLOORS, "migrations", "scripts", "training", "benchmarks", "tests")
    for path in (ROOT / folder).rglob("*.py")
]


def test_the_drawn_floors_are_the_contracts() -> None:
    table = re.findall(r"^\| ((?:`\w+` ?)+)\|", (ROOT / "docs/architecture.md").read_text(), re.M)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert [re.findall(r"\w+", row) for row in table] == [re.findall(r"\w+", layer) for layer in layers]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document: str) -> None:
    named = FILE.findall((ROOT / document).read_text())
    made_while_running = ("var/", ".venv/", "reading/weights/")
    assert [
        name for name in named if not _is_there(document, name) and not name.startswith(made_while_running)
    ] == []


def test_every_file_a_docstring_names_is_there() -> None:
    named = [(module, name) for module in MODULES for name in _named_in_docstrings(module)]
    assert [(module, name) for module, name in named if not _is_there(module, name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_command_a_document_names_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)", (ROOT / document).read_text())) <= targets


def test_the_readme_lists_the_commands_the_program_has() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_commands(readme)


def test_make_lists_each_of_its_commands() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    assert set(phony.group(1).split()) == set(re.findall(r"^([a-z]+):", makefile, re.M))


def _named_in_docstrings(module: str) -> Iterator[str]:
    """Every file that docstrings of the module, its classes, functions and values name."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield from IN_DOCSTRING.findall(text)


def _is_there(document: str, name: str) -> bool:
    return (
        name.startswith("../shared")
        or (ROOT / name).exists()
        or (ROOT / document).parent.joinpath(name).exists()
    )
