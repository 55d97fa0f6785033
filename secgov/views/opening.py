"""Opening an issued document: its bytes as they were issued, and the log of who opened it."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as formatted

from secgov import first_pages
from secgov.access_log import note
from secgov.classification import Classification
from secgov.context import band, who
from secgov.models import DrawnDocument, IssuedDocument, Logged
from secgov.red_copy import stamped
from secgov.tasks import draw_first_page
from secgov.views.drawing import draw


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF of ours, shown by the browser under `name`."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def as_drawn(request: HttpRequest, drawn: DrawnDocument, name: str) -> HttpResponse:
    """A PDF that was drawn and is not issued; where the address asks for `first`, its first page as an image, or a
    word that it is being drawn."""
    if "first" not in request.GET:
        return as_pdf(drawn.file.read(), name)
    image = draw(first_pages.key_of(drawn.key), draw_first_page, of=drawn.key)
    if image is None:
        return HttpResponse("The page is being drawn.", content_type="text/plain", status=202)
    return HttpResponse(image.file.read(), content_type="image/png")


def open_document(request: HttpRequest, document: IssuedDocument) -> HttpResponse:
    """The bytes of a document as they were issued, Red ones as a copy of the reader's own, which is not kept; that they
    were opened is kept with the hash of what was given, without a name where nobody has signed in."""
    now = timezone.now()
    content = document.file.read()
    if document.classification == Classification.RED:
        content = stamped(content, f"{_name(request)}, {formatted(timezone.localtime(now), 'j F Y, H:i')}")
    note(
        Logged.OPENED,
        at=now,
        by=request.user if request.user.is_authenticated else None,
        record=document,
        edition=document.classification,
        version=document.version,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    request.shown.is_noted = True  # type: ignore[attr-defined]
    return as_pdf(content, document.file_name)


def _name(request: HttpRequest) -> str:
    """The reader's name and login, as their copy bears them."""
    person = getattr(request.user, "person", None)
    return f"{person.name}, {request.user}" if person is not None else str(request.user)


def withdrawn_page(request: HttpRequest, document: IssuedDocument) -> HttpResponse:
    """What a withdrawn document's address answers to whoever could read it: that it was withdrawn, and what took its
    place."""
    replacement = None
    if document.superseded_by_id is not None:
        standing = IssuedDocument.objects.filter(pk=document.superseded_by_id).standing()
        replacement = standing.visible_to(request.reader).whole_for(request.reader).first()
    shown = {
        "document": document,
        "replacement": replacement,
        "band": band(document.classification, who=who(request)),
    }
    return render(request, "secgov/withdrawn.html", shown, status=410)
