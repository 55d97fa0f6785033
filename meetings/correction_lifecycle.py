"""When a correction to circulated minutes may be settled, and how (product.md section 4)."""

from typing import Any

from django.db import models

from secgov.lifecycle import Lifecycle, Move, rule


class CorrectionStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    ADJUSTED = "adjusted", "Accepted as adjusted"
    DECLINED = "declined", "Declined"
    NOTED = "noted", "Noted"


# What changed the minutes, and is listed behind the sentence that approves them.
AMENDING = (CorrectionStatus.ACCEPTED, CorrectionStatus.ADJUSTED)


@rule("COR-1", "A comment proposes no text to accept. Note it, adjust the text yourself, or decline it.")
def proposes_a_text(correction: Any) -> bool:
    return bool(correction.proposes_text)


@rule("COR-2", "Corrections are settled before the minutes are final. Re-open the minutes first.")
def minutes_are_not_final(correction: Any) -> bool:
    return not correction.meeting_is_final


@rule("COR-3", "A correction is adjusted or declined with a reason. Write why.")
def reason_is_given(correction: Any) -> bool:
    return bool(correction.answer.strip())


@rule("COR-4", "What is said of the minutes as a whole has no text to adjust. Amend the minutes, then note it.")
def is_about_a_part(correction: Any) -> bool:
    return bool(correction.is_about_a_part)


CORRECTIONS = Lifecycle(
    record="meetings.Correction",
    states=CorrectionStatus,
    ends=frozenset(
        {
            CorrectionStatus.ACCEPTED,
            CorrectionStatus.ADJUSTED,
            CorrectionStatus.DECLINED,
            CorrectionStatus.NOTED,
        }
    ),
    moves=(
        Move(
            "accept",
            (CorrectionStatus.PROPOSED,),
            CorrectionStatus.ACCEPTED,
            "Accept",
            "meetings.minute",
            (proposes_a_text, minutes_are_not_final),
        ),
        Move(
            "adjust",
            (CorrectionStatus.PROPOSED,),
            CorrectionStatus.ADJUSTED,
            "Adjust",
            "meetings.minute",
            (is_about_a_part, minutes_are_not_final, reason_is_given),
        ),
        Move(
            "decline",
            (CorrectionStatus.PROPOSED,),
            CorrectionStatus.DECLINED,
            "Decline",
            "meetings.minute",
            (minutes_are_not_final, reason_is_given),
        ),
        Move(
            "note",
            (CorrectionStatus.PROPOSED,),
            CorrectionStatus.NOTED,
            "Note",
            "meetings.minute",
            (minutes_are_not_final,),
        ),
    ),
)
