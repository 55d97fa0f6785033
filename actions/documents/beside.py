"""Beside an item while it is minuted: the open actions that the secretary may want to give an update on there."""

from typing import Any

from django.db.models import Q
from django.utils.text import Truncator

from actions.agenda_titles import reviews_actions
from actions.documents.log import finish
from actions.lifecycle import Status
from actions.models import Action, ActionQuerySet, ActionUpdate
from meetings.documents.beside import earlier_items, subjects_of
from meetings.models import AgendaItem
from secgov.access import Reader
from secgov.models import Mention
from secgov.panels import Card

TEXT_WORDS = 24


def open_actions(item: AgendaItem, reader: Reader) -> Card | None:
    """The open actions that belong to `item`: under the review of actions every one that this meeting has not
    reviewed, under any other those raised or spoken of there before. A constant number of queries."""
    updates = ActionUpdate.objects.filter(meeting=item.meeting, is_adopted=True).visible_to(reader)
    today = dict(updates.values_list("action", "status_after"))
    outstanding = Action.objects.visible_to(reader).outstanding_at(item.meeting, reader)
    if reviews_actions(item.title):
        chosen, is_review = outstanding.exclude(pk__in=today), True
    else:
        closed = [action for action, status in today.items() if status == Status.CLOSED]
        chosen, is_review = _about(outstanding, item, reader).exclude(pk__in=closed), False
    rows = list(chosen.as_known_to(reader).order_by("raised_number", "ref"))
    if not rows and not (is_review and today):
        return None
    _say(rows, today, reader)
    facts = {"actions": rows, "reviewed": len(today), "is_review": is_review}
    return Card("Open actions", "actions/_item_card.html", facts, max((row.shown for row in rows), default=0))


def _about(actions: ActionQuerySet, item: AgendaItem, reader: Reader) -> ActionQuerySet:
    """Those of `actions` that were raised under the same item before, or that name what it is about."""
    earlier = [each.uid for each in earlier_items(item, reader)]
    named = Mention.objects.filter(reference__in=subjects_of(item)).visible_to(reader).values("source")
    told = ActionUpdate.objects.filter(entry__uid__in=named).visible_to(reader).values("action")
    raised = Q(raised_in__within__overlap=earlier) if earlier else Q(pk__in=[])
    return actions.filter(raised | Q(raised_in__uid__in=named) | Q(pk__in=told))


def _say(rows: list[Any], today: dict[int, str], reader: Reader) -> None:
    """Put on each action what its line says."""
    finish(rows, reader)
    for row in rows:
        row.text_short = Truncator(row.text).words(TEXT_WORDS, truncate=" …")
        row.is_reviewed = row.pk in today
