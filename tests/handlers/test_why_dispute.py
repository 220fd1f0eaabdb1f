"""/why of what is disputed, opposed or told by a witness: the reasons of each, and nothing said that is not
shown."""

from typing import Any

from news.claim import Kind, Stance
from tests.handlers.desk import Newsroom, claimed, reading
from tests.handlers.test_message_record import OSTIA, send

AGREED = "It moved when one outlet had reported it, clearly enough. The evidence was"
WIRES = ("Harbour Post", "City Wire", "Morning Echo", "Valley News", "Hill Times")


async def report(
    newsroom: Newsroom, kind: Kind, told: str, *outlets: str, minutes: int = 60, **more: Any
) -> None:
    """Each outlet tells it in its own words."""
    for number, outlet in enumerate(outlets):
        sentence = told.format(outlet)
        read = reading(claimed(kind, sentence, **more))
        await newsroom.tell(
            outlet, f"{kind} {outlet} {minutes}", sentence, minutes=minutes - number, read=read
        )


async def disputed(newsroom: Newsroom, minutes: int = 60) -> None:
    """An agreement five outlets tell of, and two of its denial by a side."""
    await report(newsroom, Kind.AGREED, "They agreed to a truce, {} reports.", *WIRES, minutes=minutes)
    denied = {"stance": Stance.DENIED, "by": "Lake Front"}
    words = "The Lake Front has agreed to nothing, it told {}."
    await report(newsroom, Kind.AGREED, words, "Ostia TV", minutes=minutes - 30, **denied)


async def test_why_of_a_disputed_agreement_tells_why_it_is_one(newsroom: Newsroom) -> None:
    await disputed(newsroom)
    answer = await newsroom.ask("/why ostia")
    assert f"\n\nCeasefire: agreed, not yet in force\n{AGREED} " in answer.text
    assert (
        "\n\nDisputed by Lake Front\n“The Lake Front has agreed to nothing, it told Ostia TV.”" in answer.text
    )
    assert "somebody else" not in answer.text


async def test_the_alert_of_a_dispute_leads_to_both_reasons(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await disputed(newsroom)
    await send(newsroom)
    await send(newsroom)
    alert = newsroom.pg.last(newsroom.chat)
    assert alert.text.splitlines()[1] == "Ceasefire: agreed, not yet in force; disputed by Lake Front"
    await newsroom.press(alert, "Why?")
    answer = newsroom.pg.last(newsroom.chat).text
    assert answer.startswith(
        f"{OSTIA} — why it says so\n\n• Ceasefire: agreed, not yet in force; disputed by Lake Front\n"
    )
    assert answer.index("agreed to nothing") < answer.index(f"Ceasefire: agreed, not yet in force\n{AGREED} ")
    assert "“They agreed to a truce, Harbour Post reports.”" in answer


async def test_what_spoke_against_a_step_is_listed(newsroom: Newsroom) -> None:
    await report(newsroom, Kind.IN_EFFECT, "The truce is in effect, {} reports.", *WIRES[:3], minutes=3000)
    await report(newsroom, Kind.IN_EFFECT, "The truce holds, says {}.", "Ostia TV", minutes=60)
    await report(newsroom, Kind.COLLAPSED, "The truce is over, {} reports.", *WIRES, minutes=50)
    answer = await newsroom.ask("/why ostia")
    assert "; little spoke against it then.\n" in answer.text
    assert "\n\nAgainst it then\n“The truce holds, says Ostia TV.”" in answer.text


async def test_reports_of_the_stage_before_spoke_for_a_step_forward(newsroom: Newsroom) -> None:
    await report(newsroom, Kind.AGREED, "They agreed to a truce, {} reports.", *WIRES[:3], minutes=90)
    await report(newsroom, Kind.IN_EFFECT, "The truce has begun, {} reports.", *WIRES, minutes=50)
    answer = await newsroom.ask("/why ostia")
    assert "; nothing spoke against it then.\n" in answer.text
    assert "Against it then" not in answer.text


async def test_a_witness_is_no_side(newsroom: Newsroom) -> None:
    by: dict[str, Any] = {"stance": Stance.CLAIMED, "by": "Truce monitors"}
    await report(newsroom, Kind.IN_EFFECT, "Monitors told {} that the truce has begun.", *WIRES[:4], **by)
    side: dict[str, Any] = {"stance": Stance.CLAIMED, "by": "Lake Front"}
    await report(
        newsroom, Kind.IN_EFFECT, "The Lake Front told {} that the truce has begun.", "Ostia TV", **side
    )
    answer = (await newsroom.ask("/why ostia")).text
    assert "being in effect, according to Truce monitors; 97 % sure · " in answer
    assert "being in effect, claimed by Lake Front; 97 % sure · " in answer
    assert "one side" not in answer.lower()
