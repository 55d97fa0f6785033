"""Who may do what with meetings."""

import rules

from secgov.permissions import (
    is_alternate,
    is_chair,
    is_invited,
    is_member,
    is_secretary,
    is_secretary_somewhere,
    is_shown_item,
    is_standing_attendee,
)

PERMISSIONS = {
    "meetings.plan": is_secretary_somewhere,
    "meetings.minute": is_secretary,
    "meetings.classify": is_secretary,
    "meetings.comment": is_secretary | is_chair | is_member | is_alternate | is_standing_attendee | is_invited,
    "meetings.submit_paper": is_secretary | is_shown_item,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
