"""Memory a large body leaves behind goes back to the system, where the C library is glibc; elsewhere nothing
happens.

glibc keeps what was freed for the next large block: after the first body of ten megabytes the process would
stay that large.
"""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # malloc.h
_BLOCK = 256 * 1024


def give_back_large_blocks() -> None:
    """From now on blocks of 256 KiB and more are the system's again as soon as they are freed. For the whole
    process."""
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return
    set_option(_MMAP_THRESHOLD, _BLOCK)
    set_option(_TRIM_THRESHOLD, 4 * _BLOCK)
    set_option(_ARENA_MAX, 2)  # or each thread keeps what it freed for itself
