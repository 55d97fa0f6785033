"""Words planted in records as people write them: meetings of two committees in every state of their minutes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from meetings.models import AgendaItem, EntryKind, MinuteEntry
from meetings.operations import make_move, plan_meeting
from secgov.classification import Classification, Stage
from secgov.models import Committee, User
from tests import factories
from tests.canary.papers import put_in
from tests.canary.words import Fact, Rule, Words

WHITE, GREEN, AMBER, RED = Classification
SECRETARIAT, COMMITTEE, PUBLISHED = Stage
ON = date(2019, 8, 16)
# The moves that lead to each state, and how far what is minuted has come in it.
PATHS: dict[str, tuple[str, ...]] = {
    "planned": (),
    "agenda": ("publish-agenda",),
    "session": ("publish-agenda", "open"),
    "draft": ("publish-agenda", "open", "draft"),
    "circulated": ("publish-agenda", "open", "draft", "circulate"),
    "final": ("publish-agenda", "open", "draft", "circulate", "approve"),
    "reopened": ("publish-agenda", "open", "draft", "circulate", "approve", "reopen"),
    "cancelled": ("publish-agenda", "cancel"),
}
MINUTED = {"circulated": COMMITTEE, "final": PUBLISHED, "reopened": PUBLISHED}


@dataclass
class Scene:
    """A meeting of `committee` on its way to `state`, with the words planted in it. `key` names it in facts."""

    key: str
    state: str
    committee: Committee
    level: Classification
    by: User
    words: Words
    meeting: Any = None
    items: dict[str, AgendaItem] = field(default_factory=dict)
    entries: dict[str, MinuteEntry] = field(default_factory=dict)
    actions: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)

    @property
    def agenda_reach(self) -> Stage:
        return SECRETARIAT if self.state == "planned" else PUBLISHED

    @property
    def minuted_reach(self) -> Stage:
        return MINUTED.get(self.state, SECRETARIAT)

    def word(self, name: str, level: int, reach: Stage, **where: Any) -> str:
        """A new word planted as the field `name`."""
        fact = Fact(name, Classification(level), reach, self.committee.abbreviation, self.key, **where)
        return self.words.plant(fact)

    def minuted(self, name: str, level: int, **where: Any) -> str:
        """A word of what is minuted here, which comes out as far as the minutes do."""
        return self.word(name, level, self.minuted_reach, **where)


def hold(
    words: Words,
    committee: Committee,
    state: str,
    *,
    by: User,
    number: int,
    at_draft: Callable[[Scene], None],
    level: Classification = WHITE,
    key: str = "",
) -> Scene:
    """A meeting of `committee` in `state`, every field that its pages write bearing words; `at_draft` does to it what
    is done to a draft beside writing it."""
    name = key or f"{committee.abbreviation} {state}"
    scene = Scene(name, state, committee, level, by, words)
    reach = COMMITTEE if state == "planned" else PUBLISHED
    held_on = date(2019, 1 + number % 12, 16)
    scene.meeting = plan_meeting(
        committee=committee,
        by=by,
        held_on=held_on,
        classification=level,
        venue=f"The {scene.word('meetings.Meeting.venue', level, reach)} room",
        next_meeting=f"In {scene.word('meetings.Meeting.next_meeting', level, reach)}",
    )
    _write_agenda(scene)
    for move in PATHS[state]:
        if move == "circulate":
            minute(scene)
            at_draft(scene)
        scene.meeting = make_move(scene.meeting, move, by=by, on=ON, note=_reason(scene, move))
    if state in ("session", "draft"):
        minute(scene)
        at_draft(scene)
    return scene


def _reason(scene: Scene, move: str) -> str:
    if move != "reopen":
        return ""
    return f"Because {scene.word('secgov.StatusChange.note', scene.level, PUBLISHED, rule=Rule.KEPT)}."


def _write_agenda(scene: Scene) -> None:
    levels = [level for level in Classification if level >= scene.level]
    for level in levels:
        key = level.slug
        where = {"item": key, "rule": Rule.HEADING}
        made = factories.item(
            scene.meeting,
            by=scene.by,
            title=f"Item {scene.word('meetings.AgendaItem.title', level, scene.agenda_reach, **where)}",
            presenter=f"A {scene.word('meetings.AgendaItem.presenter', level, scene.agenda_reach, **where)}",
            classification=level,
        )
        scene.items[key] = made
        scene.papers[key] = put_in(scene, made, level, key)


def minute(scene: Scene) -> None:
    """Everything that is minuted: in the most open item at every classification, in each other at its own."""
    scene.meeting.refresh_from_db()
    levels = [level for level in Classification if level >= scene.level]
    for level in levels:
        minute_item(scene, levels[0].slug, level)
        attend(scene, level)
        if level != levels[0]:
            minute_item(scene, level.slug, level, brief=True)
    item = scene.items[levels[0].slug]
    private = scene.word(
        "meetings.MinuteEntry.body private", levels[0], SECRETARIAT, item=levels[0].slug, rule=Rule.KEPT
    )
    factories.entry(item, by=scene.by, kind=EntryKind.PRIVATE, body=f"<p>Mind {private}.</p>", classification=levels[0])


def minute_item(scene: Scene, key: str, level: Classification, *, brief: bool = False) -> None:
    """What is minuted under the item `key` at `level`: a discussion with its footnote, and unless it is to be brief an
    outcome, an action, an interest and a note."""
    item, where = scene.items[key], {"item": key}
    record = f"{key}/{level.slug}"
    facts: dict[str, Any] = {"by": scene.by, "classification": level}
    mark = uuid4()
    entry = factories.entry(
        item,
        body=f"<p>They spoke of {scene.minuted('meetings.MinuteEntry.body', level, of=record, **where)}."
        f'<sup data-footnote="{mark}"></sup></p>',
        footnotes={mark: f"See {scene.minuted('meetings.Footnote.text', level, of=record, **where)}."},
        **facts,
    )
    scene.entries[record] = entry
    if brief:
        return
    decided = scene.minuted("meetings.Outcome.text", level, **where)
    condition = scene.minuted("meetings.Outcome.condition", level, **where)
    factories.outcome(item, body=f"<p>The SEC Panel AGREED the {decided}, subject to a {condition}.</p>", **facts)
    raise_action(scene, item, key, level)
    matrix(scene, item, key, level)
    note = scene.minuted("meetings.MinuteEntry.body note", level, **where)
    factories.entry(item, kind=EntryKind.NOTE, body=f"<p>Later {note}.</p>", **facts)


def raise_action(scene: Scene, item: AgendaItem, key: str, level: Classification) -> None:
    """An action raised under `item`, and in the same minutes an earlier meeting's reviewed."""
    where = {"item": key, "of": f"action {level.slug}"}
    action = factories.action(
        item,
        by=scene.by,
        body=f"<p>SECAS to bring {scene.minuted('actions.Action.text', level, **where)}.</p>",
        owner=f"The {scene.minuted('actions.ActionOwner.printed', level, **where)}",
        due=f"when {scene.minuted('actions.Action.due_words', level, **where)} is known",
        classification=level,
    )
    scene.actions[level.slug] = action
    where = {"item": key}
    former = f"{scene.committee.abbreviation}{(scene.meeting.number or 1) - 1:02}/9{int(level)}"
    factories.review(
        item,
        former,
        by=scene.by,
        body=f"<p>It is {scene.minuted('actions.ActionUpdate.text', level, **where)}.</p>",
        action_text=f"To find {scene.minuted('actions.ActionUpdate.action_text', level, **where)}.",
        handed_to=f"The {scene.minuted('actions.ActionLink.to_committee', level, **where)} Group",
        classification=level,
    )


def matrix(scene: Scene, item: AgendaItem, key: str, level: Classification) -> None:
    """A committee's interest in a modification that these minutes alone name."""

    def word(name: str) -> str:
        return scene.minuted(f"modifications.{name}", level, item=key)

    number = (scene.meeting.number or 0) * 10 + int(level) + (500 if scene.committee.abbreviation == "CSC" else 0)
    row = {
        "ref": f"DP{number:03}",
        "title": f"Change {word('ModificationTitle.title')}",
        "technical": word("CommitteeInterest.technical"),
        "business": word("CommitteeInterest.business"),
        "ec_notification": word("CommitteeInterest.ec_notification"),
        "notes": f"<p>{word('CommitteeInterest.notes')}</p>",
        "interest": "High",
    }
    factories.matrix(item, [row], by=scene.by, classification=level)


def attend(scene: Scene, level: Classification) -> None:
    """Somebody who was there, with a remark on that."""
    factories.attendance(
        scene.meeting,
        by=scene.by,
        name=f"A {scene.minuted('meetings.Attendance.name', level)}",
        represents=f"The {scene.minuted('meetings.Attendance.represents', level)}",
        role=f"{scene.minuted('meetings.Attendance.role', level)}",
        alternate_for=f"{scene.minuted('meetings.Attendance.alternate_for', level)}",
        note=f"Left {scene.minuted('meetings.AttendanceNote.text', level)}",
        note_classification=level,
        classification=level,
    )
