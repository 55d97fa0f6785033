"""Pages of actions: the log, one action with its story, what is outstanding at a meeting, and the secretary's forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actions import forms, operations
from actions.documents import log
from actions.documents.outstanding import not_reviewed, outstanding_at
from actions.documents.outstanding import register as outstanding_register
from actions.documents.story import story_of
from actions.filters import ActionFilter
from actions.lifecycle import Status
from actions.listings import QUESTIONS
from actions.models import Action, is_provisional
from meetings.documents.places import discussed_at
from meetings.models import AgendaItem, Meeting
from meetings.views.answering import nudged
from meetings.views.editing import attempt, edit_url
from meetings.views.fetching import meeting_or_404, meeting_to_minute
from meetings.views.issuing import issue_url_of
from secgov import lists, references
from secgov.access import visible_or_404
from secgov.context import band, who
from secgov.listings import issue_url
from secgov.models import Committee, IssuedKind
from secgov.readership import readership
from secgov.reference_forms import Kind
from secgov.showing import shown
from secgov.views import form_page, may_or_403
from secgov.views.answering import answer_url

MATTER = "Actions as far as you may know of them"


def action_or_404(request: HttpRequest, ref: str) -> Action:
    """The action that any spelling of its reference leads to."""
    actions = Action.objects.as_known_to(request.reader).with_carried(request.reader).select_related("committee")
    return visible_or_404(actions, request.reader, uid=references.target_of(Kind.ACTION, ref))


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The log of actions. Its band is that of the rows on the page, so it is known only when they are."""
    actions = Action.objects.visible_to(request.reader).as_known_to(request.reader)
    extra: dict[str, Any] = {"band": band(None, sentence=MATTER, who=who(request)), "issue_url": _issue_url(request)}

    def finish(rows: list[Any]) -> None:
        log.finish(rows, request.reader)
        if rows:
            extra["band"] = band(max(row.shown for row in rows), who=who(request))

    asked_by: dict[str, Any] = {"user": request.user, "on": timezone.localdate()}
    return lists.answer(request, log.register(), actions, ActionFilter, finish=finish, extra=extra, **asked_by)


def _issue_url(request: HttpRequest) -> str:
    """Where the log, as it is filtered, is issued by a secretary of the one committee it is asked for."""
    asked = {name: request.GET.get(name, "") for name in QUESTIONS}
    wanted = request.GET.get("committee", "")
    committee = Committee.objects.filter(abbreviation=wanted).first() if wanted else None
    if committee is None or not request.user.has_perm("secgov.issue", committee):
        return ""
    return issue_url(IssuedKind.ACTIONS, committee, **asked)


@login_not_required
@require_GET
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    action = action_or_404(request, ref)
    if action.ref != ref:
        return redirect(action)
    story = story_of(action, request.reader)
    shown(request, action, level=story.shown)
    context = {
        "action": action,
        "owners": [owner.printed for owner in action.owners.order_by("rank", "pk")],
        "status_word": Status(action.known_status).label,
        "tone": "done" if action.known_status == Status.CLOSED else "open",
        "story": story,
        "discussions": discussed_at(action.uid, request.reader),
        "readership": readership(action),
        "answer_url": answer_url(action, request.user),
        "may_amend": request.user.has_perm("actions.amend", action),
        "may_release": request.user.has_perm("actions.amend", action) and is_provisional(action),
        "band": band(story.shown, who=who(request)),
    }
    return render(request, "actions/detail.html", context)


@login_not_required
@require_GET
def outstanding(request: HttpRequest, meeting_ref: str) -> HttpResponse:
    """Minutes and Actions Outstanding of a meeting, with the status as decided there."""
    meeting = meeting_or_404(request, meeting_ref)
    if meeting.ref != meeting_ref:
        return redirect("actions:outstanding", meeting.ref)
    table = outstanding_at(meeting, request.reader)
    shown(request, meeting, level=table.shown)
    register = outstanding_register(meeting)
    if request.GET.get("format") in lists.EXPORTS:
        return lists.EXPORTS[request.GET["format"]](register, table.rows)
    context = {
        "meeting": meeting,
        "table": table,
        "print_form": meeting.committee.print_form,
        "issue_url": issue_url_of(request, IssuedKind.OUTSTANDING, meeting),
        "band": band(table.shown or meeting.classification, who=who(request)),
    }
    return render(request, register.template, context)


def _item_or_404(request: HttpRequest, uid: UUID, permission: str) -> AgendaItem:
    """The item to minute in, for a secretary of its committee."""
    items = AgendaItem.objects.filter(removed_at__isnull=True).select_related("meeting__committee", "committee")
    item: AgendaItem = visible_or_404(items, request.reader, uid=uid)
    may_or_403(request, permission, item)
    return item


def _minuting_page(request: HttpRequest, form: Any, item: AgendaItem, **words: str) -> HttpResponse:
    meeting: Meeting = item.meeting
    return form_page(
        request,
        form,
        back_url=edit_url(meeting, item.anchor),
        back_label="Back to the minutes",
        band=band(meeting.classification, because=" You are writing minutes.", who=who(request)),
        **words,
    )


@require_http_methods(["GET", "POST"])
def raise_(request: HttpRequest, item: UUID) -> HttpResponse:
    """Raise an action under an item of minutes that are being written."""
    under = _item_or_404(request, item, "actions.raise")
    form = forms.RaiseForm(request.POST or None, initial={"body": request.GET.get("body", "")})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        action = attempt(form, lambda: operations.raise_action(item=under, by=request.user, **facts))
        if action is not None:
            return redirect(edit_url(under.meeting, f"entry-{action.raised_in.uid}"))
    intro = f"Raised at {under.meeting}, under “{under}”. It gets the meeting’s next number."
    return _minuting_page(request, form, under, title="Raise an action", submit="Raise the action", intro=intro)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, item: UUID) -> HttpResponse:
    """Set down what was said of an open action, and the status decided."""
    under = _item_or_404(request, item, "actions.review")
    form = forms.ReviewForm(request.POST or None, outstanding=not_reviewed(under.meeting, request.reader))
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        ref = facts.pop("action")
        action = visible_or_404(Action.objects.all(), request.reader, ref=ref)
        owner = ", ".join(action.owners.order_by("rank", "pk").values_list("printed", flat=True))
        update = attempt(
            form,
            lambda: operations.review_action(item=under, ref=ref, owner_text=owner, by=request.user, **facts),
        )
        if update is not None:
            return redirect(edit_url(under.meeting, f"entry-{update.entry.uid}"))
    intro = f"At {under.meeting}, under “{under}”. The row prints with the action’s wording of today."
    return _minuting_page(request, form, under, title="Review an action", submit="Add the update", intro=intro)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, ref: str) -> HttpResponse:
    """Amend owner and due; the wording is amended with its entry in the minutes."""
    action = action_or_404(request, ref)
    may_or_403(request, "actions.amend", action)
    owners = ", ".join(action.owners.order_by("rank", "pk").values_list("printed", flat=True))
    form = forms.AmendForm(request.POST or None, initial={"owner": owners, "due": action.due_words})
    if request.method == "POST" and form.is_valid():
        amended = attempt(form, lambda: operations.amend_action(action, by=request.user, **form.cleaned_data))
        if amended is not None:
            return redirect(amended)
    return form_page(
        request,
        form,
        title=f"Amend {action.ref}",
        submit="Save",
        intro="The wording is amended in the minutes that raised it.",
        back_url=action.get_absolute_url(),
        back_label=f"Back to {action.ref}",
        band=band(action.classification, who=who(request)),
    )


@require_POST
def renumber(request: HttpRequest, meeting_ref: str) -> HttpResponse:
    """Number the actions of a draft in the order of its minutes, and go back to where the button was."""
    meeting = meeting_to_minute(request, meeting_ref)

    def act() -> None:
        changes = operations.renumber_actions(meeting, by=request.user)  # type: ignore[arg-type]
        told = ", ".join(f"{old} is now {new}" for old, new in changes.items())
        messages.success(request, f"{told}." if told else "The numbers follow the order of the minutes already.")

    return nudged(request, act, reverse("meetings:checklist", args=[meeting.ref]))


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one action to its owner before its minutes come out, which fixes its number."""
    action = action_or_404(request, ref)
    may_or_403(request, "actions.amend", action)
    form = forms.ReleaseForm(request.POST or None, action=action, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        released = attempt(form, lambda: operations.release_action(action, by=request.user, **facts))
        if released is not None:
            return redirect(released)
    return form_page(
        request,
        form,
        title=f"Release {action.ref} to its owner",
        submit="Release it",
        intro="They can read this action before its minutes come out, and a mail with a link to it goes to them. "
        f"{action.ref} is its number from then on: renumbering passes over it.",
        back_url=action.get_absolute_url(),
        back_label=f"Back to {action.ref}",
        band=band(action.classification, who=who(request)),
    )
