"""The register of imports, one upload of several files, and who decided what about one."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from archive.lifecycle import Status
from archive.models import Batch, Import
from secgov.access import Reader
from secgov.lists import Column, Register
from secgov.models import StatusChange


def register() -> Register:
    """The register of imports; what sorts is never null."""
    return Register(
        title="Imports",
        columns=(
            Column("name", "File", lambda row: row.name, sort="name"),
            Column("subject", "Minutes of", lambda row: row.subject, sort="subject"),
            Column("committee", "Committee", lambda row: str(row.committee or "")),
            Column("doubts", "Doubts", lambda row: row.open_doubts, sort="open_doubts"),
            Column("state", "State", lambda row: row.state_words),
            Column("by", "Uploaded by", lambda row: str(row.uploaded_by)),
            Column(
                "at", "Uploaded", lambda row: f"{timezone.localtime(row.uploaded_at):%Y-%m-%d %H:%M}", "uploaded_at"
            ),
        ),
        order=("-uploaded_at",),
        template="archive/index.html",
        filename="imports",
    )


def listed(reader: Reader) -> Any:
    """The imports that `reader` may see, without what only the checking page needs."""
    shown = Import.objects.visible_to(reader).select_related("committee", "uploaded_by", "meeting")
    return shown.defer("amended")


@dataclass(frozen=True)
class Progress:
    """How far the reading of several files has come."""

    done: int
    total: int

    @property
    def is_over(self) -> bool:
        return self.done == self.total


def progress_of(rows: list[Any]) -> Progress:
    return Progress(sum(not row.is_under_way for row in rows), len(rows))


def batch_page(batch: Batch, reader: Reader) -> dict[str, Any]:
    """The files of one upload by what is to be done with them, and those that were not taken. Two queries."""
    rows = list(listed(reader).filter(batch=batch).order_by("number", "name", "pk"))
    here = {str(uid) for row in batch.refused if (uid := row["here"])}
    known = {str(each.uid): each for each in Import.objects.visible_to(reader).filter(uid__in=here)} if here else {}
    read = [row for row in rows if row.status == Status.READ]
    groups = [
        _group("ready", "Ready", "Read, and without a doubt.", [row for row in rows if row.is_ready]),
        _group("doubtful", "Doubtful", "Read; a person is to look.", [row for row in read if not row.is_ready]),
        _group("waiting", "Waiting", "Not read yet.", [row for row in rows if row.is_under_way]),
        _group_of(Status.REFUSED, "Nothing came out of these.", rows),
        _group_of(Status.CONFIRMED, "Minutes of a meeting.", rows),
        _group_of(Status.DISCARDED, "Not stored, for the reason given with each.", rows),
    ]
    return {
        "groups": [group for group in groups if group["rows"]],
        "refused": [row | {"import": known.get(row["here"] or "")} for row in batch.refused],
        "progress": progress_of(rows),
    }


def _group_of(status: Status, sentence: str, rows: list[Any]) -> dict[str, Any]:
    return _group(status.value, str(status.label), sentence, [row for row in rows if row.status == status])


def _group(key: str, title: str, sentence: str, rows: list[Any]) -> dict[str, Any]:
    return {"key": key, "title": title, "sentence": sentence, "rows": rows}


def decided(record: Import, reader: Reader) -> StatusChange | None:
    """The latest decision about an import: who, when, and the reason given."""
    changes = StatusChange.objects.visible_to(reader).filter(target=record.uid)
    found: StatusChange | None = changes.select_related("by").order_by("-pk").first()
    return found
