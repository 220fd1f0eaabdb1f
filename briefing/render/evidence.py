"""What stands behind a line, as /why tells it: a step with its reason, a sentence with its outlet and how it
was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.render.alert import headline
from briefing.render.explain import how_read, why_moved
from briefing.render.markup import Rich, bold, italic, joined, link, name, text
from briefing.render.quote import quote
from briefing.render.speakers import Sides, sides_among
from briefing.render.story import item_headline
from briefing.render.times import age, zone_of
from briefing.render.vocabulary import axis_name, feed_kind_name, kind_name, stance_name, state_name
from briefing.render.words import Words
from news.claim import Claim, Piece, Stance
from news.feed import FeedKind
from news.item import Item
from news.process import ProcessCatalogue
from news.status import Change, Status


@dataclass(frozen=True, slots=True)
class EvidenceAudience:
    """For whom it is told: words, zone, the moment it is, the catalogue; and of which kind the outlets
    are."""

    words: Words
    zone: str
    now: datetime
    catalogue: ProcessCatalogue
    kinds: Mapping[str, FeedKind]

    def sides(self, process: str) -> Sides:
        return Sides(self.catalogue, process, self.words)

    def title(self, change: Change) -> str:
        process = self.catalogue.get(change.process)
        return process.title_in(self.words.language) if process else change.process

    def age(self, moment: datetime) -> str:
        return age(moment, self.now, self.words, zone_of(self.zone))

    def kind(self, outlet: str) -> str:
        """ " (state media)", for the person to judge by: it does not weigh. What nobody has a say in is told
        without."""
        kind = self.kinds.get(outlet, FeedKind.INDEPENDENT)
        return "" if kind is FeedKind.INDEPENDENT else f" ({feed_kind_name(kind, self.words)})"


def listed(title: str, pieces: Sequence[Piece], reader: EvidenceAudience) -> list[Rich]:
    """An entry for every piece, the first under the title."""
    return [
        joined([*([italic(text(title, 200))] if title and not number else []), piece_lines(piece, reader)])
        for number, piece in enumerate(pieces)
    ]


def state_and_reason(status: Status, step: Change | None, reader: EvidenceAudience) -> Rich:
    """The state, and why it was reached."""
    words = reader.words
    head = bold(text(f"{axis_name(status.axis, words)}: {state_name(status.axis, status.state, words)}"))
    return joined([head, text(why_moved(step, words))] if step else [head])


def step_lines(change: Change, reader: EvidenceAudience, title: str = "") -> Rich:
    """The step and its rule; in a message about several processes under the process's `title`."""
    whose = bold(text(title, 80)) + text(" — ") if title else Rich()
    return joined(
        [
            text("• ") + whose + headline(change, reader.sides(change.process)),
            text(why_moved(change, reader.words)),
        ]
    )


def piece_lines(piece: Piece, reader: EvidenceAudience) -> Rich:
    told = quote(piece, reader.words) + text(" — ") + link(name(piece.outlet, 60), piece.link)
    return joined(
        [told + text(f"{reader.kind(piece.outlet)} · {reader.age(piece.published)}"), _read(piece, reader)]
    )


def _read(piece: Piece, reader: EvidenceAudience) -> Rich:
    claim, words = piece.claim, reader.words
    stance, by = _said_by(claim, reader)
    read = words.say(
        "Read as: {axis}, {kind}, {stance}; {percent} % sure",
        axis=axis_name(claim.axis, words).lower(),
        kind=kind_name(claim.kind, words),
        stance=stance,
        percent=min(round(claim.confidence * 100), 99),
    )
    return text("↳ " + read + by, 200) + text(" · " + how_read(claim.reason, words), 240)


def _said_by(claim: Claim, reader: EvidenceAudience) -> tuple[str, str]:
    """How it is said, and " (by Lake Front)" where that does not name who; only a side of the conflict
    claims."""
    words, who = reader.words, reader.sides(claim.process).called(claim.by) if claim.by else ""
    if claim.stance is not Stance.CLAIMED or not who or claim.by == "outlet":
        return stance_name(claim.stance, words), words.say(" (by {who})", who=who) if who else ""
    process = reader.catalogue.get(claim.process)
    if process and sides_among([claim.by or ""], process):
        return words.say("claimed by {who}", who=who), ""
    return words.say("according to {who}", who=who), ""


def item_lines(item: Item, pieces: Sequence[Piece], reader: EvidenceAudience) -> Rich:
    words, when = reader.words, f"{reader.kind(item.outlet)} · {reader.age(item.published)}"
    lines = [
        text("• ")
        + link(text(item_headline(item), 220), item.link)
        + text(" — ")
        + name(item.outlet, 80)
        + text(when)
    ]
    lines += [joined([quote(p, words), _read(p, reader)]) for p in pieces[:4]]
    if not pieces:
        lines.append(italic(text(words.say("Nothing about talks or a ceasefire was read in it."))))
    return joined(lines)
