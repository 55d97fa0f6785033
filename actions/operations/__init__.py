"""Verbs of actions. Keyword-only, `by` always, atomic."""

from actions.operations.amending import amend_action
from actions.operations.numbering import renumber_actions
from actions.operations.raising import number_entry, raise_action
from actions.operations.releasing import release_action, withdraw_action
from actions.operations.reviewing import annotate_link, decide_again, go_on, link_action, review_action, review_in
from actions.operations.settling import settle_action, settle_raised, settle_review, waits_for

__all__ = [
    "amend_action",
    "annotate_link",
    "decide_again",
    "go_on",
    "link_action",
    "number_entry",
    "raise_action",
    "release_action",
    "renumber_actions",
    "review_action",
    "review_in",
    "settle_action",
    "settle_raised",
    "settle_review",
    "waits_for",
    "withdraw_action",
]
