"""Why a status moved and how a sentence was read, in words: who says so, how that compares with what was
needed, what spoke against it."""

import re

from briefing.render.overruling import overruling
from briefing.render.words import Words
from news.claim import BY_MODEL, Axis
from news.fold.against import spoke_against
from news.fold.correction import BY_A_PERSON
from news.status import Change, ChangeRule

_RULES: dict[ChangeRule, str] = {
    ChangeRule.DUE: "the announced date has passed; no report confirms it yet",
    ChangeRule.BREACH: "breaches of a ceasefire that stands are reported",
    ChangeRule.LAPSE: "no breach was reported for a while",
    ChangeRule.PAST: "the pause ended two weeks ago, and no other is reported",
    ChangeRule.EXTENDED: "the ceasefire that stands was renewed",
    ChangeRule.DISPUTED: "somebody else says it is not so",
    ChangeRule.RETRACTED: "what was reported as agreed has been denied",
    ChangeRule.FIGHTING: "that is what the reports of the last 48 hours tell",
    ChangeRule.CORRECTED: "an editor corrected it",
    ChangeRule.BACKGROUND: "nothing newer is known; older facts fill the gap",
}
_FIGURE = re.compile(r"(\w+)=([\d.]+)(?= |$)")
_CUES = re.compile(r"cues:\S+ (?P<cues>[\d.]+)(?: \+ encoder (?P<encoder>[\d.]+))?")
_BY_RULE = re.compile(r"rule:\S+ by (?P<verb>.+)")
_MUCH, _MORE = 3.0, 1.5
"""So many times what a step needs is "several times" it, "well over" it."""
_LITTLE = 0.35
"""Part of what speaks for a step up to which little spoke against it then."""
_SURE = 0.5


def why_moved(step: Change, words: Words) -> str:
    """ "It moved when 3 independent outlets had reported it. The evidence was several times what such a step
    needs; little spoke against it then." """
    if step.rule is ChangeRule.FIGHTING and step.axis is Axis.CEASEFIRE:
        return words.say("It is broken in fact: heavy fighting goes on, and nobody has declared it over.")
    figures = {name: float(value) for name, value in _FIGURE.findall(step.reason)}
    voted = step.rule is ChangeRule.VOTE
    said = (
        _voices(figures, words) if voted else words.say("Because {rule}.", rule=words.say(_RULES[step.rule]))
    )
    if not {"support", "need"} <= figures.keys() or not figures["need"]:
        return said
    much = _much(figures["support"] / figures["need"], words)
    if not voted:
        return f"{said} {much}."
    against = spoke_against(step)
    part = against.weight / max(figures["support"], figures["need"]) if against.pieces else 0.0
    return f"{said} {much}; {_against(part, words)}."


def how_it_weighs(words: Words) -> str:
    """What makes a report count more or less, for a reader who wants to judge the sum (news/fold/tally.py,
    news/fold/coverage.py)."""
    return " ".join(
        (
            words.say(
                "How I weigh reports: the surer I am of how I read a sentence, and the newer it is, the more it counts."
            ),
            words.say("What a side or a witness says counts less than what an outlet reports as fact."),
            words.say("Copies of one agency report count once, further reports of one outlet less and less."),
            words.say("All kinds of outlets count alike: what to think of them is yours to judge."),
            words.say("Where much is reported, a step needs more."),
        )
    )


def how_read(reason: str, words: Words) -> str:
    """What in the sentence decided, from `Claim.reason`: its wording and the model, a rule, a person, and
    which rules overruled that; what is unknown stays as it is."""
    read, *rules = reason.split("; rule:")
    return "; ".join(filter(None, (_first_read(read, words), overruling(rules, words))))


def _first_read(reason: str, words: Words) -> str:
    if reason == BY_A_PERSON:
        return words.say("by an editor")
    if found := _BY_RULE.fullmatch(reason):
        return words.say("by a rule, at “{verb}”", verb=found["verb"])
    if reason.startswith("fighting-"):
        return words.say("by its wording")
    if reason.startswith(BY_MODEL):
        return words.say("by the language model alone")
    if (found := _CUES.fullmatch(reason)) is None:
        return reason or "—"
    by_words = float(found["cues"]) >= _SURE
    if found["encoder"] is None:
        return words.say("by its wording") if by_words else words.say("by its wording, which is not clear")
    match by_words, float(found["encoder"]) >= _SURE:
        case True, True:
            return words.say("its wording and the language model agree")
        case True, False:
            return words.say("by its wording; the language model doubts it")
        case False, True:
            return words.say("by the language model; its wording alone leaves it open")
    return words.say("neither its wording nor the language model is sure")


def _voices(figures: dict[str, float], words: Words) -> str:
    n = int(figures.get("outlets", 0))
    if n < 1:
        return words.say("It moved when enough independent reports said so.")
    one, many = (
        "It moved when one outlet had reported it, clearly enough.",
        "It moved when {n} independent outlets had reported it.",
    )
    return words.count(one, many, n)


def _much(times: float, words: Words) -> str:
    if times >= _MUCH:
        return words.say("The evidence was several times what such a step needs")
    return (
        words.say("The evidence was well over what such a step needs")
        if times >= _MORE
        else words.say("The evidence was just enough for such a step")
    )


def _against(part: float, words: Words) -> str:
    if not part:
        return words.say("nothing spoke against it then")
    return (
        words.say("little spoke against it then")
        if part <= _LITTLE
        else words.say("a good deal spoke against it, too")
    )
