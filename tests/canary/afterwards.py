"""What happens to records beside their ordinary way: taken out, written over, raised, corrected, released, late."""

from datetime import UTC, datetime
from typing import Any

from actions.operations.releasing import release_action
from archive.operations import receive_several
from meetings.models import Correction, MinuteEntry, Printed
from meetings.operations import add_item, amend_entry, remove_entry, remove_item
from meetings.operations.annotating import add_post_meeting_note
from meetings.operations.checking import dismiss_remark
from meetings.operations.correcting import decline_correction, write_correction
from secgov.access import reader_for
from secgov.classification import Classification, Stage
from secgov.models import Authority, User
from secgov.operations.classifying import reclassify
from tests import factories
from tests.canary.papers import put_in
from tests.canary.planting import ON, Scene
from tests.canary.words import Fact, Rule, Words

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2019, 8, 16, 12, 0, tzinfo=UTC)


def unsettle(scene: Scene) -> None:
    """In a draft: an item and an entry taken out, words written over, and words raised with what they were before."""
    facts: dict[str, Any] = {"by": scene.by, "classification": WHITE}
    gone = factories.item(scene.meeting, title=f"Item {kept(scene, 'meetings.AgendaItem.title removed')}", **facts)
    below = factories.entry(gone, body=f"<p>{kept(scene, 'meetings.MinuteEntry.body in a removed item')}</p>", **facts)
    remove_entry(below, by=scene.by, at=AT)
    remove_item(gone, by=scene.by, at=AT)
    item = scene.items["white"]
    taken = factories.entry(item, body=f"<p>{kept(scene, 'meetings.MinuteEntry.body removed')}</p>", **facts)
    remove_entry(taken, by=scene.by, at=AT)
    over = factories.entry(item, body=f"<p>{kept(scene, 'meetings.MinuteEntry.body written over')}</p>", **facts)
    now = scene.minuted("meetings.MinuteEntry.body", WHITE, item="white")
    amend_entry(over, by=scene.by, body=f"<p>Now {now}.</p>")
    raised = factories.entry(item, body=f"<p>{kept(scene, 'meetings.MinuteEntry.body before it was Red')}</p>", **facts)
    red = scene.minuted("meetings.MinuteEntry.body", RED, item="white", of="raised")
    amend_entry(raised, by=scene.by, body=f"<p>Now {red}.</p>", classification=RED)
    why = kept(scene, "meetings.DismissedRemark.why")
    dismiss_remark(scene.meeting, key="names:somebody", by=scene.by, at=AT, why=why)


def kept(scene: Scene, name: str) -> str:
    return scene.word(name, WHITE, Stage.SECRETARIAT, item="white", rule=Rule.KEPT)


def correct(scene: Scene, member: User) -> None:
    """Of circulated minutes: a correction that is open, and one declined with an answer, at two classifications."""
    for level in (WHITE, AMBER):
        entry = scene.entries[f"white/{level.slug}"]
        open_ = {"level": level, "reach": Stage.SECRETARIAT, "rule": Rule.SAID, "by": member.email}
        settled = {"level": level, "reach": Stage.COMMITTEE}
        said = [scene.word(f"meetings.Correction.{name}", **open_) for name in ("comment", "after")]
        say(scene, entry, by=member, comment=f"I say {said[0]}.", after=f"It was {said[1]}.")
        more = [scene.word(f"meetings.Correction.{name} declined", **settled) for name in ("comment", "answer")]
        declined = say(scene, entry, by=member, comment=f"I say {more[0]}.")
        decline_correction(declined, by=scene.by, at=AT, answer=f"Because {more[1]}.")


def say(scene: Scene, entry: MinuteEntry, *, by: User, comment: str, after: str | None = None) -> Correction:
    """A correction of what the circulated version prints of `entry`."""
    version = scene.meeting.versions.get(kind=Printed.MINUTES)
    blocks = list(version.blocks.filter(source=entry.uid))
    return write_correction(
        version=version, blocks=blocks, by=by, at=AT, comment=comment, after=after, person=by.person
    )


def raise_what_is_out(scene: Scene) -> None:
    """In final minutes what was published as White is raised to Amber, and a note is added on another part."""
    note = scene.minuted("meetings.MinuteEntry.body post-meeting note", WHITE, item="white")
    add_post_meeting_note(scene.meeting, scene.entries["white/white"], text=f"Since then {note}.", on=ON, by=scene.by)
    where: dict[str, Any] = {"item": "green", "rule": Rule.TOLD}
    reason, cited = (
        scene.word(f"secgov.ClassificationChange.{name}", AMBER, Stage.PUBLISHED, **where)
        for name in ("reason", "authority_words")
    )
    entry = scene.entries["green/green"]
    scene.words.facts = {
        each: (_amber(fact) if fact.scene == scene.key and fact.of == "green/green" else fact)
        for each, fact in scene.words.facts.items()
    }
    said = {"reason": f"Because {reason}.", "authority": Authority.OUTCOME, "authority_words": f"By {cited}."}
    reclassify(entry, to=AMBER, by=scene.by, at=AT, **said)


def _amber(fact: Fact) -> Fact:
    """The same text once it has been raised."""
    return Fact(**{**vars(fact), "level": AMBER})


def release(scene: Scene, owner: User) -> None:
    """An action of the draft is shown to its owner before the minutes are out."""
    why = kept(scene, "secgov.AccessGrant.why")
    release_action(scene.actions["amber"], by=scene.by, people=[owner.person], why=why)


def put_in_late(scene: Scene, presenter: User) -> None:
    """Once the agenda is out, a paper of a secretary's waits, and one of whoever presents the item."""
    item = scene.items["amber"]
    put_in(scene, item, AMBER, "amber", waits=True)
    put_in(scene, item, AMBER, "amber", waits=True, by=presenter)


def upload(words: Words, by: User, committee: str) -> None:
    """Old minutes on their way in, which are only whoever's who uploaded them."""
    named = {"level": AMBER, "reach": Stage.SECRETARIAT, "committee": committee, "scene": "tray", "rule": Rule.TRAY}
    text, name, batch = (words.plant(Fact(f"archive.{field}", by=by.email, **named)) for field in FIELDS)
    reader = reader_for(by, on=AT.date())
    content = f"Minutes of a meeting. They spoke of {text}.".encode()
    receive_several(files=[(f"{name}.txt", content)], name=f"{batch}.zip", by=by, at=AT, reader=reader)


FIELDS = ("Import.file text", "Import.name", "Batch.name")


def add_item_after(scene: Scene) -> None:
    """An item that is put on the agenda when that is out already: it comes out with the minutes."""
    title = scene.word(
        "meetings.AgendaItem.title added later", WHITE, Stage.SECRETARIAT, item="later", rule=Rule.HEADING
    )
    add_item(meeting=scene.meeting, title=f"Item {title}", by=scene.by, classification=WHITE)
