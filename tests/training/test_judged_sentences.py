"""Judged sentences are kept as places in items of the data folder and read back as pairs."""

from pathlib import Path

import pytest

from training.one_reader.judged import add, judged

ITEM = {
    "id": "i1",
    "title": "Velia and Norra meet",
    "summary": "They met in Arven. The truce holds, both say.",
}
PAIR = {
    "item_id": "i1",
    "sentence": "The truce holds, both say.",
    "process": "velia",
    "axis": "ceasefire",
    "state": "in effect",
    "says": "yes",
    "claimed": False,
}


def test_a_judged_sentence_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    add([PAIR], {"i1": ITEM}, kept)
    assert judged({"i1": ITEM}, kept) == [{**PAIR, "title": ITEM["title"]}]


def test_no_text_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    add([PAIR], {"i1": ITEM}, kept)
    assert "truce" not in kept.read_text(encoding="utf-8")


def test_a_later_judgement_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    add([PAIR], {"i1": ITEM}, kept)
    assert add([{**PAIR, "says": "partly"}], {"i1": ITEM}, kept) == 1
    assert [pair["says"] for pair in judged({"i1": ITEM}, kept)] == ["partly"]


def test_an_item_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    add([PAIR], {"i1": ITEM}, kept)
    assert judged({}, kept) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"sentence": "Nobody said so."}, "neither title nor summary"), ({"says": "maybe"}, "none of yes")],
)
def test_a_pair_that_cannot_be_kept_is_named(tmp_path: Path, change: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        add([{**PAIR, **change}], {"i1": ITEM}, tmp_path / "kept.jsonl")
