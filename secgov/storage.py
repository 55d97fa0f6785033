"""Keeping bytes: content-addressed files in the data folder, each written once and whole."""

import hashlib
import os
import tempfile
from pathlib import Path

from secgov.models import StoredFile


def store(*, content: bytes, name: str, media_type: str) -> StoredFile:
    """Keep `content` under its SHA-256 and return its record; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile(sha256=digest, size=len(content), media_type=media_type, name=name[:255])
    _write_once(file.path, content)
    kept, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": file.size, "media_type": media_type, "name": file.name}
    )
    return kept


def _write_once(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a reader never meets half a file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(path)
