"""The one table of commands and buttons: menu, help, rights and docs derive from it."""

import enum
from dataclasses import replace

from briefing.house import House
from briefing.render.keyboard import NO_BUTTON, ButtonKind
from briefing.render.words import words_for
from handlers import (
    admin,
    alerts,
    broadcast,
    choices,
    correct,
    feeds,
    forget,
    health,
    latest,
    message_record,
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
from handlers.ask import Answer, Ask, Command, Press, Rights
from news.chat import ChatKind


async def _help(ask: Ask) -> Answer:
    return start.help_answer(COMMANDS, administers(ask), ask)


async def _below(ask: Ask) -> Answer:
    """The board or the newest stories below the message, which stays."""
    asked = replace(ask, args="", pressed=NO_BUTTON)
    return await (latest.newest(asked) if ask.pressed.text(0) == ButtonKind.STORIES else status.status(asked))


async def _begin(ask: Ask) -> Answer:
    """The choice of a digest or of a conflict to follow below the message, which stays."""
    if ask.pressed.text(0) == ButtonKind.SUBSCRIBE:
        return subscribe.daily(ask)
    return await alerts.follow_one(ask)


COMMANDS: tuple[Command, ...] = (
    Command("start", "what this is, in five lines", start.start, changes=False),
    Command("status", "where talks and ceasefires stand", status.status, usage="[process]", changes=False),
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

PRESSES: tuple[Press, ...] = (
    Press(ButtonKind.STATUS, status.status_pressed),
    Press(ButtonKind.BELOW_START, _below, added=True),
    Press(ButtonKind.CONFLICTS, status.conflicts_pressed),
    Press(ButtonKind.BEGIN, _begin, Rights.CHAT_ADMIN, added=True),
    Press(ButtonKind.STORIES, latest.newest_pressed),
    Press(ButtonKind.STORIES_WITH_WORDS, latest.words_pressed),
    Press(ButtonKind.SEARCH, search.find_pressed),
    Press(ButtonKind.TIMELINE, timeline.history_pressed, added=True),
    Press(ButtonKind.TIMELINE_PAGE, timeline.page_pressed),
    Press(ButtonKind.WHY, why.why_pressed, added=True),
    Press(ButtonKind.WHY_CHANGE, why.change_pressed, added=True),
    Press(ButtonKind.DELIVERY_LOG, message_record.record_pressed, added=True),
    Press(ButtonKind.SOURCES, sources.followed_pressed),
    Press(ButtonKind.ALERTS, alerts.alerts_pressed, Rights.CHAT_ADMIN),
    Press(
        ButtonKind.FOLLOW,
        alerts.alerts_pressed,
        Rights.CHAT_ADMIN,
        added=True,
        turned=alerts.unfollow_instead,
    ),
    Press(
        ButtonKind.UNFOLLOW,
        alerts.unfollow_pressed,
        Rights.CHAT_ADMIN,
        added=True,
        turned=alerts.follow_instead,
    ),
    Press(ButtonKind.ALERTS_OFF, alerts.off_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.ALERTS_PER_HOUR, alerts.per_hour_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.SUBSCRIBE, subscribe.subscribe_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.SUBSCRIPTION, subscriptions.one_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.UNSUBSCRIBE, subscriptions.unsubscribe_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.PAUSE, subscriptions.pause_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.PUBLISH, publish.publish_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.SETTINGS, settings.settings_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.TIME_ZONE, settings.zone_pressed, Rights.CHAT_ADMIN, added=True),
    Press(ButtonKind.CANCEL, choices.cancelled, Rights.CHAT_ADMIN),
    Press(ButtonKind.FORGET, forget.forget_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.ADD_FEED, feeds.add_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.ADD_FEED_CANCEL, feeds.add_cancelled, Rights.BOT_ADMIN),
    Press(ButtonKind.FEEDS, feeds.list_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.FEED, feeds.card_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.CHANGE_FEED, feeds.deed_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.SAVE_FEED, feeds.edit_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.REMOVE_ADMIN, admin.remove_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.CORRECT, correct.confirmed, Rights.BOT_ADMIN),
    Press(ButtonKind.CORRECT_CANCEL, correct.cancelled, Rights.BOT_ADMIN),
    Press(ButtonKind.UNDO_CORRECTION, correct.undo_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.BROADCAST, broadcast.confirmed, Rights.BOT_ADMIN),
    Press(ButtonKind.BROADCAST_CANCEL, broadcast.cancelled, Rights.BOT_ADMIN),
    Press(ButtonKind.BROADCAST_PROGRESS, broadcast.progress_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.PROCESSES, processes.list_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.PROCESS, processes.edit_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.SAVE_PROCESS, processes.save_pressed, Rights.BOT_ADMIN),
    Press(ButtonKind.AUDIT, admin.audit_pressed, Rights.BOT_ADMIN),
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
