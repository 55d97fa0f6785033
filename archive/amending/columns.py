"""The parts of a reading as the checking page shows them: each list with its fields, their labels and kinds."""

from dataclasses import dataclass

from archive.loading.checking import Keys
from archive.loading.reading import ASSESSMENT, ATTENDEE, DECISION, ITEM, MODIFICATION, RAISED, REVIEWED
from meetings.models import Purpose
from meetings.outcome_sentences import verbs
from modifications.models import Interest

Choices = tuple[tuple[str, str], ...]
NOT_STATED = ("", "Not stated")
CLASSIFICATIONS: Choices = (
    ("", "Not marked: read as Amber until a person classifies it"),
    ("white", "White"),
    ("green", "Green"),
    ("amber", "Amber"),
    ("red", "Red"),
)
STATUSES: Choices = (("unknown", "The source does not say"), ("draft", "Draft"), ("final", "Final"))


@dataclass(frozen=True)
class Column:
    """One field of a row. `kind`: line, text (several lines), choice, flag, list (several, parted by commas), rows
    (several, one to a line), item (one of the agenda's numbers). `width` says how much room it wants."""

    name: str
    label: str
    kind: str = "line"
    width: str = "middling"
    choices: Choices = ()
    help: str = ""


@dataclass(frozen=True)
class Section:
    """One list of a reading: its key in the schema, its title, what one row is called, its fields, and their checks."""

    name: str
    title: str
    one: str
    columns: tuple[Column, ...]
    keys: Keys


FACTS = (
    Column("committee", "Committee", width="short", help="As it stands in references: TABASC."),
    Column("meeting_number", "Number of the meeting", kind="number", width="short"),
    Column("committee_name", "Name of the committee", width="long"),
    Column("date", "Day", kind="date"),
    Column("month", "Month, where the day is not known", kind="month"),
    Column("day_not_known", "The day is not known", kind="flag"),
    Column("start", "From", kind="time", width="short"),
    Column("end", "Until", kind="time", width="short"),
    Column("venue", "Venue", width="long"),
    Column("meeting_ref", "Reference as printed"),
    Column("status", "Status in the source", kind="choice", choices=STATUSES),
    Column("classification", "Classification", kind="choice", choices=CLASSIFICATIONS, width="long"),
    Column("next_meeting", "Next meeting", help="A day as 2018-09-20, or words."),
)

ATTENDANCE = Section(
    "attendance",
    "Attendance",
    "somebody",
    (
        Column("name", "Name"),
        Column("represents", "Represents"),
        Column("group", "Listed under", kind="choice", choices=(("member", "Members"), ("other", "Others"))),
        Column("role", "Role", width="short"),
        Column(
            "mode",
            "Attended",
            kind="choice",
            choices=(("", "In the room"), ("teleconference", "By teleconference")),
        ),
        Column("alternate_for", "Alternate to"),
        Column("present", "Present", kind="flag"),
        Column("part", "For part of it", kind="flag"),
    ),
    ATTENDEE,
)
AGENDA = Section(
    "agenda",
    "Items",
    "an item",
    (
        Column("number", "Number", width="tiny"),
        Column("title", "Title", width="long"),
        Column("presenter", "Presenter"),
        Column("purpose", "Purpose", kind="choice", choices=(NOT_STATED, *Purpose.choices)),
    ),
    ITEM,
)
REVIEWED_ACTIONS = Section(
    "actions_reviewed",
    "Actions reviewed",
    "an action",
    (
        Column("ref", "Reference", width="short"),
        Column(
            "status",
            "Status",
            kind="choice",
            choices=(("", "Not stated"), ("ONGOING", "Ongoing"), ("OPEN", "Open"), ("CLOSED", "Closed")),
        ),
        Column("superseded_by", "Superseded by", width="short"),
        Column("transferred_to", "Handed to"),
        Column("reopened", "Printed as re-opened", kind="flag"),
        Column("text", "Action", kind="text", width="long"),
        Column("update", "Update", kind="text", width="long"),
    ),
    REVIEWED,
)
RAISED_ACTIONS = Section(
    "actions_raised",
    "Actions raised",
    "an action",
    (
        Column("ref", "Reference", width="short"),
        Column("item", "Item", kind="item", width="short"),
        Column("owner", "Owner"),
        Column("due", "Due"),
        Column("text", "Action", kind="text", width="long"),
    ),
    RAISED,
)
OUTCOMES = Section(
    "decisions",
    "Outcomes",
    "an outcome",
    (
        Column("item", "Item", kind="item", width="short"),
        Column("verb", "Verb", kind="choice", choices=tuple((verb, verb) for verb in ("", *verbs()))),
        Column("modification", "Modification", width="short"),
        Column("text", "Outcome", kind="text", width="long"),
    ),
    DECISION,
)
MODIFICATIONS = Section(
    "modifications",
    "Modifications",
    "a modification",
    (
        Column("ref", "Reference", width="short"),
        Column("title", "Title", width="long"),
        Column("items", "Items", kind="list", width="short", help="Their numbers: 3, 8."),
    ),
    MODIFICATION,
)
LEVELS: Choices = (NOT_STATED, *((level.value, str(level.label)) for level in Interest))
MATRIX = Section(
    "mod_assessments",
    "Matrix",
    "a row",
    (
        Column("ref", "Reference", width="short"),
        Column("title", "Title", width="long"),
        Column("technical", "Technical impact"),
        Column("business", "Business impact"),
        Column("ec_notification", "EC notification"),
        Column("interest", "Interest", kind="choice", choices=LEVELS),
        Column("notes", "Notes", kind="text", width="long"),
    ),
    ASSESSMENT,
)
FOOTNOTES = Section(
    "footnotes", "Footnotes", "a footnote", (Column("text", "Text", kind="text", width="long"),), Keys()
)
SECTIONS = (
    ATTENDANCE,
    AGENDA,
    REVIEWED_ACTIONS,
    RAISED_ACTIONS,
    OUTCOMES,
    MODIFICATIONS,
    MATRIX,
    FOOTNOTES,
)
BY_NAME = {section.name: section for section in SECTIONS}
# What an entry of an item is called on the page; those with a body of their own can be written there.
ENTRIES = {
    "heading": "Sub-heading",
    "discussion": "Discussion",
    "outcome": "Outcome",
    "note": "Note",
    "private": "Private note",
    "action": "Action",
    "reviews": "Actions reviewed",
    "matrix": "Matrix",
}
WRITTEN = ("discussion", "outcome", "note", "private")
