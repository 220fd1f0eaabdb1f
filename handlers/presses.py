"""The one table of buttons: what answers the press of each kind, and who may press it."""

from dataclasses import replace

from briefing.render.keyboard import NO_BUTTON, ButtonKind
from handlers import (
    admin,
    alerts,
    broadcast,
    choices,
    correct,
    feeds,
    forget,
    latest,
    message_record,
    preview,
    processes,
    publish,
    search,
    settings,
    sources,
    status,
    subscribe,
    subscriptions,
    timeline,
    why,
)
from handlers.ask import Answer, Ask, Press, Rights


async def _below(ask: Ask) -> Answer:
    """The board or the newest stories below the message, which stays."""
    asked = replace(ask, args="", pressed=NO_BUTTON)
    return await (latest.newest(asked) if ask.pressed.text(0) == ButtonKind.STORIES else status.status(asked))


async def _begin(ask: Ask) -> Answer:
    """The choice of a digest or of a conflict to follow below the message, which stays."""
    if ask.pressed.text(0) == ButtonKind.SUBSCRIBE:
        return subscribe.daily(ask)
    return await alerts.follow_one(ask)


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
    Press(ButtonKind.PREVIEW, preview.preview_pressed, Rights.CHAT_ADMIN, added=True),
    Press(ButtonKind.PREVIEW_PAGE, preview.preview_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.ALERTS_PREVIEW, preview.alerts_preview_pressed, Rights.CHAT_ADMIN, added=True),
    Press(ButtonKind.UNSUBSCRIBE, subscriptions.unsubscribe_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.PAUSE, subscriptions.pause_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.PUBLISH, publish.publish_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.SETTINGS, settings.settings_pressed, Rights.CHAT_ADMIN),
    Press(ButtonKind.TIME_ZONE, settings.zone_pressed, Rights.CHAT_ADMIN, added=True),
    Press(ButtonKind.CANCEL, choices.cancelled, Rights.CHAT_ADMIN),
    Press(ButtonKind.CLOSE, choices.closed),
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
