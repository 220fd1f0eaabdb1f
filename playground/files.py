"""The files of the playground: kept under ids that do not change, the oldest dropped when there are too many."""

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
        file = File(f"BQAC{unique}{self._count:06d}", f"AgAD{unique}", f"{folder}/file_{self._count}.{suffix}", name, mime, data)
        self.by_id[file.id] = self.by_path[file.path] = file
        self._bytes += len(data)
        while self._bytes > MOST_BYTES and len(self.by_id) > 1:
            oldest = self.by_id.pop(next(iter(self.by_id)))
            del self.by_path[oldest.path]
            self._bytes -= len(oldest.data)
        return file
