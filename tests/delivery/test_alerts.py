"""Who is told of a change, when, and in how many messages; what is old or withdrawn is told to nobody."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from briefing.jobs.compose import compose, tell_backlogs
from briefing.jobs.understand import refold
from briefing.measures import Measures
from news.chat import AlertLevel, Chat
from news.claim import Axis, Reading
from news.status import Change, ChangeRule, State
from tests.delivery.conftest import Office
from tests.storage.things import claim, items_in, step, story

EVERY, MAJOR = AlertLevel.EVERY, AlertLevel.MAJOR


async def _listen(office: Office, chat: Chat, process: str = "", level: AlertLevel = EVERY) -> None:
    async with office.house.store.begin() as books:
        await books.alerts.on(chat.id, process, level, office.clock())


def _change(at: datetime, state: State = State.AGREED, process: str = "north-south", **more: Any) -> Change:
    made = step(state, process=process)
    evidence = tuple(replace(e, published=at) for e in made.status.evidence)
    return replace(made, at=at, status=replace(made.status, since=at, evidence=evidence), **more)


def _contested(at: datetime, state: State, **more: Any) -> Change:
    """A step that rests on what is said against a state."""
    made = _change(at, state, **more)
    status = replace(made.status, disputed_by=made.disputed_by, disputes=made.status.evidence)
    return replace(made, status=status)


async def _happen(office: Office, *changes: Change) -> None:
    """These steps join the history and are composed."""
    async with office.house.store.begin() as books:
        for change in changes:
            since = change.at - timedelta(seconds=1)
            await books.statuses.record(
                change.process, change.axis, [change], since, office.clock(), loud={change.key}
            )
    while await compose(office.house):
        pass


async def _pause(office: Office, chat: Chat) -> None:
    """Telegram has asked for a wait of half a minute."""
    async with office.house.store.begin() as books:
        await books.chats.pause(chat.address.telegram_id, office.clock() + timedelta(seconds=30))


async def _withdraw(office: Office, change: Change) -> None:
    async with office.house.store.begin() as books:
        since = change.at - timedelta(seconds=1)
        await books.statuses.record(change.process, change.axis, [], since, office.clock(), loud=())


async def test_each_hears_of_what_was_asked_for(office: Office) -> None:
    (all_of_it, a), (own, b), (other, c) = [await office.person(n) for n in ("Mira", "Ada", "Ben")]
    for chat, process in ((a, ""), (b, "north-south"), (c, "east-west")):
        await _listen(office, chat, process)
    await _happen(office, _change(office.clock()))
    await office.deliver(2)
    assert [len(office.said(p)) for p in (all_of_it, own, other)] == [1, 1, 0]
    assert "Ceasefire: agreed" in office.said(own)[0]


async def test_who_asked_for_agreed_in_force_and_collapsed_hears_of_nothing_smaller(office: Office) -> None:
    (place, chat) = await office.person()
    await _listen(office, chat, "north-south", MAJOR)
    await _listen(office, chat, "", EVERY)
    now = office.clock()
    breach = _change(now, State.AGREED, previous=State.AGREED, rule=ChangeRule.BREACH)
    proposed = _change(now, State.PROPOSED)
    await _happen(office, breach, proposed)
    await office.deliver(3)
    assert office.said(place) == []
    await _happen(office, _change(now + timedelta(seconds=2), State.IN_EFFECT))
    await office.deliver(3)
    assert len(office.said(place)) == 1


async def test_who_was_told_of_an_agreement_is_told_that_it_is_denied(office: Office) -> None:
    """Whatever was asked for: a dispute, a retraction or a correction follows what was told."""
    (place, chat) = await office.person()
    await _listen(office, chat, "north-south", MAJOR)
    by_south = {"rule": ChangeRule.DISPUTED, "disputed_by": ("South",)}
    await _happen(office, _change(office.clock(), State.AGREED))
    for seconds, said in (
        (16, {"state": State.AGREED, "previous": State.AGREED, **by_south}),
        (60, {"state": State.PROPOSED, "previous": State.AGREED, "rule": ChangeRule.RETRACTED}),
        (60, {"state": State.NONE, "previous": State.IN_EFFECT, "rule": ChangeRule.CORRECTED}),
    ):
        office.clock.go(seconds)
        await _happen(office, _contested(office.clock(), **said))
    await office.deliver(4)
    assert [said.splitlines()[1] for said in office.said(place)] == [
        "Ceasefire: agreed, not yet in force (before: none reported)",
        "Ceasefire: agreed, not yet in force; disputed by South",
        "Ceasefire: proposed (before: agreed, not yet in force)",
        "Ceasefire: none reported (before: in effect), corrected by an editor",
    ]


async def test_a_denial_of_an_offer_is_told_to_those_who_hear_of_every_change_alone(office: Office) -> None:
    (major, a), (every, b) = await office.person("Mira"), await office.person("Ada")
    await _listen(office, a, "", MAJOR)
    await _listen(office, b, "", EVERY)
    said = {"previous": State.PROPOSED, "rule": ChangeRule.DISPUTED, "disputed_by": ("South",)}
    await _happen(office, _contested(office.clock(), State.PROPOSED, **said))
    await office.deliver(2)
    assert [len(office.said(p)) for p in (major, every)] == [0, 1]


async def test_beyond_so_many_an_hour_the_rest_comes_in_one_message(office: Office) -> None:
    place, chat = await office.person(per_hour=2)
    await _listen(office, chat)
    await _hear(office, State.PROPOSED, State.AGREED, State.EXPIRED)
    await _hear(office, State.PROPOSED, State.AGREED, process="east-west")
    assert len(office.said(place)) == 2
    office.clock.go(3500)
    assert await tell_backlogs(office.house) == 1
    await office.deliver(2)
    assert len(office.said(place)) == 3
    assert office.said(place)[-1].startswith("🔔 3 changes of status")


_FULL = {
    "en": "That is the limit for this hour. The rest arrives together at 13:01; urgent news still comes at once.",
    "ru": "Это предел за час. Остальное придёт вместе в 13:01; срочное — сразу.",
}


async def _hear(office: Office, *states: State, **more: Any) -> None:
    """One step a minute."""
    for state in states:
        office.clock.go(60)
        await _happen(office, _change(office.clock(), state, **more))
        await office.deliver(2)


@pytest.mark.parametrize("language", _FULL)
async def test_the_last_alert_within_the_limit_says_when_the_rest_comes(
    office: Office, language: str
) -> None:
    place, chat = await office.person(per_hour=2, language=language)
    await _listen(office, chat)
    await _hear(office, State.PROPOSED, State.AGREED, State.EXPIRED)
    first, last = office.said(place)
    assert _FULL[language] not in first
    assert last.split("\n")[-1] == _FULL[language]


@pytest.mark.parametrize("language", _FULL)
async def test_urgent_steps_pass_the_limit_of_the_hour(office: Office, language: str) -> None:
    place, chat = await office.person(per_hour=1, language=language)
    await _listen(office, chat)
    await _hear(office, State.AGREED, State.PROPOSED)
    assert len(office.said(place)) == 1  # the proposal waits
    await _hear(office, State.IN_EFFECT, State.COLLAPSED)
    await _hear(office, State.AGREED, previous=State.AGREED, rule=ChangeRule.DISPUTED)
    await _hear(office, State.EXPIRED)
    in_effect, collapsed, disputed = office.said(place)[1:]
    told = {
        "en": ("Ceasefire: in effect", "Ceasefire: collapsed", "disputed by"),
        "ru": ("огня: действует", "огня: сорвано", "оспаривается"),
    }[language]
    heard = (in_effect, collapsed, disputed)
    assert [(w, said) for w, said in zip(told, heard, strict=True) if w not in said] == []
    office.clock.go(3600)
    await tell_backlogs(office.house)
    await office.deliver(2)
    assert len(office.said(place)[-1].split("\n")) == 4  # two that waited, and the limit of this hour


async def test_urgent_steps_do_not_pass_quiet_hours(office: Office) -> None:
    place, chat = await office.person(quiet_from=11 * 60, quiet_to=14 * 60)
    await _listen(office, chat)
    await _hear(office, State.COLLAPSED)
    assert office.said(place) == []


async def test_quiet_hours_are_quiet_and_end_with_one_message(office: Office) -> None:
    place, chat = await office.person(
        quiet_from=22 * 60, quiet_to=7 * 60, zone="Asia/Baku"
    )  # it is 16:00 there
    await _listen(office, chat)
    office.clock.go(7 * 3600)
    for state in (State.AGREED, State.IN_EFFECT):
        office.clock.go(60)
        await _happen(office, _change(office.clock(), state))
    office.clock.go(7.9 * 3600)
    assert await tell_backlogs(office.house) == 0
    await office.deliver()
    assert office.said(place) == []
    office.clock.go(0.2 * 3600)
    await tell_backlogs(office.house)
    await office.deliver(2)
    assert len(office.said(place)) == 1
    assert "2 changes of status" in office.said(place)[0]


async def test_the_rest_of_an_hour_that_ends_in_quiet_hours_wakes_nobody(office: Office) -> None:
    place, chat = await office.person(per_hour=1, quiet_from=13 * 60 + 30, quiet_to=15 * 60)
    await _listen(office, chat)
    office.clock.go(3600)  # 13:00
    await _hear(office, State.AGREED, State.EXPIRED)
    assert len(office.said(place)) == 1
    office.clock.go(3600)  # the hour is over, the quiet is not
    while await tell_backlogs(office.house):
        pass
    await office.deliver(2)
    assert len(office.said(place)) == 1
    office.clock.go(3600)
    assert await tell_backlogs(office.house) == 1
    await office.deliver(2)
    assert office.said(place)[-1].startswith("🔔 1 change of status")


async def test_what_was_withdrawn_while_held_back_is_not_told(office: Office) -> None:
    place, chat = await office.person(quiet_from=11 * 60, quiet_to=13 * 60)
    await _listen(office, chat)
    change = _change(office.clock())
    await _happen(office, change)
    await _withdraw(office, change)
    office.clock.go(3601)
    await tell_backlogs(office.house)
    await office.deliver()
    assert office.said(place) == []


async def test_a_change_withdrawn_before_it_was_sent_is_not_sent(office: Office) -> None:
    place, chat = await office.person()
    await _listen(office, chat)
    change = _change(office.clock())
    await _happen(office, change)
    await _withdraw(office, change)
    await office.deliver(2)
    assert office.said(place) == []
    assert await office.fates(chat) == [("dropped", "the change was withdrawn before it was sent")]


@pytest.mark.parametrize("withdrawn", [1, 2])
async def test_of_several_in_one_message_only_what_still_stands_is_told(
    office: Office, withdrawn: int
) -> None:
    place, chat = await office.person(quiet_from=11 * 60, quiet_to=13 * 60)
    await _listen(office, chat)
    found = [
        _change(office.clock(), process="north-south"),
        _change(office.clock(), State.COLLAPSED, process="east-west"),
    ]
    await _happen(office, *found)
    office.clock.go(3601)
    await tell_backlogs(office.house)  # owed, and not on its way yet
    for change in found[:withdrawn]:
        await _withdraw(office, change)
    await office.deliver()
    assert office.said(place) == []
    assert await office.fates(chat) == [("dropped", "the change was withdrawn before it was sent")]
    await tell_backlogs(office.house)
    await office.deliver(2)
    assert ["east-west" in said or "East and West" in said for said in office.said(place)] == [True] * (
        2 - withdrawn
    )
    assert not any("North and South" in said for said in office.said(place))


async def test_the_same_change_found_again_is_told_once(office: Office) -> None:
    place, chat = await office.person()
    await _listen(office, chat)
    change = _change(office.clock())
    await _happen(office, change)
    await _withdraw(office, change)
    await _happen(office, change)
    await office.deliver(3)
    assert len(office.said(place)) == 1


async def test_an_alert_dropped_as_withdrawn_is_sent_when_the_change_stands_again(office: Office) -> None:
    """Not to who heard of it before, nor to who has turned it off, asked for a pause or rests since."""
    (heard, early), (late_place, late) = await office.person("Mira"), await office.person("Ada")
    others = [await office.person(name) for name in ("Ben", "Cem", "Dan", "Eve")]
    change = _change(office.clock())
    await _listen(office, early)
    for chat in (late, *(chat for _, chat in others)):
        await _listen(office, chat)
        await _pause(office, chat)
    await _happen(office, change)
    await office.deliver(2)
    await _withdraw(office, change)
    office.clock.go(60)
    await office.deliver(2)
    async with office.house.store.begin() as books:
        await books.alerts.off(others[0][1].id)
        await books.alerts.on(others[1][1].id, "north-south", AlertLevel.NONE, office.clock())
        await books.chats.set(others[2][1].id, muted_until=office.clock() + timedelta(hours=1))
        await books.chats.set(others[3][1].id, state="blocked")
    await _happen(office, change)
    await office.deliver(6)
    assert [len(office.said(p)) for p in (heard, late_place, *(place for place, _ in others))] == [
        1,
        1,
        0,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize(
    "wants", [{"state": "blocked"}, {"muted_until": datetime.fromisoformat("2031-03-03T13:00+00:00")}]
)
async def test_who_rests_or_asked_for_a_pause_is_not_told(office: Office, wants: dict[str, Any]) -> None:
    _place, chat = await office.person(**wants)
    await _listen(office, chat)
    await _happen(office, _change(office.clock()))
    await office.deliver(2)
    assert await office.fates(chat) == []


async def test_more_chats_than_one_portion_are_all_told_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.jobs.compose._PORTION", 3)
    chats = [(await office.person(f"P{n}"))[1] for n in range(7)]
    for chat in chats:
        await _listen(office, chat)
    await _happen(office, _change(office.clock()))
    assert [len(await office.fates(c)) for c in chats] == [1] * 7


async def test_old_items_alert_nobody(office: Office) -> None:
    """A backlog's claims and a change found a day after it happened are history."""
    _place, chat = await office.person()
    await _listen(office, chat)
    stories = [
        replace(story(f"s{n}"), published=office.clock() - timedelta(minutes=n), backlog=True)
        for n in range(3)
    ]
    items = await items_in(office.house.store, *stories)
    async with office.house.store.begin() as books:
        for item in items:
            made = Reading("en", True, ("north-south",), (claim(),))
            await books.claims.replace(item, made.claims, made.positions)
        await refold(books, "north-south", Axis.CEASEFIRE, stories[-1].published, office.clock())
    while await compose(office.house):
        pass
    async with office.house.store.read() as books:
        assert await books.statuses.history("north-south", Axis.CEASEFIRE) != []
    assert await office.fates(chat) == []


class _Heard(Measures):
    def __init__(self) -> None:
        self.sends: list[tuple[str, str]] = []
        self.delays: list[float] = []

    def sent(self, kind: str, outcome: str, seconds: float) -> None:
        self.sends.append((kind, outcome))

    def alerted(self, seconds: float) -> None:
        self.delays.append(seconds)


async def test_the_delay_from_publication_is_measured_once_telegram_has_the_alert(office: Office) -> None:
    office.house.measures = heard = _Heard()
    _, chat = await office.person()
    await _listen(office, chat)
    published = office.clock()
    office.clock.go(70)
    await _happen(office, _change(published))
    office.pg.faults.add(method="sendMessage", status=502, body="<html></html>", times=1)
    await office.deliver(0)
    assert (heard.sends, heard.delays) == ([("alert", "later")], [])
    await office.deliver(10)
    assert heard.sends == [("alert", "later"), ("alert", "sent")]
    assert heard.delays == [pytest.approx(75, abs=1)]
