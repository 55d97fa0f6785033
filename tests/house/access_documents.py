"""Who gets what of issued documents: the part of the table of access (test_access.py) that is about them."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from meetings.models import Meeting
from meetings.operations import issue_edition
from secgov import issuing
from secgov.classification import Classification
from secgov.models import HeldDocument, IssuedDocument, StoredFile

ROWS = """
secgov:documents                  GET     200
secgov:document white             GET     200
secgov:document amber             GET     404   404   404   200   200   404   404   404   200   404   200
secgov:document_file white        GET     200
secgov:document_file amber        GET     404   404   404   200   200   404   404   404   200   404   200
secgov:withdraw white             GET     404   403   403   403   403   403   403   403   200   403   200
secgov:withdraw amber             GET     404   404   404   403   403   404   404   404   200   404   200
secgov:issue_again white          POST    404   403   403   403   403   403   403   403   403   403   302
secgov:issue_again amber          POST    404   404   404   403   403   404   404   404   403   404   302
secgov:held amber                 GET     404   404   404   404   404   404   404   404   404   404   200
secgov:held_file amber            GET     404   404   404   404   404   404   404   404   404   404   200
secgov:issue_listing              GET     404   403   403   403   403   403   403   403   403   403   200
secgov:preview_listing            GET     404   403   403   403   403   403   403   403   403   403   202
secgov:verify                     GET     200
meetings:confidential_pdf draft   GET     404   404   404   403   403   404   404   404   403   404   404
"""
ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "secgov:document": lambda at: [at.document.uid],
    "secgov:document_file": lambda at: [at.document.uid],
    "secgov:withdraw": lambda at: [at.document.uid],
    "secgov:issue_again": lambda at: [at.document.uid],
    "secgov:held": lambda at: [at.held.uid],
    "secgov:held_file": lambda at: [at.held.uid],
    "secgov:issue_listing": lambda at: [at.meeting.committee.abbreviation, "actions"],
    "secgov:preview_listing": lambda at: [at.meeting.committee.abbreviation, "actions"],
    "meetings:confidential_pdf": lambda at: [at.meeting.ref, "C1"],
}


def issued(meeting: Meeting, level: Classification, file: StoredFile) -> tuple[IssuedDocument | None, HeldDocument]:
    """An edition of the meeting's minutes as it was issued, and one that a check holds back."""
    version = meeting.versions.filter(kind="minutes").latest("number")
    with patch.object(issuing, "_checks", []):  # the bytes are no PDF, which a check could not read
        document = issue_edition(version, level, file, at=timezone.now())
    return document, held_back(meeting, file)


def held_back(meeting: Meeting, file: StoredFile) -> HeldDocument:
    """A document of the meeting in which a check found something."""
    return HeldDocument.objects.create(
        file=file,
        target=meeting.uid,
        kind="minutes",
        title="Held back",
        version=9,
        classification=meeting.classification,
        committee=meeting.committee,
        findings=[{"stops": False, "sentence": "It names a figure.", "where": ""}],
        held_at=timezone.now(),
    )
