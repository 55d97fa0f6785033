"""What can be said to anybody of a file, or of a code on paper: whether it is ours and still stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from secgov import issued_codes
from secgov.access import Purpose
from secgov.classification import Classification
from secgov.models import AccessLogEntry, DrawnDocument, IssuedDocument, Logged
from secgov.wall.doors import as_system

# How many questions one address may ask in a window of so many seconds.
MOST_QUESTIONS = 20
WINDOW_SECONDS = 300


@dataclass(frozen=True)
class Verdict:
    """The answer. `document` is named only where it is White; of what stands above White nothing is said but its
    state. `tone` is that of the state."""

    sentence: str
    tone: str
    document: IssuedDocument | None = None
    by: IssuedDocument | None = None


WORDS = {
    "current": "This is a document of ours, and it is current.",
    "superseded": "This is a document of ours, and it has been superseded.",
    "withdrawn": "This is a document of ours, and it was withdrawn. Do not rely on it.",
}
TONES = {"current": "done", "superseded": "open", "withdrawn": "wrong"}
DRAFT = Verdict("This is a print of ours, a draft that was never issued. Do not rely on it.", "open")
NOT_OURS = Verdict("This is not a document of ours: we issued no such file and no such code.", "wrong")


def of_code(code: str) -> Verdict:
    """What stands under a code, which is found by its digest and compared in constant time."""
    with as_system(Purpose.VERIFYING):
        found = _issued().filter(code_digest=issued_codes.digest(code)).first()
    if found is None or not constant_time_compare(found.code, code):
        return NOT_OURS
    return _verdict(found)


def of_file(sha256: str) -> Verdict:
    """What is known of a file with this SHA-256: issued, a Red reader's own copy, a draft, or none of ours. The latest
    document of the same bytes speaks for them."""
    with as_system(Purpose.VERIFYING):
        found = _issued().filter(file__sha256=sha256).order_by("-issued_at", "-pk").first() or _copied(sha256)
    if found is not None:
        return _verdict(found)
    return DRAFT if DrawnDocument.objects.filter(file__sha256=sha256).exists() else NOT_OURS


def _issued() -> Any:
    return IssuedDocument.objects.select_related("superseded_by")


def _copied(sha256: str) -> IssuedDocument | None:
    """The document of which a reader's own copy, kept in the log of openings, has these bytes."""
    opened = AccessLogEntry.objects.filter(kind=Logged.OPENED, sha256=sha256).order_by().values("target")
    found: IssuedDocument | None = _issued().filter(uid__in=opened).first()
    return found


def _verdict(document: IssuedDocument) -> Verdict:
    sentence, tone = WORDS[document.state], TONES[document.state]
    if document.classification > Classification.WHITE:
        return Verdict(sentence, tone)
    by = document.superseded_by
    is_named = by is not None and by.classification == Classification.WHITE and by.withdrawn_at is None
    return Verdict(sentence, tone, document, by if is_named else None)


def may_ask(address: str, *, at: datetime) -> bool:
    """Whether somebody at a network address may ask once more now; it counts as asked."""
    window = int(at.timestamp()) // WINDOW_SECONDS
    key = f"verify:{address}:{window}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return bool(cache.incr(key) <= MOST_QUESTIONS)
    except ValueError:  # it was dropped between the two
        return True
