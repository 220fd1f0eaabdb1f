"""Follow turns into Unfollow once it is pressed, and back; a card knows whether its chat follows it."""

import pytest

from playground import Seen, TelegramChat
from tests.handlers.desk import Newsroom
from tests.handlers.test_status import truce


async def keys(newsroom: Newsroom, chat: TelegramChat, message: Seen, *wanted: str) -> Seen:
    """The buttons of `message` once they are those wanted; fails by timeout with what they are."""

    def buttons() -> Seen | None:
        seen = next(m for m in newsroom.pg.transcript(chat) if m.message_id == message.message_id)
        return seen if seen.button_texts[-1:] == list(wanted) else None

    return await newsroom.pg.wait_for(buttons)


@pytest.mark.parametrize(
    ("language", "follow", "unfollow", "ended"),
    [
        ("en", "Follow", "Unfollow", "No alerts about Ostia: government and the Lake Front any more."),
        ("ru", "Следить", "Не следить", "Об этом больше не оповещаю: Остия: правительство и Озёрный фронт."),
    ],
)
async def test_follow_turns_into_unfollow_and_back(
    newsroom: Newsroom, language: str, follow: str, unfollow: str, ended: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    await truce(newsroom)
    card = await newsroom.ask("/status ostia", chat=chat, person=vera)
    text, others = card.text, card.button_texts[:-1]
    await newsroom.press(card, follow, person=vera)
    card = await keys(newsroom, chat, card, unfollow)
    assert (card.text, card.button_texts[:-1]) == (text, others)
    assert (await newsroom.ask("/status ostia", chat=chat, person=vera)).button_texts[-1] == unfollow
    await newsroom.press(card, unfollow, person=vera)
    await keys(newsroom, chat, card, follow)
    assert newsroom.pg.last(chat).text == ended
    assert (await newsroom.ask("/status ostia", chat=chat, person=vera)).button_texts[-1] == follow


async def test_who_hears_of_everything_can_unfollow_one(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.ask("/alerts on")
    card = await newsroom.ask("/status ostia")
    assert card.button_texts[-1] == "Unfollow"
    await newsroom.press(card, "Unfollow")
    await keys(newsroom, newsroom.chat, card, "Follow")
    assert "Except: Ostia: government and the Lake Front." in (await newsroom.ask("/alerts")).text
    assert (await newsroom.ask("/status marra")).button_texts[-1] == "Unfollow"


async def test_in_a_group_only_its_admins_turn_it(newsroom: Newsroom) -> None:
    await truce(newsroom)
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, newsroom.mira, "/status@parley_bot ostia")
    card = await newsroom.pg.next_message(group)
    press = newsroom.pg.press(card, "Follow", person=noor)
    await newsroom.pg.wait_for(lambda: press.answered)
    assert press.text == "Only admins of this group can change that."
    newsroom.pg.press(card, "Follow", person=newsroom.mira)
    await keys(newsroom, group, card, "Unfollow")
