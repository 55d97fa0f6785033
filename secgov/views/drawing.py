"""Asking the task worker for a PDF, so that no web worker carries WeasyPrint, and waiting a little for it."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from secgov.models import DrawnDocument

Given = TypeVar("Given")
LOOK_AGAIN_SECONDS = 0.05


def drawn_under(key: str) -> DrawnDocument | None:
    return DrawnDocument.objects.select_related("file").filter(key=key).first()


def draw(key: str, task: Any, **what: Any) -> DrawnDocument | None:
    """What stands under `key`, else ask the worker."""
    return drawn_under(key) or drawn_by_worker(task, key, **what)


def drawn_by_worker(task: Any, key: str, **what: Any) -> DrawnDocument | None:
    """Ask the worker, and wait a little: it takes under a second as a rule."""
    return asked_of_worker(lambda: drawn_under(key), task, key, **what)


def asked_of_worker(look: Callable[[], Given | None], task: Any, key: str, **what: Any) -> Given | None:
    """Ask the worker, and wait a little for what `look` then finds."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=key).defer(**what)
    until = time.monotonic() + settings.PDF_WAIT_SECONDS
    while (given := look()) is None and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
    return given
