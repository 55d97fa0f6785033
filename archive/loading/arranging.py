"""Where each fact of a reading stands in its item. A reading that gives the order of an item's entries is followed;
for one that does not, outcomes and actions go under the sub-heading that names what they are about."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from archive.loading.checking import NotReadable
from archive.loading.reading import Minutes
from meetings.outcome_sentences import verbs_in

OUTSTANDING = re.compile(r"\bactions? outstanding\b", re.IGNORECASE)
Step = dict[str, Any]


def arrange(minutes: Minutes) -> dict[str, list[Step]]:
    """The steps of each item by its number, in the order they print. NotReadable names a fact in no item."""
    _check_places(minutes)
    return {
        item["number"]: item["entries"] if item.get("entries") else _arranged(minutes, item) for item in minutes.agenda
    }


def _check_places(minutes: Minutes) -> None:
    numbers = {item["number"] for item in minutes.agenda}
    if len(numbers) != len(minutes.agenda):
        raise NotReadable("Two items of 'agenda' have the same number.")
    for name in ("actions_raised", "decisions"):
        for at, row in enumerate(getattr(minutes, name)):
            if row["item"] not in numbers:
                raise NotReadable(f"{name}[{at}] stands in item {row['item']!r}, which is not on the agenda.")


def _arranged(minutes: Minutes, item: dict[str, Any]) -> list[Step]:
    number, headings = item["number"], list(item.get("subheadings") or [])
    decisions = [each for each in minutes.decisions if each["item"] == number]
    raised = [each for each in minutes.actions_raised if each["item"] == number]
    steps: list[Step] = [{"kind": "reviews"}] if number == reviews_item(minutes) else []
    if number == matrix_item(minutes):
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


def reviews_item(minutes: Minutes) -> str:
    """The item that reviews actions: the one so titled, else the first. "" where none was reviewed."""
    if not minutes.actions_reviewed or not minutes.agenda:
        return ""
    titled = (item["number"] for item in minutes.agenda if OUTSTANDING.search(item["title"]))
    return next(titled, minutes.agenda[0]["number"])


def matrix_item(minutes: Minutes) -> str:
    """The item that most of the assessed modifications are named in; "" where there is no matrix."""
    assessed = {row["ref"] for row in minutes.assessments}
    named = Counter(
        number for row in minutes.modifications if row["ref"] in assessed for number in row.get("items") or []
    )
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
    """Records of one sentence together: as many as it has verbs, so that two items alike stay two."""
    found: list[list[dict[str, Any]]] = []
    for each in group:
        last = found[-1] if found else None
        full = last is not None and len(last) >= len(verbs_in(last[0]["text"]))
        if last is not None and last[0]["text"] == each["text"] and not full:
            last.append(each)
        else:
            found.append([each])
    return found


def _listed(group: list[dict[str, Any]], minutes: Minutes) -> str:
    bullets = "".join(f"<li>{_escaped(each['text'])}</li>" for each in group)
    return f"<p>The {minutes.committee}:</p><ul>{bullets}</ul>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
