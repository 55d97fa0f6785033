"""Writes the steps of a reading into a meeting: attendance, items, entries, actions, outcomes, modifications."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

from actions.lifecycle import Status as ActionStatus
from actions.models import ActionLink
from actions.operations import annotate_link, raise_action, review_action
from archive.loading.arranging import Step
from archive.loading.checking import NotReadable, shown
from archive.loading.reading import Minutes
from meetings.models import AgendaItem, Capacity, EntryKind, Meeting, MinuteEntry, Mode
from meetings.operations import add_entry, add_item, record_attendance, write_outcomes
from meetings.outcome_sentences import Read, condition_in, in_sentence, outcomes_in, verbs_in
from modifications.operations import canonical, know_modification, write_matrix
from secgov import reference_forms, references
from secgov.classification import Classification, ClassifiedBy
from secgov.models import Person, Reference, User
from secgov.reference_forms import Kind

FOOTNOTE = re.compile(r"<fn>(.*?)</fn>", re.DOTALL)
STATUS = {"ONGOING": ActionStatus.OPEN, "OPEN": ActionStatus.OPEN, "CLOSED": ActionStatus.CLOSED}
UNPLACED = "Footnotes in the source, their places not given"


def anchored(body: str) -> tuple[str, dict[UUID, str]]:
    """`body` with an anchor in place of each `<fn>text</fn>`, and the texts by uid."""
    texts: dict[UUID, str] = {}

    def anchor(found: re.Match[str]) -> str:
        uid = uuid4()
        texts[uid] = html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip()
        return f'<sup data-footnote="{uid}"></sup>'

    return FOOTNOTE.sub(anchor, body), texts


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{html.escape(text, quote=False)}</p>"


class Writer:
    """Writes one reading into one meeting on behalf of one person."""

    def __init__(self, meeting: Meeting, minutes: Minutes, *, by: User) -> None:
        self.meeting = meeting
        self.minutes = minutes
        self.by = by
        self.raised = {row["ref"]: row for row in minutes.actions_raised}
        self.titles = {row["ref"]: row.get("title") or "" for row in minutes.modifications}
        self.decisions = {number: _of_item(minutes, number) for number in (i["number"] for i in minutes.agenda)}
        self.items: dict[str, AgendaItem] = {}

    def write(self, steps: dict[str, list[Step]]) -> None:
        """Everything, in the order it prints."""
        for row in self.minutes.attendance:
            self._attendance(row)
        for row in self.minutes.agenda:
            self._item(row, steps[row["number"]])
        self._modifications()
        self._footnotes()

    def _marked(self, row: dict[str, Any], parent: AgendaItem | None = None) -> dict[str, Any]:
        """The classification of a row: its own, else its item's, else the meeting's, and where it came from."""
        if row.get("classification"):
            return {
                "classification": Classification.named(row["classification"]),
                "classified_by": ClassifiedBy.SOURCE,
            }
        above = parent or self.meeting
        origin = ClassifiedBy.INHERITED if above.classified_by == ClassifiedBy.SET else above.classified_by
        return {"classification": above.classification, "classified_by": ClassifiedBy(origin)}

    def _attendance(self, row: dict[str, Any]) -> None:
        people = list(Person.objects.filter(name=row["name"])[:2])
        record_attendance(
            meeting=self.meeting,
            name=row["name"],
            by=self.by,
            person=people[0] if len(people) == 1 else None,
            note=row.get("note") or "",
            represents=row.get("represents") or "",
            capacity=Capacity.MEMBER if row.get("group", "member") == "member" else Capacity.OTHER,
            role=row.get("role") or "",
            mode=Mode.TELECONFERENCE if row.get("mode") else Mode.IN_PERSON,
            is_part=bool(row.get("part")),
            alternate_for=row.get("alternate_for") or "",
            is_present=row.get("present", True),
            **self._marked(row),
        )

    def _item(self, row: dict[str, Any], steps: list[Step]) -> None:
        item = add_item(
            meeting=self.meeting,
            title=row["title"],
            number=row["number"],
            by=self.by,
            presenter=row.get("presenter") or "",
            purpose=row.get("purpose") or "",
            **self._marked(row),
        )
        self.items[row["number"]] = item
        under = item
        for step in steps:
            if step["kind"] == "heading":
                under = self._heading(item, step)
            else:
                self._step(under, row["number"], step)

    def _heading(self, item: AgendaItem, step: Step) -> AgendaItem:
        return add_item(
            meeting=self.meeting,
            parent=item,
            title=step["title"],
            is_heading=True,
            by=self.by,
            about=self._about(step),
            **self._marked(step, item),
        )

    def _about(self, step: Step) -> Reference | None:
        """What a sub-heading stands for: what the file says, else the one modification its title begins with."""
        titled = re.match(r"(?:SECMP|DP|MP)\d+[A-Z]?\b", step["title"])
        named = step.get("about") or (titled[0] if titled else "")
        form = reference_forms.normalise(Kind.MODIFICATION, named, abbreviations=frozenset())
        return _modification(form) if form else None

    def _step(self, item: AgendaItem, number: str, step: Step) -> None:
        kind = step["kind"]
        if kind == "action":
            self._raise(item, step)
        elif kind == "reviews":
            for row in self.minutes.actions_reviewed:
                self._review(item, row)
        elif kind == "matrix":
            self._matrix(item, step)
        else:
            self._entry(item, number, step)

    def _entry(self, item: AgendaItem, number: str, step: Step) -> None:
        body, notes = anchored(step["html"])
        kind = EntryKind(step["kind"])
        entry = add_entry(
            item=item,
            kind=kind,
            body=body,
            by=self.by,
            footnotes=notes,
            settle=kind != EntryKind.OUTCOME,
            **self._marked(step, item),
        )
        if kind == EntryKind.OUTCOME:
            self._outcomes(entry, step.get("decisions") or self._next_decisions(number, entry))

    def _next_decisions(self, number: str, entry: MinuteEntry) -> list[dict[str, Any]]:
        """The next records of the item's decisions that this entry's words hold, in document order."""
        words = " ".join(entry.text.split())
        left, here = self.decisions[number], []
        for _ in verbs_in(words):
            if left and " ".join(left[0]["text"].split()).rstrip(".;") in words:
                here.append(left.pop(0))
        return here

    def _outcomes(self, entry: MinuteEntry, rows: list[dict[str, Any]]) -> None:
        left = outcomes_in(entry.body)
        facts = []
        for row in rows:
            read = self._read(row, left)
            facts.append(
                {
                    "verb": row["verb"],
                    "text": row["text"],
                    "body": read.body,
                    "condition": row.get("condition") or read.condition,
                    "about": _modification(canonical(row["modification"]))
                    if row.get("modification")
                    else entry.item.about,
                }
            )
        write_outcomes(entry, by=self.by, outcomes=facts)
        references.note_mentions(entry, entry.text)

    def _read(self, row: dict[str, Any], left: list[Read]) -> Read:
        """What the entry's own words say of this record, taken out of `left`; where they are put otherwise, what the
        record's do."""
        committee, verb, text = self.minutes.committee, row["verb"], row["text"]
        if (verb, text) not in [(each.verb, each.text) for each in left]:
            left += in_sentence(text, default=committee)
        found = next((at for at, each in enumerate(left) if (each.verb, each.text) == (verb, text)), None)
        return Read(committee, verb, text, condition_in(text)) if found is None else left.pop(found)

    def _raise(self, item: AgendaItem, step: Step) -> None:
        row = self.raised.get(step["ref"])
        if row is None:
            raise NotReadable(f"An item names the action {step['ref']}, which 'actions_raised' does not hold.")
        body, notes = anchored(row.get("html") or paragraph(row["text"]))
        try:
            raise_action(
                item=item,
                body=body,
                by=self.by,
                ref=row["ref"],
                owner=row.get("owner") or "",
                due=row.get("due") or "",
                footnotes=notes,
                **self._marked(row | step, item),
            )
        except ValueError as error:
            raise NotReadable(f"actions_raised: {error}") from None

    def _review(self, item: AgendaItem, row: dict[str, Any]) -> None:
        if row["status"] not in STATUS:
            raise NotReadable(
                f"actions_reviewed: {row['ref']} has the status {shown(row['status'])}, not ONGOING or CLOSED."
            )
        body, notes = anchored(row.get("html") or paragraph(row["update"]))
        try:
            update = review_action(
                item=item,
                ref=row["ref"],
                body=body,
                status=STATUS[row["status"]],
                by=self.by,
                action_text=row["text"],
                is_reopened=bool(row.get("reopened")),
                superseded_by=row.get("superseded_by") or "",
                handed_to=row.get("transferred_to") or "",
                footnotes=notes,
                **self._marked(row, item),
            )
        except ValueError as error:
            raise NotReadable(f"actions_reviewed: {error}") from None
        if row.get("remark"):
            for link in ActionLink.objects.filter(action=update.action, meeting_number=self.meeting.number):
                annotate_link(link, by=self.by, remark=row["remark"])

    def _matrix(self, item: AgendaItem, step: Step) -> None:
        rows = [
            {
                "ref": row["ref"],
                "title": row.get("title") or self.titles.get(row["ref"], ""),
                "notes": row.get("notes_html") or (paragraph(row["notes"]) if row.get("notes") else ""),
                **{key: row.get(key) or "" for key in ("technical", "business", "ec_notification", "interest")},
            }
            for row in self.minutes.assessments
        ]
        try:
            write_matrix(item=item, rows=rows, by=self.by, **self._marked(step, item))
        except ValueError as error:
            raise NotReadable(f"mod_assessments: {error}") from None

    def _modifications(self) -> None:
        """Every reference with its title, mentioned in each item that names it."""
        for at, row in enumerate(self.minutes.modifications):
            for number in row.get("items") or []:
                try:
                    know_modification(row["ref"], born_in=self.items[number], by=self.by, title=row.get("title") or "")
                except ValueError as error:
                    raise NotReadable(f"modifications[{at}]: {error}") from None

    def _footnotes(self) -> None:
        """Footnotes that stand nowhere in the reading's texts are kept at the end, said to have no place."""
        placed = {note for note in self.meeting.entries.values_list("footnotes__text", flat=True) if note}
        notes = set(self.meeting.entries.filter(kind=EntryKind.NOTE).values_list("text", flat=True))
        left = [text for text in self.minutes.footnotes if text not in placed and text not in notes]
        if not left:
            return
        marked = self._marked({})
        item = add_item(meeting=self.meeting, title=UNPLACED, is_heading=True, by=self.by, **marked)
        for text in left:
            add_entry(item=item, kind=EntryKind.DISCUSSION, body=paragraph(text), by=self.by, **marked)


def _modification(form: str) -> Reference:
    return Reference.objects.get_or_create(kind=Kind.MODIFICATION, canonical=form)[0]


def _of_item(minutes: Minutes, number: str) -> list[dict[str, Any]]:
    return [row for row in minutes.decisions if row["item"] == number]
