"""The shipped encoder on plain sentences of our own: what it names, and that its numbers stand by
themselves."""

import numpy
import pytest

from reading.model.encoder import Encoder
from reading.model.labels import CLAIMS, LABELS
from reading.text.wording import joined

# title, summary, the current claim that must stand first on its axis
PLAIN = [
    (
        "Government and rebels sign ceasefire after a week of talks",
        "The guns are to fall silent on Friday.",
        "ceasefire/agreed",
    ),
    (
        "Truce takes effect along the northern front",
        "Residents said the shelling had stopped at dawn.",
        "ceasefire/in_effect",
    ),
    (
        "Ceasefire holds for a second day",
        "Observers reported calm on both banks of the river.",
        "ceasefire/in_effect",
    ),
    (
        "Army accuses rebels of breaking the truce",
        "Shells hit two villages hours after the ceasefire began, it said.",
        "ceasefire/violation",
    ),
    ("Rebels violate ceasefire with rocket fire on a border town", "", "ceasefire/violation"),
    ("Shelling tests fragile ceasefire in the east", "", "ceasefire/violation"),
    ("Both sides agree to extend truce by ten days", "", "ceasefire/extended"),
    (
        "Rebels declare end of ceasefire and resume attacks",
        "The truce is over, their commander said.",
        "ceasefire/collapsed",
    ),
    ("Truce expires without an extension", "Fighting resumed within the hour.", "ceasefire/expired"),
    ("President rules out a ceasefire with the insurgents", "", "ceasefire/rejected"),
    ("UN chief urges an immediate ceasefire", "", "ceasefire/called_for"),
    ("Rebels offer a one-month truce", "The government has not answered yet.", "ceasefire/proposed"),
    (
        "Peace talks between army and rebels to open on Monday",
        "Delegations will travel to the capital at the weekend.",
        "talks/announced",
    ),
    ("Negotiators meet for a third day of peace talks", "Mediators spoke of progress.", "talks/under_way"),
    ("Peace talks suspended after delegation walks out", "", "talks/stalled"),
    ("Peace talks deadlocked over prisoners", "The round was postponed by a week.", "talks/stalled"),
    ("Government and guerrillas sign peace agreement", "", "talks/deal_reached"),
    ("Guerrillas refuse to negotiate with the government", "", "talks/rejected"),
    ("Rebel leader says he is ready for peace talks", "", "talks/called_for"),
    ("Foreign minister calls for dialogue to end the war", "", "talks/called_for"),
    (
        "Peace talks collapse as rebels quit the process",
        "There will be no further round, mediators said.",
        "talks/collapsed",
    ),
]
SILENT = [
    ("Striking dockers and port reach pay deal", "Trade unions called it a truce until the summer."),
    ("Ministers argue over the budget for schools", ""),
    ("Home side holds champions to a draw", "The coach spoke of a peaceful evening."),
    ("Storm cuts power to ten thousand homes", ""),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def first_on_axis(numbers: dict[str, float], axis: str) -> str:
    return max((c for c in CLAIMS if c.startswith(f"{axis}/")), key=lambda c: numbers[c])


@pytest.mark.parametrize(("title", "summary", "claim"), PLAIN)
def test_reads_a_plain_sentence(encoder: Encoder, title: str, summary: str, claim: str) -> None:
    numbers = encoder.probabilities([joined(title, summary)])[0]
    assert first_on_axis(numbers, claim.split("/")[0]) == claim
    assert numbers[claim] > 0.4
    assert numbers["any"] > 0.5


@pytest.mark.parametrize(("title", "summary"), SILENT)
def test_finds_nothing_in_other_news(encoder: Encoder, title: str, summary: str) -> None:
    numbers = encoder.probabilities([joined(title, summary)])[0]
    assert max(numbers[c] for c in CLAIMS) < 0.3
    assert numbers["any"] < 0.3


def test_gives_every_label_a_number_of_four_decimals(encoder: Encoder) -> None:
    numbers = encoder.probabilities(["Truce holds"])[0]
    assert tuple(numbers) == encoder.labels == LABELS
    assert all(0.0 <= n <= 1.0 and n == round(n, 4) for n in numbers.values())


def test_numbers_do_not_depend_on_the_neighbours_or_the_run(encoder: Encoder) -> None:
    texts = [joined(title, summary) for title, summary, _ in PLAIN]
    together = encoder.probabilities(texts)
    assert [encoder.probabilities([text])[0] for text in reversed(texts)][::-1] == together
    assert Encoder.load().probabilities(texts) == together


@pytest.mark.parametrize(
    "text", ["", "\n", "\x00", "🕊", "перемирие", "停火", "a" * 100_000, "[CLS] [SEP] [PAD]", "truce " * 5000]
)
def test_any_text_can_be_read(encoder: Encoder, text: str) -> None:
    assert len(encoder.probabilities([text])[0]) == len(LABELS)


class _Session:
    """A model that always answers the same: these labels with these numbers, the others with none."""

    def __init__(self, **told: float) -> None:
        self.asked = 0
        self._numbers = numpy.array(
            [[told.get(label.replace("/", "_"), 0.0) for label in LABELS]], numpy.float32
        )

    def run(self, wanted: list[str], fed: dict[str, object]) -> list[object]:
        self.asked += 1
        return [self._numbers]


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ({}, 0),
        ({"any": 0.05, "talks_stalled": 0.07}, 0),
        ({"any": 0.3, "talks_stalled": 0.07}, 1),
        ({"any": 0.99, "talks_stalled": 0.95, "talks_collapsed": 0.1}, 0),
        ({"any": 0.99, "talks_stalled": 0.95, "talks_collapsed": 0.2}, 1),
        ({"any": 0.8, "talks_stalled": 0.7}, 1),
    ],
)
def test_the_second_model_is_asked_where_the_first_doubts(
    encoder: Encoder, first: dict[str, float], asked: int
) -> None:
    one, two = _Session(**first), _Session(any=0.5, talks_stalled=0.5)
    pair = Encoder(encoder._manifest, [one, two], encoder._tokenizer)
    numbers = pair.probabilities(["Talks on hold"])[0]
    assert (one.asked, two.asked) == (1, asked)
    alone = first.get("talks_stalled", 0.0)
    assert numbers["talks/stalled"] == pytest.approx((alone + 0.5) / 2 if asked else alone, abs=1e-4)
