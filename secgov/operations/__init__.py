"""Verbs of the ground floor."""

from secgov.operations.classifying import (
    Reclassified,
    agree_to_classification,
    decline_classification,
    reclassify,
    take_back_classification,
)
from secgov.operations.committees import add_acronym, amend_committee, appoint, create_committee, remove_acronym
from secgov.operations.grants import end_grant, grant
from secgov.operations.naming import name_person, take_off_name

__all__ = [
    "Reclassified",
    "add_acronym",
    "agree_to_classification",
    "amend_committee",
    "appoint",
    "create_committee",
    "decline_classification",
    "end_grant",
    "grant",
    "name_person",
    "reclassify",
    "remove_acronym",
    "take_back_classification",
    "take_off_name",
]
