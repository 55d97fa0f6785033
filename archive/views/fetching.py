"""Fetching an import or an upload by address, through the gate."""

from uuid import UUID

from django.http import HttpRequest

from archive.models import Batch, Import
from secgov.access import visible_or_404
from secgov.views import may_or_403


def import_or_404(request: HttpRequest, uid: UUID) -> Import:
    """The import, for whoever may check it; 403 for whoever uploaded it and is no secretary any more."""
    records = Import.objects.select_related("committee", "file", "uploaded_by", "meeting", "batch")
    record: Import = visible_or_404(records, request.reader, uid=uid)
    may_or_403(request, "archive.check", record)
    return record


def batch_or_404(request: HttpRequest, uid: UUID) -> Batch:
    batch: Batch = visible_or_404(Batch.objects.all(), request.reader, uid=uid)
    may_or_403(request, "archive.upload")
    return batch
