"""How gunicorn serves the pages: `gunicorn -c python:secgov.serving secgov.wsgi`."""

import os
import signal
from typing import Any

from secgov import processes

# The supervisor has the port already and lends it, so that nobody gets in between; alone, gunicorn takes it.
LISTENING_WORD = "SECGOV_LISTENING"

_lent = os.environ.get(LISTENING_WORD)
bind = f"fd://{_lent}" if _lent else f"127.0.0.1:{os.environ.get('PORT', 8000)}"
# A thread keeps its database connection, so there are as many connections as threads and no pool to clean.
worker_class = "gthread"
workers = int(os.environ.get("SECGOV_WEB_WORKERS", "2"))
threads = int(os.environ.get("SECGOV_WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 5
# What leaks a little in a library is given back now and then, not in all workers at once.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
# We command it by signals; its own socket would lie in the home folder and be one for all clones.
control_socket_disable = True


def on_starting(server: Any) -> None:  # gunicorn's arbiter
    processes.end_with_named_parent()


def post_fork(server: Any, worker: Any) -> None:  # gunicorn's arbiter and worker
    # Its master ends it in good time; where that was killed, the port must be free at once.
    processes.end_with(server.pid, signal.SIGKILL)
