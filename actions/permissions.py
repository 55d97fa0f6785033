"""Who may do what with actions."""

import rules

from secgov.permissions import is_secretary

PERMISSIONS = {
    "actions.raise": is_secretary,
    "actions.review": is_secretary,
    "actions.amend": is_secretary,
    "actions.close": is_secretary,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
