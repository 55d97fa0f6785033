"""Who belongs to a committee, amended on the committee's page by its secretaries and by system administrators."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secgov import operations
from secgov.accounts.administering import Days, MembershipForm
from secgov.lifecycle import Refused
from secgov.models import Committee, Membership
from secgov.views.answers import form_page, may_or_403
from secgov.views.committees import committee_or_404

AMEND = "secgov.amend_memberships"


def committee_to_amend(request: HttpRequest, abbreviation: str) -> Committee:
    """The committee whose people the user may amend; 403 where they may not."""
    found = committee_or_404(abbreviation)
    may_or_403(request, AMEND, found)
    return found


def membership_or_404(committee: Committee, pk: int) -> Membership:
    found = committee.memberships.filter(pk=pk).select_related("person", "committee").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, abbreviation: str) -> HttpResponse:
    committee = committee_to_amend(request, abbreviation)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        represents = form.cleaned_data["person"].organisation
        facts = form.cleaned_data | {"represents": represents, "by": request.user, "at": timezone.now()}
        try:
            operations.add_membership(committee=committee, **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("secgov:committee", committee.abbreviation)
    intro = "Whoever is not in the list is invited by a system administrator."
    return _page(request, committee, form, title=f"Somebody joins {committee}", submit="Add them", intro=intro)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, abbreviation: str, pk: int) -> HttpResponse:
    committee = committee_to_amend(request, abbreviation)
    membership = membership_or_404(committee, pk)
    form = Days(request.POST or None, initial={"since": membership.since, "until": membership.until})
    if request.method == "POST" and form.is_valid():
        try:
            operations.date_membership(membership, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("secgov:committee", committee.abbreviation)
    intro = "What they may read opens on the first day and closes after the last, by itself."
    return _page(request, committee, form, title=str(membership), submit="Save", intro=intro)


@require_POST
def end(request: HttpRequest, abbreviation: str, pk: int) -> HttpResponse:
    """End a membership now, so that what it opened is closed with the next page."""
    committee = committee_to_amend(request, abbreviation)
    membership = membership_or_404(committee, pk)
    try:
        operations.end_membership(membership, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{membership.person} no longer belongs to {committee}.")
    return redirect("secgov:committee", committee.abbreviation)


def _page(request: HttpRequest, committee: Committee, form: Any, **page: Any) -> HttpResponse:
    back = {"back_url": f"/committees/{committee.abbreviation}/", "back_label": "Back to the committee"}
    return form_page(request, form, **back, **page)
