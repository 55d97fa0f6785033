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


@rules.predicate
def administers_records(user: Any, record: Any = None) -> bool:
    """Whether the user administers records: takes the record out, for a reason."""
    return bool(user.is_authenticated and user.holds("records"))


@rules.predicate
def asked_for_it(user: Any, export: Any) -> bool:
    """Whether the user asked for the export."""
    return export is not None and export.asked_by_id == user.pk


PERMISSIONS = {
    "archive.export": administers_records,
    "archive.fetch_export": administers_records & asked_for_it,
    "archive.upload": is_secretary_somewhere,
    "archive.read": is_uploader,
    "archive.check": is_secretary | (is_uploader & is_nobodys_yet & is_secretary_somewhere),
    "archive.confirm": is_secretary,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
