"""Who may do what with meetings."""

import rules

from secgov.permissions import is_secretary, is_secretary_somewhere, is_shown_item

PERMISSIONS = {
    "meetings.plan": is_secretary_somewhere,
    "meetings.minute": is_secretary,
    "meetings.classify": is_secretary,
    "meetings.submit_paper": is_secretary | is_shown_item,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
