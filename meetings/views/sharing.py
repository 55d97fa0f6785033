"""Showing a draft by name before circulation: who sees what of it now, and one button each to end that."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings.checking_forms import ShareForm
from meetings.documents.sharing import shares_listed
from meetings.operations.sharing import share_draft, shares_of
from meetings.views.answering import attempt, edit_url
from meetings.views.fetching import item_or_404, meeting_to_minute
from secgov.context import band, who
from secgov.operations import end_grant


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the draft, or one item of it, to people by name."""
    meeting = meeting_to_minute(request, ref)
    form = ShareForm(request.POST or None, meeting=meeting, on=timezone.localdate(), reader=request.reader)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        item = item_or_404(request, meeting, UUID(wanted["what"])) if wanted["what"] else None
        facts = {"people": wanted["people"], "item": item, "why": wanted["why"]}
        if attempt(form, lambda: share_draft(meeting, by=request.user, **facts)) is not None:
            return redirect("meetings:share", meeting.ref)
    context = {
        "meeting": meeting,
        "form": form,
        "shares": shares_listed(meeting),
        "may_share": meeting.is_open_to_change,
        "back_url": edit_url(meeting) if meeting.is_open_to_change else meeting.get_absolute_url(),
        "band": band(meeting.classification, because=" Before circulation.", who=who(request)),
    }
    return render(request, "meetings/share.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def end(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """End one sharing, from now on."""
    meeting = meeting_to_minute(request, ref)
    stated = shares_of(meeting).filter(pk=pk).first()
    if stated is None:
        raise Http404
    end_grant(stated, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("meetings:share", meeting.ref)
