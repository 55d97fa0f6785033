"""Pages of the ground floor: what is missing or refused, health, committees, the demo's outbox, the style page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import operations
from secgov.forms import AcronymForm, CommitteeForm
from secgov.models import Committee, Mail

RUN_BY_BROWSERS = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")
DOWNLOADED_AS = dict.fromkeys(RUN_BY_BROWSERS, "application/octet-stream")


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The one page for signed out, hidden and missing addresses."""
    return render(request, "nothing.html", {"next": request.get_full_path()}, status=404)


@login_not_required
def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return nothing_here(request)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"sentence": str(exception) or "You may not do this here."}, status=403)


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")


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


def committee_or_404(abbreviation: str) -> Committee:
    """The committee of that abbreviation, now or formerly. Committees are known to everybody."""
    found = Committee.objects.filter(names__abbreviation__iexact=abbreviation).first()
    if found is None:
        raise Http404
    return found


@login_not_required
@require_GET
def committees(request: HttpRequest) -> HttpResponse:
    listed = Committee.objects.prefetch_related("names").order_by("name")
    rows = [{"committee": each, "former": _former_names(each)} for each in listed]
    return render(
        request,
        "secgov/committees.html",
        {"rows": rows, "may_create": request.user.has_perm("secgov.create_committee")},
    )


def _former_names(committee: Committee) -> list[str]:
    return [str(name) for name in committee.names.all() if name.abbreviation != committee.abbreviation]


@login_not_required
@require_GET
def committee(request: HttpRequest, abbreviation: str) -> HttpResponse:
    found = committee_or_404(abbreviation)
    signed_in = request.user.is_authenticated
    people = found.memberships.select_related("person", "seat", "represents", "alternate_for")
    return render(
        request,
        "secgov/committee.html",
        {
            "committee": found,
            "names": list(found.names.order_by("since")),
            "seats": list(found.seats.all()),
            "acronyms": list(found.acronyms.order_by("short")),
            "memberships": list(people.order_by("role", "person__name")) if signed_in else [],
            "may_amend": request.user.has_perm("secgov.amend_committee", found),
        },
    )


@require_http_methods(["GET", "POST"])
def create_committee(request: HttpRequest) -> HttpResponse:
    may_or_403(request, "secgov.create_committee")
    form = CommitteeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.create_committee(by=request.user, **form.facts())  # type: ignore[arg-type]
        return redirect("secgov:committee", made.abbreviation)
    return form_page(request, form, title="New committee", submit="Create the committee")


@require_http_methods(["GET", "POST"])
def amend_committee(request: HttpRequest, abbreviation: str) -> HttpResponse:
    found = committee_or_404(abbreviation)
    may_or_403(request, "secgov.amend_committee", found)
    form = CommitteeForm(request.POST or None, committee=found)
    if request.method == "POST" and form.is_valid():
        found = operations.amend_committee(found, by=request.user, **form.facts())  # type: ignore[arg-type]
        return redirect("secgov:committee", found.abbreviation)
    return form_page(request, form, title=f"Amend {found.abbreviation}", submit="Save")


@require_http_methods(["GET", "POST"])
def acronyms(request: HttpRequest, abbreviation: str) -> HttpResponse:
    """The short forms that a committee's minutes need not write out, with a form that adds one."""
    found = committee_or_404(abbreviation)
    may_or_403(request, "secgov.amend_committee", found)
    form = AcronymForm(request.POST or None, initial={"short": request.GET.get("short", "")}, committee=found)
    if request.method == "POST" and form.is_valid():
        operations.add_acronym(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("secgov:acronyms", found.abbreviation)
    context = {"committee": found, "acronyms": list(found.acronyms.order_by("short")), "form": form}
    return render(request, "secgov/acronyms.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def remove_acronym(request: HttpRequest, abbreviation: str, pk: int) -> HttpResponse:
    found = committee_or_404(abbreviation)
    may_or_403(request, "secgov.amend_committee", found)
    acronym = found.acronyms.filter(pk=pk).first()
    if acronym is not None:
        operations.remove_acronym(acronym, by=request.user)  # type: ignore[arg-type]
    return redirect("secgov:acronyms", found.abbreviation)


def form_page(request: HttpRequest, form: Any, *, title: str, submit: str, **context: Any) -> HttpResponse:
    """A form on a page of its own; 422 where it came back with errors."""
    shown = {"form": form, "title": title, "submit": submit, "intro": "", "back_url": "", "back_label": ""}
    status = 422 if request.method == "POST" else 200
    return render(request, "form.html", shown | context, status=status)


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """In the demo, the mail that would have gone to whoever is signed in."""
    if not settings.IS_DEMO and settings.ENVIRONMENT != "test":
        raise Http404
    kept = Mail.objects.filter(recipient__iexact=request.user.email)[:100]  # type: ignore[union-attr]
    return render(request, "secgov/outbox.html", {"mails": list(kept)})


@login_not_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever works on the look."""
    form = CommitteeForm({"abbreviation": "no such", "name": ""})
    form.is_valid()
    return render(request, "style.html", {"style_form": form})
