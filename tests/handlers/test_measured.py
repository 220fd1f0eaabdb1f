"""What is answered and what is read is measured where it happens."""

from prometheus_client.parser import text_string_to_metric_families

from bot.exposition import exposition
from bot.readiness import Readiness
from bot.schedule import Schedule
from tests.handlers.desk import Newsroom


async def _value(newsroom: Newsroom, name: str) -> float:
    parley, schedule = newsroom.parley, Schedule()
    readiness = Readiness(parley.house, parley.heartbeat, parley.contact, schedule)
    told = (await exposition(parley, schedule, readiness)).decode()
    samples = [s for family in text_string_to_metric_families(told) for s in family.samples]
    return next(s.value for s in samples if s.name == name)


async def test_answers_and_reading(newsroom: Newsroom) -> None:
    before = await _value(newsroom, "parley_answer_seconds_count")
    await newsroom.ask("/help")
    await newsroom.tell("Harbour Post", "Ferries run again")
    await newsroom.tell("Harbour Post", "Ferries stop again")
    assert await _value(newsroom, "parley_items_read_total") == 2
    assert await _value(newsroom, "parley_read_batch_seconds_count") == 2
    await newsroom.ask("/privacy")
    assert await _value(newsroom, "parley_answer_seconds_count") >= before + 1  # the last may not have ended
