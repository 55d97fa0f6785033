"""Records for tests, made as pages make them: through the operations, with every fact that matters in the call."""

from tests.factories.actions import action, review
from tests.factories.meetings import (
    MOMENT,
    attendance,
    bring_to,
    correction,
    entry,
    heading,
    item,
    meeting,
    outcome,
    paper,
)
from tests.factories.modifications import matrix, modification
from tests.factories.people import committee, mails, organisation, person, recuse, user

__all__ = [
    "MOMENT",
    "action",
    "attendance",
    "bring_to",
    "committee",
    "correction",
    "entry",
    "heading",
    "item",
    "mails",
    "matrix",
    "meeting",
    "modification",
    "organisation",
    "outcome",
    "paper",
    "person",
    "recuse",
    "review",
    "user",
]
