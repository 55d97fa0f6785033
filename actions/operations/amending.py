"""Amending what an action's minutes do not hold: who owns it and when it is due. Its wording follows its entry."""

from typing import Any

from django.db import transaction

from actions.due import due_from
from actions.models import Action, DueKind
from actions.operations.settling import write_owners
from secgov.history import save
from secgov.models import User

NOT_DUE: dict[str, Any] = {
    "due_kind": DueKind.NOT_STATED,
    "due_on": None,
    "due_month": None,
    "due_words": "",
}


@transaction.atomic
def amend_action(action: Action, *, by: User, owner: str, due: str) -> Action:
    """Set owner and due as given, empty for none stated; what is already so stays untouched."""
    action = Action.objects.select_for_update(of=("self",)).select_related("committee").get(pk=action.pk)
    if due != action.due_words:
        assert action.committee is not None  # noqa: S101  every action is some committee's
        for column, value in (NOT_DUE | due_from(due, action.committee)).items():
            setattr(action, column, value)
        save(action, by=by)
    write_owners(action, owner, by=by)
    return action
