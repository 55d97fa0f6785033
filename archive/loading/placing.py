"""Puts every fact of an amended reading into its item again: a person may have renamed, moved or added one, and what
stands in no item's entries would not print."""

import copy
import html
from typing import Any

from archive.loading.arranging import OUTSTANDING
from archive.loading.writing import FOOTNOTE
from meetings.outcome_sentences import verbs_in
from secgov.richtext import plain

Item = dict[str, Any]


def placed(found: dict[str, Any]) -> dict[str, Any]:
    """A copy of the reading in which the entries of each item hold all that belongs there, and nothing twice. Items
    without entries are left to the loader, which arranges them itself."""
    found = copy.deepcopy(found)
    items: list[Item] = found["agenda"]
    if not any(item.get("entries") for item in items):
        for item in items:
            item.pop("entries", None)
        return found
    for item in items:
        item["entries"] = item.get("entries") or _headings(item)
    _place_actions(items, found["actions_raised"])
    _place_outcomes(items, found["decisions"])
    _place_once(items, "reviews", bool(found["actions_reviewed"]), _reviewing(items))
    _place_once(items, "matrix", bool(found["mod_assessments"]), _assessing(items, found))
    return found


def _headings(item: Item) -> list[dict[str, Any]]:
    return [{"kind": "heading", "title": title} for title in item.get("subheadings") or []]


def _place_actions(items: list[Item], raised: list[dict[str, Any]]) -> None:
    wanted = {row["ref"]: row["item"] for row in raised}
    for item in items:
        kept = []
        for entry in item["entries"]:
            if entry["kind"] != "action":
                kept.append(entry)
            elif wanted.get(entry.get("ref")) == item["number"]:
                del wanted[entry["ref"]]
                kept.append(entry)
        item["entries"] = kept
    for ref, number in wanted.items():
        _append(items, number, {"kind": "action", "ref": ref})


def _place_outcomes(items: list[Item], decisions: list[dict[str, Any]]) -> None:
    """Each outcome goes with the first sentence of its item that holds its words, as many to a sentence as it has
    verbs; one whose words stand in none becomes a sentence of its own at the item's end."""
    for item in items:
        left = [row for row in decisions if row["item"] == item["number"]]
        for entry in item["entries"]:
            if entry["kind"] == "outcome":
                entry["decisions"] = _taken(left, plain(FOOTNOTE.sub("", entry.get("html") or "")))
        for row in left:
            body = f"<p>{html.escape(row['text'] or '', quote=False)}</p>"
            item["entries"].append({"kind": "outcome", "html": body, "decisions": [row]})


def _taken(left: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The outcomes whose words stand in `text`, taken out of `left`."""
    words, room = _bare(text), max(1, len(verbs_in(text)))
    here = [at for at, row in enumerate(left) if _bare(row["text"] or "") in words][:room]
    taken = [left[at] for at in here]
    for at in reversed(here):
        del left[at]
    return taken


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".;,")


def _place_once(items: list[Item], kind: str, is_wanted: bool, at: Item | None) -> None:
    """One entry of that kind in all, where there is something for it to print."""
    is_there = False
    for item in items:
        kept = []
        for entry in item["entries"]:
            if entry["kind"] == kind:
                if is_there or not is_wanted:
                    continue
                is_there = True
            kept.append(entry)
        item["entries"] = kept
    if is_wanted and not is_there and at is not None:
        at["entries"].insert(0, {"kind": kind})


def _reviewing(items: list[Item]) -> Item | None:
    titled = (item for item in items if OUTSTANDING.search(item["title"] or ""))
    return next(titled, items[0] if items else None)


def _assessing(items: list[Item], found: dict[str, Any]) -> Item | None:
    """The item that most of the assessed modifications are named in."""
    assessed = {row["ref"] for row in found["mod_assessments"]}
    named = [number for row in found["modifications"] if row["ref"] in assessed for number in row.get("items") or []]
    if not named:
        return items[-1] if items else None
    most = max(set(named), key=lambda number: (named.count(number), -named.index(number)))
    return next((item for item in items if item["number"] == most), items[-1])


def _append(items: list[Item], number: str, entry: dict[str, Any]) -> None:
    for item in items:
        if item["number"] == number:
            item["entries"].append(entry)
            return
