"""Do the quotes say what their lines say? `make evidence` draws fresh status lines to be judged by reading.

Replays every stream of the data folder, draws lines at random (another `--seed`, another sample) and writes
them in the form of `../shared/data/evidence/judged.jsonl` with empty judgements: read the guide there, fill
`support`, `first_ok`, `who_ok` and `cause`, then `../shared/eval/score.py evidence`. It also prints what the judged pairs
(`pairs.jsonl`) say of the first quotes of all lines made by a vote; the streams of
`training.one_reader.labels.STREAMS_ASIDE` apart, which no fitting has seen.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from briefing.replay.replay import replay
from reading.about.catalogue import load_catalogue
from reading.model.weights import WEIGHTS
from reading.reader_process import build
from training.one_reader.labels import STREAMS_ASIDE

_STATE = {"violation": "violated"}
_KEPT = ("process", "axis", "previous", "state", "rule", "disputed_by", "by", "claimed_only", "ends_at")
_EMPTY = {"support": "", "first_ok": "", "who_ok": "", "cause": ""}

Line = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "var" / "evidence.jsonl", help="where the sample goes"
    )
    parser.add_argument("--lines", type=int, default=150, help="lines of the sample (default 150)")
    parser.add_argument("--seed", type=int, required=True, help="a number not used before")
    args = parser.parse_args()
    lines = list(_replayed(args.shared / "data" / "replay"))
    drawn = random.Random(args.seed).sample(lines, min(args.lines, len(lines)))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    told = (json.dumps({"n": n, **line, **_EMPTY}, ensure_ascii=False) + "\n" for n, line in enumerate(drawn))
    args.out.write_text("".join(told), encoding="utf-8")
    print(f"{len(drawn)} of {len(lines)} lines to judge in {args.out}")
    judged = _judged(args.shared / "data" / "evidence" / "pairs.jsonl")
    aside = [line for line in lines if line["stream"] in STREAMS_ASIDE]
    for name, some in (("all streams", lines), ("streams no fitting saw", aside)):
        print(f"first quotes of votes, {name}: {_known(some, judged)}")


def _replayed(folder: Path) -> Iterator[Line]:
    """Every change of talks and ceasefire of every stream, as it is judged."""
    catalogue = load_catalogue(ROOT / "processes.toml")
    reader = build(catalogue, WEIGHTS)
    with tempfile.TemporaryDirectory() as out:
        changes = Path(out) / "changes.jsonl"
        for items in sorted(folder.glob("*.jsonl")):
            if not items.with_suffix(".csv").exists():
                continue
            replay(items, reader, catalogue, changes)
            for line in map(json.loads, changes.read_text(encoding="utf-8").splitlines()):
                if line["axis"] != "fighting":
                    yield _as_judged(items.stem, line)


def _as_judged(stream: str, line: Line) -> Line:
    quotes = [
        {
            "item_id": piece["item_id"],
            "outlet": piece["outlet"],
            "published": piece["published"][:16],
            "sentence": piece["sentence"],
        }
        for piece in line["evidence"][:3]
    ]
    times = {"at": line["at"][:16], "effective_at": line["effective_at"], "outlets": line["outlets"]}
    return {"stream": stream, **{name: line[name] for name in _KEPT}, **times, "evidence": quotes}


def _judged(path: Path) -> dict[tuple[str, ...], str]:
    with path.open(encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file]
    return {(p["item_id"], p["sentence"], p["process"], p["axis"], p["state"]): p["says"] for p in pairs}


def _known(lines: Iterable[Line], judged: dict[tuple[str, ...], str]) -> str:
    votes = [line for line in lines if line["rule"] == "vote"]
    said = Counter(judged.get(_asked(line), "") for line in votes)
    known = sum(count for says, count in said.items() if says)
    shares = ", ".join(
        f"{says} {said[says] / max(known, 1):.3f}" for says in ("yes", "partly", "no", "other")
    )
    return f"{known} of {len(votes)} judged; {shares}"


def _asked(line: Line) -> tuple[str, ...]:
    first = line["evidence"][0]
    state = _STATE.get(line["state"], line["state"].replace("_", " "))
    return str(first["item_id"]), first["sentence"], line["process"], line["axis"], state


if __name__ == "__main__":
    main()
