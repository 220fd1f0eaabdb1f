"""What changed since some moment, in one line however many steps were made."""

from collections.abc import Sequence

from briefing.render.markup import Rich, joined, link, text
from briefing.render.speakers import Sides
from briefing.render.vocabulary import axis_name, state_in_short
from news.claim import Axis, Piece
from news.status import Change, ChangeRule, State


def change_summary(changes: Sequence[Change], sides: Sides) -> Rich:
    """ "Changed: ceasefire proposed → agreed → in effect; talks announced". `changes` are of one process,
    newest first."""
    parts = []
    for axis in Axis:
        steps = [c for c in reversed(changes) if c.axis is axis and c.rule is not ChangeRule.PAST]
        if steps:
            parts.append(_axis(axis, steps, sides))
    parts = [part for part in parts if part]
    return text(sides.words.say("Changed:") + " ") + joined(parts, "; ") if parts else Rich()


def _axis(axis: Axis, steps: Sequence[Change], sides: Sides) -> Rich:
    """ "ceasefire proposed → agreed, disputed by RSF"."""
    said = joined([_course(axis, steps, sides), *_besides(steps, sides)], ", ")
    return text(axis_name(axis, sides.words).lower() + " ") + said if said else said


def _course(axis: Axis, steps: Sequence[Change], sides: Sides) -> Rich:
    """ "proposed → agreed → in effect", each state leading to who reports it; nothing where the state
    stayed."""
    course: list[tuple[State, Change | None]] = [(steps[0].previous, None)]
    for step in steps:
        if step.state is not course[-1][0]:
            course.append((step.state, step))
    if len(course) == 1:
        return Rich()
    if course[0][0] is State.NONE:
        del course[0]
    names = [
        link(
            text(state_in_short(axis, state, sides.words)),
            _source(step.evidence if step else ()),
        )
        for state, step in course
    ]
    return joined(names, " → ")


def _besides(steps: Sequence[Change], sides: Sides) -> list[Rich]:
    """What else the steps brought and still holds, leading to who reports it."""
    words, last, rules = sides.words, steps[-1].status, {step.rule for step in steps}
    said: list[tuple[str, Sequence[Piece]]] = []
    if last.claimed_only and last.by and ChangeRule.VOTE in rules:
        said.append((words.say("according to {who}", who=sides.called(last.by)), ()))
    if ChangeRule.EXTENDED in rules:
        said.append((words.say("extended"), last.evidence))
    if last.disputed_by and rules & {ChangeRule.DISPUTED, ChangeRule.RETRACTED}:
        who = sides.listed(last.disputed_by)
        said.append((words.say("disputed by {who}", who=who), last.disputes))
    if ChangeRule.BREACH in rules and last.violations:
        said.append((words.say("breaches reported"), last.breaches))
    elif ChangeRule.LAPSE in rules and not last.violations:
        said.append((words.say("no new breach reported"), ()))
    if last.corrected:
        said.append((words.say("corrected by an editor"), ()))
    return [link(text(part, 160), _source(pieces)) for part, pieces in said]


def _source(pieces: Sequence[Piece]) -> str | None:
    return next((piece.link for piece in pieces if piece.link), None)
