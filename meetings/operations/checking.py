"""What secretaries say of a draft's checklist: a remark put aside, and brought back."""

from datetime import datetime

from meetings.models import DismissedRemark, Meeting
from secgov.acting import operation
from secgov.history import delete, save
from secgov.models import User


@operation
def dismiss_remark(meeting: Meeting, *, key: str, by: User, at: datetime, why: str = "") -> DismissedRemark:
    """Put the remark known by `key` aside, for good; put aside twice, the first stands."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    known = DismissedRemark.objects.filter(meeting=meeting, key=key).first()
    return known or save(DismissedRemark(meeting=meeting, key=key, by=by, at=at, why=why), by=by)


@operation
def bring_back_remark(meeting: Meeting, *, key: str, by: User) -> None:
    """Let the checklist make a remark again; nothing happens where it was not put aside."""
    for row in DismissedRemark.objects.filter(meeting=meeting, key=key):
        delete(row, by=by)
