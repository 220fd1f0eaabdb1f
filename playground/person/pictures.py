"""Things of the face as JSON, for the person's side over HTTP and for the page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from playground.server.faults import Fault
from playground.telegram.shapes import ButtonPress, Call, InlineAsk, Seen
from playground.telegram.state import Person, TelegramChat


def shown(thing: Any) -> Any:
    """Anything of the face as JSON."""
    if isinstance(thing, Seen | ButtonPress | InlineAsk | Call | Fault):
        return asdict(thing)
    if isinstance(thing, Person):
        return {
            "id": thing.id,
            "name": thing.name,
            "username": thing.username,
            "language": thing.language,
            "deactivated": thing.deactivated,
        }
    if isinstance(thing, TelegramChat):
        return _chat(thing)
    if isinstance(thing, list | tuple):
        return [shown(item) for item in thing]
    return thing


def _chat(chat: TelegramChat) -> dict[str, Any]:
    members = [
        {"id": number, "name": chat.people[number].name, "status": member.status, "rights": member.rights}
        for number, member in chat.members.items()
    ]
    return {
        "id": chat.id,
        "type": chat.type,
        "name": chat.name,
        "username": chat.username,
        "is_forum": chat.is_forum,
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()
        ],
        "members": members,
        "bot": next((member.status for member in chat.bots.values()), "member" if chat.person else "left"),
        "started": chat.started,
        "blocked": chat.blocked,
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to.id if chat.migrated_to else None,
    }
