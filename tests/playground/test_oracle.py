"""The differential oracle: random texts give the same here as in Telegram's own library, where that is
installed."""

from __future__ import annotations

import pytest

from playground.telegram.oracle import (
    Oracle,
    compare,
    html_inputs,
    open_oracle,
    ours_found,
    ours_parsed,
    plain_inputs,
)
from tests.playground.skips import missing

ORACLE = open_oracle()


@pytest.fixture
def oracle() -> Oracle:
    if ORACLE is None:
        missing("TDLib", "apt-get install libtdjson1.8.38")
    return ORACLE


def test_html_is_read_as_telegram_reads_it(oracle: Oracle) -> None:
    counts, different = compare(html_inputs(3000, 11), oracle.parsed, ours_parsed)
    assert different == []
    assert counts["texts"] > 1000
    assert counts["errors"] > 1000


def test_plain_texts_are_searched_as_telegram_searches_them(oracle: Oracle) -> None:
    assert compare(plain_inputs(3000, 12), oracle.found, ours_found)[1] == []


def test_a_difference_would_be_seen() -> None:
    counts, different = compare(iter(["<b>x</b>", "y"]), lambda source: (source, []), ours_parsed)
    assert (counts.total(), [source for source, _want, _got in different]) == (2, ["<b>x</b>"])
