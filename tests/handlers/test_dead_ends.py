"""No answer is a dead end: unknown names, names of several, old buttons, and two people at one message."""

import pytest

from news.process import Process, ProcessCatalogue
from tests.handlers.desk import Newsroom, reading
from tests.handlers.test_status import truce

WAYS_OUT = ["Where things stand", "Newest stories"]
OSTIA, MARRA = "Ostia: government and the Lake Front", "Marra: coast and highlands"


@pytest.mark.parametrize("command", ["status", "timeline", "why"])
async def test_a_name_nobody_knows(newsroom: Newsroom, command: str) -> None:
    answer = await newsroom.ask(f"/{command} qqqq")
    assert (answer.text, answer.button_texts) == (
        "I do not know “qqqq”. /status shows every process I know something about.",
        WAYS_OUT,
    )


@pytest.mark.parametrize("command", ["status", "latest", "timeline", "why"])
async def test_a_name_of_two_processes_offers_both(newsroom: Newsroom, command: str) -> None:
    answer = await newsroom.ask(f"/{command} twin rivers")
    assert (answer.text, answer.button_texts) == (
        "Several processes have to do with “twin rivers”. Which one?",
        [OSTIA, MARRA, "Cancel"],
    )
    await newsroom.tell("Harbour Post", "Envoys in Marra", minutes=3, read=reading(about=["marra"]))
    await newsroom.press(answer, MARRA)
    assert MARRA in "".join(message.text for message in newsroom.pg.transcript(newsroom.chat)[-2:])


async def test_of_several_processes_those_heard_of_come_first(newsroom: Newsroom) -> None:
    await truce(newsroom, process="marra")
    assert (await newsroom.ask("/status twin rivers")).button_texts == [MARRA, OSTIA, "Cancel"]


@pytest.mark.parametrize("command", ["status", "latest", "timeline", "why", "alerts"])
async def test_who_mediates_alone_offers_the_process(newsroom: Newsroom, command: str) -> None:
    answer = await newsroom.ask(f"/{command} carrow")
    assert (answer.text, answer.button_texts) == ("One process has to do with “carrow”:", [OSTIA, "Cancel"])


async def test_a_digest_about_who_mediates_offers_the_process_and_the_words(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/subscribe carrow")
    assert (answer.text, answer.button_texts) == (
        "A digest about “carrow”?",
        [OSTIA, "Items with these words", "Cancel"],
    )


@pytest.mark.parametrize(("command", "more"), [("timeline", []), ("why", ["Delivery log"])])
async def test_nothing_named_and_nothing_known(newsroom: Newsroom, command: str, more: list[str]) -> None:
    answer = await newsroom.ask(f"/{command}")
    assert (answer.text, answer.button_texts) == ("Nothing has been reported yet. Try /latest.", more)


@pytest.mark.parametrize(("command", "more"), [("timeline", []), ("why", ["Delivery log"])])
async def test_nothing_named_offers_what_is_known(newsroom: Newsroom, command: str, more: list[str]) -> None:
    await truce(newsroom)
    answer = await newsroom.ask(f"/{command}")
    assert (answer.text, answer.button_texts) == (
        "Which one?",
        ["Ostia: government and the Lak…", "Cancel", *more],
    )


async def test_no_feed_is_followed(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/sources")).text == "Sources · 0\nNo feed is followed yet."


UNKNOWN = "I do not know “gone”. /status shows every process I know something about."
TOO_OLD = "This button is too old. /latest shows the newest stories."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("1:sta:gone", UNKNOWN),
        ("1:tim:gone", UNKNOWN),
        ("1:tip:gone:b8", UNKNOWN),
        ("1:why:gone", UNKNOWN),
        ("1:lat:gone:", TOO_OLD),
        ("1:lat::zz.z", TOO_OLD),
        ("1:lat::" + "f" * 40 + ".1", TOO_OLD),
        ("1:law:zz", TOO_OLD),
        ("1:sea:zz:0", "This button is too old. Write /search and your words again."),
        (
            "1:why:",
            "I find no stored item behind that message. /why as a reply to a line with links tells its sources.",
        ),
    ],
)
async def test_a_button_of_another_age(newsroom: Newsroom, data: str, said: str) -> None:
    await newsroom.ask("/help")
    newsroom.pg.press(9999, data, person=newsroom.mira, chat=newsroom.chat)
    await newsroom.pg.wait_for(lambda: newsroom.pg.last(newsroom.chat).text == said)


async def test_a_button_nobody_knows_is_answered_in_the_press(newsroom: Newsroom) -> None:
    await newsroom.ask("/help")
    press = newsroom.pg.press(9999, "0:what", person=newsroom.mira, chat=newsroom.chat)
    await newsroom.pg.wait_for(lambda: press.answered)
    assert press.text == "This button is too old."


async def test_two_people_turn_the_pages_of_one_message(newsroom: Newsroom) -> None:
    newsroom.reader.about = ("ostia",)
    for number in range(18):
        await newsroom.tell(
            "Garden Gazette", f"Plant {'abcdefghijklmnopqrstuvw'[number] * 7}", minutes=number
        )
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, newsroom.mira, "/latest@parley_bot")
    first = await newsroom.pg.next_message(group)
    presses = [newsroom.pg.press(first, "Older ▶", person=person) for person in (newsroom.mira, noor)]
    await newsroom.pg.wait_for(lambda: all(press.answered for press in presses))
    await newsroom.pg.idle()
    second = newsroom.pg.last(group)
    assert second.text.split("\n")[2] == "• Plant iiiiiii"
    assert second.button_texts == ["◀ Newer", "Older ▶", "All news"]


@pytest.mark.parametrize("command", ["subscribe", "alerts", "status twin rivers", "subscribe twin rivers"])
async def test_a_long_name_is_cut_where_a_reader_sees_it(newsroom: Newsroom, command: str) -> None:
    long = "\u202eThe government of the northern isles and the assembly of the southern lakes and all their allies"
    lakes = Process("lakes", long, places=("Twin Rivers",))
    newsroom.parley.house.catalogue = ProcessCatalogue.of(
        [lakes, Process("isles", "Isles", places=("Twin Rivers",))]
    )
    answer = await newsroom.ask(f"/{command}")
    if command == "alerts":
        answer = await newsroom.press(answer, "For one process")
    (cut,) = [button for button in answer.button_texts if button.startswith("The government")]
    assert cut.endswith("…") and long[1:].startswith(cut[:-1])
