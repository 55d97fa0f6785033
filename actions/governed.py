"""The actions app's records, as the ground floor speaks of them."""

from actions.models import Action, ActionUpdate
from actions.operations.settling import source_of
from meetings.models import MinuteEntry
from secgov.access import Purpose
from secgov.governed import Governed, in_few_words, register
from secgov.wall.doors import as_system


def register_records() -> None:
    """Tell the ground floor of every kind."""
    register(
        "actions.Action",
        Governed("action", words=_action, page=Action.get_absolute_url, classified_with=_entry_of),
    )
    register(
        "actions.ActionUpdate",
        Governed("update", words=_update, page=_page_of_update, classified_with=_entry_of_update),
    )


def _action(action: Action) -> str:
    return f"{action}: {in_few_words(action.text)}"


def _update(update: ActionUpdate) -> str:
    return f"{_number_of(update)} at meeting {update.meeting_number}: {in_few_words(update.text)}"


def _number_of(update: ActionUpdate) -> str:
    with as_system(Purpose.NAMING):
        return str(Action.objects.values_list("ref", flat=True).get(pk=update.action_id))


def _page_of_update(update: ActionUpdate) -> str:
    return update.action.get_absolute_url()


def _entry_of(action: Action) -> MinuteEntry | None:
    """The entry that the action is classified with: what raised it, or the review of it that is out furthest."""
    source = source_of(action)
    return source.entry if isinstance(source, ActionUpdate) else source


def _entry_of_update(update: ActionUpdate) -> MinuteEntry | None:
    return update.entry
