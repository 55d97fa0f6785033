"""Pages of modifications: the register, one modification, and the interest matrix of a meeting."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from meetings.documents.places import discussed_at
from meetings.views.fetching import meeting_or_404
from meetings.views.issuing import issue_url_of
from modifications import documents
from modifications.filters import ModificationFilter
from modifications.models import Modification
from secgov import lists, references
from secgov.access import visible_or_404
from secgov.context import band, who
from secgov.models import IssuedKind
from secgov.readership import readership
from secgov.reference_forms import Kind
from secgov.showing import shown
from secgov.views.answering import answer_url

MATTER = "Modifications as far as you may know of them"


def modification_or_404(request: HttpRequest, ref: str) -> Modification:
    """The modification that any prefix it ever had, or its bare number, leads to."""
    reference = references.resolve(Kind.MODIFICATION, ref)
    if reference is None or reference.target is None:
        raise Http404
    return visible_or_404(Modification.objects.select_related("committee"), request.reader, uid=reference.target)


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The register. Its band is that of the rows on the page, so it is known only when they are."""
    extra: dict[str, Any] = {"band": band(None, sentence=MATTER, who=who(request))}

    def finish(rows: list[Any]) -> None:
        documents.finish(rows, request.reader)
        if rows:
            extra["band"] = band(max(row.shown for row in rows), who=who(request))

    return lists.answer(
        request,
        documents.register(),
        Modification.objects.visible_to(request.reader),
        ModificationFilter,
        finish=finish,
        extra=extra,
        reader=request.reader,
    )


@login_not_required
@require_GET
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    modification = modification_or_404(request, ref)
    if modification.ref != ref:
        return redirect(modification)
    sheet = documents.sheet_of(modification, request.reader)
    shown(request, modification, level=sheet.shown)
    context = {
        "modification": modification,
        "sheet": sheet,
        "former": [title for title in sheet.titles if title.title != modification.title],
        "discussions": discussed_at(modification.uid, request.reader),
        "readership": readership(modification),
        "answer_url": answer_url(modification, request.user),
        "band": band(sheet.shown, who=who(request)),
    }
    return render(request, "modifications/detail.html", context)


@login_not_required
@require_GET
def matrix(request: HttpRequest, meeting_ref: str) -> HttpResponse:
    """A committee's interest in modifications at one meeting."""
    meeting = meeting_or_404(request, meeting_ref)
    if meeting.ref != meeting_ref:
        return redirect("modifications:matrix", meeting.ref)
    rows = documents.matrix_of(meeting, request.reader)
    register = documents.matrix_register(meeting)
    level = max((row.classification for row in rows), default=meeting.classification)
    shown(request, meeting, level=level)
    if request.GET.get("format") in lists.EXPORTS:
        return lists.EXPORTS[request.GET["format"]](register, rows)
    context = {
        "meeting": meeting,
        "rows": rows,
        "issue_url": issue_url_of(request, IssuedKind.MATRIX, meeting),
        "band": band(level, who=who(request)),
    }
    return render(request, register.template, context)
