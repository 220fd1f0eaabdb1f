"""The one table of commands: menu, help, rights and docs derive from it."""

import enum

from briefing.house import House
from briefing.render.words import words_for
from handlers import (
    admin,
    alerts,
    board,
    broadcast,
    correct,
    feeds,
    forget,
    health,
    latest,
    opml,
    processes,
    publish,
    search,
    settings,
    sources,
    start,
    status,
    subscribe,
    subscriptions,
    timeline,
    why,
)
from handlers.ask import Answer, Ask, Command, Rights
from news.chat import ChatKind


async def _help(ask: Ask) -> Answer:
    return start.help_answer(COMMANDS, administers(ask), ask)


COMMANDS: tuple[Command, ...] = (
    Command("start", "what this is, in five lines", start.start, changes=False),
    Command("status", "where talks and ceasefires stand", status.status, usage="[process]", changes=False),
    Command(
        "board",
        "one message here that is kept current",
        board.board,
        Rights.CHAT_ADMIN,
        usage="[@channel] [off]",
    ),
    Command("conflicts", "every conflict I know, by region", status.conflicts, changes=False),
    Command("latest", "the newest stories", latest.newest, usage="[process or words]", changes=False),
    Command("search", "search everything stored", search.find, usage="words", changes=False),
    Command(
        "timeline",
        "how a process got to where it is",
        timeline.history,
        usage="[process]",
        changes=False,
    ),
    Command(
        "why",
        "what stands behind a line: reply with it, or name a process",
        why.why,
        usage="[process]",
        changes=False,
    ),
    Command("sources", "the feeds I follow and how they are doing", sources.followed, changes=False),
    Command(
        "alerts",
        "tell me when a status changes",
        alerts.alerts,
        Rights.CHAT_ADMIN,
        usage="[on | off | process | off process]",
        shown=alerts.alerts_shown,
    ),
    Command(
        "subscribe",
        "a digest at the hour you choose",
        subscribe.subscribe_command,
        Rights.CHAT_ADMIN,
        usage="[process or words]",
    ),
    Command(
        "subscriptions",
        "what this chat gets",
        subscriptions.subscriptions,
        Rights.CHAT_ADMIN,
        changes=False,
        shown=subscriptions.subscriptions,
    ),
    Command(
        "unsubscribe", "stop a digest or everything", subscriptions.unsubscribe_command, Rights.CHAT_ADMIN
    ),
    Command(
        "pause",
        "pause everything for a while",
        subscriptions.pause,
        Rights.CHAT_ADMIN,
        usage="[2d | 5h | off]",
    ),
    Command(
        "settings",
        "zone, language, quiet hours, brief or full",
        settings.settings,
        Rights.CHAT_ADMIN,
        usage="[city | quiet 22-7]",
    ),
    Command(
        "publish",
        "post in a channel you administer",
        publish.publish,
        usage="[@channel [process] [hour] | @channel off]",
    ),
    Command("forget", "delete everything about this chat", forget.forget_command, Rights.CHAT_ADMIN),
    Command("help", "all commands", _help, changes=False),
    Command("privacy", "what is stored about this chat", start.privacy, changes=False),
    Command(
        "addfeed",
        "follow a feed, the feed of a page, or a channel",
        feeds.add_feed,
        Rights.BOT_ADMIN,
        usage="address",
    ),
    Command(
        "feeds",
        "the feeds and how they are doing",
        feeds.feeds,
        Rights.BOT_ADMIN,
        usage="[number]",
        changes=False,
    ),
    Command(
        "editfeed",
        "change a feed: title, kind, interval, words it must or must not have",
        feeds.edit_feed,
        Rights.BOT_ADMIN,
        usage="number field: value",
    ),
    Command(
        "pausefeed", "pause a feed, or follow it again", feeds.pause_feed, Rights.BOT_ADMIN, usage="number"
    ),
    Command(
        "removefeed",
        "stop following a feed; its items are kept",
        feeds.remove_feed,
        Rights.BOT_ADMIN,
        usage="number",
    ),
    Command(
        "exportfeeds",
        "every feed as an OPML file; send one to follow what is in it",
        opml.export,
        Rights.BOT_ADMIN,
        changes=False,
    ),
    Command(
        "health",
        "queues, delays, what fails",
        health.health,
        Rights.BOT_ADMIN,
        changes=False,
        without_database=True,
    ),
    Command(
        "correct",
        "say where things stand, or take that back",
        correct.correct,
        Rights.BOT_ADMIN,
        usage="process ceasefire|talks state why | process undo",
    ),
    Command("processes", "the processes I know", processes.processes, Rights.BOT_ADMIN, changes=False),
    Command(
        "addprocess",
        "add a process: id, then lines of fields",
        processes.add_process,
        Rights.BOT_ADMIN,
        usage="id field: value",
    ),
    Command(
        "editprocess",
        "show or change a process",
        processes.edit_process,
        Rights.BOT_ADMIN,
        usage="id [field: value]",
    ),
    Command("broadcast", "a message to every chat", broadcast.broadcast, Rights.BOT_ADMIN, usage="text"),
    Command(
        "admin", "who administers me", admin.admin, Rights.BOT_ADMIN, usage="[list | add id | remove id]"
    ),
    Command("audit", "what admins did", admin.audit, Rights.BOT_ADMIN, changes=False),
)


def is_admin(house: House, person_id: int) -> bool:
    """The one place that knows who administers the bot."""
    return person_id in house.admins or person_id in house.added_admins


def administers(ask: Ask) -> bool:
    """Whether what admins may do is open to this question: asked by one of them, where nobody else reads
    along."""
    return ask.chat.kind is ChatKind.PRIVATE and is_admin(ask.house, ask.person_id)


class Menu(enum.StrEnum):
    """Who is offered commands where."""

    PRIVATE = "private"
    GROUP = "group"  # any member of a group
    GROUP_ADMIN = "group_admin"
    BOT_ADMIN = "bot_admin"  # in the private chat with the bot


_ALONE = ("start", "publish")
"""What is for the private chat and would only be in the way in a group."""


def menu(language: str, where: Menu) -> list[tuple[str, str]]:
    """(name, description) of every command for Telegram's menu in `language`; who may not run one is not
    offered it."""
    words = words_for(language)
    return [(c.name, words.say(c.description)) for c in COMMANDS if _offered(c, where)]


def _offered(command: Command, where: Menu) -> bool:
    if command.rights is Rights.BOT_ADMIN:
        return where is Menu.BOT_ADMIN
    if where in (Menu.GROUP, Menu.GROUP_ADMIN) and command.name in _ALONE:
        return False
    return where is not Menu.GROUP or command.rights is Rights.EVERYONE or command.shown is not None
