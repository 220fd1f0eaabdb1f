"""What a rule gains and spoils is told by reading with it and without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import eval_rules
from news.process import ProcessCatalogue


def test_a_rule_is_measured_with_and_without_it(
    catalogue: ProcessCatalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data" / "claims"
    folder.mkdir(parents=True)
    trade = {"id": "a", "title": "Israel and Hezbollah sign gas truce", "events": []}
    asks = {"id": "b", "title": "Why Israel and Hezbollah agreed ceasefire", "events": [_agreed("possible")]}
    items: dict[str, list[dict[str, Any]]] = {"train": [], "train_own_en": [trade, asks], "train_own_ru": []}
    for name, lines in items.items():
        texts = [
            json.dumps({"published": "2025-03-12", "outlet": "own", "summary": "", **line}) for line in lines
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(texts), encoding="utf-8")

    eval_rules.run(catalogue, None, tmp_path)

    rows = capsys.readouterr().out.partition("== with the weights")[2].splitlines()[2:]
    told = {row.split()[0]: row.replace("←", "").split()[1:] for row in rows}
    assert told["trade"] == ["1", "0", "0", "0", "1", "0", "1", "0", "0", "0", "0"]
    assert told["asks"] == ["1", "0", "0", "0", "1", "0", "1", "1", "0", "0", "0"]


def _agreed(stance: str) -> dict[str, str]:
    return {"process": "lebanon", "axis": "ceasefire", "kind": "agreed", "stance": stance}
