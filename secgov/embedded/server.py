"""What a user of the embedded PostgreSQL does: hold the users' lock, and start a keeper where none is."""

import atexit
import contextlib
import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.db import OperationalError

from secgov.embedded.cluster import Folder

PROJECT = Path(__file__).resolve().parent.parent.parent
STOP_SECONDS = 10


class NotRunningError(OperationalError):
    """The embedded PostgreSQL cannot be had; the message is one sentence for the person who asked."""


class Server:
    """The embedded PostgreSQL of one folder, as this process sees it."""

    def __init__(self, path: Path, *, is_durable: bool) -> None:
        self.folder = Folder(path)
        self.purpose = "durable" if is_durable else "throwaway"
        self._one_thread = threading.Lock()
        self._using: IO[str] | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    def ensure_running(self) -> None:
        """Return when it takes connections, and keep it so as long as this process lives.

        Costs a few system calls where it runs. Raises NotRunningError.
        """
        with self._one_thread:
            try:
                self._use()
                if not self._is_running():
                    self._start()
            except OSError as error:
                raise NotRunningError(_sentence(error, self.folder.path)) from None

    def _use(self) -> None:
        """Hold the users' lock; a forked child then holds it too, as it goes with the open file."""
        if self._using is not None:
            return
        self.folder.path.mkdir(parents=True, exist_ok=True)
        self._using = self.folder.lock("users").open("a")
        fcntl.flock(self._using, fcntl.LOCK_SH)
        atexit.register(self._leave, os.getpid())

    def _is_running(self) -> bool:
        return _is_locked(self.folder.lock("keeper")) and self.folder.is_ready()

    def _start(self) -> None:
        with _locked(self.folder.lock("start")):
            if self._is_running():
                return
            with self.folder.log.open("ab") as log:
                self._keeper = subprocess.Popen(
                    [sys.executable, "-m", "secgov.embedded.keeper", str(self.folder.path), self.purpose],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    # Out of reach of this terminal's Ctrl-C: others may be using it.
                    start_new_session=True,
                    env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
                    cwd=PROJECT,
                )
            with self._keeper.stdout as answer:  # type: ignore[union-attr]
                said = answer.readline().decode().strip()
        if said != "ready":
            raise NotRunningError(said or f"The keeper of PostgreSQL ended: {self.folder.last_words()}")

    def _leave(self, process: int) -> None:
        """At the end of a process: leave nothing behind when it was the last."""
        if process != os.getpid() or self._using is None:
            return
        self._using.close()
        with contextlib.suppress(OSError):
            self._wait_while_stopping()
        if self._keeper is not None:
            self._keeper.poll()

    def _wait_while_stopping(self) -> None:
        users, server = self.folder.lock("users"), self.folder.lock("server")
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and _is_locked(server):
            if _is_locked(users, exclusively=True) and not _is_locked(users):
                return  # Someone else is using it.
            time.sleep(0.01)


_servers: dict[Path, Server] = {}


def server_of(path: Path, *, is_durable: bool) -> Server:
    """Return this process's one Server for that folder."""
    return _servers.setdefault(path, Server(path, is_durable=is_durable))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_locked(path: Path, *, exclusively: bool = False) -> bool:
    """Whether someone's lock stands against a shared one, or against an exclusive one."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusively else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _sentence(error: OSError, folder: Path) -> str:
    place = error.filename or folder
    return f"{place} cannot be written ({error.strerror}): set SECGOV_DATA_DIR to a folder of your own."
