"""Papers put in for an item, their versions, what was found in them, and their coming out."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import agenda_forms, operations
from meetings.documents.names import name_for, names_of
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from meetings.views.answering import agenda_url, attempt, edit_url, nudged
from meetings.views.fetching import meeting_to_minute, one_or_404
from meetings.withholding_forms import WithholdForm
from secgov import references
from secgov.classification import Classification
from secgov.context import band
from secgov.operations.classifying import has_come_out
from secgov.reference_forms import Kind
from secgov.storage import store
from secgov.views import ask_for_file_again, download, form_page, may_or_403


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Put a paper in for an item: its secretaries at any time, who presents it or was shown it until paper day."""
    item = _item_or_404(request, ref, uid)
    may_or_403(request, "meetings.submit_paper", item)
    meeting, is_secretary, is_late = item.meeting, _is_secretary(request, item), _is_late(item.meeting)
    _refuse_after_paper_day(meeting, is_secretary=is_secretary, is_late=is_late)
    form = agenda_forms.PaperForm(
        request.POST or None, request.FILES or None, is_secretary=is_secretary, is_late=is_late
    )
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        facts |= _kept(facts.pop("file"))
        paper = attempt(form, lambda: operations.attach_paper(item=item, by=request.user, at=timezone.now(), **facts))
        if paper is not None:
            return redirect(_record_url(paper) if not is_secretary or paper.latest else edit_url(meeting, item.anchor))
    ask_for_file_again(request, form)
    shown = {
        "form": form,
        "title": f"A paper for “{item}”",
        "submit": "Put the paper in",
        "intro": _until(meeting, is_late=is_late),
        "back_url": agenda_url(meeting) if is_secretary else "",
        "back_label": "Back to the agenda",
        "band": band(item.classification, because=" You are putting a paper in.", who=str(request.user)),
        "own_papers": _own_papers(request, item),
    }
    return render(request, "meetings/attach_paper.html", shown, status=422 if request.method == "POST" else 200)


def _item_or_404(request: HttpRequest, ref: str, uid: UUID) -> AgendaItem:
    """An item of the meeting at that address, through the gate: who presents it may know of no more of its meeting."""
    items = AgendaItem.objects.filter(removed_at__isnull=True).select_related("meeting__committee")
    item: AgendaItem = one_or_404(request, items, uid)
    _check_address(item.meeting, ref)
    return item


def _check_address(meeting: Meeting, ref: str) -> None:
    """Http404 where `ref` is no form of the meeting's reference, present or former."""
    reference = None if meeting.ref == ref else references.resolve(Kind.MEETING, ref)
    if meeting.ref != ref and (reference is None or reference.target != meeting.uid):
        raise Http404


def _is_secretary(request: HttpRequest, record: Any) -> bool:
    return bool(request.user.has_perm("meetings.minute", record))


def _is_late(meeting: Meeting) -> bool:
    return operations.is_late(meeting, at=timezone.now())


def _refuse_after_paper_day(meeting: Meeting, *, is_secretary: bool, is_late: bool) -> None:
    if is_late and not is_secretary:
        day = _said(operations.paper_day(meeting))
        raise PermissionDenied(f"The paper day of {meeting} was {day}. Ask a secretary of the committee to put it in.")


def _until(meeting: Meeting, *, is_late: bool) -> str:
    day = operations.paper_day(meeting)
    if day is None:
        return f"{meeting}. Papers have no last day before the day of the meeting is known."
    return f"{meeting}. The paper day {'was' if is_late else 'is'} {_said(day)}."


def _said(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def _kept(taken: Any) -> dict[str, Any]:
    """What an operation takes of a file that came in, once its bytes are kept."""
    if taken is None:
        return {}
    kept = store(content=taken.content, name=taken.name, media_type=taken.media_type)
    return {
        "file": kept,
        "file_name": taken.name,
        "media_type": taken.media_type,
        "inspected": taken.inspected,
    }


def _own_papers(request: HttpRequest, item: AgendaItem) -> list[dict[str, Any]]:
    """What the user put in for the item, each with the address of its page. One query."""
    mine = Paper.objects.filter(item=item, submitted_by=request.user).visible_to(request.reader)
    return [{"paper": paper, "url": _record_url(paper, item.meeting)} for paper in mine.order_by("pk")]


def _record_url(paper: Paper, meeting: Meeting | None = None) -> str:
    return reverse("meetings:paper_record", args=[(meeting or paper.meeting).ref, paper.uid])


def _paper_or_404(request: HttpRequest, ref: str, uid: UUID) -> Paper:
    """A paper of the meeting at that address, for its secretaries and whoever put it in; 403 for its readers."""
    papers = Paper.objects.filter(item__removed_at__isnull=True).select_related("item", "meeting__committee")
    paper: Paper = one_or_404(request, papers, uid)
    _check_address(paper.meeting, ref)
    if paper.submitted_by_id != request.user.pk:
        may_or_403(request, "meetings.minute", paper)
    return paper


@require_GET
def record(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """A paper's own page: what it is, each of its versions, and what was found in them."""
    return _record_page(request, _paper_or_404(request, ref, uid))


def _record_page(request: HttpRequest, paper: Paper, form: Any = None) -> HttpResponse:
    is_secretary = _is_secretary(request, paper)
    versions = PaperVersion.objects.filter(paper=paper).visible_to(request.reader)
    listed = list(versions.select_related("submitted_by__person", "accepted_by__person").order_by("-number"))
    may_add = paper.meeting.is_open_to_change and (is_secretary or not _is_late(paper.meeting))
    waits = bool(listed) and is_secretary and not listed[0].is_out and bool(listed[0].not_accepted)
    context = {
        "paper": paper,
        "meeting": paper.meeting,
        "versions": listed,
        "names": names_of(paper, request.reader),
        "is_secretary": is_secretary,
        "may_add": may_add,
        "accept_form": (form or agenda_forms.AcceptForm()) if waits else None,
        "back_url": agenda_url(paper.meeting) if is_secretary else "",
        "band": band(paper.classification, who=str(request.user)),
    }
    return render(request, "meetings/paper.html", context, status=422 if form is not None else 200)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    paper = _paper_or_404(request, ref, uid)
    may_or_403(request, "meetings.minute", paper)
    form = agenda_forms.PaperFactsForm(request.POST or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        amended = attempt(form, lambda: operations.amend_paper(paper, by=request.user, **form.cleaned_data))
        if amended is not None:
            return redirect(_record_url(paper))
    return _paper_form(request, form, paper, title=f"Amend “{paper}”", submit="Save")


@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """A new version, from a secretary or, until paper day, whoever put the paper in."""
    paper = _paper_or_404(request, ref, uid)
    is_secretary, is_late = _is_secretary(request, paper), _is_late(paper.meeting)
    _refuse_after_paper_day(paper.meeting, is_secretary=is_secretary, is_late=is_late)
    form = agenda_forms.PaperVersionForm(request.POST or None, request.FILES or None, asks_why=is_secretary and is_late)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        facts |= _kept(facts.pop("file"))
        version = attempt(
            form, lambda: operations.add_paper_version(paper, by=request.user, at=timezone.now(), **facts)
        )
        if version is not None:
            return redirect(_record_url(paper))
    return _paper_form(request, form, paper, title=f"A new version of “{paper}”", submit="Put it in")


def _paper_form(request: HttpRequest, form: Any, paper: Paper, *, title: str, submit: str) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        intro=_until(paper.meeting, is_late=_is_late(paper.meeting)),
        back_url=_record_url(paper),
        back_label="Back to the paper",
        band=band(paper.classification, who=str(request.user)),
    )


@require_POST
def accept(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Accept what was found in the latest version, with a reason."""
    paper = _paper_or_404(request, ref, uid)
    may_or_403(request, "meetings.minute", paper)
    versions = PaperVersion.objects.filter(paper=paper).visible_to(request.reader)
    latest = versions.order_by("-number").first()
    if latest is None:
        raise Http404
    form = agenda_forms.AcceptForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        accepted = attempt(
            form, lambda: operations.accept_findings(latest, by=request.user, at=timezone.now(), **facts)
        )
        if accepted is not None:
            return redirect(_record_url(paper))
    return _record_page(request, paper, form)


@login_not_required
@require_GET
def version(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file of one version, as a download."""
    versions = PaperVersion.objects.filter(paper__item__removed_at__isnull=True).select_related("file")
    found = one_or_404(request, versions, uid)
    return download(found.file.read(), found.media_type, name_for(found, request.reader))


@require_http_methods(["GET", "POST"])
def withhold(request: HttpRequest, ref: str, uid: UUID, number: int = 0) -> HttpResponse:
    """Withhold the title of a paper, or with `number` the name of that version's file."""
    paper = _paper_or_404(request, ref, uid)
    may_or_403(request, "meetings.minute", paper)
    holder: Any = paper
    if number:
        versions = PaperVersion.objects.filter(paper=paper, number=number).visible_to(request.reader)
        holder = versions.select_related("paper__meeting").first()
    if holder is None:
        raise Http404
    form = WithholdForm(request.POST or None, above=holder.classification, is_out=has_come_out(holder))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"to": Classification(form.cleaned_data["to"])}
        done = attempt(form, lambda: operations.withhold_name(holder, by=request.user, at=timezone.now(), **facts))
        if done is not None:
            return redirect(_record_url(paper))
    title = f"Withhold the name of the file of version {number}" if number else "Withhold the title"
    return _paper_form(request, form, paper, title=title, submit="Withhold it")


@require_POST
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Bring out the papers that wait, once the agenda is out."""
    meeting = meeting_to_minute(request, ref)
    act = partial(operations.publish_papers, meeting, by=request.user)
    return nudged(request, act, agenda_url(meeting) if request.POST.get("to") == "agenda" else edit_url(meeting))
