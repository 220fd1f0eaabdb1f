"""The data of buttons: what is written is read back, and buttons in messages of long ago still work."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.render.keyboard import ButtonKind, PressedButton, button, data_pattern, read_data, rows_of
from handlers.presses import PRESSES

OLD = {
    "1:sta:": (ButtonKind.STATUS, ""),
    "1:sta:syria": (ButtonKind.STATUS, "syria"),
    "1:sta:other:sri-lanka": (ButtonKind.STATUS, "other:sri-lanka"),
    "1:sta::20": (ButtonKind.STATUS, "", "20"),
    "1:bel:lat": (ButtonKind.BELOW_START, "lat"),
    "1:con:3": (ButtonKind.CONFLICTS, "3"),
    "1:beg:sub": (ButtonKind.BEGIN, "sub"),
    "1:lat::": (ButtonKind.STORIES, "", ""),
    "1:lat:*:": (ButtonKind.STORIES, "*", ""),
    "1:lat:other:mali:a6543.12": (ButtonKind.STORIES, "other:mali", "a6543.12"),
    "1:law:7f:8": (ButtonKind.STORIES_WITH_WORDS, "7f", "8"),
    "1:sea::0": (ButtonKind.SEARCH, "", "0"),
    "1:tim:syria": (ButtonKind.TIMELINE, "syria"),
    "1:tip:other:mali:b800": (ButtonKind.TIMELINE_PAGE, "other:mali", "b800"),
    "1:why:": (ButtonKind.WHY, ""),
    "1:why": (ButtonKind.WHY, ""),
    "1:chg:7": (ButtonKind.WHY_CHANGE, "7"),
    "1:rec:": (ButtonKind.DELIVERY_LOG, ""),
    "1:src:0": (ButtonKind.SOURCES, "0"),
    "1:alo:+1": (ButtonKind.ALERTS, "+1"),
    "1:alo:*:m": (ButtonKind.ALERTS, "*", "m"),
    "1:fol:on": (ButtonKind.FOLLOW, "on"),
    "1:unf:syria": (ButtonKind.UNFOLLOW, "syria"),
    "1:alx:syria": (ButtonKind.ALERTS_OFF, "syria"),
    "1:alh:12": (ButtonKind.ALERTS_PER_HOUR, "12"),
    "1:sub:~prisoner swap:k0:0800-1800": (ButtonKind.SUBSCRIBE, "~prisoner swap", "k0", "0800-1800"),
    "1:mys:3:t:0900": (ButtonKind.SUBSCRIPTION, "3", "t", "0900"),
    "1:pvw:7": (ButtonKind.PREVIEW, "7"),
    "1:pvp:7:32450001": (ButtonKind.PREVIEW_PAGE, "7", "32450001"),
    "1:apv:*": (ButtonKind.ALERTS_PREVIEW, "*"),
    "1:uns:all": (ButtonKind.UNSUBSCRIBE, "all"),
    "1:pau:1w": (ButtonKind.PAUSE, "1w"),
    "1:pub:-1001234567890:other:mali:0900": (ButtonKind.PUBLISH, "-1001234567890", "other:mali", "0900"),
    "1:set:z:America/New_York": (ButtonKind.SETTINGS, "z", "America/New_York"),
    "1:zon:": (ButtonKind.TIME_ZONE, ""),
    "1:clo:": (ButtonKind.CLOSE, ""),
    "1:not:": (ButtonKind.CANCEL, ""),
    "1:fgt:yes": (ButtonKind.FORGET, "yes"),
    "1:adf:5:1": (ButtonKind.ADD_FEED, "5", "1"),
    "1:adx:5": (ButtonKind.ADD_FEED_CANCEL, "5"),
    "1:fel:2": (ButtonKind.FEEDS, "2"),
    "1:fee:31:2": (ButtonKind.FEED, "31", "2"),
    "1:fea:31:2:pause": (ButtonKind.CHANGE_FEED, "31", "2", "pause"),
    "1:fed:5": (ButtonKind.SAVE_FEED, "5"),
    "1:adm:12345678": (ButtonKind.REMOVE_ADMIN, "12345678"),
    "1:cor:5": (ButtonKind.CORRECT, "5"),
    "1:cox:": (ButtonKind.CORRECT_CANCEL, ""),
    "1:cou:9": (ButtonKind.UNDO_CORRECTION, "9"),
    "1:bro:5": (ButtonKind.BROADCAST, "5"),
    "1:brx:5": (ButtonKind.BROADCAST_CANCEL, "5"),
    "1:brp:5": (ButtonKind.BROADCAST_PROGRESS, "5"),
    "1:prl:1": (ButtonKind.PROCESSES, "1"),
    "1:pre:syria": (ButtonKind.PROCESS, "syria"),
    "1:prs:5": (ButtonKind.SAVE_PROCESS, "5"),
    "1:aud:1": (ButtonKind.AUDIT, "1"),
}
"""Data of messages that were sent before buttons had types (7 December 2026), and what they ask for."""


@pytest.mark.parametrize("data", OLD)
def test_a_button_of_an_old_message_still_works(data: str) -> None:
    kind, *parts = OLD[data]
    assert read_data(data) == PressedButton(ButtonKind(kind), tuple(parts))
    assert [press.kind for press in PRESSES if re.match(data_pattern(press.kind), data)] == [kind]


def test_the_table_of_old_buttons_has_every_kind() -> None:
    assert {kind for kind, *_ in OLD.values()} == set(ButtonKind)


def test_each_kind_of_button_is_answered_in_one_place() -> None:
    assert sorted(press.kind for press in PRESSES) == sorted(ButtonKind)


@pytest.mark.parametrize(
    "data", ["", "1", "1:", "2:sta:syria", "1:nosuch:1", "1:stat:syria", "1:STA:", "1:sta\n"]
)
def test_data_of_no_kind_known_is_no_button(data: str) -> None:
    assert read_data(data) is None
    assert not [press for press in PRESSES if re.match(data_pattern(press.kind), data)]


_words = st.text(st.characters(exclude_characters=":"), max_size=20).filter(lambda word: word != "other")
_parts = st.one_of(st.integers(0, 2**53), _words, _words.map(lambda word: f"other:{word}"))


@given(st.sampled_from(ButtonKind), st.lists(_parts, min_size=1, max_size=3))
def test_what_a_button_carries_is_read_back(kind: ButtonKind, parts: list[str | int]) -> None:
    data = button("Press", kind, *parts).data
    assert data is not None
    assert read_data(data) == PressedButton(kind, tuple(map(str, parts)))


def test_parts_are_read_as_what_they_are_meant_as() -> None:
    pressed = PressedButton(ButtonKind.FEED, ("12", "", "x3", "+2", "+x"))
    assert [pressed.number(place) for place in range(6)] == [12, -1, -1, -1, -1, -1]
    assert [pressed.text(place) for place in (0, 1, 5)] == ["12", "", ""]
    assert [pressed.turned_to(place) for place in range(6)] == [None, None, None, 2, 0, None]


def test_buttons_stand_in_rows_of_the_width_asked_for() -> None:
    buttons = [button(str(number), ButtonKind.SOURCES, number) for number in range(5)]
    assert rows_of(buttons, 2) == ((buttons[0], buttons[1]), (buttons[2], buttons[3]), (buttons[4],))
