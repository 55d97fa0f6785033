"""Verbs of the ground floor."""

from secgov.operations.accounts import (
    Sent,
    accept_invitation,
    close_account,
    end_sessions,
    give_roles,
    invite,
    open_account,
    reset_second_factor,
    revoke_invitation,
    send_again,
)
from secgov.operations.classifying import (
    Reclassified,
    agree_to_classification,
    decline_classification,
    reclassify,
    take_back_classification,
)
from secgov.operations.committees import add_acronym, amend_committee, appoint, create_committee, remove_acronym
from secgov.operations.grants import end_grant, grant
from secgov.operations.issuing import allow_again, enter_in_register, withdraw_document
from secgov.operations.memberships import add_membership, date_membership, end_membership
from secgov.operations.naming import name_person, take_off_name
from secgov.operations.newcomers import invite_newcomer

__all__ = [
    "Reclassified",
    "Sent",
    "accept_invitation",
    "add_acronym",
    "add_membership",
    "agree_to_classification",
    "allow_again",
    "amend_committee",
    "appoint",
    "close_account",
    "create_committee",
    "date_membership",
    "decline_classification",
    "end_grant",
    "end_membership",
    "end_sessions",
    "enter_in_register",
    "give_roles",
    "grant",
    "invite",
    "invite_newcomer",
    "name_person",
    "open_account",
    "reclassify",
    "remove_acronym",
    "reset_second_factor",
    "revoke_invitation",
    "send_again",
    "take_back_classification",
    "take_off_name",
    "withdraw_document",
]
