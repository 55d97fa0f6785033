"""The live editor's own addresses, in JSON: keeping what is typed, looking what others did, and taking an entry out."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import live_forms, operations
from meetings.documents import live
from meetings.models import MinuteEntry
from meetings.operations import presence, typing
from meetings.views.answering import edit_url
from meetings.views.fetching import entry_or_404, item_or_404, meeting_to_minute
from secgov.access import Reader
from secgov.context import band, who
from secgov.lifecycle import Refused

PERSON = "X-House-Person"
ANOTHERS = "These words were typed by somebody else. They wait in this browser until that person signs in."


def refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, an object; ValueError with a sentence where it is none."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RawPostDataException):
        sent = None
    if not isinstance(sent, dict):
        raise ValueError("What was sent cannot be read. Reload the page; your words are kept in this browser.")
    return sent


def _entries(meeting: Any, reader: Reader) -> Any:
    entries = MinuteEntry.objects.filter(meeting=meeting).visible_to(reader)
    return entries.select_related("item__about", "meeting__committee", "typed_by__person")


def _told(meeting: Any, entry: MinuteEntry, reader: Reader) -> dict[str, Any]:
    """An entry as the page is told of it: as it is typed, and as it prints."""
    fresh = list(_entries(meeting, reader).filter(pk=entry.pk))
    drawn = live.shown(meeting, fresh, reader)
    return next(iter(live.states_of(fresh)), {}) | {"html": drawn.get(entry.uid, "")}


@require_POST
def keep(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Keep what a window has typed in one entry: 200 with what is stored, 409 with the newer words where somebody else
    has saved, 422 with the sentence where it cannot be kept."""
    meeting = meeting_to_minute(request, ref)
    if not live.is_of(request.user, request.headers.get(PERSON, "")):  # type: ignore[arg-type]
        return refused(ANOTHERS, 403)
    try:
        form = live_forms.TypedForm(_sent(request))
        if not form.is_valid():
            return refused(form.first_sentence(), 422)
        item = item_or_404(request, meeting, form.cleaned_data["item"])
        kept = typing.keep_typed(item=item, uid=uid, words=form.words(), by=request.user)  # type: ignore[arg-type]
    except typing.Newer as newer:
        return JsonResponse({"newer": _told(meeting, newer.entry, request.reader)}, status=409)
    except (Refused, ValueError) as error:
        return refused(str(error), 422)
    told = _told(meeting, kept.entry, request.reader)
    return JsonResponse(told | {"dropped": kept.dropped, "at": f"{timezone.localtime():%H:%M:%S}"})


@require_POST
def look(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that one is here, and learn who else is and how the entries lie now, where that differs from `have`."""
    meeting = meeting_to_minute(request, ref)
    form = live_forms.LookForm(_sent_or_nothing(request))
    if not form.is_valid():
        return refused("What was sent cannot be read. Reload the page.", 422)
    sent, now = form.cleaned_data, timezone.now()
    presence.be_here(
        meeting,
        window=sent["window"],
        by=request.user,  # type: ignore[arg-type]
        at=now,
        entry=sent["entry"],
        item=sent["at_item"],
    )
    lie = live.layout_of(meeting, request.reader)
    digest = live.digest_of(lie)
    return JsonResponse(
        {
            "digest": digest,
            "agenda": live.agenda_digest(meeting, request.reader),
            "people": live.people_here(meeting, but=sent["window"], at=now),
            "is_open": meeting.is_open_to_change,
        }
        | ({"layout": lie} if digest != sent["have"] else {})
    )


def _sent_or_nothing(request: HttpRequest) -> dict[str, Any]:
    try:
        return _sent(request)
    except ValueError:
        return {}


@require_POST
def head(request: HttpRequest, ref: str) -> HttpResponse:
    """A sub-heading at the end of an item, from words typed in it."""
    meeting = meeting_to_minute(request, ref)
    form = live_forms.HeadForm(_sent_or_nothing(request))
    if not form.is_valid():
        return refused("Write the words of the sub-heading first.", 422)
    item = item_or_404(request, meeting, form.cleaned_data["item"])
    title, parent = form.cleaned_data["title"], item.parent or item
    try:
        made = operations.add_item(meeting=meeting, title=title, parent=parent, is_heading=True, by=request.user)  # type: ignore[arg-type]
    except Refused as error:
        return refused(str(error), 422)
    return JsonResponse({"anchor": made.anchor})


@require_GET
def entries(request: HttpRequest, ref: str) -> HttpResponse:
    """The entries asked for by uid, as the page is told of them."""
    meeting = meeting_to_minute(request, ref)
    wanted = live_forms.uids_in(request.GET.getlist("uid"))
    fresh = list(_entries(meeting, request.reader).filter(uid__in=wanted, removed_at__isnull=True))
    drawn = live.shown(meeting, fresh, request.reader)
    told = [state | {"html": drawn.get(UUID(state["uid"]), "")} for state in live.states_of(fresh)]
    return JsonResponse({"entries": told})


@require_POST
def remove(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Take an entry out of the minutes; what it said stays with the secretariat and can be put back."""
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    seen = _sent_or_nothing(request).get("base")
    if seen is not None and seen != entry.version:
        return JsonResponse({"newer": _told(meeting, entry, request.reader)}, status=409)
    try:
        operations.remove_entry(entry, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as error:
        return refused(str(error), 422)
    return JsonResponse({"removed": str(uid)})


@require_POST
def put_back(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Put an entry back that was taken out."""
    meeting = meeting_to_minute(request, ref)
    found = _entries(meeting, request.reader).filter(uid=uid).first()
    if found is None:
        return refused("There is nothing to put back.", 404)
    try:
        back = typing.put_back(found, by=request.user)  # type: ignore[arg-type]
    except Refused as error:
        return refused(str(error), 422)
    return JsonResponse(_told(meeting, back, request.reader))


@require_http_methods(["GET", "POST"])
def versions(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """The earlier versions of an entry, and one of them put back. The one door to history (model.md, rule 5)."""
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    earlier = typing.versions_of(entry)
    if request.method == "POST":
        wanted = next((each for each in earlier if str(each.number) == request.POST.get("version", "")), None)
        if wanted is None:
            return render(request, "403.html", {"sentence": "There is no such version. Choose another."}, status=422)
        try:
            typing.restore_version(entry, body=wanted.body, by=request.user)  # type: ignore[arg-type]
        except Refused as error:
            return render(request, "403.html", {"sentence": str(error)}, status=409)
        return redirect(edit_url(meeting, f"entry-{uid}"))
    context = {
        "meeting": meeting,
        "entry": entry,
        "versions": earlier,
        "back_url": edit_url(meeting, f"entry-{uid}"),
        "band": band(entry.level, because=" Seen by secretaries only.", who=who(request)),
    }
    return render(request, "meetings/versions.html", context)
