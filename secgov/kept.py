"""A random word that is made once and kept in a private file, such as the demo's password."""

import contextlib
import os
import secrets
from pathlib import Path


def kept_secret(path: Path, *, length: int = 12) -> str:
    """Return the word in that file, which only its owner may read; makers at once get the same one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            # Without the letters that people mistake for one another when they type them.
            file.write("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(length)))
        with contextlib.suppress(FileExistsError):
            os.link(mine, path)
        mine.unlink()
    return path.read_text(encoding="ascii")
