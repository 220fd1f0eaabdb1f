"""What each side wants or refuses: sentences that say so themselves, nothing inferred."""

from news.claim import Position
from news.process import ProcessCatalogue
from reading.text.parse import Parsed

_WANTS = frozenset({"CALL", "WANT", "READY", "SEEK"})
_REFUSES = frozenset({"REJECT"})
_TOPICS = frozenset(
    {"CF", "TK", "DEAL", "PLAN", "COND", "PEACE", "WITHDRAW", "RELEASE", "SWAP", "POW", "MTG"}
)


def find_positions(parsed: Parsed, process_id: str, catalogue: ProcessCatalogue) -> list[Position]:
    """Positions of parties of `process_id` in this sentence: a party as subject, a verb of wanting or
    refusing, a topic."""
    process = catalogue.get(process_id)
    if process is None:
        return []
    found: dict[str, Position] = {}
    names = [symbol.name for symbol in parsed.symbols]
    if "OFF" in names:  # trade, wages, sport: a truce in a tariff dispute is nobody's aim in a war
        return []
    for at, symbol in enumerate(parsed.symbols):
        means = {symbol.name, *symbol.more}
        if means & (_WANTS | _REFUSES) and any(name in _TOPICS for name in names[at + 1 : at + 10]):
            side = _party_before(parsed, symbol.token, process_id)
            if side is not None:
                negated = "NEG" in names[max(0, at - 2) : at]
                wants = bool(means & _WANTS) != negated
                found.setdefault(
                    process.parties[side].name,
                    Position(process_id, process.parties[side].name, wants, parsed.text),
                )
    return list(found.values())


def _party_before(parsed: Parsed, token: int, process_id: str) -> int | None:
    for hit in reversed(parsed.hits):
        if hit.end <= token and token - hit.end <= 8:
            for name in hit.names:
                if name.process == process_id and name.role == "PTY":
                    return name.party
    return None
