"""Verbs of the ground floor."""

from secgov.operations.committees import add_acronym, amend_committee, appoint, create_committee, remove_acronym
from secgov.operations.grants import end_grant, grant
from secgov.operations.issuing import allow_again, enter_in_register, withdraw_document

__all__ = [
    "add_acronym",
    "allow_again",
    "amend_committee",
    "appoint",
    "create_committee",
    "end_grant",
    "enter_in_register",
    "grant",
    "remove_acronym",
    "withdraw_document",
]
