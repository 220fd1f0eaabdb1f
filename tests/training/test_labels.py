"""Labels kept as places in texts that are not here, and the items in our own words."""

import gzip
from pathlib import Path

import pytest

from news.claim import KINDS, Axis, Kind, Stance
from training import labels
from training.cues_data import OURS, Case
from training.data import held_out

ITEM = {"id": "x1", "title": "Army and rebels sign a truce", "summary": "It starts on Monday. Talks go on."}
EVENTS = [
    {
        "process": "sudan",
        "axis": "ceasefire",
        "kind": "agreed",
        "stance": "asserted",
        "by": "army",
        "sentence": "Army and rebels sign a truce",
    },
    {
        "process": "sudan",
        "axis": "talks",
        "kind": "under_way",
        "stance": "asserted",
        "by": "",
        "sentence": "Talks go on.",
    },
]


def test_labels_come_back_with_their_sentences_and_hold_no_text(tmp_path: Path) -> None:
    kept = tmp_path / "labels.jsonl.gz"
    assert labels.pack([{**ITEM, "events": EVENTS}, {**ITEM, "id": "x0", "events": []}], kept) == 2
    other = {"id": "x2", "title": "Not labelled", "summary": ""}
    assert labels.labelled_soft([ITEM, other, {**ITEM, "id": "x0"}], kept) == [
        {**ITEM, "events": EVENTS},
        {**ITEM, "id": "x0", "events": []},
    ]
    first = kept.read_bytes()
    labels.pack([{**ITEM, "id": "x0", "events": []}, {**ITEM, "events": EVENTS}], kept)
    assert kept.read_bytes() == first
    assert b"rebels" not in gzip.decompress(first)


def test_a_label_whose_sentence_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x1: the sentence of a label"):
        labels.pack(
            [{**ITEM, "events": [{**EVENTS[0], "sentence": "Somebody else's words"}]}],
            tmp_path / "labels.jsonl.gz",
        )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_items_of_our_own_have_known_labels_on_their_own_sentences(language: str) -> None:
    items = labels.own(language)
    assert len(items) > 400
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["outlet"] == "own"
        assert item.get("lang", "en") == language
        for event in item["events"]:
            assert Kind(event["kind"]) in KINDS[Axis(event["axis"])]
            assert Stance(event["stance"])
            assert event["sentence"] in item["title"] or event["sentence"] in item["summary"]


def test_what_is_labelled_here_is_never_held_out() -> None:
    held = next(f"own{n}" for n in range(100) if held_out(f"own{n}"))
    cases = [Case(held, source, [], [], [], None, [], None) for source in ("train", OURS)]  # type: ignore[arg-type]
    assert [case.held_out for case in cases] == [True, False]
