"""Wires re-reading for the command line: reader, progress bars, the changes in words."""

import asyncio
import sys
from typing import Any

import click
from tqdm import tqdm

from bot.wiring import build_reader
from briefing.house import House
from briefing.replay.reread import Difference, differences, put_in_place, read_again
from news.errors import ModelUnusable


async def reread(house: House, *, apply: bool) -> None:
    """Read, show, and with `apply` replace. Raises ModelUnusable: a crippled reader must not replace what a
    whole one read."""
    reader = await asyncio.to_thread(build_reader, house)
    try:
        if reader.trouble:
            raise ModelUnusable(f"{reader.trouble}; nothing was read again, what is stored stays as it is")
        async with house.store.read() as books:
            left = await books.rereadings.left(reader.version)
        with tqdm(total=left, unit="item", disable=not sys.stderr.isatty(), desc="reading") as bar:
            await read_again(house, reader, lambda n: _step(bar, n))
        found = await differences(house, reader.version)
        for difference in found:
            _show(difference)
        click.echo(f"{left} items read by {reader.version}; the history of {len(found)} axes changes")
        if apply:
            done = await put_in_place(house, reader.version)
            click.echo(f"put in place: {done} items")
        elif found:
            click.echo("nothing is replaced yet; `python -m bot reread --apply` does it")
    finally:
        await asyncio.to_thread(reader.close)


def _show(difference: Difference) -> None:
    click.echo(f"{difference.process} / {difference.axis}")
    for sign, changes in (("-", difference.gone), ("+", difference.come)):
        for change in sorted(changes, key=lambda c: c.at):
            sentence = change.evidence[0].claim.sentence if change.evidence else ""
            click.echo(
                f"  {sign} {change.at:%Y-%m-%d %H:%M} {change.state} ({change.rule}): {sentence[:100]}"
            )


def _step(bar: Any, n: int) -> None:
    bar.update(n)
