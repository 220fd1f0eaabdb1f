"""/admin and /audit: who administers the bot, and what they did."""

from briefing.admin.admins import add_admin, remove_admin
from briefing.admin.audit import admin_list, audit_page
from briefing.render.keyboard import ButtonKind, button, read_number
from briefing.render.markup import label, text
from handlers.ask import Answer, Ask
from news.chat import Message


async def admin(ask: Ask) -> Answer:
    """`/admin`, `/admin list`, `/admin add <id>`, `/admin remove <id>`."""
    deed, _, who = ask.args.strip().partition(" ")
    person_id = read_number(who.strip())
    match deed.casefold():
        case "" | "list":
            return [admin_list(ask.house, ask.chat)]
        case "add" if person_id > 0:
            return [_said(await _added(ask, person_id))]
        case "remove" if person_id > 0:
            return [_ask_before_removal(ask, person_id)]
    wrong = ""
    if deed.casefold() in ("add", "remove") and who.strip():
        wrong = ask.words.say("“{id}” is no user id: it is a number.", id=label(who.strip(), 60)) + " "
    elif deed.casefold() not in ("add", "remove"):
        wrong = ask.words.say("I do not know “{words}” after /admin.", words=label(deed, 60)) + " "
    return [
        _said(
            wrong
            + ask.words.say(
                "Send /admin list, /admin add and a user id, or /admin remove and a user id, e.g. /admin add 12345678."
            )
        )
    ]


async def remove_pressed(ask: Ask) -> Answer:
    """Remove this admin; without an id, nobody."""
    person_id = ask.pressed.number(0)
    return [_said(await _removed(ask, person_id) if person_id > 0 else ask.words.say("Nothing was changed."))]


async def audit(ask: Ask) -> Answer:
    return [await audit_page(ask.house, ask.chat)]


async def audit_pressed(ask: Ask) -> Answer:
    """A page of what admins did."""
    return [await audit_page(ask.house, ask.chat, max(ask.pressed.number(0), 0))]


async def _added(ask: Ask, person_id: int) -> str:
    if await add_admin(ask.house, person_id, ask.person_id):
        return ask.words.say("{id} is an admin now.", id=person_id)
    return ask.words.say("{id} is an admin already.", id=person_id)


async def _removed(ask: Ask, person_id: int) -> str:
    if await remove_admin(ask.house, person_id, ask.person_id):
        return ask.words.say("{id} is no longer an admin.", id=person_id)
    return _not_removable(ask, person_id)


def _ask_before_removal(ask: Ask, person_id: int) -> Message:
    if person_id not in ask.house.added_admins:
        return _said(_not_removable(ask, person_id))
    say = ask.words.say
    row = (
        button(say("Remove"), ButtonKind.REMOVE_ADMIN, person_id),
        button(say("Cancel"), ButtonKind.REMOVE_ADMIN),
    )
    return Message(text(say("Remove {id} as an admin?", id=person_id)).html, (row,))


def _not_removable(ask: Ask, person_id: int) -> str:
    if person_id in ask.house.admins:
        return ask.words.say(
            "{id} is named in PARLEY_ADMINS; only the operator can change that.", id=person_id
        )
    return ask.words.say("{id} is not an admin.", id=person_id)


def _said(words: str) -> Message:
    return Message(text(words).html)
