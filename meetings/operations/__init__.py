"""Verbs of meetings. Keyword-only, `by` always, atomic."""

from meetings.operations.agenda import add_item, amend_item, move_item, remove_item
from meetings.operations.annotating import add_post_meeting_note
from meetings.operations.approving import Approval, approve_minutes
from meetings.operations.attendance import amend_attendance, record_attendance, remove_attendance
from meetings.operations.classifying import classify_meeting
from meetings.operations.correcting import (
    accept_correction,
    adjust_correction,
    decline_correction,
    note_correction,
    people_asked,
    say_no_comments,
    write_correction,
)
from meetings.operations.issuing import issue_confidential, issue_edition, issue_later, may_go_out
from meetings.operations.marking import mark_attendance
from meetings.operations.meetings import (
    NOTICES,
    amend_meeting,
    know_meeting,
    make_move,
    next_free_number,
    people_to_tell,
    plan_meeting,
)
from meetings.operations.minuting import (
    add_entry,
    amend_entry,
    move_entry,
    record_condition_met,
    remove_entry,
    write_outcomes,
)
from meetings.operations.papers import (
    accept_findings,
    add_paper_version,
    amend_paper,
    attach_paper,
    is_late,
    paper_day,
    publish_papers,
)
from meetings.operations.placing import WAYS, nudge_item, place_item
from meetings.operations.proposals import add_proposed
from meetings.operations.withholding import withhold_name

__all__ = [
    "Approval",
    "NOTICES",
    "WAYS",
    "accept_correction",
    "accept_findings",
    "add_entry",
    "add_item",
    "add_paper_version",
    "add_post_meeting_note",
    "add_proposed",
    "adjust_correction",
    "amend_attendance",
    "amend_entry",
    "amend_item",
    "amend_meeting",
    "approve_minutes",
    "attach_paper",
    "classify_meeting",
    "decline_correction",
    "issue_confidential",
    "issue_edition",
    "issue_later",
    "amend_paper",
    "is_late",
    "know_meeting",
    "make_move",
    "mark_attendance",
    "move_entry",
    "may_go_out",
    "move_item",
    "note_correction",
    "people_asked",
    "next_free_number",
    "nudge_item",
    "paper_day",
    "people_to_tell",
    "place_item",
    "plan_meeting",
    "publish_papers",
    "record_attendance",
    "record_condition_met",
    "remove_attendance",
    "remove_entry",
    "remove_item",
    "say_no_comments",
    "write_correction",
    "withhold_name",
    "write_outcomes",
]
