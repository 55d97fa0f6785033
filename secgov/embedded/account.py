"""Under which account PostgreSQL runs: it refuses root, so root lends it another and opens no folder."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from secgov.embedded.cluster import PROGRAMS, BrokenError, Folder

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOT_ROOT = 1000  # What root is called inside the namespace; any number but 0 will do.

LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """Whom a child becomes before it starts PostgreSQL: itself, another user, or root by another name."""

    name: str
    uid: int | None = None
    gid: int | None = None
    has_namespace: bool = False

    def become(self) -> None:
        if self.has_namespace:
            enter_namespace()
        elif self.uid is not None and self.gid is not None:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def become_and_die_with(self, parent: int) -> Callable[[], None]:
        """Also end, in PostgreSQL's fast way, when the keeper is killed."""

        def both() -> None:
            self.become()
            if sys.platform == "linux":  # Last, because becoming another undoes it.
                LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
            if os.getppid() != parent:
                os._exit(1)

        return both

    def chown(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_work_in(self, folder: Folder) -> bool:
        """Whether it may enter the folder and run the programs: it tries."""
        test = 'cd "$1" && exec "$2" --version'
        command = ["/bin/sh", "-c", test, "sh", str(folder.path), str(PROGRAMS / "postgres")]
        try:
            tried = subprocess.run(command, capture_output=True, preexec_fn=self.become, cwd="/", check=False)
        except (OSError, subprocess.SubprocessError):
            return False
        return tried.returncode == 0


def enter_namespace() -> None:
    """Stay root for the files and be someone else to PostgreSQL, in a user namespace of its own."""
    uid, gid = os.getuid(), os.getgid()
    if LIBC.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{NOT_ROOT} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{NOT_ROOT} {gid} 1", encoding="ascii")


def choose(folder: Folder) -> Account:
    """Return the account that owns the data folder, or for a new one the first that can work there.

    Raises BrokenError, with a sentence that says what to do, when there is none.
    """
    if os.geteuid() != 0:
        return Account("you")
    for account in _candidates(folder):
        if account.can_work_in(folder):
            return account
    raise BrokenError(
        f"PostgreSQL does not run as root, and no other account may enter {folder.path} and {PROGRAMS}: "
        "run this as an ordinary user, or from a clone in a folder that everyone may enter, such as /srv."
    )


def _candidates(folder: Folder) -> list[Account]:
    namespace = [Account("root, under another name", has_namespace=True)] if sys.platform == "linux" else []
    users = [_account(name) for name in ("postgres", "nobody") if _is_known(name)]
    if not folder.data.exists():
        return users + namespace
    owner = folder.data.stat().st_uid
    if owner == 0:
        return namespace
    return [Account(f"user {owner}", owner, folder.data.stat().st_gid)]


def _is_known(name: str) -> bool:
    return name in {entry.pw_name for entry in pwd.getpwall()}


def _account(name: str) -> Account:
    entry = pwd.getpwnam(name)
    return Account(name, entry.pw_uid, entry.pw_gid)
