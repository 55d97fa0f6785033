"""The list of imports, and one upload of several files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from archive.documents import batch_page, register
from archive.documents.listing import listed
from archive.filters import ImportFilter
from archive.operations import confirm_ready
from archive.views.fetching import batch_or_404
from secgov import lists
from secgov.classification import Classification
from secgov.context import band, who
from secgov.views import may_or_403

MATTER = " Files on their way in are the secretaries’."


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The files that came in, as far as one may see them."""
    may_or_403(request, "archive.upload")
    extra: dict[str, Any] = {"band": _band(request, Classification.AMBER)}

    def finish(rows: list[Any]) -> None:
        if rows:
            extra["band"] = _band(request, max(row.classification for row in rows))

    return lists.answer(request, register(), listed(request.reader), ImportFilter, finish=finish, extra=extra)


def _band(request: HttpRequest, level: int) -> dict[str, Any]:
    return band(level, because=MATTER, who=who(request))


@require_GET
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = batch_or_404(request, uid)
    shown = batch_page(found, request.reader)
    levels = [row.classification for group in shown["groups"] for row in group["rows"]]
    ready = [row for group in shown["groups"] if group["key"] == "ready" for row in group["rows"]]
    context = {
        "batch": found,
        "may_store": sum(request.user.has_perm("archive.confirm", row) for row in ready),
        "now": timezone.now(),
        "band": _band(request, max(levels, default=Classification.AMBER)),
    }
    template = "archive/batch.html#files" if request.htmx else "archive/batch.html"
    return render(request, template, context | shown)


@require_POST
def confirm_batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Store everything of an upload that is ready, and say on its page what came of that."""
    found = batch_or_404(request, uid)
    results = confirm_ready(found, by=request.user, reader=request.reader)
    stored = sum(result.meeting is not None for result in results)
    said = f"{stored} of {len(results)} stored as minutes. Nothing is published by it."
    messages.info(request, said if results else "Nothing here is ready for you to store.")
    for result in results:
        if result.meeting is None:
            messages.warning(request, f"{result.record.name}: not stored. {result.sentence}")
    return redirect(found)
