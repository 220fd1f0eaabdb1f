"""The catalogue of processes as it stands: the shipped one with what admins added and edited."""

from collections.abc import Iterable

from news.process import Process, ProcessCatalogue


def with_edits(
    now: ProcessCatalogue, shipped: ProcessCatalogue, edits: Iterable[Process]
) -> ProcessCatalogue:
    """`shipped` with the edits in place; `now` itself where nothing differs, so that nobody reloads in vain.
    Pure."""
    processes = {**shipped.processes, **{process.id: process for process in edits}}
    return now if processes == now.processes else ProcessCatalogue(processes)
