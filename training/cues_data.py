"""Items with labels laid out for fitting the cues: features by sentence, wanted answers by sentence and
item."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from news.process import ProcessCatalogue
from reading.about.draft import ParsedItem, draft, link_for
from reading.about.linking import Linker
from reading.item import ItemText
from reading.model.context import context_cues, item_cues
from reading.model.cues import sentence_cues
from reading.model.linear import LABELS, NOT, STANCES, Floats
from reading.text.tokens import Lexicon
from training.data import Item, held_out, lines, near_copies
from training.labels import OWN, labelled_soft, own
from training.readings import Readings

CURRENT = frozenset({"asserted", "claimed"})
_AT = {(str(axis), kind): n for n, (axis, kind) in enumerate(LABELS)}
SETS = ("train", "train_own_en", "train_own_ru")
OURS = "ours"
"""Source of the items labelled here: fitted on, never held out."""


@dataclass(slots=True)
class Case:
    """One item: features, links and wanted numbers. `wanted` is sentences × 32, `soft` the teacher's 32 and
    any."""

    id: str
    source: str
    features: list[list[str]]
    whole: list[str]
    texts: list[str]
    links: Floats  # 2 × sentences
    processes: list[list[str]]
    wanted: Floats
    stances: list[tuple[int, int, int]] = field(default_factory=list)  # sentence, kind, stance
    soft: Floats | None = None
    any: float = 0.0
    gold: frozenset[tuple[str, str, str]] = frozenset()
    optional: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def held_out(self) -> bool:
        return self.source != OURS and held_out(self.id)


def text_of(row: dict[str, Any]) -> ItemText:
    """The item of one JSON line; a day without an hour is taken as midnight UTC."""
    published = datetime.fromisoformat(row["published"].replace("Z", "+00:00"))
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return ItemText(
        row.get("title") or "", row.get("summary") or "", row.get("text"), published, row.get("outlet") or ""
    )


def read_cases(folder: Path, names: Iterable[str], catalogue: ProcessCatalogue) -> Iterator[Case]:
    """Cases of the JSON-lines files `names` in `folder`, in order."""
    for name in names:
        yield from cases_of(lines(folder / f"{name}.jsonl"), name, catalogue)


def our_cases(folder: Path, catalogue: ProcessCatalogue) -> list[Case]:
    """Cases of the items labelled here, without near copies of items held out or tested."""
    soft = lines(folder / "soft.jsonl")
    copies = near_copies(soft, kept_out(folder))
    rows = [row for row in labelled_soft(soft) if row["id"] not in copies] + [
        row for language in OWN for row in own(language)
    ]
    return list(cases_of(rows, OURS, catalogue))


def cases_of(rows: Iterable[Item], source: str, catalogue: ProcessCatalogue) -> Iterator[Case]:
    linker = Linker(catalogue)
    lexicons = {language: Lexicon.load(language) for language in ("en", "ru")}
    for row in rows:
        language = row.get("lang", "en")
        laid = draft(text_of(row), language, lexicons[language], linker)
        if laid.sentences:
            yield _case(row, source, laid, linker)


def _case(row: dict[str, Any], name: str, laid: ParsedItem, linker: Linker) -> Case:
    features = [
        sentence_cues(s) + around for s, around in zip(laid.sentences, context_cues(laid), strict=True)
    ]
    found = [[link_for(laid, s, axis, linker) for s in laid.sentences] for axis in ("ceasefire", "talks")]
    texts = [sentence.text for sentence in laid.sentences]
    case = Case(
        row["id"], name, features, item_cues(features), texts,
        np.array([[link.score if link else 0.0 for link in axis] for axis in found], np.float32),
        [[link.process if link else "" for link in axis] for axis in found],
        np.zeros((len(texts), 32), np.float32),
    )  # fmt: skip
    for event in row.get("events") or ():
        at = _sentence(event["sentence"], texts)
        current = event["stance"] in CURRENT
        kind = _AT[event["axis"], event["kind"]]
        case.wanted[at, kind + (0 if current else NOT)] = 1
        case.stances.append((at, kind, STANCES.index(event["stance"])))
    case.gold = frozenset(
        (known(e["process"]), e["axis"], e["kind"]) for e in row.get("events") or () if e["stance"] in CURRENT
    )
    if "current" in row and "events" not in row:
        case.any, case.soft = row["any"], np.zeros(32, np.float32)
        for part, start in (("current", 0), ("not_current", NOT)):
            for label, p in row[part].items():
                axis, kind = label.split("/")
                case.soft[_AT[axis, kind] + start] = p
    return case


def _sentence(wanted: str, texts: Sequence[str]) -> int:
    for at, text in enumerate(texts):
        if wanted in text or text in wanted:
            return at
    words = set(wanted.split())
    return max(range(len(texts)), key=lambda at: len(words & set(texts[at].split())))


def known(process: str) -> str:
    """The scorer's view: every conflict outside the main list is one process."""
    return "other" if not process or process.startswith("other") else process


def soft_cases(folder: Path, catalogue: ProcessCatalogue, teacher: Readings) -> list[Case]:
    """The teachers' mean readings, without near copies of items held out or tested, and with three in ten of
    the quiet ones."""
    soft = lines(folder / "soft.jsonl")
    left_out = near_copies(soft, kept_out(folder)) | {row["id"] for row in labelled_soft(soft)}
    cases = [case for case in read_cases(folder, ("soft",), catalogue) if case.id not in left_out]
    for case in cases:
        if case.id in teacher and case.soft is not None:
            told = teacher[case.id]
            labels = [f"{axis}/{kind}" for axis, kind in LABELS]
            mine = np.array(
                [told.get(label, 0.0) for label in labels]
                + [told.get(f"not:{label}", 0.0) for label in labels],
                np.float32,
            )
            case.soft = ((case.soft + np.where(mine > 0.04, mine, 0)) / 2).astype(np.float32)
            case.any = (case.any + told.get("any", 0.0)) / 2
    return [case for n, case in enumerate(cases) if case.any > 0.04 or n % 10 < 3]


def kept_out(folder: Path) -> list[Item]:
    """Every item that no fitting may see: held out or tested."""
    return [row for name in SETS for row in lines(folder / f"{name}.jsonl") if held_out(row["id"])] + lines(
        folder / "items.jsonl"
    )


def test_cases(folder: Path, catalogue: ProcessCatalogue) -> list[Case]:
    """The test items with core and optional claims; for reporting only."""
    gold = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").read_text().splitlines())}
    cases = list(read_cases(folder, ("items",), catalogue))
    for case in cases:
        case.gold = frozenset((known(p), a, k) for p, a, k in gold[case.id]["core"])
        case.optional = frozenset((known(p), a, k) for p, a, k in gold[case.id]["optional"])
    return cases
