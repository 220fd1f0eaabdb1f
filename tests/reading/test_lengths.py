"""How long a ceasefire lasts, told in words."""

from datetime import timedelta
from time import perf_counter

import pytest

from reading.when.durations import find_length


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("The sides agreed on a 72-hour truce", 72),
        ("A three-day ceasefire was announced", 72),
        ("The truce has held for three days, observers say", None),
        ("Ceasefire holding for 24 hours, residents say", None),
        ("The ceasefire has now been in effect for two days", None),
        ("For two weeks the ceasefire has held along the coast", None),
        ("The guns have been silent for three days", None),
        ("The truce is to hold for three days", 72),
        ("The ceasefire will be in effect for two days", 48),
        ("Truce intact; talks for two weeks", None),
        ("They will extend the truce by two days", 48),
        ("The truce was renewed for five more days", 120),
        ("A two-month truce is planned", 1440),
        ("The pause was prolonged for a week", 168),
        ("A week-long lull began", 168),
        ("Объявлено 72-часовое перемирие", 72),
        ("Перемирие продлено на пять дней", 120),
        ("Стороны согласились на трёхдневное перемирие", 72),
        ("Перемирие продлили на неделю", 168),
        ("It came 40 days after the attack", None),
        ("After seven days of fighting they met", None),
        ("Через пять дней после удара начались переговоры", None),
        ("The pause was prolonged for another week", 168),
        ("Shelling broke the two-month-old truce", None),
        ("Rebels attacked, ending a two-month truce", None),
        ("The three-day truce expired on Monday", None),
        ("The truce began with a three-hour delay", None),
        ("The truce began three hours late", None),
        ("The 12-day war ended in a ceasefire", None),
        ("They will extend the seven-day truce for five more days", 120),
        ("Five days were added: the ten-day truce was renewed by two weeks", 336),
        ("A 72-hour truce after fighting for 20 days", 72),
        ("They met again after a three-day truce was agreed", 72),
        ("Two weeks after the shelling, truces were broken", None),
        ("Shells fell over two weeks despite a ceasefire", None),
        ("A 60-day, closely watched ceasefire", 1440),
        ("Десятидневное перемирие продлили ещё на месяц", 720),
        ("Стороны договорились о недельном перемирии", 168),
        ("Недельной давности снимки перемирия", None),
        ("Завершилось трёхдневное перемирие", None),
        ("Перемирие началось с трёхчасовым опозданием", None),
        ("12-дневная война завершилась перемирием", None),
        ("Перемирие объявлено сроком на 30 дней", 720),
    ],
)
def test_length(sentence: str, hours: int | None) -> None:
    assert find_length(sentence) == (timedelta(hours=hours) if hours else None)


def test_a_text_full_of_lengths_is_read_in_time() -> None:
    started = perf_counter()
    find_length("three-day " * 3000)
    assert perf_counter() - started < 5.0  # 0.1 s; it was 20 s when each length looked at the whole text
