"""What is written down about the code and can be checked, is checked."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[1]

REGISTRIES = [
    ".".join(words)
    for words in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("repo", "maven", "apache", "org"),
        ("rubygems", "org"),
    )
]
"""In pieces: this file is searched too."""

MACHINE_PATH = re.compile(r"(?<![\w.:/<-])/(?:work|root|home|opt|Users|mnt)/\w")


def test_imports_keep_to_the_floors() -> None:
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout


def test_no_file_names_a_registry() -> None:
    assert [(name, host) for name, text in _texts() for host in REGISTRIES if host in text] == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert [(name, found) for name, text in _texts() for found in MACHINE_PATH.findall(text)] == []


def test_every_module_opens_by_saying_what_it_is_for() -> None:
    modules = [(name, text) for name, text in _texts() if name.endswith(".py") and text.strip()]
    assert [name for name, text in modules if not ast.get_docstring(ast.parse(text))] == []


def test_every_setting_is_explained_and_every_explained_setting_exists() -> None:
    explained = re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    assert sorted(explained) == sorted(str(field.alias) for field in Settings.model_fields.values())


def test_the_defaults_shown_are_the_defaults() -> None:
    shown = dict(re.findall(r"^# ([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.M))
    defaults = {str(field.alias): field.default for field in Settings.model_fields.values()}
    assert {name: type(defaults[name])(_value(value)) for name, value in shown.items()} == {
        name: defaults[name] for name in shown
    }


def _value(shown: str) -> str | bool:
    return {"true": True, "false": False}.get(shown, shown)


def _texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project with its name."""
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and not path.is_symlink() and b"\0" not in (content := path.read_bytes()):
            yield name, content.decode("utf-8", "replace")


PACKAGES = ("bot", "briefing", "handlers", "storage", "news", "reading", "feeds", "children", "playground")


def test_no_two_classes_share_a_name() -> None:
    places: dict[str, list[str]] = {}
    for name, text in _texts():
        if name.endswith(".py") and name.startswith(tuple(f"{package}/" for package in PACKAGES)):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ClassDef):
                    places.setdefault(node.name, []).append(name)
    assert places
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_only_the_keyboard_makes_and_reads_the_data_of_buttons() -> None:
    """Others call `button` and `read_data` of `briefing/render/keyboard.py`; they may hand data on, or compare
    it."""
    strays = [
        f"{name}:{line}"
        for name, text in _texts()
        if re.fullmatch(r"(bot|handlers|briefing)/.*\.py", name) and name != "briefing/render/keyboard.py"
        for line in _about_data(ast.parse(text))
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Button("Status", "1:sta:")', True),
        ('Button("Status", data=made)', True),
        ('f"1:{kind}:{process}"', True),
        ('"1:sta:" + process', True),
        ('query.data.split(":")', True),
        ('_, _, rest = (query.data or "").partition(":")', True),
        ('Button("Open", url=link)', False),
        ('button("Status", ButtonKind.STATUS)', False),
        ('read_data(query.data or "")', False),
        ("InlineKeyboardButton(words, callback_data=button.data)", False),
        ("key.callback_data == query.data", False),
    ],
)
def test_data_made_or_read_elsewhere_is_seen(source: str, found: bool) -> None:
    assert bool(list(_about_data(ast.parse(source)))) == found


_WRITTEN_DATA = re.compile(r"\d:([a-z]{3}:.*)?", re.DOTALL)


def _about_data(tree: ast.Module) -> Iterator[int]:
    """The lines that make the data of a button, or look into it."""
    handed_on: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called == "Button" and (len(node.args) > 1 or any(k.arg == "data" for k in node.keywords)):
                yield node.lineno
            given = [k.value for k in node.keywords if k.arg == "callback_data"]
            handed_on.update(
                *(ast.walk(one) for one in (*given, *(node.args if called == "read_data" else ())))
            )
        elif isinstance(node, ast.Compare):
            handed_on.update(node.comparators, [node.left])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _WRITTEN_DATA.fullmatch(node.value):
                yield node.lineno
        elif isinstance(node, ast.Attribute) and node.attr == "data" and node not in handed_on:
            yield node.lineno
