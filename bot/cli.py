"""Commands for operators; each with --help, exit codes 0 fine, 1 a failure, 2 wrong use, and no traceback for
a mistake."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import click

from bot.logs import set_up_logs
from bot.role import Role, refuse_alone
from bot.settings import Settings, load_settings
from briefing.house import House
from news.errors import ParleyError, StorageError, WrongSettings, WrongUse

T = TypeVar("T")


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from bot.version import version

        click.echo(f"parley {version()}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Show version and commit and exit.",
)
def parley() -> None:
    """Parley tells where peace talks and ceasefires stand. Settings: see .env.example."""


@parley.command("run")
@click.option(
    "--port",
    default=8080,
    show_default=True,
    help="Port of the playground's page, when there is no TELEGRAM_TOKEN.",
)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ALL.value,
    show_default=True,
    help="The part of the work this process does; other processes on the same PostgreSQL do the rest.",
)
def run_command(port: int, role: str) -> None:
    """Run the bot in the foreground (the playground where no token is set)."""
    settings = _settings()
    if settings.token is None:
        refuse_alone(Role(role), for_several=False)
        _play(settings, port)
        return
    from bot.run import run
    from bot.wiring import build

    asyncio.run(run(build(settings, role=Role(role))))


@parley.command("playground")
@click.option("--port", default=8080, show_default=True, help="Port of the chat page.")
def playground_command(port: int) -> None:
    """Run the bot against the playground, even where a token is set."""
    _play(_settings(), port)


@parley.command("migrate")
def migrate_command() -> None:
    """Bring the database to the shape this version needs."""
    from storage.migrate import current_revision, migrate

    url = _settings().database_url
    asyncio.run(migrate(url))
    click.echo(f"the database is at {asyncio.run(current_revision(url))}")


@parley.command("replay")
@click.argument("items", type=click.Path(path_type=Path))
@click.option(
    "--processes", type=click.Path(path_type=Path), help="Process catalogue; default the shipped one."
)
@click.option(
    "--changes", type=click.Path(path_type=Path), help="Write status changes here, one JSON object a line."
)
@click.option("--claims", type=click.Path(path_type=Path), help="Write claims here, one JSON object a line.")
def replay_command(items: Path, processes: Path | None, changes: Path | None, claims: Path | None) -> None:
    """Read ITEMS.jsonl with the items' own clock and write claims and status changes; no network, no
    database."""
    from bot.replaying import replay_file

    report = replay_file(items, processes, changes, claims)
    click.echo(
        f"{report.items} items, {report.claims} claims, {report.changes} changes; {report.skipped} lines skipped",
        err=True,
    )


@parley.group("feeds")
def feeds_group() -> None:
    """Feeds in and out by file."""


@feeds_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def feeds_import(file: Path) -> None:
    """Follow every feed of FILE (OPML or TOML)."""
    from briefing.admin.feed_files import import_feeds

    done = asyncio.run(_with_house(lambda house: import_feeds(house, file)))
    click.echo(f"{done.added} feeds added, {done.found - done.added} were followed already")
    for one in done.refused:
        click.echo(f"left out: {one.address} ({one.why})", err=True)


@feeds_group.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def feeds_export(file: Path | None) -> None:
    """Write every feed as OPML to FILE, or to standard output."""
    from briefing.admin.feed_files import export_feeds

    opml = asyncio.run(_with_house(export_feeds, kept=True))
    if file is None:
        click.echo(opml.decode(), nl=False)
    else:
        file.write_bytes(opml)
        click.echo(f"written to {file}", err=True)


@parley.command("doctor")
def doctor_command() -> None:
    """Look at everything a run needs; exit status 1 when something is not well."""
    from bot.doctor import examine

    settings = _settings()

    async def report() -> bool:
        well = True
        async for finding in examine(settings):
            click.echo(str(finding))
            well = well and finding.well
        return well

    if not asyncio.run(report()):
        raise SystemExit(1)


@parley.command("reread")
@click.option("--apply", is_flag=True, help="Put the new readings in place after showing what changes.")
def reread_command(apply: bool) -> None:
    """Read stored items again with this version's reader; shows what would change. Can be cut off and started
    again."""
    from bot.rereading import reread

    asyncio.run(_with_house(lambda house: reread(house, apply=apply), kept=True))


@parley.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Copy the database to the new FILE, also while the bot runs; readable only by you. PostgreSQL needs its
    pg_dump."""
    from storage.backup import back_up

    click.echo(f"{back_up(_settings().database_url, file)} bytes in {file}")


@parley.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Make the database out of the backup FILE, where there is none yet; looks it through first."""
    from bot.single_process_lock import locked_to_one_process
    from storage.restore import restore

    url = _settings().database_url
    with locked_to_one_process(url):
        found = asyncio.run(restore(url, file))
    newest = f" (the newest of {found.newest} UTC)" if found.newest else ""
    click.echo(
        f"restored from {file}: {found.items} items{newest}, {found.chats} chats, {found.changes} changes; "
        f"the database is at {found.revision}"
    )


async def _with_house(work: Callable[[House], Awaitable[T]], *, kept: bool = False) -> T:
    """Run one use case on the migrated database and close it; `kept`: on one that is there, none is made for
    it."""
    from bot.wiring import build_house
    from storage.migrate import migrate
    from storage.store import sqlite_file

    settings = _settings()
    file = sqlite_file(settings.database_url)
    if kept and file is not None and not file.exists():
        raise WrongUse(
            f"there is no database {file}; PARLEY_DATABASE_URL names another, or run the bot first"
        )
    await migrate(settings.database_url)
    house = build_house(settings)
    try:
        return await work(house)
    finally:
        await house.store.close()


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    try:
        parley.main(arguments, prog_name="python -m bot", standalone_mode=False)
    except click.ClickException as e:
        e.show()
        return 2
    except click.Abort:
        return 1
    except SystemExit as e:
        return int(e.code or 0)
    except WrongSettings as e:
        click.echo(
            "These settings are wrong:\n" + "\n".join(f"  {m}" for m in e.mistakes) + "\nSee .env.example.",
            err=True,
        )
        return 2
    except WrongUse as e:
        click.echo(str(e), err=True)
        return 2
    except StorageError as e:
        click.echo(f"The database cannot be used. {e}", err=True)
        return 1
    except ParleyError as e:
        click.echo(f"{type(e).__name__}: {e}", err=True)
        return 1
    return 0


def _settings() -> Settings:
    settings = load_settings()
    secrets = tuple(s.get_secret_value() for s in (settings.telegram_token, settings.webhook_secret) if s)
    set_up_logs(settings.log_level, secrets)
    return settings


def _play(settings: Settings, port: int) -> None:
    from bot.demo import play

    asyncio.run(play(settings, port))
