"""An update of Telegram as it is to be kept."""

import hashlib

from telegram import Update

from bot.update_queues import turn_of
from news.update import NewUpdate


def new_update(update: Update) -> NewUpdate:
    """`update` as it is kept; its mark is a hash, so that nothing said is left of one that is answered."""
    said = hashlib.sha256(_named(update).encode()).hexdigest()[:32]
    return NewUpdate(update.update_id, turn_of(update), said, update.to_dict())


def _named(update: Update) -> str:
    """What tells it from every other update, and stays when Telegram tells it again."""
    query, message = update.callback_query or update.inline_query, update.message
    if query is not None:
        return str(query.id)
    if message is not None:
        return f"{message.chat.id}/{message.message_id}/{message.date}"
    return update.to_json()
