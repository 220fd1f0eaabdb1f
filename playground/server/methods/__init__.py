"""The methods of the Bot API that the playground imitates, by lower-case name."""

from __future__ import annotations

from playground.server.asked import Method
from playground.server.methods import (
    answers,
    chats,
    copying,
    editing,
    media,
    profile,
    removing,
    sending,
    updates,
)

GROUPS = (
    updates.METHODS,
    sending.METHODS,
    media.METHODS,
    copying.METHODS,
    editing.METHODS,
    removing.METHODS,
    answers.METHODS,
    profile.METHODS,
    chats.METHODS,
)

METHODS: dict[str, Method] = {method.name.lower(): method for group in GROUPS for method in group}
