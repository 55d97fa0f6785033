"""Committees: who there are, their names and people, and the short forms that their minutes need not write out."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import listings, operations
from secgov.forms import AcronymForm, CommitteeForm
from secgov.models import Committee
from secgov.views.answers import form_page, may_or_403


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
            "may_amend_people": request.user.has_perm("secgov.amend_memberships", found),
            "to_issue": _to_issue(request, found),
        },
    )


def _to_issue(request: HttpRequest, committee: Committee) -> list[tuple[str, str]]:
    """The committee's registers, for whoever may issue them, each with the address of its screen."""
    if not request.user.has_perm("secgov.issue", committee):
        return []
    return [(kind.label, listings.issue_url(kind, committee)) for kind in listings.of_committee()]


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
