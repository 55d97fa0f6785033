"""Who may bring files in, check what was read, and store it."""

from typing import Any

import rules

from secgov.permissions import is_secretary, is_secretary_somewhere


@rules.predicate
def is_nobodys_yet(user: Any, record: Any) -> bool:
    """Whether no committee is known whose minutes the file holds."""
    return record is not None and record.committee_id is None


@rules.predicate
def is_uploader(user: Any, record: Any) -> bool:
    """Whether the user uploaded the file."""
    return record is not None and record.uploaded_by_id == user.pk


PERMISSIONS = {
    "archive.upload": is_secretary_somewhere,
    "archive.read": is_uploader,
    "archive.check": is_secretary | (is_uploader & is_nobodys_yet & is_secretary_somewhere),
    "archive.confirm": is_secretary,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
