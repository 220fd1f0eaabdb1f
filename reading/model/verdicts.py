"""Turns signals into verdicts: which kinds an item claims, in which sentence, how sure, with which stance and
why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from news.claim import Axis, Kind, Stance
from reading.about.draft import ParsedItem
from reading.kinds import MADE
from reading.model.context import context_cues, item_cues
from reading.model.cues import sentence_cues
from reading.model.decision import Decision, Signals, design, stack, voice_row
from reading.model.linear import LABELS, NOT, STANCES, TOTALS, Floats, Scores, Weights
from reading.rules.cascade import Governed, read_rules
from reading.rules.languages import RULES
from reading.rules.rule import KindInSentence, Rule, Rules, rule_on
from reading.who.attribution import find_denier

QUIET = 0.02  # under this the cues see nothing and the encoder is not asked
_ASIDE = 0.35  # a claim that is not current is told from here on
_MOST_ASIDE = 2
_NOT_CURRENT = (Stance.DENIED, Stance.POSSIBLE, Stance.BACKGROUND)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim to be: axis, kind, stance, the number of its sentence, how sure, and what made it."""

    axis: Axis
    kind: Kind
    stance: Stance
    sentence: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the linear models say of one item; `any` is how likely they think any current claim."""

    sentences: list[Scores]
    whole: Scores

    @property
    def any(self) -> float:
        return float(
            max(
                self.whole.plain[TOTALS + 2],
                *(score.plain[TOTALS + 2] for score in self.sentences),
                self.aside,
            )
        )

    @property
    def aside(self) -> float:
        return float(max(score.plain[NOT:TOTALS].max() for score in self.sentences))


class Judge:
    """The learnt reader over fitted weights."""

    def __init__(self, weights: Weights, rules: Rules = RULES) -> None:
        self._weights, self._rules = weights, rules
        self._alone = Decision(weights.decisions["alone"])
        self._both = Decision(weights.decisions["both"]) if "both" in weights.decisions else None

    def look(self, laid: ParsedItem) -> Evidence:
        """Score every sentence and the item as a whole."""
        features = [
            sentence_cues(s) + around for s, around in zip(laid.sentences, context_cues(laid), strict=True)
        ]
        return Evidence(
            [self._weights.sentence.score(f) for f in features], self._weights.item.score(item_cues(features))
        )

    def decide(
        self,
        laid: ParsedItem,
        seen: Evidence,
        links: Floats,
        process: Callable[[Axis, Kind, int], str],
        encoder: Floats | None,
    ) -> list[Verdict]:
        """Verdicts, the surest first; `links` is 2 × sentences, `encoder` as in `decision.encoder_row` or
        None.

        `process` names the process of a claim of an axis and kind in the sentence of that number, "" for
        none.
        """
        plain, chained = stack(seen.sentences)
        if self._both is None:
            encoder = None
        signals = Signals(plain, chained, seen.whole, links, encoder)
        decision = self._both if encoder is not None and self._both else self._alone
        p, chosen = decision.probabilities(design(signals)), signals.chosen
        picked = decision.pick(p, [process(*_label(k), int(at)) for k, at in enumerate(chosen)])
        rules = self._rules[laid.language]
        read = [self._current(k, int(chosen[k]), float(p[k]), seen, encoder, decision) for k in picked]
        verdicts = [_surer_denied(v) for v in overrule(read, laid, rules)]
        verdicts += [replace(v, stance=Stance.DENIED) for v in verdicts if _denied_beside(laid, v)]
        verdicts += overrule(self._asides(seen, encoder, set(picked)), laid, rules)[:_MOST_ASIDE]
        return sorted(verdicts, key=lambda v: (not v.stance.current, -v.confidence, v.sentence))

    def _current(
        self, k: int, at: int, p: float, seen: Evidence, encoder: Floats | None, decision: Decision
    ) -> Verdict:
        claimed = decision.claimed(voice_row(seen.sentences[at], seen.whole, k, encoder))
        stance = Stance.CLAIMED if claimed else Stance.ASSERTED
        return Verdict(*_label(k), stance, at, p, _reason(k, seen, encoder))

    def _asides(self, seen: Evidence, encoder: Floats | None, picked: set[int]) -> list[Verdict]:
        found = []
        for k in range(len(LABELS)):
            told = [float(score.plain[NOT + k]) for score in seen.sentences]
            at = max(range(len(told)), key=lambda n: told[n])
            p = told[at] if encoder is None else (told[at] + float(encoder[NOT + k])) / 2
            if k not in picked and p > _ASIDE:
                found.append(
                    Verdict(
                        *_label(k),
                        _stance(seen.sentences[at], _NOT_CURRENT),
                        at,
                        p,
                        _reason(k, seen, encoder, NOT),
                    )
                )
        return sorted(found, key=lambda v: -v.confidence)


def judge_by_rules(laid: ParsedItem, rules: Rules = RULES) -> list[Verdict]:
    """What the plain cascade says, one current kind an axis, the first sentence before the later ones."""
    found: dict[tuple[Axis, Kind], Verdict] = {}
    taken: set[Axis] = set()
    for number, sentence in enumerate(laid.sentences):
        read = [_governed(one, number) for one in read_rules(sentence)]
        ruled = overrule(read, laid, rules[laid.language])
        here = [v for v in ruled if not (v.stance.current and v.axis in taken)]
        for verdict in here:
            found.setdefault((verdict.axis, verdict.kind), verdict)
        taken |= {verdict.axis for verdict in here if verdict.stance.current}
    return list(found.values())


def overrule(verdicts: Sequence[Verdict], laid: ParsedItem, rules: Sequence[Rule]) -> list[Verdict]:
    """The verdicts as the rules leave them, whoever made them; those dropped are missing."""
    ruled = []
    for verdict in verdicts:
        sentence = laid.sentences[verdict.sentence]
        told = KindInSentence(sentence, verdict.axis, verdict.kind, laid.item, verdict.stance)
        ruling = rule_on(told, rules)
        if not ruling.dropped:
            stance, by = ruling.stance or verdict.stance, (f"rule:{name}" for name in ruling.by)
            reason = "; ".join((verdict.reason, *by))
            ruled.append(replace(verdict, kind=ruling.kind, stance=stance, reason=reason))
    return ruled


def _governed(one: Governed, sentence: int) -> Verdict:
    reason = f"rule:{one.axis}/{one.kind} by {one.verb.lower()}"
    return Verdict(one.axis, one.kind, one.stance, sentence, 0.5, reason)


def _surer_denied(verdict: Verdict) -> Verdict:
    """Doubt of a claim backs its denial."""
    sure = verdict.confidence
    return replace(verdict, confidence=max(sure, 1 - sure)) if verdict.stance is Stance.DENIED else verdict


def _denied_beside(laid: ParsedItem, verdict: Verdict) -> bool:
    """Whether what is told as so is denied by another in the same sentence."""
    return (
        verdict.stance.current
        and verdict.kind in MADE
        and find_denier(laid.sentences[verdict.sentence]) is not None
    )


def _label(k: int) -> tuple[Axis, Kind]:
    axis, kind = LABELS[k]
    return axis, Kind(kind)


def _stance(score: Scores, among: Sequence[Stance]) -> Stance:
    return max(among, key=lambda stance: float(score.stance[STANCES.index(stance)]))


def _reason(k: int, seen: Evidence, encoder: Floats | None, start: int = 0) -> str:
    axis, kind = LABELS[k]
    cues = max(
        float(seen.whole.plain[start + k]), *(float(score.plain[start + k]) for score in seen.sentences)
    )
    told = f"cues:{axis}/{kind} {cues:.2f}"
    return told if encoder is None else f"{told} + encoder {float(encoder[start + k]):.2f}"
