"""Settings, from the environment and `.env` only; every mistake is named at once."""

import os
import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from news.errors import WrongSettings
from storage.store import sqlite_file

ROOT = Path(__file__).parent.parent
_TELEGRAM = "https://api.telegram.org"
_WEBHOOK_PORTS = (443, 80, 88, 8443)  # Bot API, setWebhook


class Settings(BaseSettings):
    """Fields are named in `.env.example`, with what they mean."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True, frozen=True
    )

    telegram_token: SecretStr | None = Field(None, alias="TELEGRAM_TOKEN")
    telegram_api_url: str = Field(_TELEGRAM, alias="PARLEY_TELEGRAM_API_URL")
    admins: Annotated[frozenset[int], NoDecode] = Field(frozenset(), alias="PARLEY_ADMINS")
    database_url: str = Field("sqlite+aiosqlite:///var/parley.db", alias="PARLEY_DATABASE_URL")
    catalogue: str | None = Field(None, alias="PARLEY_CATALOGUE")
    processes: Path = Field(ROOT / "processes.toml", alias="PARLEY_PROCESSES")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field((), alias="PARLEY_ALLOWED_HOSTS")
    poll_seconds: float = Field(300.0, alias="PARLEY_POLL_SECONDS", ge=1.0, le=86_400.0)
    keep_days: int | None = Field(None, alias="PARLEY_KEEP_DAYS", ge=60, le=36_500)
    http_host: str = Field("127.0.0.1", alias="PARLEY_HTTP_HOST")
    http_port: int = Field(8090, alias="PARLEY_HTTP_PORT", ge=0, le=65_535)
    webhook_url: str | None = Field(None, alias="PARLEY_WEBHOOK_URL")
    webhook_secret: SecretStr | None = Field(None, alias="PARLEY_WEBHOOK_SECRET")
    proxy: str | None = Field(None, alias="PARLEY_PROXY")
    contact: str | None = Field(None, alias="PARLEY_CONTACT")
    language: str = Field("en", alias="PARLEY_LANGUAGE", pattern="^(en|ru)$")
    zone: str = Field("UTC", alias="PARLEY_ZONE")
    log_level: str = Field("INFO", alias="PARLEY_LOG_LEVEL", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    paid_broadcast: bool = Field(False, alias="PARLEY_PAID_BROADCAST")

    @field_validator("admins", mode="before")
    @classmethod
    def _ids(cls, value: Any) -> Any:
        words = [w.strip() for w in value.split(",") if w.strip()] if isinstance(value, str) else value
        if any(not str(w).isdecimal() for w in words):
            raise ValueError("give Telegram user ids, numbers separated by commas")
        return words

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: Any) -> Any:
        hosts = tuple(w.strip() for w in value.split(",") if w.strip()) if isinstance(value, str) else value
        if any("/" in host or " " in host for host in hosts):
            raise ValueError(
                "give hosts with or without port, separated by commas: feeds.example, 10.0.0.5:8080"
            )
        return hosts

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _looks_like_a_token(value.get_secret_value()):
            raise ValueError("is no bot token; BotFather gives one like 123456:ABC-DEF")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None) -> str | None:
        if value is None:
            return value
        try:
            address = urlsplit(value)
            fine = bool(address.hostname) and (
                address.scheme == "https" and (address.port or 443) in _WEBHOOK_PORTS
            )
        except ValueError:
            raise ValueError(
                "cannot be read; give an address like https://bot.example/updates-7f3a"
            ) from None
        if not fine and not (address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")):
            raise ValueError("Telegram takes https:// addresses only, on port 443, 80, 88 or 8443")
        if address.path in ("/healthz", "/readyz", "/metrics") or address.query or address.fragment:
            raise ValueError(
                "needs a path of its own, without ? and #, such as https://bot.example/updates-7f3a"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("may hold A-Z, a-z, 0-9, _ and - only, at most 256 of them")
        return value

    @field_validator("telegram_api_url", "proxy")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname
        ):
            raise ValueError("give an address that begins with http:// or https://")
        return value.rstrip("/") if value else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        scheme = value.split(":", 1)[0]
        drivers = {
            "sqlite": "sqlite+aiosqlite",
            "postgresql": "postgresql+asyncpg",
            "postgres": "postgresql+asyncpg",
        }
        if scheme in drivers:
            return drivers[scheme] + value[len(scheme) :]
        if scheme not in drivers.values():
            raise ValueError("give sqlite:///path/to/file.db or postgresql://user:password@host/name")
        return value

    @field_validator("database_url", mode="after")
    @classmethod
    def _place(cls, value: str) -> str:
        try:
            file = sqlite_file(value)
        except (ValueError, ArgumentError) as e:
            raise ValueError(
                "cannot be read; give sqlite:///path/to/file.db or postgresql://user:password@host:5432/name"
            ) from e
        if file is not None and file.is_dir():
            raise ValueError(f"{file} is a folder; name a file in it")
        if file is not None and file.exists() and not os.access(file, os.R_OK | os.W_OK):
            raise ValueError(f"{file} cannot be read and written")
        folder = file.parent if file else None
        while folder is not None and not folder.exists():
            folder = folder.parent
        if folder is not None and not os.access(folder, os.W_OK):
            raise ValueError(f"the folder of {file} cannot be written")
        return value

    @field_validator("catalogue")
    @classmethod
    def _feeds_file(cls, value: str | None) -> str | None:
        if value is not None and value.strip().lower() != "none" and not Path(value).is_file():
            raise ValueError(f"there is no file {value}; give a TOML or OPML file, or none")
        return value

    @field_validator("processes")
    @classmethod
    def _file(cls, value: Path) -> Path:
        if not value.is_file():
            raise ValueError(f"there is no file {value}; give the path of a processes.toml")
        return value

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("give an IANA zone such as Europe/Berlin")
        return value

    @property
    def feeds(self) -> str | Path:
        """The feeds to start with: `none`, a file, or the shipped catalogue."""
        return self.catalogue or ROOT / "catalogue.toml"

    @property
    def token(self) -> str | None:
        return self.telegram_token.get_secret_value() if self.telegram_token else None


def load_settings(**given: Any) -> Settings:
    """Settings from the environment; `given` (by environment name) goes before it. Raises WrongSettings with
    every mistake."""
    try:
        return Settings(**given)
    except ValidationError as e:
        raise WrongSettings([_mistake(error["loc"], error["msg"]) for error in e.errors()]) from None
    except (OSError, UnicodeDecodeError) as e:  # of what is read here, only that file can be unreadable
        raise WrongSettings([f"the file {Path('.env').absolute()} cannot be read: {e}"]) from None


_PLAIN = {"PARLEY_LANGUAGE": "give en or ru", "PARLEY_LOG_LEVEL": "give DEBUG, INFO, WARNING or ERROR"}


def _mistake(where: tuple[int | str, ...], said: str) -> str:
    said = _PLAIN.get(str(where[0]) if where else "", said.removeprefix("Value error, "))
    return f"{where[0]}: {said}" if where else said


def _looks_like_a_token(value: str) -> bool:
    number, colon, rest = value.partition(":")
    return bool(colon) and number.isdecimal() and bool(rest) and all(c.isalnum() or c in "-_" for c in rest)
