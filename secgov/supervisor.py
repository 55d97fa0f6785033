"""Starts, watches and ends what serves the project: web server, task worker, embedded PostgreSQL."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

from django.db import connection

from secgov import processes
from secgov.database import PROJECT
from secgov.serving import LISTENING_WORD

READY_SECONDS = 60
END_SECONDS = 10
RESTARTS, WITHIN_SECONDS = 5, 60
MANAGE = [sys.executable, "manage.py"]
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StoppedError(Exception):
    """Nothing is served any more; the message is one sentence for the person who started it."""


@dataclass
class Child:
    """One process that must be there as long as we are."""

    name: str
    command: list[str]
    lends: tuple[int, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            env=os.environ | self.environment | {processes.PARENT_WORD: str(os.getpid())},
            pass_fds=self.lends,
            # Ctrl-C reaches us alone, and we end the children in our order.
            start_new_session=True,
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start it again, raising StoppedError when that has not helped before.

        One crash must not take the page from under a secretary in session; a fault that stays must not hide
        in a loop.
        """
        now = time.monotonic()
        if len(self.restarts) == RESTARTS and now - self.restarts[0] < WITHIN_SECONDS:
            raise StoppedError(f"The {self.name} keeps ending, so everything is stopped: see its messages above.")
        self.restarts.append(now)
        say(f"The {self.name} has ended; it is started again.")
        self.start()

    def end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def listen(port: str) -> socket.socket:
    """Return the port, taken; raises StoppedError with one sentence when it cannot be had."""
    try:
        number = int(port)
        listening = socket.create_server(("127.0.0.1", number), backlog=128)
    except (ValueError, OverflowError):
        raise StoppedError(f"Set PORT to a number from 1024 to 65535, not {port!r}.") from None
    except PermissionError:
        raise StoppedError(f"Port {port} needs more rights than this account has: try PORT=8000.") from None
    except OSError:
        raise StoppedError(f"Port {port} is taken: stop what uses it, or try PORT={number + 1}.") from None
    return listening


def children(listening: socket.socket) -> list[Child]:
    lent = listening.fileno()
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:secgov.serving", "secgov.wsgi"]
    worker = [*MANAGE, "procrastinate", "worker", "--shutdown-graceful-timeout", "5"]
    return [
        Child("web server", gunicorn, lends=(lent,), environment={LISTENING_WORD: str(lent)}),
        Child("task worker", worker),
    ]


def watch(running: list[Child], port: int, greeting: str) -> None:
    """Serve until told to end; every child is gone when this returns or raises."""
    try:
        for child in running:
            child.start()
        wait_until_answered(running, port)
        say(greeting)
        while True:
            time.sleep(0.5)
            keep_database_running()
            for child in running:
                if child.has_ended():
                    child.restart()
    finally:
        end_all(running)


def wait_until_answered(running: list[Child], port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(port):
        for child in running:
            if child.has_ended():
                raise StoppedError(f"The {child.name} ended while it started: see its message above.")
        if time.monotonic() > deadline:
            raise StoppedError(f"The web server does not answer after {READY_SECONDS} seconds, so it is stopped.")
        time.sleep(0.1)


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz", headers={"Host": "localhost"})
        # In production it may send us on to HTTPS, which is an answer.
        return asked.getresponse().status < 400
    except OSError:
        return False
    finally:
        asked.close()


def keep_database_running() -> None:
    """The embedded PostgreSQL may be killed too, and the task worker would wait for it, not start it."""
    server = getattr(connection, "server", None)
    if server is not None:
        server.ensure_running()


def end_all(running: list[Child]) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    for child in running:
        if child.process is not None and not child.has_ended():
            child.process.terminate()
    deadline = time.monotonic() + END_SECONDS
    for child in running:
        child.end(deadline)


def end_when_told() -> None:
    """Let Ctrl-C and SIGTERM run through every `finally`, wherever we are."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    for number in ENDING:
        signal.signal(number, end)


def say(sentence: str) -> None:
    print(sentence, flush=True)
