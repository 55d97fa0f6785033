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
from secgov.operations.committees import add_acronym, amend_committee, appoint, create_committee, remove_acronym
from secgov.operations.grants import end_grant, grant
from secgov.operations.memberships import add_membership, date_membership, end_membership
from secgov.operations.newcomers import invite_newcomer

__all__ = [
    "Sent",
    "accept_invitation",
    "add_acronym",
    "add_membership",
    "amend_committee",
    "appoint",
    "close_account",
    "create_committee",
    "date_membership",
    "end_grant",
    "end_membership",
    "end_sessions",
    "give_roles",
    "grant",
    "invite",
    "invite_newcomer",
    "open_account",
    "remove_acronym",
    "reset_second_factor",
    "revoke_invitation",
    "send_again",
]
