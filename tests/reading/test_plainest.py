"""Each claim rests on the sentence of its item that says it most plainly."""

from collections.abc import Sequence

from news.claim import PROVEN, Axis, Claim, Kind, Stance
from reading.about.question import Question
from reading.plainest import MOST, on_plainest

OWN = "Both armies traded fire amid the truce"
PLAIN = "The truce between Velia and Norra took hold at noon."
VAGUE = "Velia spoke of the truce."


class Known:
    """A prover that knows how plainly each sentence says "in effect"."""

    def __init__(self, numbers: dict[str, float]) -> None:
        self.numbers = numbers
        self.asked: list[str] = []

    def proofs(self, asked: Sequence[Question]) -> list[tuple[float, ...]]:
        self.asked += [question.sentence for question in asked]
        at = PROVEN.index((Axis.CEASEFIRE, Kind.IN_EFFECT))
        return [
            tuple(self.numbers.get(question.sentence, 0.0) if n == at else 0.0 for n in range(len(PROVEN)))
            for question in asked
        ]


def claim(kind: Kind = Kind.IN_EFFECT, stance: Stance = Stance.ASSERTED) -> Claim:
    return Claim("velia", Axis.CEASEFIRE, kind, stance, None, OWN)


def question(about: Claim, text: str) -> Question:
    return Question("Velia and Norra", text, "")


def test_another_sentence_that_says_it_more_plainly_is_quoted() -> None:
    prover = Known({OWN: 0.3, PLAIN: 0.9})
    (rested,) = on_plainest([claim()], prover, lambda _: [PLAIN, VAGUE], question)
    assert (rested.sentence, rested.proof(Axis.CEASEFIRE, Kind.IN_EFFECT)) == (PLAIN, 0.9)


def test_a_sentence_hardly_plainer_does_not_take_its_place() -> None:
    (rested,) = on_plainest([claim()], Known({OWN: 0.8, PLAIN: 0.9}), lambda _: [PLAIN], question)
    assert (rested.sentence, rested.proof(Axis.CEASEFIRE, Kind.IN_EFFECT)) == (OWN, 0.8)


def test_a_kind_nobody_judged_keeps_its_sentence() -> None:
    prover = Known({OWN: 0.1, PLAIN: 0.9})
    (rested,) = on_plainest([claim(Kind.REJECTED)], prover, lambda _: [PLAIN], question)
    assert (rested.sentence, prover.asked) == (OWN, [OWN])


def test_what_moves_no_status_is_not_asked_about() -> None:
    prover = Known({})
    older = claim(stance=Stance.BACKGROUND)
    assert (on_plainest([older], prover, lambda _: [PLAIN], question), prover.asked) == ([older], [])


def test_of_a_long_item_only_the_first_sentences_are_asked() -> None:
    prover = Known({})
    on_plainest([claim()], prover, lambda _: [f"Sentence {n}." for n in range(20)], question)
    assert len(prover.asked) == MOST
