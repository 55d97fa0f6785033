"""How pages answer: what is missing or refused, a form on a page of its own, a file to be saved."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.forms import FileField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

RUN_BY_BROWSERS = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")
DOWNLOADED_AS = dict.fromkeys(RUN_BY_BROWSERS, "application/octet-stream")


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The one page for signed out, hidden and missing addresses."""
    return render(request, "nothing.html", {"next": request.get_full_path()}, status=404)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"sentence": str(exception) or "You may not do this here."}, status=403)


@login_not_required
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that was sent without the mark that this site gives its own, or with that of a session since ended."""
    sentence = "This form is not of the session you are in now. Go back, load the page again and send it from there."
    return render(request, "403.html", {"sentence": sentence}, status=403)


def may_or_403(request: HttpRequest, permission: str, record: Any = None) -> None:
    """Raise PermissionDenied where the user may not do this to a record they can see."""
    if not request.user.has_perm(permission, record):
        raise PermissionDenied("You may not do this here. Ask a secretary of the committee.")


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file from outside, to be saved under its own name and never shown as a page of this site: what a browser would
    run goes out as mere bytes."""
    response = HttpResponse(content, content_type=DOWNLOADED_AS.get(media_type, media_type))
    plain = "".join(sign if sign.isprintable() and sign not in '"/\\' else "_" for sign in name)
    response["Content-Disposition"] = content_disposition_header(True, plain)
    return response


def ask_for_file_again(request: HttpRequest, form: Any) -> None:
    """Say of a form that came back with errors that its file has to be chosen again: no browser keeps it."""
    if request.FILES and form.errors:
        for name, field in form.fields.items():
            if isinstance(field, FileField) and name in request.FILES and name not in form.errors:
                form.add_error(name, "Choose the file again: it was not kept.")


def form_page(request: HttpRequest, form: Any, *, title: str, submit: str, **context: Any) -> HttpResponse:
    """A form on a page of its own; 422 where it came back with errors."""
    ask_for_file_again(request, form)
    shown = {"form": form, "title": title, "submit": submit, "intro": "", "back_url": "", "back_label": ""}
    status = 422 if request.method == "POST" else 200
    return render(request, "form.html", shown | context, status=status)
