"""Files as they come in: what they are, what a ZIP holds, and reading one where it can do no harm. No database."""

from archive.intake.confined import Unread, read_apart
from archive.intake.kinds import ACCEPTED, NotTaken, kind_of
from archive.intake.unpacking import Limits, unpacked

__all__ = ["ACCEPTED", "Limits", "NotTaken", "Unread", "kind_of", "read_apart", "unpacked"]
