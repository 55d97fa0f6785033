"""What an import's own columns take from its reading: whose it is, what it is of, and how high it is classified."""

from archive.amending.working import number_of, subject_of
from archive.models import Import, Origin
from secgov.classification import Classification, ClassifiedBy
from secgov.models import CommitteeName


def follow(record: Import) -> None:
    """Bring the columns up to the working copy, without saving. Amber, or what the source or a person says where that
    is higher, as soon as there is a committee whose secretaries may read that."""
    working = record.amended or {}
    name = CommitteeName.objects.filter(abbreviation=working.get("committee") or "").select_related("committee").first()
    record.committee = name.committee if name is not None else None
    record.number, record.subject = number_of(working), subject_of(working)
    record.day_is_settled = bool(working.get("date") or working.get("day_not_known"))
    record.open_doubts = record.doubts.filter(origin=Origin.READER, settled_by__isnull=True).count()
    is_higher = working.get("classification") == "red" and record.committee is not None
    record.classification = Classification.RED if is_higher else Classification.AMBER
    record.classified_by = ClassifiedBy.SOURCE if is_higher else ClassifiedBy.WORKING
