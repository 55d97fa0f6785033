"""The process that starts PostgreSQL, is its parent, and stops it when its last user has gone.

    python -m secgov.embedded.keeper FOLDER durable|throwaway

It says "ready", or in one sentence why not, on its standard output, and nothing else ever.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from secgov.embedded import account, cluster

START_SECONDS = 120  # Recovery after a crash reads the whole journal.
ORPHAN_SECONDS = 20
LARGEST_LOG = 1_000_000  # Bytes.

SETTINGS = {
    "listen_addresses": "",
    "port": str(cluster.PORT),
    "unix_socket_permissions": "0700",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
# For tests alone: a killed process loses nothing, but a machine without power might.
THROWAWAY = {"fsync": "off", "full_page_writes": "off"}


def main(path: str, purpose: str) -> None:
    folder = cluster.Folder(Path(path))
    keeping = folder.lock("keeper").open("w")
    fcntl.flock(keeping, fcntl.LOCK_EX)
    serving = folder.lock("server").open("w")
    try:
        wait_for_earlier(folder, serving)
        server = start(folder, serving, THROWAWAY if purpose == "throwaway" else {})
    except (cluster.BrokenError, OSError) as error:
        say(str(error))
        raise SystemExit(1) from None
    signal.signal(signal.SIGTERM, lambda *_: stop(server))
    say("ready")
    threading.Thread(target=stop_after_last_user, args=(folder, server), daemon=True).start()
    server.wait()
    # PostgreSQL has ended. By itself or by someone's hand: then the next connection starts a new keeper.
    with contextlib.suppress(OSError):
        remove_socket_folder(folder)
    os._exit(0)


def say(sentence: str) -> None:
    # Whoever asked may have been killed meanwhile; then its lock is free and the server stops again at once.
    with contextlib.suppress(OSError):
        os.write(1, sentence.encode() + b"\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def wait_for_earlier(folder: cluster.Folder, serving: IO[str]) -> None:
    """Return when no process of an earlier PostgreSQL is left: each of them inherited this lock."""
    for second in range(ORPHAN_SECONDS):
        for _ in range(50):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(serving, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.02)
        # Its keeper was killed where a child is not told of that (macOS), or it is slow to end.
        end_earlier(folder, signal.SIGINT if second < ORPHAN_SECONDS // 2 else signal.SIGQUIT)
    raise cluster.BrokenError(f"An earlier PostgreSQL of {folder.path} does not end: end it by hand, then try again.")


def end_earlier(folder: cluster.Folder, with_signal: signal.Signals) -> None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        number = int((folder.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        if is_postgres_of(number, folder):
            os.kill(number, with_signal)


def is_postgres_of(number: int, folder: cluster.Folder) -> bool:
    """Whether that process is a PostgreSQL on this folder, and not another that got the number since."""
    asked = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(number)], capture_output=True, check=False)
    return os.fsencode(folder.data) in asked.stdout and b"postgres" in asked.stdout


def start(folder: cluster.Folder, serving: IO[str], settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Return PostgreSQL once it takes connections; raises BrokenError with its last words."""
    runs_as = account.choose(folder)
    cluster.make(folder, become=runs_as.become, chown=runs_as.chown)
    sockets = cluster.make_socket_folder(folder, chown=runs_as.chown)
    # The lock proves that its owner is gone; PostgreSQL would believe any process that has the number now.
    (folder.data / "postmaster.pid").unlink(missing_ok=True)
    if os.fstat(2).st_size > LARGEST_LOG:
        os.ftruncate(2, 0)
    log_size = os.fstat(2).st_size
    chosen = SETTINGS | settings | {"unix_socket_directories": sockets}
    words = [word for key, value in chosen.items() for word in ("-c", f"{key}={value}")]
    server = subprocess.Popen(
        [cluster.PROGRAMS / "postgres", "-D", folder.data, *words],
        stdin=subprocess.DEVNULL,
        stdout=2,
        pass_fds=[serving.fileno()],
        preexec_fn=runs_as.become_and_die_with(os.getpid()),
        cwd="/",
    )
    for _ in range(START_SECONDS * 100):
        if server.poll() is not None:
            raise cluster.BrokenError(f"PostgreSQL did not start: {folder.last_words(log_size)} (see {folder.log})")
        if folder.is_ready():
            return server
        time.sleep(0.01)
    stop(server)
    raise cluster.BrokenError(f"PostgreSQL did not start within {START_SECONDS} seconds: see {folder.log}.")


def stop_after_last_user(folder: cluster.Folder, server: subprocess.Popen[bytes]) -> None:
    using = folder.lock("users").open("w")
    fcntl.flock(using, fcntl.LOCK_EX)
    # Held to the end, so that who comes now waits until the folder is free.
    stop(server)
    server.wait()


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)


def remove_socket_folder(folder: cluster.Folder) -> None:
    """Leave nothing outside the data folder."""
    sockets = Path(folder.socket_folder())
    if sockets.parent != folder.path:
        sockets.rmdir()


if __name__ == "__main__":
    main(*sys.argv[1:])
