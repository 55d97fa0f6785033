"""Documents held back by a check: what was found, and accepting what only warns."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from secgov.access import visible_or_404
from secgov.context import band, who
from secgov.document_forms import AcceptForm
from secgov.lifecycle import Refused
from secgov.models import HeldDocument
from secgov.operations.holding import accept_findings
from secgov.views.answers import may_or_403
from secgov.views.opening import as_pdf


def held_or_404(request: HttpRequest, uid: UUID) -> HeldDocument:
    """The document that is held back, for one of its secretaries."""
    held: HeldDocument = visible_or_404(
        HeldDocument.objects.select_related("file", "committee"), request.reader, uid=uid
    )
    may_or_403(request, "secgov.issue", held)
    return held


@require_http_methods(["GET", "POST"])
def held(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was found in a document; where it only warns, words with which it is issued all the same."""
    found = held_or_404(request, uid)
    form = AcceptForm(request.POST or None)
    refusals: list[str] = []
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            accept_findings(found, by=request.user, at=timezone.now(), why=form.cleaned_data["why"])  # type: ignore[arg-type]
        except Refused as refused:
            refusals, status = refused.sentences, 409
        else:
            messages.success(request, "It is being drawn and issued, and stands here in a moment.")
            return redirect("secgov:documents")
    context = {"held": found, "form": form, "refusals": refusals, "band": band(found.classification, who=who(request))}
    return render(request, "secgov/held.html", context, status=status)


@require_GET
def held_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The document as it would be issued, for whoever decides about it."""
    found = held_or_404(request, uid)
    if found.file is None:
        raise Http404
    return as_pdf(found.file.read(), f"held-{found.level.slug}.pdf")
