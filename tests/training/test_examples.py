"""How labelled items become training examples, and how a teacher's readings are kept."""

import random
from pathlib import Path

from reading.model.labels import LABELS
from training import readings
from training.data import held_out, labelled, near_copies, part_of, softly
from training.measure import Rule, best_rule, claims, f1
from training.names import FAMILIES, swapped

ITEM = {
    "id": "own1",
    "title": "Rebels break truce in the north",
    "summary": "Talks may resume next week. The February ceasefire had held for a month.",
    "events": [
        {
            "axis": "ceasefire",
            "kind": "violation",
            "stance": "claimed",
            "sentence": "Rebels break truce in the north",
        },
        {
            "axis": "talks",
            "kind": "announced",
            "stance": "possible",
            "sentence": "Talks may resume next week.",
        },
    ],
}


def test_a_claim_is_wanted_as_current_or_not_by_its_stance() -> None:
    wanted = dict(zip(LABELS, labelled(ITEM).wanted, strict=True))
    said = {label for label, number in wanted.items() if number}
    assert said == {
        "ceasefire/violation",
        "not:talks/announced",
        "any",
        "mention",
        "claimed:ceasefire",
        "possible:talks",
    }


def test_the_choice_of_a_kind_adds_up_to_one_on_each_axis() -> None:
    example = softly(ITEM, {"talks/stalled": 0.9, "talks/collapsed": 0.6}, 1.0)
    assert [round(sum(example.choice[:10]), 6), round(sum(example.choice[10:]), 6)] == [1.0, 1.0]


def test_a_sentence_alone_keeps_only_what_it_tells() -> None:
    cuts = [part_of(ITEM, random.Random(seed)) for seed in range(20)]
    assert {(cut["title"], cut["summary"], len(cut["events"])) for cut in cuts} == {
        ("Rebels break truce in the north", "", 1),
        ("", "Talks may resume next week.", 1),
    }


def test_a_family_of_names_is_swapped_as_one() -> None:
    for seed in range(30):
        title, summary = swapped(
            ["Syria says Assad met envoys", "Syrian troops stay in Damascus and in Syria"],
            random.Random(seed),
        )
        words = title.split(" says ")[0]
        family = next(f for f in FAMILIES if f.sort == "state" and words in f.roles[0])
        assert summary.startswith(tuple(family.roles[1]))
        assert summary.endswith(f" and in {words}")


def test_ordinary_words_are_not_swapped() -> None:
    assert swapped(["Let us meet in the park on Monday; kim, indianapolis"], random.Random(1)) == [
        "Let us meet in the park on Monday; kim, indianapolis"
    ]


def test_near_copies_are_found_and_strangers_are_not() -> None:
    copy = {
        "id": "b",
        "title": "Rebels break truce in the north",
        "summary": "Talks may resume next week. The February ceasefire had held.",
    }
    other = {"id": "c", "title": "Ministers argue about school meals", "summary": ""}
    assert near_copies([copy, other], [ITEM]) == {"b"}


def test_readings_come_back_and_their_bytes_stay_the_same(tmp_path: Path) -> None:
    told = {"b": {"any": 0.91, "talks/stalled": 0.5, "talks/agreed": 0.7}, "a": {"any": 0.001}}
    readings.save(tmp_path / "one.gz", told)
    readings.save(tmp_path / "two.gz", dict(reversed(told.items())))
    assert readings.load(tmp_path / "one.gz") == {"a": {}, "b": {"any": 0.91, "talks/stalled": 0.5}}
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()


def test_a_rule_names_one_kind_an_axis_unless_the_second_is_sure() -> None:
    low = dict.fromkeys(LABELS, 0.0)
    numbers = {**low, "talks/stalled": 0.8, "talks/announced": 0.6, "ceasefire/agreed": 0.3}
    assert claims(numbers, Rule(0.4, 0.9)) == {"talks/stalled"}
    assert claims(numbers, Rule(0.25, 0.5)) == {"talks/stalled", "talks/announced", "ceasefire/agreed"}
    assert best_rule([numbers], [{"talks/stalled"}]).second > 0.6


def test_optional_claims_are_neither_required_nor_punished() -> None:
    assert f1([{"a", "b"}], [{"a"}], [{"b"}])[0] == 1.0
    assert f1([{"a"}], [{"a"}], [{"b"}])[0] == 1.0


def test_about_a_seventh_of_the_items_is_held_out() -> None:
    share = sum(held_out(f"item{n}") for n in range(7000)) / 7000
    assert 0.12 < share < 0.17
