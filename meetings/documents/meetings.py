"""The register of meetings, and a meeting's neighbours."""

from collections import Counter
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from meetings.lifecycle import LIFECYCLE, Status
from meetings.models import AgendaItem, Meeting, MinutesVersion, Outcome
from secgov.access import Reader
from secgov.classification import Classification, Stage
from secgov.lists import Column, Register
from secgov.wall.doors import with_their_places

# What a move does, for whoever is about to make it.
EFFECTS = {
    "publish-agenda": "The meeting gets its number, and the agenda and its papers can be read by whoever their "
    "classification admits.",
    "open": "The meeting is in session.",
    "draft": "The minutes are a draft, read by the secretaries of the committee alone.",
    "circulate": "The draft minutes become the committee’s, as far as each part’s classification allows. Action "
    "numbers are fixed for life, and the minutes are closed to change.",
    "approve": "The minutes become final and can be read by whoever their classification admits. The secretaries’ "
    "private notes on them are deleted for good.",
    "publish": "The loaded minutes can be read by whoever their classification admits.",
    "reopen": "The minutes are a draft again. What was issued stays as it was until they come out again.",
    "cancel": "The meeting is marked as cancelled.",
}
TONES = {Status.FINAL: "done", Status.CANCELLED: "wrong", Status.KNOWN: "plain", Status.PLANNED: "plain"}


def moves_open_to(meeting: Meeting, user: Any) -> list[dict[str, str]]:
    """The moves `user` may make, each with the address of its screen."""
    return [
        {"label": move.label, "url": reverse("meetings:move", args=[meeting.ref, move.name])}
        for move in LIFECYCLE.open_to(meeting, user)
    ]


def state_words(meeting: Meeting, version: MinutesVersion | None = None) -> str:
    """What the page calls the state of the minutes; where they are being written anew, that of the version shown."""
    if version is not None and meeting.status == Status.DRAFT:
        return str(version.head["status_words"])
    if meeting.status in (Status.CIRCULATED, Status.FINAL, Status.DRAFT):
        words = meeting.status_words
        if meeting.status == Status.CIRCULATED:
            return f"{words}, circulated"
        is_kept = meeting.status == Status.FINAL and meeting.stage < Stage.PUBLISHED
        return f"{words}, not published yet" if is_kept else words
    return str(meeting.get_status_display())


def readers_of(meeting: Meeting, document: Any) -> list[dict[str, Any]]:
    """Who can read the minutes, in sentences: by how far what is shown has come out, then part by part."""
    stage = document.version.stage if document.version else Stage.SECRETARIAT
    if stage == Stage.SECRETARIAT:
        until = "they are published" if meeting.status == Status.FINAL else "they are circulated"
        return [{"level": 0, "sentence": f"The secretaries of the {meeting.abbreviation}, until {until}."}]
    if stage == Stage.COMMITTEE:
        people = f"The {meeting.abbreviation}’s members, alternates, secretaries and standing attendees"
        return [{"level": meeting.classification, "sentence": f"{people}, and those invited, as a draft."}]
    lines = [{"level": meeting.classification, "sentence": READERS[Classification(meeting.classification)]}]
    if document.raised:
        words = "1 part is" if document.raised == 1 else f"{document.raised} parts are"
        lines.append({"level": document.shown, "sentence": f"{words} above that, up to this classification."})
    return lines


READERS = {
    Classification.WHITE: "Anyone, without signing in.",
    Classification.GREEN: "Anyone signed in.",
    Classification.AMBER: "The committee’s members, alternates, secretaries and standing attendees, and those invited.",
    Classification.RED: "The persons named, and the committee’s secretaries.",
}


def outcomes_of(meeting: Meeting, reader: Reader, *, may_minute: bool) -> dict[str, Any]:
    """How many outcomes `reader` may know of, how many of them are decisions, and those whose condition is open.
    Two queries."""
    stands = Outcome.objects.filter(meeting=meeting).visible_to(reader).order_by("entry__item__rank", "rank")
    outcomes = with_their_places(stands.only("verb", "condition", "met_on", "uid"))
    waiting = [each for each in outcomes if each.condition and each.met_on is None]
    return {
        "total": len(outcomes),
        "decisions": sum(each.verb in settings.DECISION_VERBS for each in outcomes),
        "conditional": len(waiting),
        "rows": [
            {
                "verb": each.verb,
                "condition": each.condition,
                "met_url": reverse("meetings:condition_met", args=[meeting.ref, each.uid]) if may_minute else "",
            }
            for each in waiting
        ],
    }


def groups_of(meetings: list[Any]) -> list[dict[str, Any]]:
    """Meetings of a page by committee and year, in the order they come."""

    def group(meeting: Any) -> tuple[str, str]:
        year = str(meeting.order_on.year) if meeting.order_on.year > 1 else "Day not known"
        return year, meeting.committee.name

    ordered = sorted(meetings, key=lambda meeting: (-meeting.order_on.year, meeting.committee.name))
    return [
        {"title": f"{name}, {year}", "anchor": f"group-{at}", "rows": list(rows)}
        for at, ((year, name), rows) in enumerate(groupby(ordered, key=group))
    ]


def register() -> Register:
    """Meetings, the latest first."""
    return Register(
        title="Meetings",
        columns=(
            Column("meeting", "Meeting", str),
            Column("committee", "Committee", lambda meeting: meeting.committee.name),
            Column("day", "Day", lambda meeting: meeting.when, sort="order_on"),
            Column("recorded", "Recorded", lambda meeting: meeting.recorded),
            Column("status", "Minutes", lambda meeting: meeting.get_status_display()),
            Column("classification", "Classification", lambda meeting: meeting.get_classification_display()),
        ),
        order=("-order_on",),
        template="meetings/index.html",
        filename="meetings",
    )


def with_counts(meetings: list[Any], reader: Reader) -> None:
    """Say of each meeting how many items and outcomes of it `reader` may read. Two queries."""
    items = AgendaItem.objects.filter(meeting__in=meetings, removed_at__isnull=True).exclude(number="")
    outcomes = Outcome.objects.filter(meeting__in=meetings)
    counts = {
        "item": Counter(dict(items.visible_to(reader).order_by().values_list("meeting").annotate(Count("pk")))),
        "outcome": Counter(dict(outcomes.visible_to(reader).order_by().values_list("meeting").annotate(Count("pk")))),
    }
    for meeting in meetings:
        words = [_counted(count[meeting.pk], name) for name, count in counts.items() if count[meeting.pk]]
        meeting.recorded = ", ".join(words)
        meeting.tone = TONES.get(meeting.status, "open")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def turn_of(meeting: Meeting, reader: Reader) -> dict[str, Meeting | None]:
    """The committee's meetings before and after, by number, with what names them. One query."""
    if meeting.number is None:
        return {"previous": None, "next": None}
    near = Meeting.objects.of_committee(meeting.committee_id).visible_to(reader).only("ref", "abbreviation", "number")
    before = near.filter(number__lt=meeting.number).order_by("-number")[:1]
    after = near.filter(number__gt=meeting.number).order_by("number")[:1]
    found = {other.number > meeting.number: other for other in before.union(after)}
    return {"previous": found.get(False), "next": found.get(True)}
