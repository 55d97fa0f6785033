"""A person classifies minutes: the meeting and what stands in it, with the reason on record."""

from meetings.models import Meeting
from meetings.operations.minuting import renew_within
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy
from secgov.history import save
from secgov.lifecycle import Effective, Refused, log_change, settle_all
from secgov.models import StatusChange, User
from secgov.publication import classified_models


@operation
def classify_meeting(
    meeting: Meeting, *, classification: Classification, by: User, reason: str, only_unmarked: bool = True
) -> Meeting:
    """Give a meeting and what stands in it a classification, and return the meeting.

    With `only_unmarked` what a person classified otherwise keeps its own. Refused for minutes that are out, and where
    no reason is given.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not reason.strip():
        raise Refused(["Classifying minutes takes a reason. Write on whose authority and why."])
    if meeting.is_published:
        raise Refused(["These minutes are published. Their classification is changed record by record."])
    before = Classification(meeting.classification)
    for model in classified_models():
        within = model._base_manager.filter(within__contains=[meeting.uid])
        if only_unmarked:
            within = within.filter(classified_by=ClassifiedBy.UNMARKED)
        # One decision, on record below; the rows follow it.
        within.update(classification=classification, classified_by=ClassifiedBy.SET)
    renew_within(meeting.uid)
    meeting.classification, meeting.classified_by = classification, ClassifiedBy.SET
    save(meeting, by=by, update_fields=["classification", "classified_by"])
    note = f"{before.label} to {classification.label}: {reason}"
    targets = StatusChange.objects.within(meeting.uid).values_list("target", flat=True).distinct()
    settle_all(list(targets), by=by)
    log_change(meeting, move="classify", after=meeting.status, by=by, note=note, effective=Effective())
    return meeting
