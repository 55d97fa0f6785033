"""Reads one file in a process of its own, with limits on memory, processor time and the clock: a document from outside
can then harm nothing but its own reading. `archive.intake.alone` is that process."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

PROJECT = Path(__file__).resolve().parents[2]
CLOCK_SECONDS = 60
UNREADABLE = 2
COMPLAINT_BYTES = 4096

TOO_LONG = "Reading took longer than a minute, so it was stopped. Split the file, or save it as plain text."
TOO_MUCH = "Reading took more memory than it may, so it was stopped. Split the file, or save it as plain text."
BROKE_OFF = "Reading broke off. Save the file anew in another of the kinds that can be read."


class Unread(ValueError):
    """A file out of which nothing came; the text is one sentence for whoever brought it."""


def read_apart(path: Path, name: str) -> dict[str, Any]:
    """What the reader reads in the file at `path`, as an object. Unread says in a sentence why there is none."""
    # -P: the folder one stands in is no place to find modules in.
    command = [sys.executable, "-P", "-m", "archive.intake.alone", str(path), name]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    environment["SECGOV_PARENT"] = str(os.getpid())
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as complaints:
        try:
            done = subprocess.run(
                command,
                cwd=tempfile.gettempdir(),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=result,
                stderr=complaints,
                timeout=CLOCK_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unread(TOO_LONG) from None
        if done.returncode != 0:
            raise Unread(_why(done.returncode, _last_of(complaints)))
        result.seek(0)
        found: dict[str, Any] = json.load(result)
    return found


def _last_of(complaints: IO[bytes]) -> str:
    """The end of what the process complained of: a document can make a library complain without end."""
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - COMPLAINT_BYTES))
    return complaints.read().decode("utf-8", "replace")


def _why(status: int, said: str) -> str:
    if status == UNREADABLE and said.strip():
        return " ".join(said.split())[:500]
    if -status in (signal.SIGXCPU, signal.SIGKILL):
        return TOO_LONG
    return TOO_MUCH if "MemoryError" in said else BROKE_OFF
