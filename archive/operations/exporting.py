"""Verbs of an export: asking for it, putting it together in the worker, having it, and deleting it in time."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from archive.exporting import Exported
from archive.models import Export
from secgov.access_log import note
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.lifecycle import Refused
from secgov.models import Committee, Logged, User

FAILED = "It could not be put together. Start it again; where it fails again, tell whoever runs the system."
GONE = "This export was deleted on its day. Ask for it again."
NOT_READY = "This export is not ready."
NOT_FAILED = "An export is started again where it has failed. This one has not."


@operation
def ask_for_export(
    *,
    kinds: list[str],
    up_to: Classification,
    reason: str,
    by: User,
    at: datetime,
    committee: Committee | None = None,
    since: date | None = None,
    until: date | None = None,
    red_reason: str = "",
    with_withdrawn: bool = False,
) -> Export:
    """Keep what is asked for and why, and have the worker put it together; Refused without a reason, or for Red
    without a reason of its own."""
    if not reason.strip():
        raise Refused(["An export takes a reason. Write what it is for."])
    if up_to == Classification.RED and not red_reason.strip():
        raise Refused(["Red documents take a reason of their own. Write why they are needed."])
    export = Export.objects.create(
        committee=committee,
        classification=up_to,
        classified_by=ClassifiedBy.SET,
        stage=Stage.SECRETARIAT,
        kinds=kinds,
        since=since,
        until=until,
        reason=reason.strip(),
        red_reason=red_reason.strip() if up_to == Classification.RED else "",
        with_withdrawn=with_withdrawn,
        asked_by=by,
        asked_at=at,
    )
    _log(export, at=at, by=by, step="asked for")
    _queue(export)
    return export


def _log(export: Export, *, at: datetime, by: User, step: str) -> None:
    facts: dict[str, Any] = {
        "step": step,
        "committee": export.committee.abbreviation if export.committee else "",
        "kinds": export.kinds,
        "since": export.since.isoformat() if export.since else "",
        "until": export.until.isoformat() if export.until else "",
        "documents": export.total,
        "red_reason": export.red_reason,
    }
    note(Logged.EXPORTED, at=at, by=by, record=export, sha256=export.sha256, reason=export.reason, **facts)


def _queue(export: Export) -> None:
    task = app.configure_task("archive.tasks.build_export", queue="exports", queueing_lock=f"export {export.uid}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(export_id=export.pk)


@operation
def start_again(export: Export, *, by: User, at: datetime) -> Export:
    """Have a failed export, or one whose worker was killed, put together anew; Refused for any other."""
    export = _locked(export)
    if not export.has_failed_at(at):
        raise Refused([NOT_FAILED])
    export.began_at = export.moved_at = export.ended_at = None
    export.failure, export.done = "", 0
    export.save()
    _log(export, at=at, by=by, step="started again")
    _queue(export)
    return export


def _locked(export: Export) -> Export:
    found: Export = Export._base_manager.select_for_update(of=("self",)).get(pk=export.pk)
    return found


@operation
def begin_export(export_id: int, *, at: datetime) -> Export | None:
    """The export, begun anew; None where there is nothing to do any more, or its asker may not have it any more."""
    exports = Export._base_manager.select_for_update(of=("self",)).select_related("asked_by", "committee")
    export: Export | None = exports.filter(pk=export_id, ended_at__isnull=True).first()
    if export is None:
        return None
    export.began_at = export.moved_at = at
    export.done = 0
    if not export.asked_by.has_perm("archive.fetch_export", export):
        export.ended_at, export.failure = at, "Whoever asked for it does not administer records any more."
    export.save()
    return None if export.failure else export


@operation
def move_export(export: Export, *, done: int, total: int, at: datetime) -> None:
    """Say how far an export has come."""
    Export.objects.filter(pk=export.pk).update(done=done, total=total, moved_at=at)


@operation
def fail_export(export: Export, sentence: str, *, at: datetime) -> None:
    export = _locked(export)
    if export.ended_at is None:
        export.ended_at, export.failure = at, sentence[:300]
        export.save()
        _log(export, at=at, by=export.asked_by, step="failed")


@operation
def finish_export(export: Export, listed: list[Exported], sha256: str, size: int, *, at: datetime) -> None:
    """Say that the ZIP is there, and of each document above White whose bytes are in it that it was taken out."""
    export = _locked(export)
    if export.ended_at is not None:
        return
    export.sha256, export.size, export.done, export.total = sha256, size, len(listed), len(listed)
    export.ended_at, export.expires_at = at, at + timedelta(days=settings.EXPORT_DAYS)
    export.save()
    _log(export, at=at, by=export.asked_by, step="ready")
    for each in listed:
        if each.path and each.classification > Classification.WHITE:
            reason = export.red_reason if each.classification == Classification.RED else export.reason
            facts: dict[str, Any] = {
                "record": each.record,
                "version": each.version,
                "sha256": each.file.sha256,
                "reason": reason,
            }
            note(
                Logged.EXPORTED, at=at, by=export.asked_by, edition=each.classification, export=str(export.uid), **facts
            )


@operation
def have_export(export: Export, *, by: User, at: datetime) -> Export:
    """Note that `by` takes the ZIP away, and return the export; Refused where it is not there."""
    if not export.is_ready_at(at) or not export.path.exists():
        raise Refused([GONE if export.sha256 else NOT_READY])
    _log(export, at=at, by=by, step="downloaded")
    return export


@operation
def delete_expired(*, at: datetime) -> int:
    """Delete the files of exports whose time is over, and return how many. What was asked, by whom and why stays."""
    over = Export.objects.filter(expires_at__lte=at, deleted_at__isnull=True).select_for_update()
    for export in over:
        export.path.unlink(missing_ok=True)
        export.deleted_at = at
        export.save(update_fields=["deleted_at"])
    return len(over)
