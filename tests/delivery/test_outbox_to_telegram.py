"""Nothing lost, nothing doubled, nobody stuck: each thing Telegram can answer, and what becomes of message
and chat."""

from datetime import timedelta

from sqlalchemy import update

from briefing.jobs.deliver import Courier
from briefing.jobs.settle import recover
from news.chat import ChatKind, ChatState, OutboxKind
from storage.tables import outbox
from tests.delivery.conftest import Office

MARK = "\n(sent once more: the first try may not have arrived)"


async def test_messages_of_a_chat_arrive_once_in_order_a_second_apart(office: Office) -> None:
    place, chat = await office.person()
    await office.owe(chat, "one", "two", "three")
    await office.deliver(5)
    assert office.said(place) == ["one", "two", "three"]
    assert await office.fates(chat) == [("sent", None)] * 3
    assert office.pg.world.flood.refused == 0


async def test_what_must_wait_for_the_pace_is_not_marked_as_being_sent(office: Office) -> None:
    _, chat = await office.person()
    await office.owe(chat, "one", "two")
    await office.deliver()
    assert [state for state, _ in await office.fates(chat)] == ["sent", "due"]


async def test_alerts_overtake_a_long_digest_run(office: Office) -> None:
    _, digests = await office.person("Mira")
    place, chat = await office.person("Ada")
    await office.owe(digests, *(f"digest {n}" for n in range(30)))
    await office.owe(chat, "digest", "later digest")
    await office.owe(chat, "alert", kind=OutboxKind.ALERT)
    await office.deliver()
    assert office.said(place) == ["alert"]


async def test_a_429_makes_only_its_chat_wait_and_drops_nothing(office: Office) -> None:
    slow, slow_chat = await office.person("Mira")
    fast, fast_chat = await office.person("Ada")
    office.pg.faults.add(method="sendMessage", chat=slow.id, status=429, retry_after=3600)
    await office.owe(slow_chat, "one", "two")
    await office.owe(fast_chat, "hello")
    await office.deliver(10)
    assert (office.said(slow), office.said(fast)) == ([], ["hello"])
    office.clock.go(3585)
    await office.deliver()
    assert office.said(slow) == []
    office.clock.go(10)
    await office.deliver(5)
    assert office.said(slow) == ["one", "two"]


async def test_a_long_wait_is_kept_across_a_restart(office: Office) -> None:
    place, chat = await office.person()
    office.pg.faults.add(method="sendMessage", chat=place.id, status=429, retry_after=600)
    await office.owe(chat, "one")
    await office.deliver()
    await office.owe(chat, "two")
    sender = office.courier._sender
    reborn = Courier(office.house, sender)
    office.clock.go(500)
    assert await reborn.start_due() == 0
    async with office.house.store.read() as books:
        until = (await books.chats.paused(office.clock()))[place.id]
    assert (until - office.clock()).total_seconds() == 100
    office.clock.go(101)
    assert await reborn.start_due() == 1
    await reborn.arrived()
    await reborn.settle()
    assert office.said(place) == ["one"]


async def test_a_blocked_chat_rests_with_its_settings_and_gets_nothing_more(office: Office) -> None:
    place, chat = await office.person(zone="Asia/Baku")
    office.pg.faults.add(method="sendMessage", chat=place.id, chat_state="blocked")
    await office.owe(chat, "one", "two")
    await office.deliver(3)
    assert [state for state, _ in await office.fates(chat)] == ["dropped", "dropped"]
    resting = await office.chat(chat)
    assert (resting.state, resting.zone) == (ChatState.BLOCKED, "Asia/Baku")
    assert office.pg.count("sendMessage") == 1


async def test_a_deactivated_person_rests_as_gone(office: Office) -> None:
    place, chat = await office.person()
    office.pg.deactivate(place.person)
    await office.owe(chat, "one")
    await office.deliver()
    assert (await office.chat(chat)).state is ChatState.GONE


async def test_who_set_up_a_group_is_told_when_the_bot_is_removed(office: Office) -> None:
    owner, _ = await office.person("Mira")
    group = office.pg.group("Newsroom", [owner.person])
    chat = await office.meet(group.id, ChatKind.GROUP, owner_id=owner.id, title="Newsroom")
    office.pg.kick_bot(group)
    await office.owe(chat, "one")
    await office.deliver(3)
    assert (await office.chat(chat)).state is ChatState.KICKED
    assert office.said(owner) == [
        "I can no longer reach “Newsroom”. Its subscriptions rest until I am back there."
    ]


async def test_rights_lost_in_a_channel_let_it_rest_and_tell_who_set_it_up(office: Office) -> None:
    owner, _ = await office.person("Mira")
    channel = office.pg.channel("Peace desk", owner.person, bot="member")
    chat = await office.meet(channel.id, ChatKind.CHANNEL, owner_id=owner.id, title="Peace desk")
    await office.owe(chat, "one")
    await office.deliver(3)
    assert (await office.chat(chat)).state is ChatState.NO_RIGHTS
    assert office.said(owner) == [
        "I may no longer write to “Peace desk”. Its subscriptions rest until I may again."
    ]


async def test_a_group_that_moved_gets_the_message_under_its_new_id(office: Office) -> None:
    owner, _ = await office.person("Mira")
    group = office.pg.group("Newsroom", [owner.person])
    chat = await office.meet(group.id, ChatKind.GROUP)
    moved = office.pg.migrate(group)
    await office.owe(chat, "one")
    await office.deliver(3)
    assert office.said(moved) == ["one"]
    assert (await office.chat(chat)).address.telegram_id == moved.id


async def test_a_deleted_topic_falls_back_to_the_chat_itself_and_says_so(office: Office) -> None:
    owner, _ = await office.person("Mira")
    forum = office.pg.supergroup("Forum", [owner.person], topics=["Other"])
    thread = office.pg.add_topic(forum, "Syria")
    chat = await office.meet(forum.id, ChatKind.SUPERGROUP, thread)
    office.pg.delete_topic(forum, thread)
    await office.owe(chat, "one")
    await office.deliver(5)
    assert office.said(forum)[-2:] == [
        "The topic I wrote to was closed or deleted. From now on I write here; /subscriptions changes that.",
        "one",
    ]
    assert (await office.chat(chat)).address.thread_id == 0


async def test_a_closed_main_topic_lets_the_chat_rest_and_tells_who_set_it_up(office: Office) -> None:
    owner, _ = await office.person("Mira")
    forum = office.pg.supergroup("Forum", [owner.person], topics=["Other"])
    chat = await office.meet(forum.id, ChatKind.SUPERGROUP, owner_id=owner.id, title="Forum")
    office.pg.faults.add(
        method="sendMessage", chat=forum.id, status=400, description="Bad Request: TOPIC_CLOSED"
    )
    await office.owe(chat, "one")
    await office.deliver(3)
    assert (await office.chat(chat)).state is ChatState.NO_RIGHTS
    assert office.said(owner) == [
        "I may no longer write to “Forum”. Its subscriptions rest until I may again."
    ]


async def test_a_message_telegram_refuses_for_ever_is_put_aside_and_blocks_nothing(office: Office) -> None:
    _place, chat = await office.person()
    await office.owe(chat, "<p>wrong</p>", "right")
    await office.deliver(300, step=5)
    (wrong, reason), right = await office.fates(chat)
    assert (wrong, right) == ("refused", ("sent", None))
    assert 'unsupported start tag "p"' in (reason or "")
    assert office.pg.count("sendMessage", ok=False) == 3


async def test_a_passing_refusal_costs_no_message_and_holds_up_no_other(office: Office) -> None:
    place, chat = await office.person()
    office.pg.faults.add(
        method="sendMessage", chat=place.id, status=400, description="Bad Request: something odd"
    )
    await office.owe(chat, "one", "two")
    await office.deliver(5)
    assert office.said(place) == ["two"]
    await office.deliver(60, step=5)
    assert office.said(place) == ["two", "one"]


async def test_a_digest_whose_answer_was_lost_is_uncertain_and_not_repeated(office: Office) -> None:
    place, chat = await office.person()
    office.pg.faults.add(method="sendMessage", reset="after")
    await office.owe(chat, "digest")
    await office.deliver(60, step=5)
    assert office.said(place) == ["digest"]
    assert [state for state, _ in await office.fates(chat)] == ["uncertain"]


async def test_an_alert_whose_answer_was_lost_is_repeated_once_with_a_mark(office: Office) -> None:
    place, chat = await office.person()
    office.pg.faults.add(method="sendMessage", reset="after", times=2)
    await office.owe(chat, "alert", kind=OutboxKind.ALERT)
    await office.deliver(60, step=5)
    assert office.said(place) == ["alert", "alert" + MARK]
    assert [state for state, _ in await office.fates(chat)] == ["uncertain"]


async def test_a_server_error_is_tried_again_and_not_doubled(office: Office) -> None:
    place, chat = await office.person()
    office.pg.faults.add(method="sendMessage", body="<html>Bad Gateway</html>", status=502, times=3)
    await office.owe(chat, "digest")
    await office.deliver(120, step=2)
    assert office.said(place) == ["digest"]


async def test_telegram_out_of_reach_costs_no_message(office: Office) -> None:
    _place, chat = await office.person()
    await office.pg.stop()
    await office.owe(chat, "digest")
    await office.deliver()
    assert [state for state, _ in await office.fates(chat)] == ["due"]


async def test_a_message_without_an_age_outlasts_any_outage(office: Office) -> None:
    """After 1025 tries a doubling pause would be no number any more."""
    _place, chat = await office.person()
    await office.owe(chat, "one", kind=OutboxKind.NOTICE)
    async with office.house.store.begin() as books:
        await books.outbox._connection.execute(update(outbox).values(attempts=2000))
    office.pg.faults.add(method="sendMessage", status=502)
    await office.deliver()
    assert (await office.fates(chat))[0][0] == "due"
    await office.deliver(660, step=60)
    assert (await office.fates(chat))[0][0] == "sent"


async def test_what_a_dead_process_was_sending_is_sent_again_with_a_mark(office: Office) -> None:
    place, chat = await office.person()
    await office.owe(chat, "digest")
    async with office.house.store.begin() as books:
        await books.outbox.take_due(office.clock(), 10, timedelta(seconds=90))
    await office.deliver()
    assert office.said(place) == []
    office.clock.go(91)
    assert await recover(office.house) == 1
    await office.deliver()
    assert office.said(place) == ["digest" + MARK]


async def test_what_is_too_old_is_dropped(office: Office) -> None:
    place, chat = await office.person()
    await office.owe(chat, "old", expires_at=office.clock() + timedelta(hours=1), kind=OutboxKind.ALERT)
    office.clock.go(3601)
    await office.deliver()
    assert office.said(place) == []
    assert await office.fates(chat) == [("dropped", "too old by the time it could be sent")]


async def test_a_slow_chat_holds_up_no_other(office: Office) -> None:
    slow, slow_chat = await office.person("Mira")
    fast, fast_chat = await office.person("Ada")
    office.pg.faults.add(method="sendMessage", chat=slow.id, delay=30.0)
    await office.owe(slow_chat, "one")
    await office.owe(fast_chat, "hello")
    await office.courier.start_due()
    await office.pg.wait_for(lambda: office.said(fast) == ["hello"])
    assert office.said(slow) == []
