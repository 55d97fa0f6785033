"""What is asked of the record and decided beside its words: changes of a classification that wait or were declined,
names that are withheld, documents held back, exports, and what the reading of old minutes found."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from archive.models import Doubt, Export, Import, Reading
from archive.operations.exporting import ask_for_export
from archive.tasks import build_export
from meetings.models import Paper, PaperVersion
from meetings.operations.withholding import withhold_name
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.models import Authority, HeldDocument, IssuedKind, User
from secgov.operations.classifying import decline_classification, reclassify
from secgov.storage import store
from tests.canary.planting import Scene
from tests.canary.words import Fact, Rule, Words

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2019, 8, 19, 12, 0, tzinfo=UTC)


def ask_for_white(scene: Scene, answers: User) -> None:
    """In final minutes White is asked for what is Amber: of one record it waits, of another somebody declined it."""
    for key in ("white/amber", "amber/amber"):
        where = {"item": key.partition("/")[0], "of": key, "rule": Rule.TOLD}
        field = "secgov.ClassificationRequest"
        why, cited, answer = (
            scene.word(f"{field}.{name}", AMBER, scene.minuted_reach, **where)
            for name in ("reason", "authority_words", "answer_reason")
        )
        asked = reclassify(
            scene.entries[key],
            to=WHITE,
            by=scene.by,
            at=AT,
            reason=f"Because {why}.",
            authority=Authority.OUTCOME,
            authority_words=f"By {cited}.",
        ).request
        if key == "white/amber" and asked is not None:
            decline_classification(asked, by=answers, at=AT, reason=f"Not yet {answer}.")


def withhold(scene: Scene) -> None:
    """A title and a file's name of what is on the agenda are withheld, after they came out."""
    paper = Paper.objects.get(pk=scene.papers["white"].pk)
    _withheld(scene, paper, paper.title, AMBER)
    version = PaperVersion.objects.get(paper=scene.papers["green"])
    _withheld(scene, version, version.file_name, RED)


def _withheld(scene: Scene, holder: Any, words: str, to: Classification) -> None:
    why, cited = (
        scene.word(f"secgov.ClassificationChange.{name} withheld", to, scene.agenda_reach, rule=Rule.TOLD)
        for name in ("reason", "authority_words")
    )
    said = {"reason": f"Because {why}.", "authority": Authority.PANEL, "authority_words": f"By {cited}."}
    withhold_name(holder, to=to, by=scene.by, at=AT, **said)
    for word in scene.words.met_in(words):
        facts = {"field": "meetings.WithheldName.words", "level": to, "rule": Rule.RECORD}
        scene.words.facts[word] = replace(scene.words.facts[word], **facts)


def hold_back(scene: Scene) -> None:
    """An edition that a check held back, and one that somebody accepted."""
    for number, level in enumerate((WHITE, AMBER), start=8):
        found, why = (
            scene.word(f"secgov.HeldDocument.{name}", level, Stage.SECRETARIAT, rule=Rule.KEPT)
            for name in ("findings", "accepted_why")
        )
        accepted = {"accepted_by": scene.by, "accepted_at": AT, "accepted_why": f"Since {why}."}
        HeldDocument.objects.create(
            file=store(content=f"%PDF-1.7 {found}".encode(), name="held.pdf", media_type="application/pdf"),
            target=scene.meeting.uid,
            kind=IssuedKind.MINUTES,
            title="Minutes held back",
            version=number,
            findings=[{"stops": False, "sentence": f"It says {found}.", "where": ""}],
            held_at=AT,
            committee=scene.committee,
            audience=[scene.committee.pk],
            within=[],
            classification=level,
            classified_by=ClassifiedBy.INHERITED,
            stage=Stage.SECRETARIAT,
            **(accepted if level == AMBER else {}),
        )


def export(words: Words, by: User) -> None:
    """Exports of somebody who administers records: one that is there to be had, and one of Red that failed."""
    named = {"level": AMBER, "reach": Stage.SECRETARIAT, "committee": "", "scene": "exports", "rule": Rule.TRAY}
    why, red, failure = (
        words.plant(Fact(f"archive.Export.{name}", by=by.email, **named))
        for name in ("reason", "red_reason", "failure")
    )
    facts: dict[str, Any] = {"kinds": ["actions"], "by": by, "reason": f"For {why}."}
    done = ask_for_export(up_to=AMBER, at=datetime.now(tz=UTC), **facts)
    build_export(done.pk)
    failed = ask_for_export(up_to=RED, red_reason=f"And {red}.", at=AT, **facts)
    Export._base_manager.filter(pk=failed.pk).update(began_at=AT, ended_at=AT, failure=f"It was {failure}.")


def read(words: Words) -> None:
    """What the reading of each of the uploaded files found, and what of it is in doubt."""
    for record in Import._base_manager.select_related("uploaded_by", "committee", "batch"):
        named = {"level": AMBER, "reach": Stage.SECRETARIAT, "committee": "", "scene": "tray", "rule": Rule.TRAY}

        def word(name: str, by: str = record.uploaded_by.email, named: dict[str, Any] = named) -> str:
            return words.plant(Fact(f"archive.{name}", by=by, **named))

        lines = [{"page": 1, "text": word("Reading.lines")}]
        Reading.objects.create(of=record, facts={"title": word("Reading.facts")}, lines=lines, read_at=AT)
        Doubt.objects.create(of=record, text=f"Is it {word('Doubt.text')}?", why=f"Yes, {word('Doubt.why')}.")
        record.refusal = f"It was {word('Import.refusal')}."
        record.amended = {"title": word("Import.amended")}
        record.save(update_fields=["refusal", "amended"])
        if record.batch is not None:
            record.batch.refused = [{"name": f"{word('Batch.refused')}.txt", "sentence": "It is empty.", "here": None}]
            record.batch.save(update_fields=["refused"])
