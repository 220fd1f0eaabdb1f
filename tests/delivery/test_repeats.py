"""What is repeated: an alert once after a lost answer, nothing else; after a death of the process everything
that was in flight."""

import pytest

from briefing.answers.forget import forget
from briefing.jobs.deliver import LEASE
from briefing.jobs.settle import MOST_DEATHS, recover
from news.chat import ChatAddress, Message, OutboxKind
from news.errors import PerhapsSent, TryLater
from tests.delivery.conftest import Office

MARK = "once more"


class _Silent:
    """Takes every message and never answers."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, _address: ChatAddress, message: Message) -> int:
        self.sent.append(message.html)
        raise PerhapsSent("no answer within 20 s")


@pytest.mark.parametrize(
    ("kind", "times"),
    [(OutboxKind.ALERT, 2), (OutboxKind.DIGEST, 1), (OutboxKind.NOTICE, 1), (OutboxKind.BROADCAST, 1)],
)
async def test_after_a_lost_answer_only_an_alert_is_repeated_and_only_once(
    office: Office, kind: OutboxKind, times: int
) -> None:
    _, chat = await office.person()
    await office.owe(chat, "words", kind=kind)
    silent = office.courier._sender = _Silent()
    await office.deliver(60, step=5)
    assert len(silent.sent) == times
    assert [MARK in said for said in silent.sent] == [False, True][:times]
    assert await office.fates(chat) == [("uncertain", "no answer within 20 s")]


async def _die_sending(office: Office) -> int:
    """Mark what is due as being sent and never come back to it; then recover. Returns how many were
    marked."""
    async with office.house.store.begin() as books:
        taken = await books.outbox.take_due(office.clock(), 10, LEASE)
    office.clock.go(LEASE.total_seconds() + 1)
    await recover(office.house)
    return len(taken)


@pytest.mark.parametrize("kind", list(OutboxKind))
async def test_after_a_death_every_kind_is_sent_again_until_eight_deaths(
    office: Office, kind: OutboxKind
) -> None:
    _, chat = await office.person()
    await office.owe(chat, "words", kind=kind)
    for death in range(MOST_DEATHS):
        assert [state for state, _ in await office.fates(chat)] == ["due"], death
        assert await _die_sending(office) == 1
    assert await office.fates(chat) == [("uncertain", "the sender died while sending")]


async def test_tries_that_surely_did_not_arrive_are_no_deaths(office: Office) -> None:
    place, chat = await office.person()
    await office.owe(chat, "words")
    real = office.courier._sender

    class Down:
        async def send(self, _address: ChatAddress, _message: Message) -> int:
            raise TryLater(5.0, "no connection")

    office.courier._sender = Down()
    for _ in range(MOST_DEATHS + 2):
        await office.deliver()
        office.clock.go(601)
    assert await _die_sending(office) == 1
    office.courier._sender = real
    await office.deliver(2)
    assert len(office.said(place)) == 1


async def test_a_chat_forgotten_while_its_message_is_on_its_way_costs_no_other_its_fate(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    (place, gone), (_, other) = await office.person("Mira"), await office.person("Ada")
    office.pg.faults.add(method="sendMessage", chat=place.id, status=502)
    await office.owe(gone, "one")
    await office.owe(other, "two")
    await office.courier.start_due()
    await office.courier.arrived()
    await forget(office.house, gone)
    await office.courier.settle()
    assert await office.fates(other) == [("sent", None)]
    assert "could not be written down" not in caplog.text
