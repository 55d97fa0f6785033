"""Amending what an action's minutes do not hold: who owns it and when it is due. Its wording follows its entry."""

from actions.models import Action
from actions.operations.settling import settle_action
from secgov.acting import operation
from secgov.history import save
from secgov.models import User


@operation
def amend_action(action: Action, *, by: User, owner: str, due: str) -> Action:
    """Set owner and due as given, empty for none stated; what is already so stays untouched."""
    action = Action.objects.select_for_update(of=("self",)).select_related("committee").get(pk=action.pk)
    if (owner, due) != (action.given_owner, action.given_due):
        action.given_owner, action.given_due = owner[:200], due[:200]
        save(action, by=by, update_fields=["given_owner", "given_due"])
    return settle_action(action, by)
