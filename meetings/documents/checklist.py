"""The checklist: what a good secretary would look at before minutes go out. Nothing of it stops them."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from meetings.documents.drafts import draft_of
from meetings.documents.remarks import own_remarks
from meetings.models import DismissedRemark, Meeting
from secgov.access import Reader
from secgov.panels import Remark, remarks_on

ON_THE_CARD = 3


@dataclass(frozen=True, slots=True)
class PutAside:
    """A remark that somebody put aside: who, when, and why where they said so."""

    remark: Remark
    by: Any
    at: Any
    why: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The remarks on a draft in the order of the minutes, and those put aside that it would make still."""

    remarks: list[Remark]
    put_aside: list[PutAside]

    @property
    def count(self) -> int:
        return len(self.remarks)

    @property
    def first(self) -> list[Remark]:
        """What the card beside the editor shows."""
        return self.remarks[:ON_THE_CARD]


def remarks_for(meeting: Meeting, reader: Reader) -> list[Remark]:
    """What there is to look at in `meeting`, in the order of its minutes, without what was put aside."""
    return checklist_for(meeting, reader).remarks


def checklist_for(meeting: Meeting, reader: Reader) -> Checklist:
    """The checklist of `meeting` as far as `reader` may read it. A constant number of queries."""
    dismissed = {row.key: row for row in dismissed_of(meeting)}
    made = _all_remarks(meeting, reader)
    return Checklist(
        remarks=[remark for remark in made if remark.key not in dismissed],
        put_aside=[_aside(remark, dismissed[remark.key]) for remark in made if remark.key in dismissed],
    )


def dismissed_of(meeting: Meeting) -> QuerySet[DismissedRemark]:
    return DismissedRemark.objects.filter(meeting=meeting).select_related("by__person")


def _aside(remark: Remark, row: DismissedRemark) -> PutAside:
    return PutAside(remark, row.by, row.at, row.why)


def _all_remarks(meeting: Meeting, reader: Reader) -> list[Remark]:
    draft = draft_of(meeting, reader)
    places = draft.places
    nowhere = (-1, "", "")
    found = [*own_remarks(draft, reader), *remarks_on(draft, reader)]
    ordered = sorted(found, key=lambda remark: places.get(remark.source, nowhere)[0])  # type: ignore[arg-type]
    return [_placed(remark, places.get(remark.source, nowhere)) for remark in ordered]  # type: ignore[arg-type]


def _placed(remark: Remark, place: tuple[int, str, str]) -> Remark:
    _, label, anchor = place
    return replace(remark, place=label, url=f"#{anchor}" if anchor else "")
