"""Verbs of meetings. Keyword-only, `by` always, atomic."""

from meetings.operations.agenda import add_item, amend_item, attach_paper, move_item, remove_item
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
from meetings.operations.issuing import issue_edition, issue_later
from meetings.operations.marking import mark_attendance
from meetings.operations.meetings import (
    NOTICES,
    amend_meeting,
    know_meeting,
    make_move,
    people_to_tell,
    plan_meeting,
    publish_papers,
)
from meetings.operations.minuting import (
    add_entry,
    amend_entry,
    move_entry,
    record_condition_met,
    remove_entry,
    write_outcomes,
)
from meetings.operations.reclassifying import raise_classification

__all__ = [
    "NOTICES",
    "Approval",
    "accept_correction",
    "add_entry",
    "add_item",
    "add_post_meeting_note",
    "adjust_correction",
    "amend_attendance",
    "amend_entry",
    "amend_item",
    "amend_meeting",
    "approve_minutes",
    "attach_paper",
    "classify_meeting",
    "decline_correction",
    "issue_edition",
    "issue_later",
    "know_meeting",
    "make_move",
    "mark_attendance",
    "move_entry",
    "move_item",
    "note_correction",
    "people_asked",
    "people_to_tell",
    "plan_meeting",
    "publish_papers",
    "raise_classification",
    "record_attendance",
    "record_condition_met",
    "remove_attendance",
    "remove_entry",
    "remove_item",
    "say_no_comments",
    "write_correction",
    "write_outcomes",
]
