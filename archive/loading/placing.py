"""Puts every fact of an amended reading into its item again: a person may have renamed, moved or added one, and what
stands in no item's entries would not print."""

import copy
import html
import re
from collections import Counter
from typing import Any

from archive.loading.arranging import matrix_item, reviews_item
from archive.loading.writing import FOOTNOTE, paragraph
from meetings.outcome_sentences import SENTENCE_END, verbs_in
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
    reviewing = reviews_item(items, found["actions_reviewed"])
    assessing = matrix_item(found["modifications"], found["mod_assessments"])
    _place_once(items, "reviews", bool(found["actions_reviewed"]), _numbered(items, reviewing))
    _place_once(items, "matrix", bool(found["mod_assessments"]), _numbered(items, assessing))
    return found


def _numbered(items: list[Item], number: str) -> Item | None:
    """The item of that number, else the last."""
    return next((item for item in items if item["number"] == number), items[-1] if items else None)


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
    """Each outcome goes with the first entry of its item that holds its words; one whose words stand in none becomes
    a sentence of its own at the item's end."""
    for item in items:
        left = [row for row in decisions if row["item"] == item["number"]]
        for entry in item["entries"]:
            if entry["kind"] == "outcome":
                entry["decisions"] = _taken(left, _words_of(entry))
        for row in left:
            item["entries"].append({"kind": "outcome", "html": paragraph(row["text"] or ""), "decisions": [row]})


def _taken(left: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The outcomes that `text` holds, taken out of `left`: those that are a whole sentence of it, whatever verbs they
    were read with, one of a kind to each such sentence; and of those that are part of one as many as it has verbs."""
    words, room, whole = _bare(text), max(1, len(verbs_in(text))), _sentences(text)
    here: list[int] = []
    kinds: Counter[tuple[str, Any]] = Counter()
    for at, row in enumerate(left):
        said, verb = _bare(row["text"] or ""), row.get("verb")
        is_whole = kinds[said, verb] < whole[said]
        if is_whole or (said in words and len(here) < room):
            here.append(at)
            kinds[said, verb] += 1
    taken = [left[at] for at in here]
    for at in reversed(here):
        del left[at]
    return taken


def _words_of(entry: dict[str, Any]) -> str:
    return plain(FOOTNOTE.sub("", entry.get("html") or ""))


def _sentences(text: str) -> Counter[str]:
    """How often each sentence or bullet stands in `text`, which itself is one however many it is made of."""
    parts = [_bare(part) for line in text.split("\n") for part in SENTENCE_END.split(line)]
    return Counter([*parts, *([_bare(text)] if len(parts) > 1 else [])])


def reworded(entry: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The entry with the words `new` where its sentence was `old`; as it is where that is no whole sentence of it.
    What markup stood within the sentence goes, but for its footnotes."""
    said = " ".join(old.split())
    if not said or not new or not _sentences(_words_of(entry))[_bare(said)]:
        return entry
    body, plainly = entry.get("html") or "", html.escape(new, quote=False)
    words = r"\s+".join(re.escape(html.escape(word, quote=False)) for word in said.split())
    after = "" if said[-1] in ".;," else r"(?=\s*(?:[<.;,]|$))"
    changed, times = re.subn(rf"(?<!\w){words}{after}", lambda _: plainly, body, count=1)
    if not times and _bare(_words_of(entry)) == _bare(said):
        notes = "".join(found[0] for found in FOOTNOTE.finditer(body))
        changed = f"<p>{plainly}{notes}</p>"
    return entry | {"html": changed}


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


def _append(items: list[Item], number: str, entry: dict[str, Any]) -> None:
    for item in items:
        if item["number"] == number:
            item["entries"].append(entry)
            return
