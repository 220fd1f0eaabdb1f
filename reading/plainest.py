"""Rests each claim on the sentence of its item that says it most plainly, by asking the multilingual model.

A claim comes with the sentence that made the reader see it, which is often a passing mention ("amid the truce")
while the next sentence says it. What moves a status is quoted, so the plainest sentence is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from news.claim import PROVEN, Claim
from reading.about.question import ProverLike, Question

MOST = 5
"""Sentences asked for one claim, its own included: each costs a run of the model."""

PLAINER = 0.15
"""So much likelier another sentence must say it to be quoted in the place of the claim's own."""

Proofs = tuple[float, ...]


def on_plainest(
    claims: Sequence[Claim],
    prover: ProverLike,
    others: Callable[[Claim], Sequence[str]],
    question: Callable[[Claim, str], Question],
) -> list[Claim]:
    """The claims that may move a status with what the model says of their sentences; the rest as they are.

    `others` gives the further sentences of the item about the claim's process, `question` what is asked of one.
    """
    asked = {
        claim: [question(claim, text) for text in _sentences(claim, others)]
        for claim in claims
        if claim.process and claim.stance.current
    }
    questions = list(dict.fromkeys(one for several in asked.values() for one in several))
    told = dict(zip(questions, prover.proofs(questions), strict=True))
    return [
        _rested(claim, [(q.sentence, told[q]) for q in asked[claim]]) if claim in asked else claim
        for claim in claims
    ]


def _sentences(claim: Claim, others: Callable[[Claim], Sequence[str]]) -> list[str]:
    further = others(claim) if (claim.axis, claim.kind) in PROVEN else ()
    return list(dict.fromkeys([claim.sentence, *further]))[:MOST]


def _rested(claim: Claim, told: Sequence[tuple[str, Proofs]]) -> Claim:
    (_, own), *others = told
    kept = replace(claim, proofs=own)
    if not others:
        return kept
    at = PROVEN.index((claim.axis, claim.kind))
    sentence, proofs = max(others, key=lambda pair: pair[1][at])
    return replace(claim, sentence=sentence, proofs=proofs) if proofs[at] > own[at] + PLAINER else kept
