"""What a story is: items of several outlets about one event; which story an item joins (pure: `join`)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news.stories.likeness import (
    ALIKE,
    AROUND,
    LIFE,
    SHARED,
    Likeness,
    denies_what_is_said,
    needed_likeness,
    never_one_event,
    same_step,
)
from news.stories.telling import Telling


@dataclass(frozen=True, slots=True)
class Joined:
    """The story to join (None: a new one), how alike it is, and the item of which this one is a copy."""

    story: int | None
    copy_of: int | None = None
    likeness: float = 0.0


def join(told: Telling, alike: Iterable[Likeness]) -> Joined:
    """The story `told` belongs to. `alike` holds the members of stories it resembles, the best of each story
    among them."""
    stories: dict[int, list[Likeness]] = defaultdict(list)
    for likeness in alike:
        stories[likeness.story].append(likeness)
    best = Joined(None)
    for story, members in sorted(stories.items()):
        found = _fits(told, members)
        if found is not None and found[0] > best.likeness:
            best = Joined(story, found[1], found[0])
    return best


def independent(voices: Iterable[tuple[str, str | None]]) -> list[str]:
    """Names of outlets that speak for themselves, in order; (outlet, voice) with one voice are one source,
    its first outlet named."""
    names: dict[str, str] = {}
    for outlet, voice in voices:
        names.setdefault(voice or f"outlet {outlet}", outlet)
    return list(dict.fromkeys(names.values()))


def _fits(told: Telling, members: Sequence[Likeness]) -> tuple[float, int | None] | None:
    """How well the story fits and which member is copied; None: it does not."""
    copied = next((m for m in members if m.copied), None)
    if copied is not None:
        return 2.0 + copied.total, copied.telling.item
    if any(denies_what_is_said(told.said, m.telling.said) for m in members):
        return None
    if any(abs(told.published - m.opened) > LIFE for m in members):
        return None
    near = [m for m in members if _comparable(told, m) and not never_one_event(told, m)]
    tied = [m for m in near if same_step(told, m.telling)]
    best = max(tied or near, key=lambda m: m.total, default=None)
    if best is None or len(near) * 2 < len(members):
        return None
    if _foreign(told, best.telling):
        return (ALIKE, None) if tied else None
    mean = sum(m.total for m in members) / len(members)
    if best.total < needed_likeness(told, best) or (mean < AROUND and not tied):
        return None
    same_wire = told.agency is not None and told.agency == best.telling.agency and best.total > 1.0
    return max(best.total, ALIKE), best.telling.item if same_wire else None


def _foreign(a: Telling, b: Telling) -> bool:
    return bool(a.language and b.language) and a.language != b.language


def _comparable(told: Telling, member: Likeness) -> bool:
    """Across languages only what is claimed can be compared, within one there must be words enough."""
    return member.shared >= SHARED or _foreign(told, member.telling)
