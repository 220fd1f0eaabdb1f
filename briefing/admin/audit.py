"""Show who administers, and what was done by whom and when."""

from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, code, joined, split, text
from briefing.render.times import clock, zone_of
from briefing.render.words import words_for
from news.administration import Deed
from news.chat import Chat, Message

PAGE = 15


def admin_list(house: House, chat: Chat) -> Message:
    """Every admin by id, and where each was named."""
    words = words_for(chat.language)
    lines = [bold(text(words.say("Admins")))]
    lines += [code(str(i)) + text(" · PARLEY_ADMINS") for i in sorted(house.admins)]
    lines += [
        code(str(i)) + text(" · " + words.say("added")) for i in sorted(house.added_admins - house.admins)
    ]
    return Message(joined(lines).html)


async def audit_page(house: House, chat: Chat, page: int = 0) -> Message:
    """One page of what admins did, the newest first."""
    words = words_for(chat.language)
    page = min(page, 100_000)
    async with house.store.read() as books:
        deeds = await books.administration.deeds(page * PAGE, PAGE + 1)
    head = bold(text(words.say("What admins did")))
    if not deeds:
        return Message(joined((head, text(words.say("Nothing yet.")))).html)
    row = [button("◀", ButtonKind.AUDIT, page - 1)] if page else []
    if len(deeds) > PAGE:
        row.append(button("▶", ButtonKind.AUDIT, page + 1))
    lines = [_line(deed, chat) for deed in deeds[:PAGE]]
    return Message(split(head, lines)[0].html, (tuple(row),) if row else ())


def _line(deed: Deed, chat: Chat) -> Rich:
    words = words_for(chat.language)
    when = clock(deed.at, words, zone_of(chat.zone))
    return (
        text(f"{when} · ") + code(str(deed.person_id)) + text(f" {words.say(deed.what)}: {deed.about}", 160)
    )
