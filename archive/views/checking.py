"""One import: while it is read, while a person checks it beside its source, when it is stored, and afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from archive.amending import Change, begin, typed
from archive.documents import checking_page, decided
from archive.forms import DiscardForm
from archive.lifecycle import Status
from archive.loading import NotReadable
from archive.models import Batch, Import
from archive.operations import (
    Conflict,
    amend_import,
    confirm_import,
    discard_import,
    numbers_in_use,
    read_again,
)
from archive.views.fetching import import_or_404
from secgov.access import may_read
from secgov.context import band, who
from secgov.lifecycle import Refused
from secgov.models import Committee
from secgov.views import download, form_page, may_or_403

SECRETARY = "secretary"


@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    record = import_or_404(request, uid)
    return _save(request, record) if request.method == "POST" else _shown(request, record)


def _shown(request: HttpRequest, record: Import, *, refused: str = "", status: int = 200) -> HttpResponse:
    """The page of an import as it stands, with the sentence why something was refused."""
    if record.status == Status.READ:
        return _checking(request, record, record.amended, refused=refused, status=status)
    context = _context(request, record) | {"refused": refused}
    if record.is_under_way:
        template = "archive/waiting.html#progress" if request.htmx else "archive/waiting.html"
        return render(request, template, context, status=status)
    if request.htmx:
        return HttpResponseClientRefresh()
    return render(request, "archive/ended.html", context, status=status)


def _context(request: HttpRequest, record: Import) -> dict[str, Any]:
    batches = Batch.objects.visible_to(request.reader).filter(pk=record.batch_id)
    return {
        "record": record,
        "batch": batches.first() if record.batch_id else None,
        "decision": decided(record, request.reader),
        "band": band(record.classification, because=" Files on their way in are the secretaries’.", who=who(request)),
    }


def _checking(
    request: HttpRequest,
    record: Import,
    working: dict[str, Any],
    *,
    is_conflict: bool = False,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    if request.htmx and request.method == "GET":
        return HttpResponseClientRefresh()
    roles = request.user.roles_by_committee(on=timezone.localdate())
    mine = Committee.objects.filter(pk__in=[pk for pk, held in roles.items() if SECRETARY in held])
    context = {
        "page": checking_page(record, working, request.reader),
        "is_conflict": is_conflict,
        "refused": refused,
        "committees": list(mine.values_list("abbreviation", flat=True)),
        "may_confirm": request.user.has_perm("archive.confirm", record),
    }
    return render(request, "archive/checking.html", _context(request, record) | context, status=status)


def _version(typed_in: str) -> int:
    """The version that a page was made from, -1 for what is none."""
    return int(typed_in) if typed_in.isdecimal() and len(typed_in) < 10 else -1


def _save(request: HttpRequest, record: Import) -> HttpResponse:
    """Keep the whole page as it was typed, then go on to where the button leads. What cannot be kept comes back."""
    change = Change.read(request.POST.get("do", ""))
    before = record.amended or begin({})  # put in line again meanwhile, it has no working copy
    working = typed(request.POST, before, change, in_use=numbers_in_use(before, request.user, on=timezone.localdate()))
    try:
        record = amend_import(
            record,
            by=request.user,
            at=timezone.now(),
            reader=request.reader,
            working=working,
            version=_version(request.POST.get("version", "")),
            shown=request.POST.getlist("doubt"),
            ticked=request.POST.getlist("settled"),
        )
    except Conflict:
        record.refresh_from_db()  # its version is the one to save upon, once somebody has looked
        return _checking(request, record, working, is_conflict=True, status=409)
    except Refused as refused:
        record.refresh_from_db()
        sentence = f"{refused} What you typed still stands below, but is not kept."
        return _checking(request, record, working, refused=sentence, status=409)
    if not may_read(record, request.reader):
        messages.info(
            request, f"“{record.name}” is with the secretaries of {record.committee} now, and only with them."
        )
        return redirect("archive:index")
    if change.verb == "confirm":
        return redirect("archive:confirm", record.uid)
    return redirect(record.get_absolute_url() + _anchor(change, record))


def _anchor(change: Change, record: Import) -> str:
    """Where the page opens again: at the row that was added or moved, else at what is still to be done."""
    working = record.amended or {}
    if change.verb == "add" and working.get(change.target):
        return f"#{working[change.target][-1]['key']}"
    if change.verb == "add":
        item = next((i for i in working["agenda"] if change.target.startswith(f"{i['key']}.")), None)
        return f"#{item['entries'][-1]['key']}" if item and item["entries"] else ""
    if change.verb == "take":
        return f"#{working['actions_raised'][-1]['key']}" if working["actions_raised"] else ""
    section = change.target.partition("-")[0]
    return {"up": f"#{change.target}", "remove": f"#{section}"}.get(change.verb, "#to-do")


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One screen before storing, which says what will be there; then the meeting."""
    record = import_or_404(request, uid)
    may_or_403(request, "archive.confirm", record)
    if record.status == Status.CONFIRMED:
        return redirect(record.meeting)
    if record.status != Status.READ:
        return redirect(record)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            return redirect(confirm_import(record, by=request.user, reader=request.reader))
        except Refused as refused:
            refusals = refused.sentences
        except (NotReadable, ValueError) as error:
            refusals = [str(error)]
    page = checking_page(record, record.amended, request.reader)
    context = {"page": page, "refusals": refusals, "working": record.amended}
    status = 422 if refusals else 200
    return render(request, "archive/confirm.html", _context(request, record) | context, status=status)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    record = import_or_404(request, uid)
    form = DiscardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(discard_import(record, by=request.user, reason=form.cleaned_data["reason"]))
        except Refused as refused:
            form.add_error(None, refused.sentences)
    return form_page(
        request,
        form,
        title=f"Discard {record.name}",
        submit="Discard",
        intro="Nothing of it is stored as minutes. The file stays on record with your reason, and can be read again.",
        back_url=reverse("archive:detail", args=[record.uid]),
        back_label="Back",
        band=_context(request, record)["band"],
    )


@require_POST
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read a file again that was refused or discarded."""
    record = import_or_404(request, uid)
    try:
        return redirect(read_again(record, by=request.user))
    except Refused as refused:
        return _shown(request, record, refused=str(refused), status=409)


@require_GET
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The original file, as a download."""
    record = import_or_404(request, uid)
    return download(record.file.read(), record.file.media_type, record.name)
