"""Both languages are complete: every sentence of administration has its Russian words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from briefing.render.feed_errors import _SAID
from briefing.render.words import words_for
from handlers.commands import COMMANDS

ROOT = Path(__file__).parents[2]
COMMANDS_OF = ("admin", "broadcast", "processes", "correct", "feeds", "health", "opml")
FILES = [
    *(ROOT / "handlers" / f"{name}.py" for name in COMMANDS_OF),
    *sorted((ROOT / "briefing" / "admin").glob("*.py")),
    ROOT / "briefing" / "render" / "feed_errors.py",
    ROOT / "briefing" / "jobs" / "tell_admins.py",
]


def test_every_sentence_said_has_its_russian_words() -> None:
    russian = words_for("ru")
    said = {*_literals(), *_SAID.values(), *(c.description for c in COMMANDS)}
    assert sorted(s for s in said if russian.say(s) == s and any(c.isalpha() for c in s)) == []


def test_every_plural_has_its_russian_forms() -> None:
    russian = words_for("ru")._catalogue
    assert sorted(one for one, many in _plurals() if russian.ngettext(one, many, 5) == many) == []


def _calls(name: str) -> Iterator[ast.Call]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
            ):
                yield node


def _literals() -> Iterator[str]:
    for name, place in (("say", 0), ("note", 3)):
        for call in _calls(name):
            if len(call.args) > place and isinstance(call.args[place], ast.Constant):
                yield str(call.args[place].value)  # type: ignore[attr-defined]


def _plurals() -> Iterator[tuple[str, str]]:
    for call in _calls("count"):
        if len(call.args) > 2 and all(isinstance(a, ast.Constant) for a in call.args[:2]):
            yield str(call.args[0].value), str(call.args[1].value)  # type: ignore[attr-defined]
