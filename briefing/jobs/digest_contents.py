"""What a digest has to tell: what changed, which stories came in, where things stand, what is dated next."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from briefing.render.digest import STORIES, Gathered
from briefing.render.story import StoryShown
from news.fold.dated import dated_next
from news.status import Change, Status
from storage.digests import NewStory
from storage.store import Books

_CHANGES = 300
_PROCESSES = 40  # of so many stories are told


async def what_came(
    books: Books, processes: Sequence[str], words: str, since: datetime, until: datetime
) -> tuple[list[Change], list[NewStory]]:
    """The changes and the stories that came between `since` and `until` for a selection."""
    changes = await books.statuses.between(since, until, processes, _CHANGES)
    if words:
        changes = [change for change in changes if _told_in(change, words)]
    return changes, await books.digests.new_stories(processes, words, since, until)


async def gather_contents(
    books: Books,
    processes: Sequence[str],
    words: str,
    since: datetime,
    until: datetime,
    at: datetime,
    *,
    then: bool = False,
) -> Gathered:
    """What came between `since` and `until` for a selection; where things stand (`then`: stood at `until`) is left
    out of one of words."""
    changes, new = await what_came(books, processes, words, since, until)
    wanted = None if not processes else set(processes)
    standing = await books.statuses.stood(until) if then else await books.statuses.all()
    statuses = [] if words else [s for s in standing if not wanted or s.process in wanted]
    told = _first_of_each(new)
    return Gathered(
        changes=changes,
        stories=await _stories(books, told),
        statuses=_by_process(statuses),
        dated=dated_next(statuses, at),
        since=since,
        at=at,
        words=words,
        left_out=len(new) - len(told),
    )


def _told_in(change: Change, words: str) -> bool:
    """Whether a sentence the change rests on holds all the words."""
    wanted = words.casefold().split()
    return any(all(word in piece.claim.sentence.casefold() for word in wanted) for piece in change.evidence)


def _first_of_each(new: Sequence[NewStory]) -> list[NewStory]:
    """At most STORIES of every process, in their order."""
    told, kept = Counter[str](), []
    for story in new:
        if told[story.process] < STORIES and (story.process in told or len(told) < _PROCESSES):
            told[story.process] += 1
            kept.append(story)
    return kept


async def _stories(books: Books, new: Sequence[NewStory]) -> list[tuple[str, StoryShown]]:
    """Each with its process, told by all its items, also by those that came before."""
    joined = {s.id: s for s in await books.stories.get([n.story for n in new if n.story is not None])}
    lone = await books.items.get([n.items[0] for n in new if n.story not in joined])
    shown = []
    for one in new:
        if one.story in joined:
            story = joined[one.story]
            shown.append((one.process, StoryShown(story.opened, story.items)))
        elif one.items[0] in lone:
            item = lone[one.items[0]]
            shown.append((one.process, StoryShown(item.published, ((item, None),))))
    return shown


def _by_process(statuses: Sequence[Status]) -> dict[str, list[Status]]:
    found: dict[str, list[Status]] = {}
    for status in statuses:
        found.setdefault(status.process, []).append(status)
    return found
