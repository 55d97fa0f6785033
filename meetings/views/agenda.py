"""The agenda by plain forms: items and sub-headings."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings import forms, operations
from meetings.models import AgendaItem
from meetings.views.answering import attempt, edit_url, nudged, removal, where_from, writing_page
from meetings.views.fetching import (
    item_or_404,
    meeting_to_minute,
)


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(request.reader)
    parents = [(str(item.uid), str(item)) for item in items.exclude(number="").order_by("rank")]
    initial = {"parent": request.GET.get("parent", ""), "is_heading": "heading" in request.GET}
    form = forms.ItemForm(request.POST or None, parents=parents, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        parent = items.filter(uid=facts.pop("parent") or None).first() if facts.get("parent") else None
        facts.pop("parent", None)
        item = attempt(form, lambda: operations.add_item(meeting=meeting, parent=parent, by=request.user, **facts))
        if item is not None:
            return redirect(edit_url(meeting, item.anchor))
    return writing_page(request, form, meeting, title=f"Add to the agenda of {meeting}", submit="Add")


@require_http_methods(["GET", "POST"])
def amend_item(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    initial = {name: getattr(item, name) for name in forms.ItemForm.FACTS}
    if item.presented_by is not None and item.presented_by.user is not None:
        initial["presented_by"] = item.presented_by.user.email
    form = forms.ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        amended = attempt(form, lambda: operations.amend_item(item, by=request.user, **form.cleaned_data))
        if amended is not None:
            return redirect(where_from(request, meeting, amended.anchor))
    return writing_page(request, form, meeting, title=f"Amend “{item}”", submit="Save")


@require_POST
def move_item(request: HttpRequest, ref: str, uid: UUID, way: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    act = partial(operations.move_item, item, by=request.user, up=way == "up")
    return nudged(request, act, edit_url(meeting, f"heading-{item.uid}"))


@require_http_methods(["GET", "POST"])
def remove_item(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    act = lambda: operations.remove_item(item, by=request.user, at=timezone.now())  # noqa: E731
    return removal(request, meeting, str(item), act)
