"""What stands behind a message posted in a channel, for who reads the channel and asks in private."""

import html
import re
from collections.abc import Sequence

from briefing.answers.why import why_message
from briefing.house import House
from news.chat import Chat, Message

_LINK = re.compile(r'<a href="([^"]*)">')


async def why_posted(house: House, chat: Chat, message_id: int) -> Sequence[Message]:
    """The answer about the outbox's message `message_id`; messages of other chats than channels are nobody
    else's business."""
    async with house.store.read() as books:
        posted = await books.outbox.posted(message_id)
    links = [html.unescape(found) for found in _LINK.findall(posted.html)] if posted else []
    return await why_message(house, chat, links)
