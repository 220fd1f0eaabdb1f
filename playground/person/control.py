"""The person's side over HTTP: every act of the Python face as ``POST /person/<verb>`` with JSON, what there
is to see as ``GET``."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any
from urllib.parse import parse_qs

from playground.person.acts import Acts
from playground.person.given import Given, WrongUseError
from playground.person.pictures import shown
from playground.person.side import PersonSide
from playground.person.views import Views
from playground.server.http import Answer, Request, Response


def answer_json(value: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), status)


class Control:
    """The person's side of one playground."""

    def __init__(self, side: PersonSide) -> None:
        self._acts = Acts(side)
        self._views = Views(side)

    def answer(self, verb: str, request: Request) -> Answer:
        """Answer ``/person/<verb>``: 400 says what is wrong with a request, 404 that there is no such
        verb."""
        try:
            result = self._act(verb, request) if request.method == "POST" else self._view(verb, request)
        except (WrongUseError, ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
            status = error.status if isinstance(error, WrongUseError) else 400
            words = (
                f"there is no {error.args[0]!r}" if isinstance(error, KeyError) and error.args else str(error)
            )
            return answer_json({"error": words}, status)
        return _later(result) if isinstance(result, Awaitable) else answer_json(shown(result))

    def _act(self, verb: str, request: Request) -> Any:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise WrongUseError("send application/json", 415)
        act = None if verb.startswith("_") else getattr(self._acts, verb, None)
        if act is None:
            raise WrongUseError(f"nobody can {verb!r}, only {', '.join(names(Acts))}", 404)
        given = json.loads(request.body or b"{}")
        if not isinstance(given, dict):
            raise WrongUseError("send a JSON object")
        asked = Given(given)
        asked.check()
        return act(asked)

    def _view(self, verb: str, request: Request) -> Any:
        view = None if verb.startswith("_") else getattr(self._views, verb, None)
        if view is None:
            raise WrongUseError(f"there is no {verb!r} to see, only {', '.join(names(Views))}", 404)
        return view(Given({name: values[-1] for name, values in parse_qs(request.query).items()}))


def names(side: type) -> list[str]:
    """The verbs of the acts or the views."""
    return sorted(name for name in vars(side) if not name.startswith("_"))


async def _later(waiting: Awaitable[Any]) -> Response:
    try:
        return answer_json(shown(await waiting))
    except TimeoutError as error:
        return answer_json({"error": str(error)}, 408)
