"""Who may do what with meetings."""

import rules

from secgov.permissions import is_secretary, is_secretary_somewhere

PERMISSIONS = {
    "meetings.plan": is_secretary_somewhere,
    "meetings.minute": is_secretary,
    "meetings.classify": is_secretary,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
