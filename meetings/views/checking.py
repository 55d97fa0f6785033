"""The checklist of a draft: what to look at before it goes out, put aside or brought back with one button each."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from meetings import checking_forms as forms
from meetings.documents.checklist import checklist_for
from meetings.operations.checking import bring_back_remark, dismiss_remark
from meetings.views.answering import edit_url, nudged
from meetings.views.fetching import meeting_to_minute
from secgov.context import band, who

ONLY_SECRETARIES = " Read by the secretaries of the committee."


@require_GET
def checklist(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything there is to look at, in the order of the minutes, and what was put aside; asked by htmx, the card
    that stands beside the minutes, so that they need not wait for it."""
    meeting = meeting_to_minute(request, ref)
    found = checklist_for(meeting, request.reader)
    if request.htmx:
        card = render(request, "meetings/_checklist_card.html", {"meeting": meeting, "checklist": found})
        patch_vary_headers(card, ["HX-Request"])
        return card
    context = {
        "meeting": meeting,
        "checklist": found,
        "back_url": edit_url(meeting) if meeting.is_open_to_change else meeting.get_absolute_url(),
        "band": band(meeting.classification, because=ONLY_SECRETARIES, who=who(request)),
    }
    page = render(request, "meetings/checklist.html", context)
    patch_vary_headers(page, ["HX-Request"])
    return page


@require_POST
def dismiss(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.RemarkForm(request.POST)
    if not form.is_valid():
        return nudged(request, lambda: None, _list_url(meeting.ref))
    act = partial(dismiss_remark, meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
    return nudged(request, act, _list_url(meeting.ref))


@require_POST
def bring_back(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    act = partial(bring_back_remark, meeting, key=request.POST.get("key", "")[:120], by=request.user)
    return nudged(request, act, _list_url(meeting.ref))


def _list_url(ref: str) -> str:
    return reverse("meetings:checklist", args=[ref])
