"""Issuing a register as a document: one screen that says who gets what, the PDF beforehand, then the act."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.views.decorators.http import require_GET, require_http_methods

from secgov import listings, pdf
from secgov.classification import Classification, Stage
from secgov.context import band, who
from secgov.document_forms import IssueForm
from secgov.documents import last_issued, people_reached
from secgov.models import Committee, IssuedDocument
from secgov.readership import sentences
from secgov.tasks import draw_listing, issue_listing
from secgov.views.answers import may_or_403
from secgov.views.drawing import draw
from secgov.views.opening import as_drawn

EDITIONS = (Classification.WHITE, Classification.GREEN, Classification.AMBER)


def _committee(request: HttpRequest, kind: str, abbreviation: str) -> Committee:
    """The committee whose register is meant, for one of its secretaries."""
    committee = Committee.objects.filter(abbreviation=abbreviation).first()
    if committee is None or kind not in listings.kinds():
        raise Http404
    may_or_403(request, "secgov.issue", committee)
    return committee


def _level(request: HttpRequest) -> Classification:
    try:
        level = Classification.named(request.GET.get("edition", "white"))
    except ValueError:
        raise Http404 from None
    if level not in EDITIONS:
        raise Http404
    return level


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.GET.items() if name not in ("edition", "first", "sort") and value}


def _target(request: HttpRequest, committee: Committee) -> UUID:
    """What the register is of: a meeting whose uid the address holds, else the committee."""
    try:
        return UUID(request.GET["meeting"]) if "meeting" in request.GET else committee.uid
    except ValueError:
        raise Http404 from None


def _today() -> str:
    return formatted(timezone.localdate(), "j F Y")


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, abbreviation: str, kind: str) -> HttpResponse:
    """What is about to be issued, to whom it goes, and the button; a task draws and issues it."""
    committee = _committee(request, kind, abbreviation)
    level, asked, target = _level(request), _asked(request), _target(request, committee)
    listing = _listing(kind, target, committee, level, asked)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"by": request.user.pk, "why": form.cleaned_data["why"], "on": _today()}
        issue_listing.defer(
            kind=kind, target=str(target), committee_id=committee.pk, level=int(level), asked=asked, **given
        )
        messages.success(request, "It is being drawn and issued, and stands here in a moment.")
        return redirect(f"{reverse('secgov:documents')}?committee={abbreviation}&kind={kind}")
    query = request.GET.copy()
    context = {
        "committee": committee,
        "listing": listing,
        "form": form,
        "level": level,
        "editions": [(each, _with_edition(query, each)) for each in EDITIONS],
        "preview_url": f"{reverse('secgov:preview_listing', args=[abbreviation, kind])}?{query.urlencode()}",
        "readers": _readers(committee, level),
        "people": people_reached(committee, on=timezone.localdate()) if level == Classification.AMBER else [],
        "last": last_issued(kind, target, level, listings.series(asked), request.reader),
        "band": band(level, who=who(request)),
    }
    return render(request, "secgov/issue_listing.html", context, status=422 if form.errors else 200)


def _readers(committee: Committee, level: Classification) -> str:
    """Who could read the document once it is issued, in words."""
    document = IssuedDocument(committee=committee, audience=[committee.pk])
    return " ".join(sentences(document, level, Stage.PUBLISHED)[:2])


def _listing(
    kind: str, target: UUID, committee: Committee, level: Classification, asked: dict[str, str]
) -> listings.Listing:
    """The register as the edition prints it; Http404 for one of another committee, or of no meeting of theirs."""
    try:
        listing = listings.listing_of(kind, target, committee, level, asked)
    except ObjectDoesNotExist:
        raise Http404 from None
    if listing.committee != committee:
        raise Http404
    return listing


def _with_edition(query: Any, level: Classification) -> str:
    changed = query.copy()
    changed["edition"] = level.slug
    return f"?{changed.urlencode()}"


@require_GET
def preview(request: HttpRequest, abbreviation: str, kind: str) -> HttpResponse:
    """The register as PDF before it is issued, which says that it is a draft."""
    committee = _committee(request, kind, abbreviation)
    level, asked, target = _level(request), _asked(request), _target(request, committee)
    listing = _listing(kind, target, committee, level, asked)
    key = pdf.key_of(listings.html_of(listing, level, on=_today()))
    given = {"committee_id": committee.pk, "level": int(level), "asked": asked, "on": _today()}
    drawn = draw(key, draw_listing, kind=kind, target=str(target), **given)
    if drawn is None:
        shown = {"title": listing.title, "level": level, "again_url": request.get_full_path()}
        return render(request, "secgov/drawing.html", shown, status=202)
    return as_drawn(request, drawn, f"{listing.ref}-draft-{level.slug}.pdf")
