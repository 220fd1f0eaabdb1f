"""Who may administer: admins in their private chats; to everybody else the commands do not exist."""

import pytest

from handlers.ask import Rights
from handlers.commands import COMMANDS
from handlers.presses import PRESSES
from news.administration import Deed
from tests.admin.house import Town

ADMIN_COMMANDS = [c.name for c in COMMANDS if c.rights is Rights.BOT_ADMIN]
ADMIN_PRESSES = [p.kind for p in PRESSES if p.rights is Rights.BOT_ADMIN]


async def test_to_a_reader_every_admin_command_is_an_unknown_one(town: Town) -> None:
    unknown = await town.ask("/nosuchcommand", town.reader)
    for name in ADMIN_COMMANDS:
        answer = await town.ask(f"/{name} add 1", town.reader)
        assert (answer.html, answer.buttons) == (unknown.html, unknown.buttons), name


async def test_in_a_group_admin_commands_are_silent_even_for_an_admin(town: Town) -> None:
    group = town.playground.group("Room", members=[town.boss, town.reader])
    for person in (town.reader, town.boss):
        assert await town.silent(group, person, "/admin list")


async def test_to_a_reader_every_admin_button_is_an_old_one(town: Town) -> None:
    await town.ask("/start", town.reader)
    unknown = await town.stray_press("1:nosuch:1", town.reader)
    assert {await town.stray_press(f"1:{name}:1:0", town.reader) for name in ADMIN_PRESSES} == {unknown}
    assert len(town.playground.transcript(town.reader_chat)) == 2


async def test_only_admins_see_the_admin_commands_and_only_in_private(town: Town) -> None:
    group = town.playground.group("Room", members=[town.boss])
    names = {name for name, _ in town.playground.menu(town.boss_chat, town.boss)}
    assert set(ADMIN_COMMANDS) <= names
    for chat, person in ((town.reader_chat, town.reader), (group, town.boss)):
        assert not set(ADMIN_COMMANDS) & {name for name, _ in town.playground.menu(chat, person)}
    assert "/admin" in (await town.ask("/help")).text
    assert "/admin" not in (await town.ask("/help", town.reader)).text


async def test_an_admin_is_added_listed_and_removed(town: Town) -> None:
    assert (await town.ask(f"/admin add {town.reader.id}")).text == f"{town.reader.id} is an admin now."
    assert str(town.reader.id) in (await town.ask("/admin list", town.reader)).text
    assert "admin" in {name for name, _ in town.playground.menu(town.reader_chat, town.reader)}
    assert (await town.ask(f"/admin add {town.reader.id}")).text == f"{town.reader.id} is an admin already."
    asked = await town.ask(f"/admin remove {town.reader.id}")
    assert (asked.text, asked.button_texts) == (
        f"Remove {town.reader.id} as an admin?",
        ["Remove", "Cancel"],
    )
    assert str(town.reader.id) in (await town.ask("/admin list")).text
    assert (await town.press(asked, "Remove")).text == f"{town.reader.id} is no longer an admin."
    assert "do not understand" in (await town.ask("/admin list", town.reader)).text
    assert "admin" not in {name for name, _ in town.playground.menu(town.reader_chat, town.reader)}
    assert await town.audited() == [(town.boss.id, "removed an admin"), (town.boss.id, "made an admin")]


async def test_an_added_admin_stays_one_after_a_restart(town: Town) -> None:
    await town.ask(f"/admin add {town.reader.id}")
    await town.close()
    await town.open()
    assert "PARLEY_ADMINS" in (await town.ask("/admin", town.reader)).text


async def test_the_operators_admins_cannot_be_removed(town: Town) -> None:
    assert "only the operator" in (await town.ask(f"/admin remove {town.boss.id}")).text


@pytest.mark.parametrize("wrong", ["add", "add Mira", "remove -5", "promote 5", "add 0"])
async def test_a_wrong_admin_command_says_what_to_send(town: Town, wrong: str) -> None:
    assert "Send /admin list" in (await town.ask(f"/admin {wrong}")).text


async def test_the_audit_is_paged_and_names_who_when_and_what(town: Town) -> None:
    assert "Nothing yet" in (await town.ask("/audit")).text
    async with town.house.store.begin() as books:
        for person_id in range(101, 118):
            await books.administration.note(
                Deed(town.house.now(), town.boss.id, "made an admin", str(person_id))
            )
    first = await town.ask("/audit")
    assert f"{town.boss.id} made an admin: 117" in first.text
    assert "made an admin: 102\n" not in first.text
    second = await town.press(first, "▶")
    assert "made an admin: 101" in second.text
    assert second.button_texts == ["◀"]


async def test_a_removal_of_an_admin_can_be_cancelled(town: Town) -> None:
    await town.ask(f"/admin add {town.reader.id}")
    asked = await town.ask(f"/admin remove {town.reader.id}")
    assert (await town.press(asked, "Cancel")).text == "Nothing was changed."
    assert "PARLEY_ADMINS" in (await town.ask("/admin", town.reader)).text
