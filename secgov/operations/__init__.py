"""Verbs of the ground floor."""

from secgov.operations.committees import add_acronym, amend_committee, appoint, create_committee, remove_acronym
from secgov.operations.grants import end_grant, grant

__all__ = [
    "add_acronym",
    "amend_committee",
    "appoint",
    "create_committee",
    "end_grant",
    "grant",
    "remove_acronym",
]
