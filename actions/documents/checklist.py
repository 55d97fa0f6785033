"""What the actions app would have a secretary look at in a draft: owners, due dates, numbers, promises untracked."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from actions.models import Action, DueKind
from actions.operations.numbering import NumberState, numbers_of
from actions.operations.raising import RAISED
from meetings.checking.promises import as_action, promises_in, repeated_in
from meetings.documents.drafts import Draft, Line
from meetings.models import EntryKind
from secgov.access import Reader
from secgov.panels import Offer, Remark

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A wording that says when: "at the September 2018 meeting", "prior to the next meeting", "by the end of May".
SAYS_WHEN = re.compile(
    rf"\b(?:at|by|before|prior to|until|ahead of) (?:the |its )?(?:end of )?"
    rf"((?:(?:{MONTHS}) \d{{4}}(?: meeting)?|(?:next|a future|following) (?:\w+ )?meeting|(?:{MONTHS})))\b"
)
A_MODIFICATION = re.compile(r"\b(?:SEC Release|Release [0-9.]+)\b")


def remarks(draft: Draft, reader: Reader) -> Iterator[Remark]:
    """Everything the actions app remarks on. Four queries."""
    raised = Action.objects.filter(raised_in__meeting=draft.meeting, raised_in__removed_at__isnull=True)
    actions = list(raised.visible_to(reader).select_related("raised_in").prefetch_related("owners"))
    for action in actions:
        yield from _of_action(action)
    yield from _numbers(draft)
    yield from _promises(draft)


def _of_action(action: Action) -> Iterator[Remark]:
    entry: Any = action.raised_in
    offer = Offer("Say who and when", reverse("actions:amend", args=[action.ref]))
    if not list(action.owners.all()):
        yield Remark("no-owner", str(action.uid), f"{action.ref} has no owner.", entry.uid, action.text[:200], offer)
    if action.due_kind == DueKind.NOT_STATED:
        when = SAYS_WHEN.search(A_MODIFICATION.sub("", action.text))
        sentence = (
            f"{action.ref} says “{when[1]}”, and no due date is on record."
            if when
            else f"{action.ref} does not say by when."
        )
        yield Remark("no-due", str(action.uid), sentence, entry.uid, action.text[:200], offer)


def _numbers(draft: Draft) -> Iterator[Remark]:
    """What renumbering would mend; numbers that are fixed are left as they are."""
    state = numbers_of(draft.meeting)
    sentence = numbering_sentence(state)
    if sentence:
        url = reverse("actions:renumber", args=[draft.meeting.ref])
        offer = Offer("Renumber actions in the order of the minutes", url, is_post=True)
        yield Remark("numbers", "+".join(state.refs), sentence, offer=offer)


def numbering_sentence(state: NumberState) -> str:
    """What is out of order in the numbers of a meeting's actions; "" where renumbering would change nothing."""
    if state.gaps:
        listed = " and ".join(filter(None, [", ".join(state.gaps[:-1]), state.gaps[-1]]))
        return f"{listed} {'is' if len(state.gaps) == 1 else 'are'} nobody’s: the numbers of actions have a gap."
    if state.would_change:
        return "The numbers of actions do not follow the order of the minutes."
    return ""


def _promises(draft: Draft) -> Iterator[Remark]:
    """Sentences of a discussion that promise something which no action of the item repeats."""
    for line in draft.lines:
        if line.entry.kind != EntryKind.DISCUSSION or _is_under_an_action(line):
            continue
        raised = [each.entry.text for each in draft.under(line.root) if each.entry.kind == RAISED]
        for sentence, clause in promises_in(line.entry.text):
            if not repeated_in(sentence, clause, raised):
                yield _promise(line, sentence, clause)


def _is_under_an_action(line: Line) -> bool:
    """A heading that bears an action's reference tells of that action, which tracks what is promised under it."""
    return bool(re.search(r"\bAction\b", line.item.title, re.IGNORECASE)) and line.item.pk != line.root.pk


def _promise(line: Line, sentence: str, clause: str) -> Remark:
    body = urlencode({"body": as_action(sentence, clause)})
    url = f"{reverse('actions:raise', args=[line.item.uid])}?{body}"
    words = " ".join(re.findall(r"\w+", sentence.casefold()))
    return Remark(
        "promise",
        f"{line.entry.uid}:{words[:60]}",
        "Something is promised, and no action under this item follows it.",
        line.entry.uid,
        quoted=sentence,
        offer=Offer("Raise it as an action", url),
    )
