"""Verbs of meetings. Keyword-only, `by` always, atomic."""

from meetings.operations.agenda import add_item, amend_item, attach_paper, move_item, remove_item
from meetings.operations.attendance import amend_attendance, record_attendance, remove_attendance
from meetings.operations.classifying import classify_meeting
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

__all__ = [
    "NOTICES",
    "add_entry",
    "add_item",
    "amend_attendance",
    "amend_entry",
    "amend_item",
    "amend_meeting",
    "attach_paper",
    "classify_meeting",
    "know_meeting",
    "make_move",
    "mark_attendance",
    "move_entry",
    "move_item",
    "people_to_tell",
    "plan_meeting",
    "publish_papers",
    "record_attendance",
    "record_condition_met",
    "remove_attendance",
    "remove_entry",
    "remove_item",
    "write_outcomes",
]
