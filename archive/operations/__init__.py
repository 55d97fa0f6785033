"""Verbs of the import: taking files in, reading them, amending what was read, storing or discarding it."""

from archive.operations.amending import Conflict, amend_import
from archive.operations.comparing import Contradiction, contradictions, numbers_in_use
from archive.operations.reading import begin_reading, keep_reading, keep_refusal, read_again
from archive.operations.settling import confirm_import, confirm_ready, discard_import, settle_all_doubts
from archive.operations.uploading import Received, receive, receive_several

__all__ = [
    "Conflict",
    "Contradiction",
    "Received",
    "amend_import",
    "begin_reading",
    "confirm_import",
    "confirm_ready",
    "contradictions",
    "discard_import",
    "keep_reading",
    "keep_refusal",
    "numbers_in_use",
    "read_again",
    "receive",
    "receive_several",
    "settle_all_doubts",
]
