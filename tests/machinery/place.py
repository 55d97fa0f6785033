"""A data folder of its own, and the processes that use it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parent.parent.parent


class Place:
    """One data folder, what is started on it, and what runs there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = folder / "postgres"
        self.made_at = time.time() - 1
        self.started: list[subprocess.Popen[str]] = []
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST", "DATABASE_URL", "SECGOV_"))
        } | {
            "SECGOV_ENV": "test",
            "SECGOV_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "secgov.settings",
            "PYTHONPATH": str(PROJECT),
        }

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            env=self.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def kill_all(self) -> None:
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def clear(self) -> None:
        """Leave no process and no open pipe, whatever the test did."""
        self.kill_all()
        for process in self.started:
            for pipe in (process.stdin, process.stdout, process.stderr):
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
            process.wait()
        self.started.clear()

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*command, **environment)
        said, complained = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)

    def client(self) -> subprocess.Popen[str]:
        process = self.start("tests/machinery/client.py", SECGOV_DATABASE_ROLE="owner")
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    def processes(self) -> list[psutil.Process]:
        """All that use this folder, PostgreSQL's children included, and without the dead."""
        return [process for process in psutil.process_iter() if self._uses(process)]

    def named(self, words: str) -> list[psutil.Process]:
        return [process for process in self.processes() if words in " ".join(words_of(process))]

    def postmaster(self) -> psutil.Process:
        return self.named("bin/postgres -D")[0]

    def keeper(self) -> psutil.Process:
        return self.named("secgov.embedded.keeper")[0]

    def _uses(self, process: psutil.Process) -> bool:
        try:
            if process.create_time() < self.made_at or process.status() == psutil.STATUS_ZOMBIE:
                return False
            return (
                process.environ().get("SECGOV_DATA_DIR") == str(self.folder)
                or str(self.folder) in " ".join(words_of(process))
                or Path(process.cwd()).is_relative_to(self.folder)
            )
        except psutil.Error:
            return False


def words_of(process: psutil.Process) -> list[str]:
    """Its command line; none when it ended while we looked."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def eventually(holds: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def say(client: subprocess.Popen[str], words: str) -> int:
    """Let the client add a row; return how many it says there are."""
    client.stdin.write(f"{words}\n")
    client.stdin.flush()
    answer = client.stdout.readline()
    assert answer, client.stderr.read()
    return int(answer)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]
