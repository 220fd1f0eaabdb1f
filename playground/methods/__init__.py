"""The methods of the Bot API that the playground imitates, by lower-case name."""

from __future__ import annotations

from playground.asked import Method
from playground.methods import answers, editing, profile, sending, updates

METHODS: dict[str, Method] = {
    method.name.lower(): method
    for group in (updates.METHODS, sending.METHODS, editing.METHODS, answers.METHODS, profile.METHODS)
    for method in group
}
