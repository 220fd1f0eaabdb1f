"""Commands for operators; each with --help, exit codes 0 fine, 1 a failure, 2 wrong use, and no traceback for a mistake."""

import asyncio
import os
from pathlib import Path

import click

from bot.logs import set_up_logs
from bot.settings import Settings, load_settings
from news.errors import ParleyError, WrongSettings, WrongUse


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def parley() -> None:
    """Parley tells where peace talks and ceasefires stand. Settings: see .env.example."""


@parley.command("run")
@click.option("--port", default=8080, show_default=True, help="Port of the playground's page, when there is no TELEGRAM_TOKEN.")
def run_command(port: int) -> None:
    """Run the bot in the foreground (the playground where no token is set)."""
    settings = _settings()
    if settings.token is None:
        _play(settings, port)
        return
    from bot.run import run
    from bot.wiring import build

    asyncio.run(run(build(settings)))


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
@click.option("--processes", type=click.Path(path_type=Path), help="Process catalogue; default the shipped one.")
@click.option("--changes", type=click.Path(path_type=Path), help="Write status changes here, one JSON object a line.")
@click.option("--claims", type=click.Path(path_type=Path), help="Write claims here, one JSON object a line.")
def replay_command(items: Path, processes: Path | None, changes: Path | None, claims: Path | None) -> None:
    """Read ITEMS.jsonl with the items' own clock and write claims and status changes; no network, no database."""
    from bot.replaying import replay_file

    report = replay_file(items, processes, changes, claims)
    click.echo(f"{report.items} items, {report.claims} claims, {report.changes} changes; {report.skipped} lines skipped", err=True)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot warns at every 429 without it
    try:
        parley.main(arguments, prog_name="python -m bot", standalone_mode=False)
    except click.ClickException as e:
        e.show()
        return 2
    except click.Abort:
        return 1
    except WrongSettings as e:
        click.echo("These settings are wrong:\n" + "\n".join(f"  {m}" for m in e.mistakes) + "\nSee .env.example.", err=True)
        return 2
    except WrongUse as e:
        click.echo(str(e), err=True)
        return 2
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

    asyncio.run(play(settings, port, database_given=bool(os.environ.get("PARLEY_DATABASE_URL"))))
