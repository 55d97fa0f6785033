"""One page for every governed record: its classification and where that came from, who can read it and why; and the
forms that change it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secgov import operations
from secgov.classification import Classification, Stage
from secgov.classifying_forms import DeclineForm, NameForm, ReclassifyForm
from secgov.context import band, who
from secgov.foreseeing import foresee
from secgov.governed import bearer_of, kind_of, page_of, printed_at, record_of, records_of
from secgov.lifecycle import Refused
from secgov.models import AccessGrant, ClassificationRequest, GrantKind
from secgov.operations.classifying import has_come_out
from secgov.provenance import events_of, origin_of, waiting_for
from secgov.readers import people_of
from secgov.readership import bodies_of
from secgov.views.answers import may_or_403

AS_IT_IS = "Nothing has changed. "
CHANGED = "The classification is {now} now."
WAITS = "Your request waits for another person, who reads it under “{page}”. Until then nothing changes."


def record_or_404(request: HttpRequest, uid: UUID) -> Any:
    found = record_of(uid, request.reader)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_GET
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who can read a record, and why."""
    return render(request, "secgov/record.html", _record_context(request, record_or_404(request, uid)))


def _record_context(request: HttpRequest, found: Any, name_form: NameForm | None = None) -> dict[str, Any]:
    bearer = bearer_of(found)
    kind = kind_of(found)
    is_told = request.user.has_perm("secgov.reclassify", found)
    may_name = bearer.level == Classification.RED and request.user.has_perm("secgov.name_people", bearer)
    return _head(request, found) | {
        "origin": origin_of(found, is_told=is_told),
        "stage": Stage(found.stage).label,
        "bodies": bodies_of(found),
        "later": _later(found),
        "people": people_of(found, on=timezone.localdate()) if is_told else None,
        "events": events_of(found, request.reader, is_told=is_told),
        "bearer": _linked(request, bearer) if bearer is not found else None,
        "fixed": kind.fixed(found),
        "may_change": is_told and not kind.fixed(found) and bearer is found,
        "waiting": waiting_for(found) if is_told else None,
        "names": _names(bearer) if may_name else [],
        "bearer_uid": bearer.uid,
        "name_form": (name_form or NameForm()) if may_name else None,
    }


def _head(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What every page about the record begins with."""
    kind = kind_of(found)
    return {
        "record": found,
        "noun": kind.noun,
        "words": kind.words(found),
        "page_url": page_of(found, request.reader),
        "level": found.level,
        "band": band(found.classification, who=who(request)),
    }


def _linked(request: HttpRequest, bearer: Any) -> dict[str, str]:
    """The record whose classification another takes, with a link to it for whoever may read it."""
    is_readable = record_of(bearer.uid, request.reader) is not None
    url = reverse("secgov:record", args=[bearer.uid]) if is_readable else ""
    return {"noun": kind_of(bearer).noun, "url": url}


def _later(found: Any) -> list[dict[str, Any]]:
    """Who will read it at the stages to come."""
    if not kind_of(found).comes_out:
        return []
    steps = [(Stage.COMMITTEE, "Once it is circulated"), (Stage.PUBLISHED, "Once it is published")]
    return [{"when": when, "bodies": bodies_of(found, stage=stage)} for stage, when in steps if stage > found.stage]


def _names(bearer: Any) -> list[AccessGrant]:
    named = AccessGrant.objects.filter(target=bearer.uid, kind=GrantKind.NAMED).current(on=timezone.localdate())
    return list(named.select_related("person", "by__person").order_by("person__name", "pk"))


# -- changing a classification -------------------------------------------------------------------------------------


def _to_change(request: HttpRequest, uid: UUID) -> Any:
    """The record, for whoever may change its classification; one that is classified with another leads there."""
    found = record_or_404(request, uid)
    may_or_403(request, "secgov.reclassify", found)
    return found


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change a classification: what it will do first, then reason and authority."""
    found = _to_change(request, uid)
    is_out = has_come_out(found)
    to = _wanted(request)
    form = ReclassifyForm(request.POST or None, is_out=is_out, initial={"to": to})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"to": Classification(form.cleaned_data["to"])}
        done = _attempt(form, lambda: operations.reclassify(found, by=request.user, at=timezone.now(), **facts))
        if done is not None:
            messages.success(request, _told(done))
            return redirect("secgov:record", found.uid)
    return _change_page(request, found, form, to, is_out=is_out)


def _wanted(request: HttpRequest) -> Classification | None:
    """The classification that the address or the form names, if any."""
    try:
        return Classification.named(request.GET.get("to", "")) if "to" in request.GET else _posted(request)
    except ValueError:
        return None


def _posted(request: HttpRequest) -> Classification | None:
    return Classification(int(request.POST["to"])) if request.POST.get("to", "").isdecimal() else None


def _attempt(form: Any, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Refused as refused:
        form.add_error(None, refused.sentences)
    return None


def _told(done: operations.Reclassified) -> str:
    if done.change is None:
        return WAITS.format(page="Waiting changes of classification")
    withdrawn = f" Withdrawn: {'; '.join(str(each) for each in done.withdrawn)}." if done.withdrawn else ""
    return f"{CHANGED.format(now=done.change.get_after_display())}{withdrawn}"


def _change_page(
    request: HttpRequest, found: Any, form: ReclassifyForm, to: Classification | None, *, is_out: bool
) -> HttpResponse:
    address = reverse("secgov:change_classification", args=[found.uid])
    offered = _offered(found)
    to = to if to in offered else None
    choices = [{"label": each.label, "url": f"{address}?to={each.slug}", "current": each == to} for each in offered]
    waiting = waiting_for(found)
    wanted = Classification(waiting.after) if waiting else to
    foreseen = foresee(found, to=wanted, by=request.user, at=timezone.now()) if wanted else None  # type: ignore[arg-type]
    context = _head(request, found) | {
        "choices": choices,
        "form": form,
        "foreseen": foreseen,
        "elsewhere": kind_of(found).elsewhere(found, request.reader) if foreseen else [],
        "is_out": is_out,
        "waiting": waiting,
        "is_mine": waiting is not None and waiting.by_id == request.user.pk,
        "decline_form": DeclineForm(),
    }
    return render(request, "secgov/change_classification.html", context, status=422 if form.errors else 200)


def _offered(found: Any) -> list[Classification]:
    """What it can be changed to; its own too, where something was printed of it under a lower one."""
    printed = printed_at(found)
    is_lower_in_print = printed is not None and printed < found.level
    return [level for level in Classification if level != found.level or is_lower_in_print]


# -- the second person ---------------------------------------------------------------------------------------------


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The changes that wait for a second person, of records whose classification the reader may change."""
    asked = list(ClassificationRequest.objects.waiting().select_related("by__person"))
    found = records_of([each.target for each in asked], request.reader)
    rows = [_waiting_row(request, found[each.target], each) for each in asked if each.target in found]
    shown = [row for row in rows if row["may"]]
    level = max((row["record"].classification for row in shown), default=None)
    return render(request, "secgov/waiting.html", {"rows": shown, "band": band(level, who=who(request))})


def _waiting_row(request: HttpRequest, found: Any, asked: ClassificationRequest) -> dict[str, Any]:
    kind = kind_of(found)
    return {
        "record": found,
        "noun": kind.noun,
        "words": kind.words(found),
        "asked": asked,
        "is_mine": asked.by_id == request.user.pk,
        "may": request.user.has_perm("secgov.reclassify", found),
    }


@require_POST
def answer(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """Agree to the request that waits, decline it with a reason, or take it back."""
    found = _to_change(request, uid)
    asked = waiting_for(found)
    if asked is None:
        return _refused(request, "Nothing waits for an answer here. It was answered already, or taken back.")
    form = DeclineForm(request.POST)
    by, at = request.user, timezone.now()
    acts: dict[str, Callable[[], Any]] = {
        "agree": lambda: operations.agree_to_classification(asked, found, by=by, at=at),  # type: ignore[arg-type]
        "decline": lambda: operations.decline_classification(
            asked,
            by=by,
            at=at,
            reason=form.cleaned_data.get("reason", "") if form.is_valid() else "",  # type: ignore[arg-type]
        ),
        "take-back": lambda: operations.take_back_classification(asked, by=by, at=at),  # type: ignore[arg-type]
    }
    if act not in acts:
        raise Http404
    try:
        done = acts[act]()
    except Refused as refused:
        return _refused(request, str(refused))
    agreed = isinstance(done, operations.Reclassified)
    messages.success(request, _told(done) if agreed else f"{AS_IT_IS}The request was {done.get_answer_display()}.")
    return redirect("secgov:record", uid)


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "403.html", {"sentence": sentence}, status=409)


# -- the names on a Red record -------------------------------------------------------------------------------------


@require_POST
def name(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put somebody on the list of a Red record."""
    found = record_or_404(request, uid)
    may_or_403(request, "secgov.name_people", found)
    form = NameForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if _attempt(form, lambda: operations.name_person(found, **facts)) is not None:
            return redirect(f"{reverse('secgov:record', args=[uid])}#names")
    return render(request, "secgov/record.html", _record_context(request, found, form), status=422)


@require_POST
def unname(request: HttpRequest, uid: UUID, person: int) -> HttpResponse:
    """Take somebody off the list of a Red record."""
    found = record_or_404(request, uid)
    may_or_403(request, "secgov.name_people", found)
    stated = next((each for each in _names(found) if each.person_id == person), None)
    if stated is None:
        raise Http404
    operations.take_off_name(found, stated, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect(f"{reverse('secgov:record', args=[uid])}#names")
