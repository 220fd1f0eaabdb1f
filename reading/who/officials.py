"""Whether a name is one that speaks in the matter: a side, a mediator, a state or a body, or somebody in office
there. An outlet, a witness, a commentator or a crowd is not."""

from reading.about.linking import Linker
from reading.text.parse import parse
from reading.text.tokens import Lexicon, Token

_OFFICE = frozenset({"GOVT", "ENVOY", "ARMY"})
_NO_OFFICE = frozenset(
    """ex former lawmaker lawmakers senator senators parliament parliamentarian parliamentarians mp mps congressman
    activist activists analyst analysts expert experts journalist journalists resident residents witness
    witnesses commentator commentators professor editorial monitors observers police
    бывший экс депутат депутаты сенатор сенаторы активисты эксперт эксперты аналитик аналитики журналист
    журналисты жители очевидцы наблюдатели полиция""".split()  # noqa: SIM905 (a list of fifty lines reads worse)
)


def holds_office(name: str, lexicon: Lexicon, linker: Linker) -> bool:
    """Whether `name` (as a claim's `by` has it) is a side, mediator, state or body of the catalogue or of world
    affairs, or a person or office that is said to speak for a named one."""
    parsed = parse(name, "rest", lexicon, linker)
    if any(token.word in _NO_OFFICE or "CROWD" in token.classes for token in parsed.tokens):
        return False
    if any({"PTY", "MED"} & set(token.roles) or "UN" in token.classes for token in parsed.tokens):
        return True
    in_office = any(_OFFICE & set(token.classes) for token in parsed.tokens)
    return in_office and any(_names(token) for token in parsed.tokens)


def _names(token: Token) -> bool:
    """Whether a token names whose office it is: a place of the catalogue, or a word written large that is no
    title."""
    return bool(token.roles) or (token.is_word and token.text[0].isupper() and not token.classes)
