"""Asking the task worker for a PDF, so that no web worker carries WeasyPrint, and waiting a little for it."""

import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from secgov.models import DrawnDocument

LOOK_AGAIN_SECONDS = 0.05


def drawn_under(key: str) -> DrawnDocument | None:
    return DrawnDocument.objects.select_related("file").filter(key=key).first()


def draw(key: str, task: Any, **what: Any) -> DrawnDocument | None:
    """What stands under `key`, else ask the worker."""
    return drawn_under(key) or drawn_by_worker(task, key, **what)


def drawn_by_worker(task: Any, key: str, **what: Any) -> DrawnDocument | None:
    """Ask the worker, and wait a little: it takes under a second as a rule."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=key).defer(**what)
    until = time.monotonic() + settings.PDF_WAIT_SECONDS
    while (drawn := drawn_under(key)) is None and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
    return drawn
