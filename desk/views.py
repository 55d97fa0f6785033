"""Pages of the desk: the first page, and the box that jumps to a reference or looks for words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk import documents
from secgov import reference_forms, references
from secgov.context import band, who
from secgov.found import is_behind_door
from secgov.showing import listed

LONGEST_WORDS = 200


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Signed in: my committees and my open actions. Signed out: what this is, and what came out last."""
    signed_in = request.user.is_authenticated
    desks = documents.committee_desks(request.user, request.reader) if signed_in else []
    mine = documents.my_actions(request.user, request.reader, on=timezone.localdate())
    latest = documents.latest_out(request.user, request.reader) if not desks else []
    lines = [*latest, *(line for desk in desks for line in desk.lines)]
    listed(request, [*(line.meeting for line in lines), *mine.rows])
    levels = [line.meeting.classification for line in lines] + [action.shown for action in mine.rows]
    context = {
        "desks": desks,
        "my_actions": mine,
        "latest": latest,
        "band": band(max(levels, default=None), who=who(request)),
    }
    return render(request, "desk/home.html", context)


@login_not_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Go to the record a reference stands for, where it may be read; else list what holds the words."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_WORDS]
    reference = references.recognise(words) if words else None
    if reference is not None:
        address = references.addresses([reference], request.reader).get((reference.kind, reference.canonical))
        if address is not None:
            return redirect(address.url)
        if is_behind_door(reference.target, request.reader):
            return redirect("secgov:red", reference.target)
    looks_like = reference_forms.recognise(words, abbreviations=references.abbreviations()) if words else None
    matches = documents.matches_of(words, request.reader) if words else None
    if matches is not None:
        listed(request, matches.records, how="search")
    context = {
        "words": words,
        "reference": looks_like.canonical if looks_like else "",
        "matches": matches,
        "band": band(matches.shown if matches else None, who=who(request)),
    }
    return render(request, "desk/search.html", context)
