"""Who has minutes open, and where in them: so that two people in one entry know of each other."""

from datetime import datetime, timedelta
from uuid import UUID

from meetings.models import Meeting, Presence
from secgov.acting import operation
from secgov.models import User

FORGOTTEN = timedelta(hours=12)


@operation
def be_here(
    meeting: Meeting, *, window: UUID, by: User, at: datetime, entry: UUID | None, item: UUID | None
) -> Presence:
    """Note that `by` has the minutes open in `window`, and forget windows closed long ago."""
    Presence.objects.filter(meeting=meeting, seen_at__lt=at - FORGOTTEN).delete()
    here, _ = Presence.objects.update_or_create(
        window=window, defaults={"meeting": meeting, "user": by, "entry": entry, "item": item, "seen_at": at}
    )
    return here
