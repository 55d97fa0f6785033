"""What stands beside minutes that have come out: comments, how they were approved, their versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from meetings.documents.approving import approval_of, approved_at
from meetings.documents.corrections import comments_beside
from meetings.documents.redlines import may_compare_draft, versions_for
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from secgov.access import Reader


def after_meeting(
    meeting: Meeting, reader: Reader, user: Any, version: MinutesVersion | None, *, on: date
) -> dict[str, Any]:
    """The sections at the side of a meeting's page. Five queries at most, one for minutes that came out once, final:
    nothing was corrected in them, and there is nothing to compare."""
    is_only = version is not None and version.number == 1
    listed = [version] if is_only and version is not None else versions_for(meeting, reader)
    is_taken = bool(listed) and not (is_only and meeting.status == Status.FINAL)
    return {
        "comments": comments_beside(meeting, version, reader, user, on=on) if is_taken else None,
        "approval": approval_of(meeting, reader),
        "approved": approved_at(meeting, reader),
        "versions": _rows(listed, meeting, user),
    }


def _rows(listed: list[MinutesVersion], meeting: Meeting, user: Any) -> list[dict[str, Any]]:
    """The versions that have come out to the reader, the latest first, each with the redline from the one before, and
    the draft for those who write it; nothing where there is one alone."""
    may_minute = user.has_perm("meetings.minute", meeting)
    address = reverse("meetings:redline", args=[meeting.ref])
    rows: list[dict[str, Any]] = []
    for at, version in enumerate(listed):
        before = listed[at - 1] if at else None
        url = f"{address}?from={before.number}&to={version.number}" if before is not None else ""
        # A reason may hold the secretary's own remark, which did not come out with the minutes.
        words = version.reason if may_minute and version.reason else version.head["status_words"]
        rows.insert(0, {"label": f"Version {version.number}", "version": version, "words": words, "url": url})
    if listed and may_compare_draft(meeting, user):
        rows.insert(
            0,
            {"label": "The draft", "version": None, "words": "", "url": f"{address}?from={listed[-1].number}&to=draft"},
        )
    return rows if len(rows) > 1 else []
