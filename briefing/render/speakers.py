"""Who speaks, in the reader's language: a side of a conflict or a great power by the name it is known by
there, anybody else as written."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.render.vocabulary import power_name
from briefing.render.words import Words
from news.process import Party, Process, ProcessCatalogue


@dataclass(frozen=True, slots=True)
class Sides:
    """The names of those who speak about one process, for a reader of `words`."""

    catalogue: ProcessCatalogue
    process: str
    words: Words

    def called(self, who: str) -> str:
        """ "Sudanese army" in English, «армия Судана» in Russian; several joined by the reader ("Iran and
        Hamas") one by one."""
        whole = self._known(who)
        if whole is not None:
            return whole
        parts = [self._known(part) for part in who.split(" and ")]
        return f" {self.words.say('and')} ".join(part for part in parts if part) if all(parts) else who

    def listed(self, names: Iterable[str]) -> str:
        """All of them, with commas."""
        return ", ".join(map(self.called, names))

    def _known(self, who: str) -> str | None:
        party = self.catalogue.party(who)
        return (
            party.title_in(self.words.language)
            if party
            else power_name(who, self.words) or self._by_alias(who)
        )

    def _by_alias(self, who: str) -> str | None:
        """A side of this very process by another name of it. Not one made up of several: the word is of one
        of them alone."""
        process = self.catalogue.get(self.process)
        party = _sides(process).get(who.casefold()) if process and self.words.language != "en" else None
        return party.title_in(self.words.language) if party and " and " not in party.name else None


def sides_among(names: Iterable[str], process: Process) -> list[str]:
    """The sides of `process` among those named, by the first name of each."""
    sides = _sides(process)
    return list(dict.fromkeys(sides[name.casefold()].name for name in names if name.casefold() in sides))


def _sides(process: Process) -> dict[str, Party]:
    return {
        name.casefold(): party for party in process.parties for name in (*party.names, *party.titles.values())
    }
