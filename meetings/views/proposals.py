"""What the apps propose for the agenda of a meeting: shown with ticks, put on it with one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings import operations
from meetings.documents.proposals import open_proposals
from meetings.views.answering import agenda_url
from meetings.views.fetching import meeting_to_minute
from secgov.context import band
from secgov.lifecycle import Refused


@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest, ref: str) -> HttpResponse:
    """What is due at a meeting and does not stand on its agenda yet."""
    meeting = meeting_to_minute(request, ref)
    if not meeting.is_open_to_change:
        return redirect(meeting)
    offered = open_proposals(meeting, request.reader)
    refusals: list[str] = []
    if request.method == "POST":
        keys = set(request.POST.getlist("key"))
        chosen = [proposal for proposal in offered if proposal.key in keys]
        try:
            added = operations.add_proposed(meeting, chosen, by=request.user)
            messages.success(request, f"{len(added)} item{'' if len(added) == 1 else 's'} added to the agenda.")
            return redirect(agenda_url(meeting))
        except Refused as refused:
            refusals = refused.sentences
    context = {
        "meeting": meeting,
        "proposals": offered,
        "refusals": refusals,
        "band": band(
            max([meeting.classification, *(each.classification or 0 for each in offered)]),
            because=" You are preparing the agenda.",
            who=str(request.user),
        ),
    }
    return render(request, "meetings/proposals.html", context, status=422 if refusals else 200)
