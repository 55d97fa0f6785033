"""The log of actions: its columns, and what each row says of owners, latest update and links."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import Truncator

from actions.lifecycle import Status
from actions.models import Action, ActionLink, ActionOwner, ActionUpdate, DueKind, LinkKind
from secgov.access import Reader
from secgov.addresses import address_of
from secgov.lists import Column, Register

LATEST_WORDS = 28
NOTHING_SAID: dict[str, Any] = {
    "owner_list": [],
    "latest": None,
    "goes_on": [],
}


def register() -> Register:
    """The log, actions of the latest meetings first."""
    return Register(
        title="Actions",
        columns=(
            Column("ref", "Reference", lambda action: action.ref, sort="ref"),
            Column("text", "Action", lambda action: action.text),
            Column("owner", "Owner", lambda action: action.owner_words),
            Column("due", "Due", lambda action: action.due_shown),
            Column("raised", "Raised at", lambda action: action.raised_number, sort="raised_number"),
            Column("carried", "Meetings carried", lambda action: action.carried),
            Column("latest", "Latest update", lambda action: action.latest_text),
            Column("status", "Status", lambda action: Status(action.known_status).label),
            Column("classification", "Classification", lambda action: action.level.label),
        ),
        order=("-raised_number", "-ref"),
        template="actions/index.html",
        filename="actions",
    )


def finish(actions: list[Any], reader: Reader) -> None:
    """Say of each action on a page who owns it, how long it has been carried, what was last said of it and where it
    went on, as far as `reader` may know. One query; the meeting an action is due at is looked for only where one of
    them is due in a month."""
    rows = Action.objects.filter(pk__in=[action.pk for action in actions]).visible_to(reader)
    said = {row["pk"]: row for row in _annotated(rows, reader, is_due=any(action.due_month for action in actions))}
    for action in actions:
        action.url = address_of("actions:detail", action.ref)
        _say(action, said.get(action.pk, NOTHING_SAID))


def _annotated(rows: Any, reader: Reader, *, is_due: bool) -> Any:
    owners = ActionOwner.objects.filter(action=OuterRef("pk")).order_by("rank", "pk").values("printed")
    updates = ActionUpdate.objects.filter(action=OuterRef("pk"), is_adopted=True).visible_to(reader)
    latest = updates.order_by("-meeting_number", "-pk").values(
        facts=JSONObject(
            number="meeting_number",
            text="text",
            level="classification",
            abbreviation=F("meeting__abbreviation"),
        )
    )
    links = ActionLink.objects.filter(action=OuterRef("pk")).visible_to(reader).order_by("pk")
    goes_on = links.values(
        facts=JSONObject(kind="kind", to=F("to__canonical"), committee="to_committee", level="classification")
    )
    if is_due:
        rows = rows.with_due_number(reader)
    subqueries = {
        "owner_list": ArraySubquery(owners),
        "latest": Subquery(latest[:1]),
        "goes_on": ArraySubquery(goes_on),
    }
    return rows.values("pk", *(["due_number"] if is_due else []), **subqueries)


def _say(action: Any, said: dict[str, Any]) -> None:
    latest = said["latest"] or {"number": 0, "text": "", "level": 1, "abbreviation": ""}
    action.owner_words = ", ".join(said["owner_list"])
    action.carried = max(latest["number"] - action.raised_number, 0)
    action.missed = _missed(action, said.get("due_number"), latest["number"])
    action.latest_text = latest["text"]
    action.latest_at = f"{latest['abbreviation']} {latest['number']:02d}" if latest["text"] else ""
    action.latest_short = Truncator(latest["text"]).words(LATEST_WORDS, truncate=" …")
    action.goes_on = [link_words(link["kind"], link["to"] or link["committee"]) for link in said["goes_on"]]
    action.status_word = Status(action.known_status).label
    action.tone = "done" if action.known_status == Status.CLOSED else "open"
    action.shown = max([action.classification, latest["level"], *(link["level"] for link in said["goes_on"])])


def link_words(kind: str, to: str) -> str:
    """ "Superseded by TABASC23/02"."""
    return f"{LinkKind(kind).label} {to}"


def _missed(action: Any, due: int | None, last: int) -> int:
    """At how many meetings, from the one it was due at on, it was still open, as far as that meeting has a number;
    `last` is the last that spoke of it, 0 for none."""
    if action.due_kind != DueKind.MEETING or due is None or last < due:
        return 0
    return last - due + (1 if action.known_status == Status.OPEN else 0)
