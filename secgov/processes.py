"""A process that ends when the one that started it has ended, even by `kill -9`."""

import ctypes
import os
import signal
import sys
import threading
import time

# Names the process that this one must not outlive; who starts a child sets it.
PARENT_WORD = "SECGOV_PARENT"
PR_SET_PDEATHSIG = 1


def end_with_named_parent() -> None:
    """Do so where the environment names a parent, and forget it: it is not our children's."""
    named = os.environ.pop(PARENT_WORD, "")
    if named:
        end_with(int(named))


def end_with(parent: int, with_signal: signal.Signals = signal.SIGTERM) -> None:
    """Get that signal as soon as the parent, which must be ours, has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal)
    else:
        threading.Thread(target=_watch, args=(parent, with_signal), daemon=True).start()
    # It may have ended before we asked to be told.
    if os.getppid() != parent:
        os.kill(os.getpid(), with_signal)


def _watch(parent: int, with_signal: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), with_signal)
