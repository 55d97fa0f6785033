"""How the pages on which minutes are written answer: a form, a refusal, a question before something goes."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.models import Meeting
from secgov.context import band
from secgov.lifecycle import Refused
from secgov.views import form_page

BACK = "Back to the minutes"
BACK_TO_AGENDA = "Back to the agenda"


def attempt(form: Any, act: Callable[[], Any]) -> Any:
    """What `act` gives back; where it is refused the sentences stand on the form, and nothing comes back."""
    try:
        return act()
    except Refused as refused:
        form.add_error(None, refused.sentences)
    except ValueError as error:
        form.add_error(None, str(error))
    return None


def edit_url(meeting: Meeting, anchor: str = "") -> str:
    return reverse("meetings:edit", args=[meeting.ref]) + (f"#{anchor}" if anchor else "")


def agenda_url(meeting: Meeting, anchor: str = "") -> str:
    return reverse("meetings:agenda", args=[meeting.ref]) + (f"#{anchor}" if anchor else "")


def where_from(request: HttpRequest, meeting: Meeting, anchor: str = "") -> str:
    """Back to the page that was come from: the agenda where it says so in the address, else the minutes."""
    if request.GET.get("to") == "agenda":
        return agenda_url(meeting, anchor)
    return edit_url(meeting, anchor)


def writing_page(request: HttpRequest, form: Any, meeting: Meeting, *, title: str, submit: str, intro: str = "") -> Any:
    who, to_agenda = str(request.user), request.GET.get("to") == "agenda"
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        intro=intro,
        back_url=where_from(request, meeting),
        back_label=BACK_TO_AGENDA if to_agenda else BACK,
        band=band(
            meeting.classification,
            because=f" You are {'preparing the agenda' if to_agenda else 'writing minutes'}.",
            who=who,
        ),
    )


def removal(request: HttpRequest, meeting: Meeting, what: str, act: Callable[[], None]) -> HttpResponse:
    """One question before something is taken out; what was minuted stays in the history."""
    sentences: list[str] = []
    if request.method == "POST":
        try:
            act()
            return redirect(where_from(request, meeting))
        except Refused as refused:
            sentences = refused.sentences
    context = {"meeting": meeting, "what": what, "refusals": sentences, "back_url": where_from(request, meeting)}
    return render(request, "meetings/remove.html", context, status=422 if sentences else 200)


def nudged(request: HttpRequest, act: Callable[[], Any], to: str) -> HttpResponse:
    """Do what a single button asks and go on to `to`; where it is refused, say so on a page, 409."""
    try:
        act()
    except Refused as refused:
        return render(request, "403.html", {"sentence": str(refused)}, status=409)
    return redirect(to)
