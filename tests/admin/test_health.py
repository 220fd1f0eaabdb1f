"""/health: what waits, what fails, what was refused."""

from datetime import timedelta

from news.chat import ChatAddress, Message, OutboxDraft, OutboxKind, OutboxState
from tests.admin.house import Town


async def test_all_quiet_says_so_in_figures(town: Town) -> None:
    seen = await town.ask("/health")
    assert "Items: 0, to read: 0" in seen.text
    assert "Messages waiting: 0" in seen.text
    assert "Sent: 0, refused: 0, uncertain: 0" in seen.text
    assert "free on the disk" in seen.text
    assert "✗" not in seen.text


async def test_what_waits_and_what_fails_is_named(town: Town) -> None:
    await town.ask("/start", town.reader)
    town.site.feed("/news.xml", "Lake Gazette", "One", "Two")
    await town.press(await town.ask(f"/addfeed {town.site.url}/news.xml"), "Follow Lake Gazette")
    await town.collect()
    town.house.failing = lambda: {"understand": 3}
    town.house.reader_trouble = "the weights are missing"
    async with town.house.store.begin() as books:
        chat = await books.chats.find(ChatAddress(town.reader.id))
        assert chat
        for key in ("bad", "good"):
            await books.outbox.owe(
                [OutboxDraft(chat.id, OutboxKind.NOTICE, key, Message("hello"), town.house.now())],
                town.house.now(),
            )
        for message, (state, why) in zip(
            await books.outbox.take_due(town.house.now(), 1, timedelta(minutes=1)),
            [(OutboxState.REFUSED, "no such tag")],
            strict=True,
        ):
            await books.outbox.settle(message.id, state, town.house.now(), trouble=why)
    await town.notices()
    seen = await town.ask("/health")
    assert "Items: 2, to read: 2 · the oldest: just now" in seen.text
    assert "Sent: 1, refused: 1" in seen.text
    assert "✗ no such tag" in seen.text
    assert "understand failed 3 times in a row" in seen.text
    assert "the weights are missing" in seen.text
    assert "Feeds: 1, in trouble: 0" in seen.text
