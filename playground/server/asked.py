"""One call of the Bot API as it came: who asks, for what, with which parameters and files."""

from __future__ import annotations

import json
import re
from binascii import a2b_qp
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from playground.server.http import Request
from playground.server.world import World
from playground.telegram.errors import bad_request
from playground.telegram.state import Bot

_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,20})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    mime: str
    data: bytes


class Asked:
    """One call. Parameters come as text from forms and as JSON values from JSON: the accessors take both."""

    __slots__ = ("bot", "files", "params", "world")

    def __init__(
        self, world: World, bot: Bot, params: Mapping[str, Any], files: Mapping[str, Upload]
    ) -> None:
        self.world = world
        self.bot = bot
        self.params = params
        self.files = files

    def text(self, name: str) -> str:
        """A parameter as text; empty when missing."""
        value = self.params.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """A parameter as a number; `default` when missing or none."""
        value = self.params.get(name)
        if isinstance(value, int):
            return int(value)
        found = _INTEGER.match(str(value)) if value is not None else None
        return int(found[1]) if found else default

    def number(self, name: str) -> float | None:
        """A parameter as a decimal number; None when missing or none."""
        try:
            return float(self.text(name).strip())
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        """A parameter as yes or no."""
        value = self.params.get(name)
        if isinstance(value, bool):
            return value
        return str(value).strip().lower() in ("true", "yes", "1") if value is not None else False

    def given(self, name: str) -> bool:
        """Whether the parameter was sent and is not empty."""
        return self.params.get(name) not in (None, "")

    def parsed(self, name: str, otherwise: str = "") -> Any:
        """A parameter that is JSON, parsed; None when missing. When it is none: ApiError with the words
        `otherwise`, None without them."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return _loads(value)
        except ValueError as error:
            if otherwise:
                raise bad_request(otherwise) from error
            return None


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Bot API: its name, the parameters it knows, and what it does (a JSON value, or
    something to wait for)."""

    name: str
    parameters: frozenset[str]
    run: Callable[[Asked], Any]


def method(name: str, parameters: str, run: Callable[[Asked], Any]) -> Method:
    """A method whose parameters are given as words."""
    return Method(name, frozenset(parameters.split()), run)


def read_parameters(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters and files of a request: query string, form, JSON or multipart. ApiError when the body is
    none of these."""
    params: dict[str, Any] = dict(parse_qsl(request.query, keep_blank_values=True)) if request.query else {}
    if not request.body:
        return params, {}
    header = request.headers.get("content-type", "")
    kind = header.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        for pair in request.body.split(b"&"):
            name, _, value = pair.partition(b"=")
            if name:
                params[_unescape(name)] = _unescape(value)
    elif kind == "application/json":
        try:
            given = _loads(request.body.decode())
        except ValueError as error:
            raise bad_request("can't parse request: can't parse JSON object") from error
        if not isinstance(given, dict):
            raise bad_request("can't parse request: expected JSON object")
        params.update(given)
    elif kind == "multipart/form-data":
        return _multipart(request.body, header, params)
    else:
        raise bad_request(f"can't parse request: unsupported content type {kind or 'none'}")
    return params, {}


def _loads(text: str) -> Any:
    """JSON; ApiError for halves of surrogate pairs, which no UTF-8 can carry."""
    value = json.loads(text)
    if "\\u" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
    return value


def _unescape(escaped: bytes) -> str:
    """A form's name or value; broken percent signs stay as they are, bytes that are no UTF-8 are replaced."""
    escaped = escaped.replace(b"+", b" ")
    if b"%" not in escaped:
        return escaped.decode("utf-8", "replace")
    if _BROKEN_ESCAPE.search(escaped):
        return unquote_to_bytes(escaped).decode("utf-8", "replace")
    # quoted-printable is the same with another sign, and its decoder is in C
    return a2b_qp(escaped.replace(b"=", b"%3D").replace(b"%", b"=")).decode("utf-8", "replace")


_BROKEN_ESCAPE = re.compile(rb"%(?![0-9a-fA-F]{2})")
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_FIELD = re.compile(rb'(?<![a-z])name="([^"]*)"')
_FILE = re.compile(rb'filename\*?="?([^"\r\n;]*)"?')
_TYPE = re.compile(rb"content-type:\s*([^\r\n;]+)", re.IGNORECASE)


def _multipart(body: bytes, header: str, params: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    found = _BOUNDARY.search(header)
    if found is None:
        raise bad_request("can't parse request: boundary not found")
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + found[1].encode("latin-1", "replace"))[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.partition(b"\r\n\r\n")
        name = _FIELD.search(head)
        if name is None:
            raise bad_request("can't parse request: field name not found")
        content = content.removesuffix(b"\r\n")
        field, file = name[1].decode("utf-8", "replace"), _FILE.search(head)
        if file is None:
            params[field] = content.decode("utf-8", "replace")
        else:
            mime = _TYPE.search(head)
            files[field] = Upload(
                file[1].decode("utf-8", "replace"),
                mime[1].decode("utf-8", "replace") if mime else "",
                content,
            )
    return params, files
