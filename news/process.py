"""What a process is: one conflict or peace process with its parties, mediators, places and all their
names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Party:
    """One side: its name and every other name it goes by (leaders, capitals, abbreviations; English and
    Russian base forms)."""

    name: str
    aliases: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(
        default_factory=dict
    )  # language → what answers call it, for languages other than English

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called in the items that are read."""
        return (self.name, *self.aliases)

    def title_in(self, language: str) -> str:
        """What answers in `language` (ISO 639-1) call it, else its name."""
        return self.titles.get(language, self.name)


REGIONS = ("middle-east", "europe", "africa", "asia", "americas")
"""Where a conflict is, in the order they are listed in; a process of none of them is listed last."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the catalogue (docs/status-model.md, "Process catalogue")."""

    id: str  # stable slug, also the command argument
    title: str
    titles: Mapping[str, str] = field(
        default_factory=dict
    )  # language → title, for languages other than English
    active: bool = True
    parties: tuple[Party, ...] = ()
    mediators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # names of the process itself
    excludes: tuple[str, ...] = ()  # words that look like it and are not
    since: date | None = None
    until: date | None = None
    axes: tuple[str, ...] = ("ceasefire", "talks")  # a process without fighting has no ceasefire: ("talks",)
    hot: tuple[
        tuple[date, date], ...
    ] = ()  # times of open fighting or intense talks: it is the likelier one when names are shared
    region: str = ""  # one of REGIONS

    def title_in(self, language: str) -> str:
        """The title in `language` (ISO 639-1), else the English one."""
        return self.titles.get(language, self.title)


@dataclass(frozen=True, slots=True)
class ProcessCatalogue:
    """All processes by id, in the catalogue's order."""

    processes: Mapping[str, Process]

    @classmethod
    def of(cls, processes: Iterable[Process]) -> "ProcessCatalogue":
        return cls({process.id: process for process in processes})

    def __iter__(self) -> Iterator[Process]:
        return iter(self.processes.values())

    def __len__(self) -> int:
        return len(self.processes)

    def __contains__(self, process_id: object) -> bool:
        return process_id in self.processes

    def get(self, process_id: str) -> Process | None:
        return self.processes.get(process_id)

    def party(self, name: str) -> Party | None:
        """A side of any process by its name, exactly."""
        return next((party for process in self for party in process.parties if party.name == name), None)
