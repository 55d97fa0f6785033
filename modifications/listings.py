"""The register of modifications, and a meeting's interest matrix, as documents of their own."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef

from meetings.models import Meeting
from modifications import documents
from modifications.filters import ModificationFilter
from modifications.models import CommitteeInterest, Modification
from secgov import richtext
from secgov.access import Reader
from secgov.listings import Listing, shown_of
from secgov.models import Committee

QUESTIONS = {"words": "Words", "interest": "Interest"}


def of_modifications(target: UUID, reader: Reader, asked: Mapping[str, str]) -> Listing:
    """The modifications that the committee `target` has said its interest in, filtered as the register on screen is."""
    committee = Committee.objects.get(uid=target)
    said = CommitteeInterest.objects.filter(modification=OuterRef("pk"), meeting__committee=committee)
    theirs = Modification.objects.visible_to(reader).filter(Exists(said.visible_to(reader)))
    questions = {name: value for name, value in asked.items() if name in QUESTIONS}
    filtered = ModificationFilter(questions, queryset=theirs, reader=reader)
    rows = list(filtered.qs.order_by("-number", "-pk")) if filtered.is_valid() else []
    documents.finish(rows, reader)
    return Listing(
        title=f"Modifications before the {committee.abbreviation}",
        ref=f"{committee.abbreviation}-modifications",
        committee=committee,
        columns=("Reference", "Title", "Latest interest"),
        widths=(20, 60, 20),
        rows=[(each.ref, each.title, each.interest_words) for each in rows],
        shown=tuple(shown_of(each, level=each.shown) for each in rows),
        asked="; ".join(f"{QUESTIONS[name]}: {value}" for name, value in questions.items()),
    )


def of_matrix(target: UUID, reader: Reader, asked: Mapping[str, str]) -> Listing:
    """The interest matrix of the meeting `target`."""
    meeting: Meeting = Meeting.objects.select_related("committee").visible_to(reader).get(uid=target)
    rows = documents.matrix_of(meeting, reader)
    return Listing(
        title=f"Interest in modifications at {meeting}",
        ref=f"{meeting.ref}-interest",
        committee=meeting.committee,
        columns=("Modification", "Title", "Technical", "Business", "Notes and concerns", "Interest"),
        widths=(14, 20, 12, 12, 28, 14),
        rows=[
            (
                row.modification.ref,
                row.printed_title,
                row.technical,
                row.business,
                richtext.plain(row.notes),
                row.get_interest_display(),
            )
            for row in rows
        ],
        shown=tuple(shown_of(row) for row in rows),
    )
