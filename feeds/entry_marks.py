"""Which entries of a feed we have had before, word for word, so that they are neither cleaned nor compared
again.

The marks of one body are kept with the feed's validators and change in the commit that stores its items, so a
crash between the two loses nothing. Eight bytes an entry; the first eight name the version of the cleaning
rules, so that better rules read every entry once more.
"""

import hashlib
from collections.abc import Iterable

from feeds.raw import RawEntry

VERSION = b"clean-01"
_SIZE = 8


def mark(entry: RawEntry, base: str) -> bytes:
    """Eight bytes over every field of an entry and the address its links are relative to."""
    written = "\x1f".join([field or "" for field in entry])
    return hashlib.blake2b(
        f"{base}\x1f{written}".encode("utf-8", "surrogatepass"), digest_size=_SIZE
    ).digest()


def pack(marks: Iterable[bytes]) -> bytes:
    """The marks of one body as they are stored."""
    return VERSION + b"".join(marks)


def unpack(stored: bytes) -> frozenset[bytes]:
    """The marks of a stored body; none where they are of another version or damaged."""
    if not stored.startswith(VERSION) or len(stored) % _SIZE:
        return frozenset()
    return frozenset([stored[at : at + _SIZE] for at in range(_SIZE, len(stored), _SIZE)])
