"""Actions raised and reviewed in meetings."""

from actions.lifecycle import Status
from actions.models import Action, ActionUpdate
from actions.operations import raise_action, review_action
from meetings.models import AgendaItem
from secgov.classification import Classification
from secgov.models import User


def action(
    item: AgendaItem,
    *,
    by: User,
    body: str = "<p>SECAS to bring the register back.</p>",
    owner: str = "SECAS",
    due: str = "",
    ref: str = "",
    classification: Classification = Classification.WHITE,
) -> Action:
    return raise_action(item=item, body=body, by=by, owner=owner, due=due, ref=ref, classification=classification)


def review(
    item: AgendaItem,
    action: Action | str,
    *,
    by: User,
    body: str = "<p>The register is being written.</p>",
    status: Status = Status.OPEN,
    action_text: str = "",
    superseded_by: str = "",
    handed_to: str = "",
    classification: Classification = Classification.WHITE,
) -> ActionUpdate:
    """A row of the outstanding table of the item's meeting; `action` may be a reference first heard of there."""
    return review_action(
        item=item,
        ref=action if isinstance(action, str) else action.ref,
        body=body,
        status=status,
        by=by,
        action_text=action_text,
        superseded_by=superseded_by,
        handed_to=handed_to,
        classification=classification,
    )
