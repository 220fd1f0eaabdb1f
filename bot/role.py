"""What one of several processes of the bot does (docs/decisions/0070-roles.md)."""

from enum import StrEnum

from news.errors import WrongUse


class Role(StrEnum):
    """`bot run --role`. Each but ALL leaves the rest to other processes on the same PostgreSQL."""

    ALL = "all"
    COLLECT = "collect"  # fetches feeds
    READ = "read"  # understands items, puts them into stories, folds statuses
    DELIVER = "deliver"  # writes alerts and digests and sends them
    ANSWER = "answer"  # takes what people write, and answers it

    def does(self, part: "Role") -> bool:
        """Whether a process of this role does the work of `part`."""
        return self in (Role.ALL, part)

    @property
    def uses_telegram(self) -> bool:
        """Whether it talks to Telegram at all."""
        return self not in (Role.COLLECT, Role.READ)


class NeedsPostgres(WrongUse):
    """A part of the bot alone was asked for, on a database that takes one process only."""

    key = "error.needs_postgres"


def refuse_alone(role: Role, *, for_several: bool) -> None:
    """Raise NeedsPostgres where nobody else could do the rest."""
    if role is not Role.ALL and not for_several:
        raise NeedsPostgres(
            f"--role {role} does a part of the work, and an SQLite file takes one process only: nobody would do the "
            "rest. Leave --role out, or name a PostgreSQL in PARLEY_DATABASE_URL"
        )
