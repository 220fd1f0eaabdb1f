"""What a large body took is the system's again, and nothing a feed can say holds more of it than it must."""

import subprocess
import sys

import pytest

from feeds import sniff
from tests.feeds.hostile import rss

_LEFT_BEHIND = """
import sys
import psutil
from feeds.memory import give_back_large_blocks
give_back_large_blocks()
before, pins = psutil.Process().memory_info().rss, []
for _ in range(4):
    block = b"x" * (10 * 1024 * 1024)
    pins.append(b"y" * 4000)
    del block
print(psutil.Process().memory_info().rss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's malloc is Linux's")
def test_a_large_body_that_was_read_leaves_nothing_behind() -> None:
    told = subprocess.run([sys.executable, "-c", _LEFT_BEHIND], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 2_000_000


@pytest.mark.parametrize("value", ['"&a;&a;"', "'&a;'", '"x > &a; y"', '"&#38;a; &a;"'])
def test_entities_made_of_entities_are_left_out(value: str) -> None:
    plain, after = '<!ENTITY a "truce">', "<rss><channel><title>&b;</title></channel></rss>"
    body = f"<!DOCTYPE rss [{plain}<!ENTITY b {value}>]>{after}".encode()
    assert sniff.mend(body, None) == (f"<!DOCTYPE rss [{plain}]>{after}".encode(), None, True)


@pytest.mark.parametrize("value", ['"truce"', "'5 &amp; 6'", '"&#38; &lt;"', 'SYSTEM "a.ent"'])
def test_other_entities_stay(value: str) -> None:
    body = f"<!DOCTYPE rss [<!ENTITY b {value}>]><rss><channel><title>&b;</title></channel></rss>".encode()
    assert sniff.mend(body, None) == (body, None, False)


def test_an_entity_that_is_only_talked_of_stays_where_it_is() -> None:
    body = rss(
        "<item><title>x</title><description>an &lt;!ENTITY b '&amp;a;'&gt;</description></item>"
    ).encode()
    assert sniff.mend(body, None)[0] == body


@pytest.mark.parametrize(
    "body",
    [b"<!DOCTYPE rss [" + b"<!ENTITY '" * 200_000, b'<!ENTITY a "' + b"&a;" * 400_000, b"<!ENTITY" * 300_000],
)
def test_declarations_without_end_take_no_time(body: bytes) -> None:
    sniff.mend(body, None)
