"""The register of issued documents: the list, one document, its bytes, and withdrawing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import documents, issued_codes, lists
from secgov.access import visible_or_404
from secgov.context import band, who
from secgov.document_forms import WithdrawForm
from secgov.filters import DocumentFilter
from secgov.issuing import can_be_issued_again
from secgov.lifecycle import Refused
from secgov.models import IssuedDocument, IssuedKind
from secgov.operations.issuing import allow_again, mailed_about, withdraw_document
from secgov.readership import readership
from secgov.views.answers import may_or_403
from secgov.views.opening import open_document, withdrawn_page

MATTER = "Issued documents as far as you may open them"
OF_MEETINGS = (IssuedKind.MINUTES, IssuedKind.AGENDA)


def document_or_404(request: HttpRequest, uid: UUID) -> IssuedDocument:
    """The document, for whoever may read everything in it."""
    found: IssuedDocument = visible_or_404(documents.documents_for(request.reader), request.reader, uid=uid)
    return found


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The register. Its band is that of the rows on the page."""
    extra: dict[str, Any] = {
        "band": band(None, sentence=MATTER, who=who(request)),
        "held": documents.held_for(request.reader),
    }

    def finish(rows: list[Any]) -> None:
        documents.with_tones(rows)
        if rows:
            extra["band"] = band(max(row.classification for row in rows), who=who(request))

    found = documents.documents_for(request.reader)
    return lists.answer(request, documents.register(), found, DocumentFilter, finish=finish, extra=extra)


@login_not_required
@require_GET
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is known of one document: the bytes' facts, how it came out, and what became of it."""
    document = document_or_404(request, uid)
    may_see = request.user.has_perm("secgov.see_openings", document)
    may_withdraw = request.user.has_perm("secgov.withdraw", document)
    documents.with_tones([document])
    context = {
        "document": document,
        "code": issued_codes.printed(document.code),
        "of_what": documents.of_what(document, request.reader),
        "replacement": _replacement(request, document),
        "beside": documents.editions_beside(document, request.reader),
        "openings": documents.openings_of(document) if may_see else None,
        # What a check found may quote what is withheld: it is for those who issue.
        "may_see_checks": request.user.has_perm("secgov.issue", document),
        "may_withdraw": may_withdraw and document.withdrawn_at is None,
        "may_issue_again": _may_issue_again(request, document),
        "readership": readership(document),
        "band": band(document.classification, who=who(request)),
    }
    return render(request, "secgov/document.html", context)


def _replacement(request: HttpRequest, document: IssuedDocument) -> IssuedDocument | None:
    """What took its place, for whoever may open that."""
    found = documents.documents_for(request.reader).visible_to(request.reader)
    replacement: IssuedDocument | None = found.filter(pk=document.superseded_by_id).first()
    return replacement


def _may_issue_again(request: HttpRequest, document: IssuedDocument) -> bool:
    lifted = document.stays_withdrawn and document.superseded_by_id is None and can_be_issued_again(document)
    return lifted and request.user.has_perm("secgov.issue", document)


@login_not_required
@require_GET
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bytes as they were issued. Of an edition that a reader may not open whole they get the next lower one that
    they may; of a withdrawn one whoever could read it is told so."""
    document = documents.documents_for(request.reader).visible_to(request.reader).filter(uid=uid).first()
    if document is None:
        return redirect(reverse("secgov:document_file", args=[_next_lower(request, uid).uid]))
    if document.withdrawn_at is not None:
        return withdrawn_page(request, document)
    return open_document(request, document)


def _next_lower(request: HttpRequest, uid: UUID) -> IssuedDocument:
    """The highest edition below the document `uid` that the reader may open; Http404 where there is none, or where
    the reader may not know of the document itself."""
    asked = IssuedDocument.objects.visible_to(request.reader).filter(uid=uid).first()
    if asked is None:
        raise Http404
    lower = documents.documents_for(request.reader).visible_to(request.reader).standing()
    same = lower.filter(target=asked.target, kind=asked.kind, part=asked.part, version=asked.version)
    found = same.filter(classification__lt=asked.classification).order_by("-classification").first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a document off every address: one screen that says who has it, then the act."""
    document = document_or_404(request, uid)
    may_or_403(request, "secgov.withdraw", document)
    form = WithdrawForm(
        request.POST or None,
        was_mailed=mailed_about(document).exists(),
        is_of_meeting=document.kind in OF_MEETINGS,
    )
    refusals: list[str] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                withdraw_document(document, by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
            except Refused as refused:
                refusals, status = refused.sentences, 409
            else:
                return redirect(document)
    context = {
        "document": document,
        "form": form,
        "refusals": refusals,
        "openings": documents.openings_of(document),
        "band": band(document.classification, who=who(request)),
    }
    return render(request, "secgov/withdraw.html", context, status=status)


@require_POST
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have a withdrawn edition drawn and issued once more."""
    document = document_or_404(request, uid)
    may_or_403(request, "secgov.issue", document)
    try:
        allow_again(document, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        for sentence in refused.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, "It is being drawn and issued again, as its records stand now.")
    return redirect(document)
