"""Who and what there is in the demo: a private chat, a group with two people, a supergroup with topics, a
channel."""

from __future__ import annotations

from playground.stage.membership import Membership
from playground.stage.places import Places
from playground.telegram.state import Person

DEMO_PERSON = 1001


class Stage(Places, Membership):
    """What a scene is set on."""


def set_scene(stage: Stage) -> Person:
    """Set the scene; the person the page is for (id `DEMO_PERSON`, who may be named as the bot's
    administrator)."""
    you = stage.person("Alex Marin", username="alex", id=DEMO_PERSON)
    mira = stage.person("Mira Solano", username="mira")
    tomas = stage.person("Tomas Lind", language="ru")
    stage.group("Foreign desk", [mira, you])
    stage.supergroup("Velia newsroom", [mira, you, tomas], topics=("Talks", "Ceasefire"))
    stage.channel("Velia watch", you, username="velia_watch")
    return you
