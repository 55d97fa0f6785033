"""When an action may move: open (printed ONGOING) and closed, decided at meetings (product.md section 5)."""

from typing import Any

from django.db import models

from secgov.lifecycle import Lifecycle, Move, rule


class Status(models.TextChoices):
    OPEN = "open", "Ongoing"
    CLOSED = "closed", "Closed"


@rule("ACT-3", "An action is closed only at a meeting, with an update that says why.")
def closing_update_given(action: Any) -> bool:
    return bool(action.has_closing_update)


LIFECYCLE = Lifecycle(
    record="actions.Action",
    states=Status,
    ends=frozenset({Status.CLOSED}),
    moves=(
        Move("close", (Status.OPEN,), Status.CLOSED, "Close", "actions.close", (closing_update_given,)),
        Move("reopen", (Status.CLOSED,), Status.OPEN, "Re-open", "actions.close"),
    ),
)
