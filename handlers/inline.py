"""Inline mode: `@bot syria` in any chat."""

from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from briefing.answers.inline import Offered, offer
from briefing.house import House
from briefing.render.words import LANGUAGES
from handlers.reply import keyboard

_FRESH = 30
"""Seconds Telegram may answer the same question by itself."""


def on_inline(house: House) -> Any:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        code = (query.from_user.language_code or "en").split("-")[0]
        language = code if code in LANGUAGES else house.language
        results, following = await offer(house, language, query.query, query.offset)
        try:
            await query.answer(
                [_article(r) for r in results], cache_time=_FRESH, is_personal=True, next_offset=following
            )
        except BadRequest as e:
            if "query is too old" not in str(e).lower():
                raise

    return answer


def _article(offered: Offered) -> InlineQueryResultArticle:
    shown = LinkPreviewOptions(is_disabled=not offered.message.preview)
    content = InputTextMessageContent(offered.message.html, parse_mode="HTML", link_preview_options=shown)
    return InlineQueryResultArticle(
        offered.id,
        offered.title,
        content,
        description=offered.description,
        reply_markup=keyboard(offered.message),
    )
