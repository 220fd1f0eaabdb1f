"""Members of a group may read what is on there, and change nothing."""

import pytest

from playground import Person, Seen, TelegramChat
from tests.handlers.desk import Newsroom

OSTIA = "Ostia: government and the Lake Front"
ONLY = "Only admins of this group can change that."


@pytest.fixture
def noor(newsroom: Newsroom) -> Person:
    return newsroom.pg.person("Noor")


@pytest.fixture
def group(newsroom: Newsroom, noor: Person) -> TelegramChat:
    return newsroom.pg.group("Desk", [newsroom.mira, noor])


async def ask(newsroom: Newsroom, group: TelegramChat, person: Person, words: str) -> Seen:
    newsroom.pg.say(group, person, words)
    return await newsroom.pg.next_message(group)


async def test_a_member_reads_what_alerts_are_on(
    newsroom: Newsroom, group: TelegramChat, noor: Person
) -> None:
    off = await ask(newsroom, group, noor, "/alerts@parley_bot")
    assert (off.text, off.button_texts) == (f"Alerts are off here.\n{ONLY}", [])
    on = await ask(newsroom, group, newsroom.mira, "/alerts@parley_bot ostia")
    await newsroom.press(on, "Agreed, in force, collapsed only", person=newsroom.mira)
    await ask(newsroom, group, newsroom.mira, "/alerts@parley_bot marra")
    seen = await ask(newsroom, group, noor, "/alerts@parley_bot")
    assert seen.text.split("\n") == [
        "Alerts are on for Marra: coast and highlands.",
        f"Alerts are on for {OSTIA}: agreed, in force or collapsed only.",
        "At most 6 alerts an hour; the rest arrives together later.",
        ONLY,
    ]
    assert seen.button_texts == []


async def test_a_member_reads_which_digests_come(
    newsroom: Newsroom, group: TelegramChat, noor: Person
) -> None:
    when = await ask(newsroom, group, newsroom.mira, "/subscribe@parley_bot ostia")
    await newsroom.press(when, "Morning and evening", person=newsroom.mira)
    await newsroom.pg.wait_for(lambda: newsroom.pg.last(group).text.startswith("📰 Digest"))
    seen = await ask(newsroom, group, noor, "/subscriptions@parley_bot")
    assert (seen.text, seen.button_texts) == (
        f"My subscriptions\n• {OSTIA} — every day, 08:00, 18:00\n{ONLY}",
        [],
    )
    for_admins = await ask(newsroom, group, newsroom.mira, "/subscriptions@parley_bot")
    assert for_admins.button_texts[-3:] == ["Add a digest", "Alerts", "Delivery log"]


@pytest.mark.parametrize(
    "words", ["/alerts@parley_bot off", "/alerts@parley_bot ostia", "/subscribe@parley_bot"]
)
async def test_a_member_who_wants_to_change_something_is_refused(
    newsroom: Newsroom, group: TelegramChat, noor: Person, words: str
) -> None:
    assert (await ask(newsroom, group, noor, words)).text == ONLY
    seen = await ask(newsroom, group, newsroom.mira, "/alerts@parley_bot")
    assert seen.text.startswith("Alerts are off.")
