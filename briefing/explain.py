"""Why a status moved and how a sentence was read, in words; the figures behind them, for whoever wants to check."""

import re

from babel.numbers import format_decimal

from briefing.words import Words
from news.correction import BY_A_PERSON
from news.status import Change, Rule

_RULES: dict[Rule, str] = {
    Rule.DUE: "the announced date has passed; no report confirms it yet",
    Rule.BREACH: "breaches of a ceasefire that stands are reported",
    Rule.LAPSE: "no breach was reported for a while",
    Rule.EXTENDED: "the ceasefire that stands was renewed",
    Rule.DISPUTED: "somebody else says it is not so",
    Rule.RETRACTED: "what one side had claimed was denied by the other",
    Rule.CORRECTED: "a person who administers me corrected it",
    Rule.BACKGROUND: "nothing newer is known; older facts fill the gap",
}
_FIGURE = re.compile(r"(\w+)=([\d.]+)(?= |$)")
_CUES = re.compile(r"cues:\S+ (?P<cues>[\d.]+)(?: \+ encoder (?P<encoder>[\d.]+))?")
_BY_RULE = re.compile(r"rule:\S+ by (?P<verb>.+)")


def why_moved(step: Change, words: Words) -> str:
    """ "Because 3 independent outlets said so. Weight 3.5; 1.0 needed, 0.2 against it." """
    figures = {name: float(value) for name, value in _FIGURE.findall(step.reason)}
    said = words.say("Because {rule}.", rule=_voices(figures, words) if step.rule is Rule.VOTE else words.say(_RULES[step.rule]))
    if not {"support", "need", "against"} <= figures.keys():
        return said
    weight, need, against = (format_decimal(figures[name], "0.0", words.language) for name in ("support", "need", "against"))
    return f"{said} " + words.say("Weight {weight}; {need} needed, {against} against it.", weight=weight, need=need, against=against)


def how_read(reason: str, words: Words) -> str:
    """What in the sentence decided, from `Claim.reason`: cue words and the model, a rule, a person; what is unknown stays as it is."""
    if reason == BY_A_PERSON:
        return words.say("by a person")
    if found := _BY_RULE.fullmatch(reason):
        return words.say("by a rule, at “{verb}”", verb=found["verb"])
    if (found := _CUES.fullmatch(reason)) is None:
        return reason or "—"
    cues, encoder = (format_decimal(float(part), "0.00", words.language) if part else "" for part in found.groups())
    said = words.say("signal words {weight}", weight=cues)
    return said + ", " + words.say("model {weight}", weight=encoder) if encoder else said


def _voices(figures: dict[str, float], words: Words) -> str:
    n = int(figures.get("outlets", 0))
    if n < 1:
        return words.say("enough independent reports say so")
    return words.count("one outlet said so, clearly enough", "{n} independent outlets said so", n)
