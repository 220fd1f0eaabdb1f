"""When a ceasefire starts and ends, told relative to the time of publication."""

from datetime import UTC, datetime, timedelta

import pytest

from reading.when.times import Times, find_times, find_times_in

NOW = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)  # a Wednesday
TODAY = NOW.replace(hour=0)


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The truce takes effect on Friday at 7 am", utc(2025, 3, 14, 7), None),
        ("A 72-hour truce starting on Monday at 6 p.m.", utc(2025, 3, 17, 18), utc(2025, 3, 20, 18)),
        ("The ceasefire will hold until Sunday", None, utc(2025, 3, 16)),
        ("The truce starts at midnight", utc(2025, 3, 13, 0, 0, 1), None),
        ("The ceasefire will begin tomorrow at 10:30", utc(2025, 3, 13, 10, 30), None),
        ("The truce, which expires on Thursday at noon, was broken", None, utc(2025, 3, 13, 12)),
        ("The ceasefire starts on April 2", utc(2025, 4, 2), None),
        ("The ceasefire runs from 8 May until 11 May", utc(2025, 5, 8), utc(2025, 5, 11)),
        ("Перемирие начнётся в пятницу в 7 утра", utc(2025, 3, 14, 7), None),
        ("Перемирие действует с полуночи", utc(2025, 3, 13, 0, 0, 1), None),
        ("Перемирие будет действовать до воскресенья", None, utc(2025, 3, 16)),
        ("Перемирие вступит в силу 2 апреля", utc(2025, 4, 2), None),
        ("The two sides met again", None, None),
        ("Стороны встретились снова", None, None),
    ],
)
def test_start_and_end(sentence: str, start: datetime | None, end: datetime | None) -> None:
    found = find_times(sentence, NOW, begun=False)
    assert found.effective_at == start
    assert found.ends_at == end


def test_a_day_of_something_begun_lies_behind() -> None:
    assert find_times("The truce took effect on Monday", NOW, begun=True).effective_at == datetime(
        2025, 3, 10, tzinfo=UTC
    )


def test_times_are_utc_whatever_the_zone_of_publication() -> None:
    zoned = datetime.fromisoformat("2025-03-12T23:30:00-05:00")
    assert find_times("The truce starts tomorrow", zoned, begun=False).effective_at == datetime(
        2025, 3, 14, tzinfo=UTC
    )


def test_a_length_counts_from_publication_when_no_start_is_told() -> None:
    assert find_times("They agreed to a 48-hour truce", NOW, begun=False).ends_at == NOW + timedelta(hours=48)


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("The truce was extended by two months", utc(2025, 5, 12, 10)),
        ("Перемирие продлено на два месяца", utc(2025, 5, 12, 10)),
        ("A one-month truce starting on March 31", utc(2025, 4, 30)),
    ],
)
def test_months_are_those_of_the_calendar(sentence: str, end: datetime) -> None:
    assert find_times(sentence, NOW, begun=False).ends_at == end


@pytest.mark.parametrize(
    "sentence", ["The truce holds until midnight on Friday", "Перемирие действует до полуночи пятницы"]
)
def test_a_midnight_that_ends_a_day_is_still_of_that_day(sentence: str) -> None:
    assert find_times(sentence, NOW, begun=True).ends_at == utc(2025, 3, 14, 23, 59)


@pytest.mark.parametrize(
    "sentence",
    [
        "They agreed to a 48-hour truce that may be signed on Sunday",
        "They agreed to a three-day truce once the text is signed",
        "Стороны согласились на трёхдневное перемирие после подписания текста",
    ],
)
def test_a_length_gives_no_end_when_the_truce_begins_no_one_knows_when(sentence: str) -> None:
    assert find_times(sentence, NOW, begun=False).ends_at is None


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The truce holds until December 31", None, utc(2025, 12, 31)),
        ("The truce holds until January 31", None, utc(2026, 1, 31)),
        ("The truce holds until March 10", None, utc(2025, 3, 10)),
        ("The truce holds until 30 February", None, None),
        ("The truce holds until February 29", None, utc(2028, 2, 29)),
        ("The truce holds until June 1, 2027", None, utc(2027, 6, 1)),
        ("The truce expired on Sunday", None, utc(2025, 3, 9)),
        ("The truce held until Sunday", None, utc(2025, 3, 9)),
        ("The truce lapsed on December 31", None, utc(2024, 12, 31)),
        ("The truce starts on Monday and ends on Sunday", utc(2025, 3, 17), utc(2025, 3, 23)),
        ("Перемирие продлится до 31 декабря", None, utc(2025, 12, 31)),
        ("Перемирие истекло в воскресенье", None, utc(2025, 3, 9)),
        ("Перемирие действует до 31 августа 2026 года", None, utc(2026, 8, 31)),
    ],
)
def test_an_end_lies_ahead_unless_it_has_passed(
    sentence: str, start: datetime | None, end: datetime | None
) -> None:
    found = find_times(sentence, NOW, begun=False)
    assert (found.effective_at, found.ends_at) == (start, end)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("They announced a three-day ceasefire for May 8-10", utc(2025, 5, 8), utc(2025, 5, 10)),
        ("The truce runs from May 30 to June 2", utc(2025, 5, 30), utc(2025, 6, 2)),
        ("A truce from 8 to 10 May was offered", utc(2025, 5, 8), utc(2025, 5, 10)),
        ("A truce from December 30 through January 2", utc(2024, 12, 30), utc(2025, 1, 2)),
        ("A truce from 8 to 10 May 2026 was offered", utc(2026, 5, 8), utc(2026, 5, 10)),
        ("A truce from Friday to Sunday was agreed", utc(2025, 3, 14), utc(2025, 3, 16)),
        ("Clashes on 3-5 April broke the ceasefire", None, None),
        ("С 8 по 10 мая объявлено перемирие", utc(2025, 5, 8), utc(2025, 5, 10)),
        ("Перемирие объявлено с 8 по 10 мая", utc(2025, 5, 8), utc(2025, 5, 10)),
        ("Перемирие с 30 апреля по 2 мая", utc(2025, 4, 30), utc(2025, 5, 2)),
        ("Перемирие действует с пятницы по воскресенье", utc(2025, 3, 14), utc(2025, 3, 16)),
    ],
)
def test_a_range_of_days_has_a_first_and_a_last_day(
    sentence: str, start: datetime | None, end: datetime | None
) -> None:
    assert find_times(sentence, NOW, begun=False) == Times(start, end)


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("The truce began at midnight", utc(2025, 3, 12)),
        ("The truce came into force at midnight on Wednesday", utc(2025, 3, 12)),
        ("The truce came into force at midnight on Sunday", utc(2025, 3, 10)),
        ("The truce took effect at 4pm", NOW),
        ("The truce took effect at 11 p.m.", utc(2025, 3, 11, 23)),
        ("The truce took effect at 7 am", utc(2025, 3, 12, 7)),
        ("The truce took effect on March 13", NOW),
        ("The truce took effect on November 5", utc(2024, 11, 5)),
        ("Перемирие вступило в силу в 13:00", NOW),
        ("Перемирие вступило в силу в 5:30", utc(2025, 3, 12, 5, 30)),
        ("Перемирие началось в полночь", utc(2025, 3, 12)),
    ],
)
@pytest.mark.parametrize("begun", [True, False])
def test_what_began_never_lies_ahead(sentence: str, start: datetime, begun: bool) -> None:
    assert find_times(sentence, NOW, begun=begun).effective_at == start


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize(
    "sentence",
    [
        "They agree on a two-month truce",
        "In force since Sunday, the truce began on Monday",
        "Перемирие началось 1 января и продлится 900 дней",
    ],
)
def test_the_edges_of_the_calendar_do_no_harm(sentence: str, year: int, begun: bool) -> None:
    for month, day in ((1, 1), (12, 31)):
        find_times(sentence, datetime(year, month, day, tzinfo=UTC), begun=begun)


@pytest.mark.parametrize(
    ("sentence", "begun", "start"),
    [
        ("A truce that is to come into force from Sunday was broken before it began", True, utc(2025, 3, 16)),
        ("The ceasefire will take effect on Friday", True, utc(2025, 3, 14)),
        ("The truce takes effect on Friday", True, utc(2025, 3, 14)),
        ("The ceasefire took effect on Friday", False, utc(2025, 3, 7)),
        ("The truce began on Sunday", False, utc(2025, 3, 9)),
        ("The ceasefire in force from Sunday was broken", True, utc(2025, 3, 9)),
        ("The ceasefire from Sunday, mediators say", False, utc(2025, 3, 16)),
        ("Перемирие вступит в силу в воскресенье", True, utc(2025, 3, 16)),
        ("Перемирие вступило в силу в воскресенье", False, utc(2025, 3, 9)),
    ],
)
def test_tense_tells_on_which_side_a_day_lies(sentence: str, begun: bool, start: datetime) -> None:
    assert find_times(sentence, NOW, begun=begun).effective_at == start


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("They agree to a 10-day ceasefire from tonight", utc(2025, 3, 12, 18), utc(2025, 3, 22, 18)),
        ("The truce is starting tonight", utc(2025, 3, 12, 18), None),
        ("The truce starts tonight at 9 pm", utc(2025, 3, 12, 21), None),
        ("The truce starts at midnight tonight", utc(2025, 3, 13, 0, 0, 1), None),
        ("A pause from this evening was agreed", utc(2025, 3, 12, 18), None),
        ("The truce will start on Friday evening", utc(2025, 3, 14, 18), None),
        ("A ceasefire from Wednesday was agreed", TODAY, None),
        ("The two sides signed a five-day truce from today", TODAY, utc(2025, 3, 17)),
        ("The two sides signed a 12-hour truce from today", TODAY, None),
        ("The two sides signed a 36-hour truce from today", TODAY, None),
        ("The two sides signed a 48-hour truce from today", TODAY, utc(2025, 3, 14)),
        ("A truce from Wednesday to Sunday was agreed", TODAY, utc(2025, 3, 16)),
        ("The truce holds until tonight", None, utc(2025, 3, 12, 18)),
        ("Перемирие начнётся сегодня вечером", utc(2025, 3, 12, 18), None),
        ("Перемирие начнётся на закате в понедельник", utc(2025, 3, 17, 18), None),
        ("Стороны договорились о перемирии с сегодняшнего вечера", utc(2025, 3, 12, 18), None),
        ("Стороны договорились о перемирии с сегодняшнего дня", TODAY, None),
        ("Перемирие вступит в силу сегодня", TODAY, None),
        ("Перемирие начнётся в пятницу на рассвете", utc(2025, 3, 14, 5), None),
    ],
)
def test_what_is_to_begin_on_the_day_of_the_publication(
    sentence: str, start: datetime | None, end: datetime | None
) -> None:
    assert find_times(sentence, NOW, begun=False) == Times(start, end)


def test_an_evening_that_has_come_lasts_until_midnight() -> None:
    late = NOW.replace(hour=20)
    assert find_times("A truce from tonight was agreed", late, begun=False).effective_at == utc(
        2025, 3, 13, 0, 0, 1
    )
    assert find_times("The truce holds until tonight", late, begun=False).ends_at == utc(2025, 3, 12, 23, 59)


@pytest.mark.parametrize(
    "sentence",
    ["The truce came into force today", "The truce began on Wednesday", "Перемирие началось сегодня"],
)
def test_what_began_on_the_day_of_the_publication_keeps_the_day(sentence: str) -> None:
    assert find_times(sentence, NOW, begun=True).effective_at == utc(2025, 3, 12)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The ceasefire is to take hold on Sunday", utc(2025, 3, 16), None),
        ("Both armies agree to cease fire at midnight", utc(2025, 3, 13, 0, 0, 1), None),
        ("Стороны договорились прекратить огонь в полночь", utc(2025, 3, 13, 0, 0, 1), None),
        ("A truce taking hold at midnight on Friday was agreed", utc(2025, 3, 15, 0, 0, 1), None),
        ("The truce took hold on Sunday", utc(2025, 3, 9), None),
        ("The truce starts in 48 hours", utc(2025, 3, 14, 11), None),
        ("The truce takes effect within three days", utc(2025, 3, 15), None),
        ("Перемирие вступит в силу через 48 часов", utc(2025, 3, 14, 11), None),
        ("Перемирие вступит в силу через два дня", utc(2025, 3, 14), None),
        ("Стороны договорились о недельном перемирии с 21 мая", utc(2025, 5, 21), utc(2025, 5, 28)),
    ],
)
def test_a_start_told_in_other_words(sentence: str, start: datetime | None, end: datetime | None) -> None:
    assert find_times(sentence, NOW.replace(minute=7), begun=False) == Times(start, end)


@pytest.mark.parametrize(
    ("sentence", "further", "start", "end"),
    [
        (
            "The two sides sign a ceasefire",
            ["The 60-day ceasefire starts on Sunday at 06:00."],
            utc(2025, 3, 16, 6),
            utc(2025, 5, 15, 6),
        ),
        (
            "The two sides agree a truce",
            ["Crowds cheered.", "It takes effect at noon on Tuesday."],
            utc(2025, 3, 18, 12),
            None,
        ),
        (
            "The two sides agree a 60-day truce",
            ["The truce will begin on Sunday, envoys said."],
            utc(2025, 3, 16),
            utc(2025, 5, 15),
        ),
        (
            "The two sides agree a truce",
            ["It takes hold on Friday and lasts six weeks."],
            utc(2025, 3, 14),
            utc(2025, 4, 25),
        ),
        (
            "They extend the truce by 30 days",
            ["They agreed to prolong the truce until 5 May."],
            None,
            utc(2025, 5, 5),
        ),
        ("The truce starts on Sunday", ["The truce ends on 5 May."], utc(2025, 3, 16), utc(2025, 5, 5)),
        ("The truce agreed holds until Friday", ["A truce will begin on Sunday."], None, utc(2025, 3, 14)),
        ("Стороны подписали перемирие", ["Оно вступит в силу в воскресенье."], utc(2025, 3, 16), None),
        (
            "Стороны договорились о недельном перемирии",
            ["Перемирие начнётся в субботу."],
            utc(2025, 3, 15),
            utc(2025, 3, 22),
        ),
        (
            "Перемирие продлено на 30 дней",
            ["Перемирие продлено до 5 мая, сообщили в миссии."],
            None,
            utc(2025, 5, 5),
        ),
    ],
)
def test_times_of_a_truce_told_by_the_next_sentences(
    sentence: str, further: list[str], start: datetime | None, end: datetime | None
) -> None:
    assert find_times_in(sentence, further, NOW, begun=False) == Times(start, end)


@pytest.mark.parametrize(
    "other",
    [
        "Talks on a permanent ceasefire begin on Sunday.",
        "The previous truce ran until 20 March.",
        "It will not take effect until Sunday.",
        "The truce took effect on Monday.",
        "A truce could begin on Sunday, others said.",
        "The truce may start on Sunday.",
        "The prisoners go home on Sunday.",
        "The truce expired on Monday.",
        "Переговоры о перемирии начнутся в субботу.",
        "Прежнее перемирие действовало до 20 марта.",
        "Перемирие может начаться в субботу.",
        "Перемирие началось в понедельник.",
    ],
)
def test_what_other_sentences_tell_of_something_else_is_no_time_of_the_truce(other: str) -> None:
    assert find_times_in("The two sides agree a truce", [other], NOW, begun=False) == Times()


@pytest.mark.parametrize(
    "other", ["The truce expires on Sunday.", "The ceasefire was due to end on 20 March."]
)
def test_the_old_end_is_not_that_of_a_renewed_truce(other: str) -> None:
    end = NOW + timedelta(days=30)
    assert find_times_in("They extend the truce by 30 days", [other], NOW, begun=False).ends_at == end


@pytest.mark.parametrize("year", [1, 9999])
def test_times_of_several_sentences_at_the_edges_of_the_calendar(year: int) -> None:
    for month, day in ((1, 1), (12, 31)):
        find_times_in(
            "They agree a 60-day truce",
            ["It starts on Sunday."],
            datetime(year, month, day, tzinfo=UTC),
            begun=False,
        )
