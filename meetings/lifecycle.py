"""When a meeting may move: from planned to final minutes (product.md section 4)."""

from typing import Any

from django.db import models

from secgov.lifecycle import Lifecycle, Move, rule


class Status(models.TextChoices):
    KNOWN = "known", "Known by reference"
    PLANNED = "planned", "Planned"
    AGENDA = "agenda", "Agenda published"
    IN_SESSION = "in_session", "In session"
    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Circulated"
    FINAL = "final", "Final"
    CANCELLED = "cancelled", "Cancelled"


# While minutes are being written only secretaries, and those they show the draft to, read the live composition.
UNDER_WAY = (Status.KNOWN, Status.PLANNED, Status.AGENDA, Status.IN_SESSION, Status.DRAFT)


@rule("MTG-1", "An agenda is published when it has at least one item. Add the first item.")
def has_items(meeting: Any) -> bool:
    return bool(meeting.has_items)


@rule("MTG-2", "An agenda is published when the day of the meeting is known. Enter the day.")
def day_is_known(meeting: Any) -> bool:
    return meeting.held_on is not None


@rule("MTG-3", "Minutes are circulated when something has been minuted. Add what was discussed or decided.")
def something_is_minuted(meeting: Any) -> bool:
    return bool(meeting.has_entries)


@rule(
    "MTG-4",
    "Minutes whose classification is not marked in the source are brought out when a person has classified them.",
)
def is_classified(meeting: Any) -> bool:
    return not meeting.is_unmarked


@rule("MTG-5", "These minutes have been published already.")
def is_not_out(meeting: Any) -> bool:
    return not meeting.is_published


@rule("MTG-6", "Minutes are circulated under the meeting's number. Enter the number of the meeting.")
def has_number(meeting: Any) -> bool:
    return meeting.number is not None


@rule(
    "MTG-7",
    "A paper in which something was found comes out when a person has accepted that. Look at it and accept it.",
)
def findings_are_accepted(meeting: Any) -> bool:
    return meeting.is_published or not meeting.has_findings_to_accept


@rule(
    "MTG-11", "Minutes are made final when every correction is settled. Accept, adjust, decline or note what is open."
)
def corrections_are_settled(meeting: Any) -> bool:
    return not meeting.has_open_corrections


LIFECYCLE = Lifecycle(
    record="meetings.Meeting",
    states=Status,
    ends=frozenset({Status.FINAL, Status.CANCELLED}),
    moves=(
        Move(
            "publish-agenda",
            (Status.PLANNED,),
            Status.AGENDA,
            "Publish the agenda",
            "meetings.minute",
            (has_items, day_is_known, findings_are_accepted),
        ),
        Move("open", (Status.AGENDA,), Status.IN_SESSION, "Open the meeting", "meetings.minute"),
        Move(
            "draft",
            (Status.KNOWN, Status.PLANNED, Status.AGENDA, Status.IN_SESSION),
            Status.DRAFT,
            "Start the draft minutes",
            "meetings.minute",
        ),
        Move(
            "circulate",
            (Status.DRAFT,),
            Status.CIRCULATED,
            "Circulate the draft minutes",
            "meetings.minute",
            (something_is_minuted, has_number, is_classified),
        ),
        Move(
            "approve",
            (Status.CIRCULATED,),
            Status.FINAL,
            "Make the minutes final",
            "meetings.minute",
            (corrections_are_settled, is_classified),
        ),
        Move(
            "publish",
            (Status.FINAL,),
            Status.FINAL,
            "Publish the loaded minutes",
            "meetings.minute",
            (is_not_out, is_classified, findings_are_accepted),
        ),
        Move("reopen", (Status.CIRCULATED, Status.FINAL), Status.DRAFT, "Re-open the minutes", "meetings.minute"),
        Move(
            "cancel",
            (Status.PLANNED, Status.AGENDA),
            Status.CANCELLED,
            "Cancel the meeting",
            "meetings.minute",
        ),
    ),
)
