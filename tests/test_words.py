"""Every word a person sees is there in every language."""

import ast
from pathlib import Path

import pytest

from briefing.render.vocabulary import state_name
from briefing.render.words import LANGUAGES, words_for
from handlers.commands import COMMANDS
from news.claim import Axis
from news.status import STATES

ROOT = Path(__file__).parents[1]
_ASKING = {"say": 1, "count": 2}


def _literals(tree: ast.AST) -> list[str]:
    """The first words given to `say` and `count` as literals."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = node.args[: _ASKING.get(name, 0)]
            found += [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)][:1]
    return found


def _said() -> set[str]:
    files = [path for floor in ("briefing", "handlers", "bot") for path in (ROOT / floor).rglob("*.py")]
    return {
        words
        for path in files
        for words in _literals(ast.parse(path.read_text(encoding="utf-8")))
        if any(c.isalpha() for c in words)
    }


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_nothing_is_said_that_has_no_translation(language: str) -> None:
    known = words_for(language)._catalogue._catalog  # type: ignore[attr-defined]
    missing = sorted(words for words in _said() if words not in known and (words, 0) not in known)
    assert missing == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_command_and_state_is_described_in_it(language: str) -> None:
    words, english = words_for(language), words_for("en")
    assert [c.name for c in COMMANDS if words.say(c.description) == c.description] == []
    states = [(axis, state) for axis in Axis for state in STATES[axis]]
    assert [s for s in states if state_name(*s, words) == state_name(*s, english)] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_translation_has_the_same_blanks(language: str) -> None:
    catalogue = words_for(language)._catalogue._catalog  # type: ignore[attr-defined]
    odd = []
    for source, said in catalogue.items():
        words = source[0] if isinstance(source, tuple) else source
        if words and _blanks(said) - _blanks(words) - {"n"}:
            odd.append(words)
    assert odd == []


def _blanks(words: str) -> set[str]:
    return {part.split("}")[0] for part in words.split("{")[1:]}
