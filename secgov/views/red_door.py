"""The page in the place of a Red record: whoever administers records says why they read it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from secgov import references
from secgov.access import Purpose, RedDoor, SignedIn
from secgov.classification import Classification
from secgov.context import band, who
from secgov.forms import RedReasonForm
from secgov.found import Names, record_by_uid
from secgov.models import Classified, Reference
from secgov.publication import classified_models
from secgov.red_door import open_record
from secgov.views.answers import nothing_here
from secgov.wall.doors import as_system, reading


@login_not_required
def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there for whoever asks; in the place of a Red record the question why, for who may read it then."""
    if isinstance(exception, RedDoor):
        return _page(request, exception.record, RedReasonForm(initial={"next": request.get_full_path()}))
    return nothing_here(request)


@require_http_methods(["GET", "POST"])
def red(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say why, and read the record, or what is Red within it, for half an hour."""
    record = _behind_or_404(request, uid)
    form = RedReasonForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        open_record(request.session, record.uid, reason=form.cleaned_data["reason"], at=timezone.now())
        return redirect(_safe(request, form.cleaned_data["next"]) or _address_of(record, request.reader))
    return _page(request, record, form)


def _behind_or_404(request: HttpRequest, uid: UUID) -> Classified:
    """The record, for whoever administers records, where it or anything within it is Red and has come out."""
    reader = request.reader
    record = record_by_uid(uid, reader)
    if record is None or not isinstance(reader, SignedIn) or not reader.administers_records:
        raise Http404
    if record.classification == Classification.RED or _holds_red(record, reader):
        return record
    raise Http404


def _holds_red(record: Classified, reader: SignedIn) -> bool:
    within = (model._base_manager.filter(reader.behind_the_door()) for model in classified_models())
    with as_system(Purpose.DOOR):
        return any(records.filter(within__contains=[record.uid]).exists() for records in within)


def _safe(request: HttpRequest, address: str) -> str:
    """Where to go on to, on this site only."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def _address_of(record: Classified, reader: Any) -> str:
    """Where the record can be read now that it stands open, or what it stands in."""
    able = reader.opening(record.uid)
    around = [record.uid, *reversed(record.within)]
    known = {reference.target: reference for reference in Reference.objects.filter(target__in=around)}
    with reading(able):
        for uid in around:
            if uid in known and (found := references.addresses([known[uid]], able)):
                return next(iter(found.values())).url
    return "/"


def _page(request: HttpRequest, record: Classified, form: Any) -> HttpResponse:
    name = Names([record.uid, *record.within]).of(record.uid, record.within, str(record._meta.verbose_name))
    context = {
        "form": form,
        "record": record,
        "name": name,
        "band": band(None, sentence="Red: a reason is asked for", who=who(request)),
    }
    return render(request, "secgov/red_door.html", context, status=422 if form.is_bound else 403)
