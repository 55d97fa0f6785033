"""What somebody may read and no page of theirs shows, each with why: everything else they must meet somewhere.

Of fields that are filled straight in their rows (filling.py) it is checked that nobody meets too much, not that
somebody does: what prints was written down before."""

from tests.canary.cast_of_readers import Standing
from tests.canary.expecting import is_secretary
from tests.canary.filling import FILLED
from tests.canary.words import Fact

NOWHERE = {
    "archive.Batch.refused": "it stands in its row without the rest of a refusal",
    "archive.Doubt.text": "its import is not read to its end, so that nothing is checked yet",
    "archive.Doubt.why": "its import is not read to its end, so that nothing is checked yet",
    "archive.Import.amended": "its import is not read to its end, so that nothing is checked yet",
    "archive.Import.refusal": "its import is not refused",
    "archive.Reading.facts": "its import is not read to its end, so that nothing is checked yet",
    "archive.Reading.lines": "its import is not read to its end, so that nothing is checked yet",
    "secgov.ClassificationRequest.reason": "shown while it waits, to whoever answers it",
    "secgov.ClassificationRequest.authority_words": "shown while it waits, to whoever answers it",
    "secgov.ClassificationRequest.answer_reason": "kept; no page shows it yet",
    "meetings.Attendance.role": "printed only where the committee's print form says where a role stands",
}
BUT_FOR_SECRETARIES = {
    "meetings.Paper.originator": "stands on the page of the paper's record, which is the secretaries'",
    "meetings.Paper.originator_mark": "stands on the page of the paper's record, which is the secretaries'",
}


def shown_to(who: Standing, fact: Fact) -> bool:
    """Whether a word that somebody may read stands on a page of theirs."""
    who = who.viewing_as or who
    if fact.field in NOWHERE or fact.field in FILLED:
        return False
    return fact.field not in BUT_FOR_SECRETARIES or is_secretary(who, fact)
