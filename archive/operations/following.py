"""What an import's own columns take from its reading: whose it is, what it is of, and how high it is classified."""

from uuid import UUID, uuid5

from archive.amending.working import number_of, subject_of
from archive.models import Import, Origin
from secgov.classification import Classification, ClassifiedBy
from secgov.models import CommitteeName

TRAYS = UUID("6f0d4f2c-63f1-4b0e-9f7e-5d2f6f1a9c31")


def tray_uid(user_id: int) -> UUID:
    """The place that the uploads of this user stand in while nobody knows whose minutes they are."""
    return uuid5(TRAYS, str(user_id))


def follow(record: Import) -> None:
    """Bring the columns up to the working copy, without saving. Amber, or what the source or a person says where that
    is higher, as soon as there is a committee whose secretaries may read that.

    With a committee it leaves the tray of whoever uploaded it: from then on it is read by who may read the whole
    (product.md section 9), its committee's secretaries.

    The committee, once known, stays until another known one is named, and a file without a working copy stays as high
    as it was: nobody loses a file by discarding it or by emptying a field, and nobody else gets to see it by that."""
    working = record.amended or {}
    name = CommitteeName.objects.filter(abbreviation=working.get("committee") or "").select_related("committee").first()
    if name is not None:
        record.committee = name.committee
        tray = tray_uid(record.uploaded_by_id)
        record.within = [uid for uid in record.within if uid != tray]
    record.number, record.subject = number_of(working), subject_of(working)
    record.meeting_is_known = name is not None and record.number is not None
    record.day_is_settled = bool(working.get("date") or working.get("day_not_known"))
    record.open_doubts = record.doubts.filter(origin=Origin.READER, settled_by__isnull=True).count()
    if record.amended is not None:
        is_higher = working.get("classification") == "red" and record.committee is not None
        record.classification = Classification.RED if is_higher else Classification.AMBER
        record.classified_by = ClassifiedBy.SOURCE if is_higher else ClassifiedBy.WORKING
