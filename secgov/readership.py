"""Who can read a record, in words: the columns that the gate decides from, said to whoever reads the page."""

from dataclasses import dataclass

from secgov.classification import Classification, Stage
from secgov.models import Classified

PUBLISHED = {
    Classification.WHITE: "Anyone, without signing in.",
    Classification.GREEN: "Anyone signed in.",
    Classification.AMBER: "Members, alternates, secretaries and standing attendees of {committee}, and people "
    "invited to the item.",
    Classification.RED: "The people named on the record and the secretaries of {committee}.",
}


@dataclass(frozen=True, slots=True)
class Readership:
    """The classification of a record, who reads it at that, and why."""

    level: Classification
    sentence: str
    origin: str


def readership(record: Classified) -> Readership:
    """Who can read `record` now. Its committee is taken as fetched."""
    committee = f"the {record.committee}" if record.committee else "the committee"
    return Readership(
        record.level, _sentence(record, committee), f"Classification {record.get_classified_by_display()}."
    )


def _sentence(record: Classified, committee: str) -> str:
    if record.stage == Stage.SECRETARIAT:
        return f"The secretaries of {committee}, until the minutes are circulated."
    if record.stage == Stage.COMMITTEE and record.level <= Classification.AMBER:
        return f"The people of {committee} and who took part in the meeting, until the minutes are published."
    return PUBLISHED[record.level].format(committee=committee)
