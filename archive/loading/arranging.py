"""Where each fact of a reading stands in its item. A reading that gives the order of an item's entries is followed;
for one that does not, outcomes and actions go under the sub-heading that names what they are about."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from archive.loading.checking import NotReadable
from archive.loading.faults import Rows, faults
from archive.loading.reading import Minutes
from meetings.outcome_sentences import verbs_in

OUTSTANDING = re.compile(r"\bactions? outstanding\b", re.IGNORECASE)
Step = dict[str, Any]


def arrange(minutes: Minutes) -> dict[str, list[Step]]:
    """The steps of each item by its number, in the order they print. NotReadable names a fact in no item."""
    _check_places(minutes)
    unnamed = _unnamed(minutes)
    return {
        item["number"]: [*item["entries"], *unnamed.get(item["number"], [])]
        if item.get("entries")
        else _arranged(minutes, item)
        for item in minutes.agenda
    }


def _check_places(minutes: Minutes) -> None:
    names = ("agenda", "actions_raised", "actions_reviewed", "decisions", "modifications")
    for fault in faults({name: getattr(minutes, name) for name in names}):
        raise NotReadable(str(fault))


def _unnamed(minutes: Minutes) -> dict[str, list[Step]]:
    """The raised actions that no item's entries name, by the item they are raised in: they print at its end."""
    named = {entry.get("ref") for item in minutes.agenda for entry in item.get("entries") or []}
    steps: dict[str, list[Step]] = {}
    for row in minutes.actions_raised:
        if row["ref"] not in named:
            steps.setdefault(row["item"], []).append({"kind": "action", "ref": row["ref"]})
    return steps


def _arranged(minutes: Minutes, item: dict[str, Any]) -> list[Step]:
    number, headings = item["number"], list(item.get("subheadings") or [])
    decisions = [each for each in minutes.decisions if each["item"] == number]
    raised = [each for each in minutes.actions_raised if each["item"] == number]
    steps: list[Step] = []
    if number == reviews_item(minutes.agenda, minutes.actions_reviewed):
        steps.append({"kind": "reviews"})
    if number == matrix_item(minutes.modifications, minutes.assessments):
        steps.append({"kind": "matrix"})
    for at, heading in enumerate(headings):
        is_last = at == len(headings) - 1
        steps.append({"kind": "heading", "title": heading})
        here = [each for each in decisions if _belongs(each.get("modification"), heading)]
        there = [each for each in raised if any(_belongs(ref, heading) for ref in _named(each["text"]))]
        decisions = [each for each in decisions if each not in here]
        raised = [each for each in raised if each not in there]
        steps += _outcomes(here + (decisions if is_last else []), minutes)
        steps += [{"kind": "action", "ref": each["ref"]} for each in there + (raised if is_last else [])]
    if not headings:
        steps += _outcomes(decisions, minutes)
        steps += [{"kind": "action", "ref": each["ref"]} for each in raised]
    return steps


def _named(text: str) -> list[str]:
    return re.findall(r"\b(?:SECMP|DP|MP)\d+[A-Z]?\b", text)


def _belongs(ref: str | None, heading: str) -> bool:
    return bool(ref) and ref in _named(heading)


def reviews_item(agenda: Rows, reviewed: Rows) -> str:
    """The number of the item that reviews actions: the one so titled, else the first. "" where none was reviewed."""
    if not reviewed or not agenda:
        return ""
    titled = (str(item["number"]) for item in agenda if OUTSTANDING.search(item["title"] or ""))
    return next(titled, str(agenda[0]["number"]))


def matrix_item(modifications: Rows, assessments: Rows) -> str:
    """The number of the item that most of the assessed modifications are named in; "" where none is."""
    assessed = {row["ref"] for row in assessments}
    named = Counter(number for row in modifications if row["ref"] in assessed for number in row.get("items") or [])
    return str(named.most_common(1)[0][0]) if named else ""


def _outcomes(decisions: list[dict[str, Any]], minutes: Minutes) -> list[Step]:
    """One step to a sentence; bullets that follow each other are a list behind "The TSC:"; a sentence with two verbs
    stands once."""
    steps: list[Step] = []
    for bullets, group in _runs(decisions):
        if bullets:
            steps.append({"kind": "outcome", "html": _listed(group, minutes), "decisions": group})
            continue
        for same in _same_text(group):
            markup = f"<p>{_escaped(same[0]['text'])}</p>"
            steps.append({"kind": "outcome", "html": markup, "decisions": same})
    return steps


def _runs(decisions: Iterable[dict[str, Any]]) -> list[tuple[bool, list[dict[str, Any]]]]:
    """Neighbours that are alike: bullets, which begin with their verb and are about the same, or sentences."""
    runs: list[tuple[tuple[bool, Any], list[dict[str, Any]]]] = []
    for each in decisions:
        is_bullet = each["text"].startswith(each["verb"])
        key = (is_bullet, each.get("modification") if is_bullet else None)
        if runs and runs[-1][0] == key:
            runs[-1][1].append(each)
        else:
            runs.append((key, [each]))
    return [(key[0], group) for key, group in runs]


def _same_text(group: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Records of one sentence together: as many as it has verbs, or of as many as it was read with, so that two items
    alike stay two."""
    found: list[list[dict[str, Any]]] = []
    for each in group:
        last = found[-1] if found else None
        if last is not None and last[0]["text"] == each["text"] and _has_room(last, each["verb"]):
            last.append(each)
        else:
            found.append([each])
    return found


def _has_room(rows: list[dict[str, Any]], verb: str) -> bool:
    return len(rows) < len(verbs_in(rows[0]["text"])) or verb not in [row["verb"] for row in rows]


def _listed(group: list[dict[str, Any]], minutes: Minutes) -> str:
    bullets = "".join(f"<li>{_escaped(each['text'])}</li>" for each in group)
    return f"<p>The {minutes.committee}:</p><ul>{bullets}</ul>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
