"""The files of the playground: kept under ids that do not change, the oldest dropped when there are too
many."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """A stored file."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes


class Files:
    """Stored files by id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}
        self._bytes = 0
        self._count = 0

    def add(self, name: str, data: bytes, mime: str, folder: str) -> File:
        """Store a file; `folder` is the kind Telegram keeps it under, such as "documents"."""
        self._count += 1
        digest = hashlib.sha256(data + folder.encode()).digest()
        unique = base64.urlsafe_b64encode(digest[:12]).decode().rstrip("=")
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            f"BQAC{unique}{self._count:06d}",
            f"AgAD{unique}",
            f"{folder}/file_{self._count}.{suffix}",
            name,
            mime,
            data,
        )
        self.by_id[file.id] = self.by_path[file.path] = file
        self._bytes += len(data)
        while self._bytes > MOST_BYTES and len(self.by_id) > 1:
            oldest = self.by_id.pop(next(iter(self.by_id)))
            del self.by_path[oldest.path]
            self._bytes -= len(oldest.data)
        return file


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or WebP picture in pixels; zeros for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"RIFF") and data[8:16] == b"WEBPVP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
