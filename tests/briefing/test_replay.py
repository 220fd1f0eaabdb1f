"""`replay` keeps its contract: claims and changes out, bad lines named, the same bytes every time."""

import json
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.replay.items import LONGEST_LINE
from briefing.replay.replay import CannotWrite, NothingToReplay, ReplayReport, replay
from news.claim import Axis, Claim, Kind, Reading, Stance
from news.errors import ModelUnusable
from news.process import Process, ProcessCatalogue
from reading.item import ItemLike

CATALOGUE = ProcessCatalogue.of([Process("north-south", "North and South")])


class WordReader:
    """Reads "<process> <axis> <kind>" titles, nothing else."""

    def read_many(self, items: Sequence[ItemLike]) -> list[Reading]:
        return [self._read(item) for item in items]

    def _read(self, item: ItemLike) -> Reading:
        words = item.title.split()
        if len(words) != 3:
            return Reading("en", True, ())
        process, axis, kind = words
        claim = Claim(process, Axis(axis), Kind(kind), Stance.ASSERTED, "Broker", item.summary, 0.96)
        return Reading("en", True, (process,), (claim,))


def line(
    id: str | int | None,
    published: str | None = "2031-03-01T09:00:00+00:00",
    title: str | list[str] = "north-south ceasefire agreed",
    summary: str = "Both sides agree to a truce.",
    **more: Any,
) -> str:
    return json.dumps(
        {"id": id, "published": published, "outlet": "Herald", "title": title, "summary": summary, **more}
    )


class Run:
    """One replay in a folder: what was complained about and what came out."""

    def __init__(self, folder: Path, *lines: str | bytes) -> None:
        self.items, self.changes_path, self.claims_path = (
            folder / "items.jsonl",
            folder / "changes.jsonl",
            folder / "claims.jsonl",
        )
        self.items.write_bytes(b"".join((x if isinstance(x, bytes) else x.encode()) + b"\n" for x in lines))
        self.named: list[tuple[int, str]] = []
        self.told: list[tuple[int, int, int]] = []

    def __call__(self) -> ReplayReport:
        return replay(
            self.items,
            WordReader(),
            CATALOGUE,
            self.changes_path,
            self.claims_path,
            lambda *x: self.told.append(x),
            lambda *x: self.named.append(x),
        )

    @property
    def changes(self) -> list[dict[str, Any]]:
        return [json.loads(x) for x in self.changes_path.read_text().splitlines()]

    @property
    def claims(self) -> list[dict[str, Any]]:
        return [json.loads(x) for x in self.claims_path.read_text().splitlines()]


def test_a_change_is_written_with_its_evidence(tmp_path: Path) -> None:
    run = Run(tmp_path, line("a", link="https://herald.example/a"))
    report = run()
    (change,) = run.changes
    named = (
        "at",
        "process",
        "axis",
        "state",
        "previous",
        "violations",
        "disputed_by",
        "effective_at",
        "ends_at",
        "evidence",
    )
    assert {name: change[name] for name in named} == {
        "at": "2031-03-01T09:00:00+00:00",
        "process": "north-south",
        "axis": "ceasefire",
        "state": "agreed",
        "previous": "none",
        "violations": False,
        "disputed_by": [],
        "effective_at": None,
        "ends_at": None,
        "evidence": [
            {
                "item_id": "a",
                "outlet": "Herald",
                "published": "2031-03-01T09:00:00+00:00",
                "sentence": "Both sides agree to a truce.",
                "link": "https://herald.example/a",
            }
        ],
    }
    assert change["reason"].startswith("vote support=")
    assert (report.items, report.claims, report.changes, report.skipped) == (1, 1, 1, 0)


def test_a_claim_is_written_as_it_was_read(tmp_path: Path) -> None:
    run = Run(tmp_path, line("a"), line("b", title="weather", summary="Rain."))
    run()
    (claim,) = run.claims
    named = ("item_id", "process", "axis", "kind", "stance", "by", "sentence")
    assert [claim[n] for n in named] == [
        "a",
        "north-south",
        "ceasefire",
        "agreed",
        "asserted",
        "Broker",
        "Both sides agree to a truce.",
    ]


def test_the_order_of_the_lines_plays_no_part_in_the_changes(tmp_path: Path) -> None:
    lines = [
        line("a", "2031-03-01T09:00:00Z"),
        line("b", "2031-03-03T09:00:00Z", "north-south ceasefire in_effect", "It holds."),
        line("c", "2031-03-09T09:00:00Z", "north-south ceasefire collapsed", "It is over."),
    ]
    forth, back = Run(tmp_path, *lines), None
    forth()
    written = forth.changes_path.read_bytes()
    back = Run(tmp_path, *reversed(lines))
    back()
    assert back.changes_path.read_bytes() == written
    assert [c["state"] for c in back.changes] == ["agreed", "in_effect", "collapsed"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    run = Run(
        tmp_path,
        *(line(str(n), f"2031-03-{n % 28 + 1:02}T09:00:00Z", summary=f"Sentence {n}.") for n in range(100)),
    )
    run()
    first = run.changes_path.read_bytes(), run.claims_path.read_bytes()
    run()
    assert (run.changes_path.read_bytes(), run.claims_path.read_bytes()) == first


def test_bad_lines_are_named_with_their_number_and_skipped(tmp_path: Path) -> None:
    run = Run(
        tmp_path,
        line("a"),
        "{no json",
        "[1, 2]",
        b'{"id": "x", "title": "\xff\xfe"}',
        line(""),
        line(None),
        line("d", None),
        line("e", "soon"),
        line("f", title=["list"]),
        line("a"),
        "",
        line("g", "0001-01-01T00:00:00+14:00"),
        "[" * 100_000,
        line(True),
        line("z"),
    )
    report = run()
    assert [number for number, _ in run.named] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14]
    assert dict(run.named) | {} == {
        2: "not JSON",
        3: "not a JSON object",
        4: "not UTF-8",
        5: "no id",
        6: "no id",
        7: "no date",
        8: "no date: 'soon'",
        9: "title is not a text",
        10: "the id 'a' was there before",
        12: "no date: '0001-01-01T00:00:00+14:00'",
        13: "not JSON",
        14: "no id",
    }
    assert (report.items, report.skipped) == (2, 12)


def test_a_line_beyond_all_measure_is_named_and_its_neighbours_are_read(tmp_path: Path) -> None:
    run = Run(tmp_path, line("a"), b"x" * (2 * LONGEST_LINE + 5), line("b"))
    assert run().items == 2
    assert run.named == [(2, f"longer than {LONGEST_LINE} bytes")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2031-03-01T09:00:00", datetime(2031, 3, 1, 9, tzinfo=UTC)),
        ("2031-03-01T09:00:00Z", datetime(2031, 3, 1, 9, tzinfo=UTC)),
        ("2031-03-01T09:00:00+03:00", datetime(2031, 3, 1, 6, tzinfo=UTC)),
        ("2031-03-01", datetime(2031, 3, 1, 12, tzinfo=UTC)),
        ("Sat, 01 Mar 2031 09:00:00 GMT", datetime(2031, 3, 1, 9, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_utc_and_a_day_as_its_noon(tmp_path: Path, written: str, meant: datetime) -> None:
    run = Run(tmp_path, line("a", written))
    assert run().first == meant


@pytest.mark.parametrize(
    "published",
    ["9999-12-31", "0001-01-01", "1969-12-31T23:59:59Z", "2101-01-01", "Fri, 31 Dec 9999 09:00:00 GMT"],
)
def test_a_date_at_the_edge_of_the_calendar_is_named_and_its_neighbours_are_read(
    tmp_path: Path, published: str
) -> None:
    run = Run(tmp_path, line("a"), line("b", published), line("c", "1970-01-01"), line("d", "2100-12-31"))
    assert run().items == 3
    assert run.named == [(2, f"a date outside 1970 to 2100: {published!r}")]


def test_numbers_marks_and_half_characters_do_no_harm(tmp_path: Path) -> None:
    run = Run(
        tmp_path, b"\xef\xbb\xbf" + line(7, summary="Half \ud83d a character, both sides agree.").encode()
    )
    run()
    assert [(c["item_id"], c["sentence"]) for c in run.claims] == [
        ("7", "Half \ufffd a character, both sides agree.")
    ]


@pytest.mark.parametrize("lines", [(), ("",), ("nonsense", "{}")])
def test_nothing_readable_is_wrong_use(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(NothingToReplay):
        Run(tmp_path, *lines)()


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(NothingToReplay, match="cannot be read"):
        replay(tmp_path / "absent.jsonl", WordReader(), CATALOGUE)


def test_a_replay_never_overwrites_its_own_items(tmp_path: Path) -> None:
    run = Run(tmp_path, line("a"))
    with pytest.raises(NothingToReplay, match="overwritten"):
        replay(run.items, WordReader(), CATALOGUE, run.items)
    assert run.items.read_text() == line("a") + "\n"


class FrailReader(WordReader):
    """Falls over "poison"; the whole batch is lost with it."""

    def _read(self, item: ItemLike) -> Reading:
        if item.title == "poison":
            raise OverflowError("too far")
        return super()._read(item)


def test_an_item_the_reader_fails_on_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    run = Run(
        tmp_path,
        line("a"),
        "",
        line("b", title="poison"),
        line("c", "2031-03-05T09:00:00Z", "north-south ceasefire in_effect"),
    )
    report = replay(
        run.items, FrailReader(), CATALOGUE, run.changes_path, complain=lambda *x: run.named.append(x)
    )
    assert run.named == [(3, "the reader failed on it: OverflowError: too far")]
    assert (report.items, report.skipped) == (2, 1)
    assert [c["state"] for c in run.changes] == ["agreed", "in_effect"]


def test_a_reader_that_cannot_be_used_ends_the_replay(tmp_path: Path) -> None:
    class Broken(WordReader):
        def _read(self, item: ItemLike) -> Reading:
            raise ModelUnusable("no weights")

    with pytest.raises(ModelUnusable):
        replay(Run(tmp_path, line("a")).items, Broken(), CATALOGUE)


class Unread:
    """A reader that must not be asked."""

    def read_many(self, items: Sequence[ItemLike]) -> list[Reading]:
        raise AssertionError(items)


@pytest.mark.parametrize("place", ["", "absent/out.jsonl", "items.jsonl/out.jsonl"])
@pytest.mark.parametrize("asked", ["changes_path", "claims_path"])
def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, place: str, asked: str
) -> None:
    run = Run(tmp_path, line("a"))
    with pytest.raises(CannotWrite, match="cannot be written"):
        outputs: dict[str, Any] = {asked: tmp_path / place}
        replay(run.items, Unread(), CATALOGUE, **outputs)


def test_claims_and_changes_never_share_a_file(tmp_path: Path) -> None:
    run = Run(tmp_path, line("a"))
    (tmp_path / "sub").mkdir()
    with pytest.raises(CannotWrite, match="a file of its own"):
        replay(run.items, Unread(), CATALOGUE, tmp_path / "out.jsonl", tmp_path / "sub" / ".." / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_unknown_conflicts_with_a_name_are_folded_and_nameless_ones_only_told(tmp_path: Path) -> None:
    run = Run(
        tmp_path,
        line("a", title="other:atlantis ceasefire agreed"),
        line("b", title="elsewhere ceasefire agreed"),
    )
    run()
    assert [c["process"] for c in run.changes] == ["other:atlantis"]
    assert [c["process"] for c in run.claims] == ["other:atlantis", "elsewhere"]


def test_the_calendar_moves_on_at_its_own_time(tmp_path: Path) -> None:
    class Timed(WordReader):
        def _read(self, item: ItemLike) -> Reading:
            reading = super()._read(item)
            claims = tuple(
                Claim(
                    c.process,
                    c.axis,
                    c.kind,
                    c.stance,
                    c.by,
                    c.sentence,
                    c.confidence,
                    effective_at=datetime(2031, 3, 2, 6, tzinfo=UTC),
                )
                for c in reading.claims
            )
            return Reading("en", True, (), claims)

    run = Run(tmp_path, line("a"), line("b", "2031-03-05T09:00:00Z", "weather"))
    replay(run.items, Timed(), CATALOGUE, run.changes_path)
    assert [(c["at"], c["state"], c["due"]) for c in run.changes] == [
        ("2031-03-01T09:00:00+00:00", "agreed", False),
        ("2031-03-02T06:00:00+00:00", "in_effect", True),
    ]


def test_progress_ends_at_the_end_of_the_file(tmp_path: Path) -> None:
    run = Run(tmp_path, *(line(str(n)) for n in range(600)))
    run()
    size = run.items.stat().st_size
    assert run.told[-1] == (size, size, 600)
    assert [items for *_, items in run.told] == [256, 512, 600]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    noise = "x" * 3000
    run = Run(tmp_path, *(line(str(n), title="weather report", summary=noise) for n in range(20_000)))
    tracemalloc.start()
    run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000  # the file has 60 MB
