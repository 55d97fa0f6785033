"""Meetings, what stands on their agendas, what was minuted, and what was printed."""

from meetings.models.agenda import AgendaItem, Paper, PaperKind, Purpose
from meetings.models.attendance import Attendance, AttendanceNote, Capacity, Mode
from meetings.models.checking import Confirmation, DismissedRemark
from meetings.models.corrections import Correction, CorrectionKind
from meetings.models.meeting import Meeting, MeetingQuerySet
from meetings.models.minutes import EntryKind, Footnote, MinuteEntry, Outcome, Presence
from meetings.models.papers import PaperVersion, latest_of
from meetings.models.printed import MinutesVersion, Printed, PrintedBlock
from meetings.models.withheld import WithheldName

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceNote",
    "Capacity",
    "Correction",
    "CorrectionKind",
    "Confirmation",
    "DismissedRemark",
    "EntryKind",
    "Footnote",
    "Meeting",
    "MeetingQuerySet",
    "MinuteEntry",
    "MinutesVersion",
    "Mode",
    "Outcome",
    "Paper",
    "PaperKind",
    "Presence",
    "PaperVersion",
    "Printed",
    "PrintedBlock",
    "Purpose",
    "WithheldName",
    "latest_of",
]
