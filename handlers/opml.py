"""OPML in by sending the file to the bot, and out by /exportfeeds."""

import time

from telegram import LinkPreviewOptions, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from briefing.admin.feed_files import export_feeds
from briefing.admin.import_feeds import Importing, import_feeds
from briefing.render.markup import label, text
from handlers.ask import Answer, Ask
from news.chat import Message
from news.errors import CatalogueError

LARGEST = 5 * 1024 * 1024
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NAMED = 10
"""So many entries left out are named."""
_BETWEEN_EDITS = 1.0  # seconds; edits share the flood limits of sends


async def export(ask: Ask) -> Answer:
    """`/exportfeeds`: the file."""
    body = await export_feeds(ask.house)
    return [
        Message(
            text(
                ask.words.say("Every feed I follow, as OPML. Send me such a file and I follow what is in it.")
            ).html,
            file=("feeds.opml", body),
        )
    ]


async def import_sent(ask: Ask, update: Update) -> None:
    """Follow the feeds of the file just sent; how far it is stands in one message that changes."""
    say = ask.words.say
    document, chat = update.message.document if update.message else None, update.effective_chat
    if document is None or chat is None:
        return
    if document.file_size is None or document.file_size > LARGEST:
        await chat.send_message(
            text(say("That file is too large; up to {n} MB, please.", n=LARGEST // 2**20)).html
        )
        return
    told = await chat.send_message(text(say("Reading the file…")).html)
    body = bytes(await (await document.get_file()).download_as_bytearray())
    try:
        await _import(ask, told, body, document.file_name or "feeds.opml")
    except CatalogueError:
        await _tell(
            told, say("I find no feeds in that file. An OPML file lists feeds; other readers can export one.")
        )


async def _import(ask: Ask, told: TelegramMessage, body: bytes, name: str) -> None:
    last, at = None, time.monotonic()
    async for last in import_feeds(ask.house, ask.person_id, body, name):
        if last.done < last.found and time.monotonic() - at >= _BETWEEN_EDITS:
            at = time.monotonic()
            await _tell(told, ask.words.say("{done} of {found} feeds…", done=last.done, found=last.found))
    if last is not None:
        await _tell(told, _ended(ask, last))


def _ended(ask: Ask, last: Importing) -> str:
    one, many = (
        "{n} feed in the file, {added} of them new. /feeds shows them.",
        "{n} feeds in the file, {added} of them new. /feeds shows them.",
    )
    said = ask.words.count(one, many, last.found, added=last.added)
    return "\n".join([said, *_left_out(ask, last.refused)])


def _left_out(ask: Ask, refused: tuple[str, ...]) -> list[str]:
    """The entries no feed can be followed from, by their addresses."""
    if not refused:
        return []
    one, many = (
        "{n} entry was left out: an address must begin with http:// or https:// and name a host.",
        "{n} entries were left out: an address must begin with http:// or https:// and name a host.",
    )
    more = len(refused) - _NAMED
    rest = [ask.words.count("and {n} more", "and {n} more", more)] if more > 0 else []
    named = ["• " + label(address, 100) for address in refused[:_NAMED]]
    return [ask.words.count(one, many, len(refused)), *named, *rest]


async def _tell(told: TelegramMessage, words: str) -> None:
    try:
        await told.edit_text(text(words).html, parse_mode="HTML", link_preview_options=_NO_PREVIEW)
    except BadRequest as e:
        if "message is not modified" not in str(e).lower():
            raise
