"""What a page posts, as a working copy: every row that was there or was added, with what was typed, right or not, so
that a save loses nothing."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from archive.amending.columns import BY_NAME, ENTRIES, FACTS, SECTIONS, WRITTEN, Column, Section
from archive.amending.working import Row, number_of
from archive.loading.placing import placed, reworded
from meetings.forms import RichTextField

KEY = re.compile(r"[a-z_]+-[0-9a-z-]{1,60}")
TAGGED = re.compile(r"<(?:p|ul|ol|table|blockquote|fn)\b")
# Values that the schema wants as text even where they are empty; others are null when empty.
TEXTS = ("name", "number", "title", "ref", "item", "text", "update", "verb", "status")


class Posted(Protocol):
    """The fields of a form, several values to a name."""

    def get(self, name: str, default: Any = None, /) -> Any: ...
    def getlist(self, name: str, /) -> list[Any]: ...
    def __contains__(self, name: object, /) -> bool: ...


@dataclass(frozen=True)
class Change:
    """What the button that was pressed asks for beside saving: "save", "confirm", "add", "remove", "up" or "take"; and
    of which list or row."""

    verb: str
    target: str = ""

    @classmethod
    def read(cls, words: str) -> "Change":
        verb, _, target = words.partition(":")
        return cls(verb, target) if verb in ("confirm", "add", "remove", "up", "take") else cls("save")


def typed(
    posted: Posted, before: Mapping[str, Any], change: Change, *, in_use: Collection[str] | None = ()
) -> dict[str, Any]:
    """The working copy that `posted` makes of the one `before`, with the row added, taken out or moved that `change`
    asks for. `in_use` are action references that are not free, whatever stands on the page; with None none is given."""
    working = dict(before)
    for column in FACTS:
        working[column.name] = _value(column, posted, column.name)
    for section in SECTIONS:
        known = {row["key"]: row for row in before[section.name]}
        keys = _keys(posted, section.name, change)
        working[section.name] = [_row(section, posted, key, known.get(key, {})) for key in keys]
        if change == Change("add", section.name):
            working[section.name].append(_new(section))
    for item in working["agenda"]:
        item["entries"] = _entries(posted, item, before, change)
    _follow_renamed(working, before)
    _follow_reworded(working, before)
    return _with_offer(working, change.target, in_use) if change.verb == "take" else working


def _keys(posted: Posted, name: str, change: Change) -> list[str]:
    """The keys of the rows on the page, each once, without the one to be taken out."""
    listed = [key for key in dict.fromkeys(posted.getlist(name)) if KEY.fullmatch(key)]
    if change.verb == "remove" and change.target in listed:
        listed.remove(change.target)
    if change.verb == "up" and change.target in listed[1:]:
        at = listed.index(change.target)
        listed[at - 1 : at + 1] = [listed[at], listed[at - 1]]
    return listed


def _row(section: Section, posted: Posted, key: str, known: Row) -> Row:
    row = known | {column.name: _value(column, posted, f"{key}.{column.name}") for column in section.columns}
    if section.name == "agenda" and f"{key}.subheadings" in posted:
        lines = str(posted.get(f"{key}.subheadings") or "").splitlines()
        row["subheadings"] = [line.strip() for line in lines if line.strip()]
    # A body that was read with its markup goes when its words are changed; the words then print plainly.
    words = "update" if section.name == "actions_reviewed" else "text"
    if "html" in row and row.get(words) != known.get(words):
        del row["html"]
    return row | {"key": key, "place": known.get("place")}


def _new(section: Section) -> Row:
    row: Row = {column.name: _empty(column) for column in section.columns}
    return row | {"key": _new_key(section.name), "place": None}


def _empty(column: Column) -> Any:
    if column.kind == "flag":
        return column.name == "present"
    if column.kind in ("list", "rows"):
        return []
    return "" if column.name in TEXTS else None


def _new_key(of: str) -> str:
    return f"{of}-n{uuid.uuid4().hex[:8]}"


def _value(column: Column, posted: Posted, name: str) -> Any:
    if column.kind == "flag":
        return name in posted
    text = str(posted.get(name) or "").replace("\r\n", "\n").strip()
    if column.kind == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if column.kind == "number":
        return int(text) if text.isdecimal() and len(text) < 10 else text or None
    if column.kind == "text":
        text = " ".join(text.split())
    return text or ("" if column.name in TEXTS else None)


def _entries(posted: Posted, item: Row, before: Mapping[str, Any], change: Change) -> list[Row]:
    """The entries of an item, with what was typed into those that can be written here."""
    known = {entry["key"]: entry for each in before["agenda"] for entry in each["entries"]}
    entries = []
    for key in _keys(posted, f"{item['key']}.entries", change):
        entry = dict(known.get(key) or {"kind": str(posted.get(f"{key}.kind") or "discussion")})
        if entry["kind"] not in ENTRIES:
            continue
        if f"{key}.body" in posted:
            entry = _written(entry, str(posted.get(f"{key}.body") or ""))
        entries.append(entry | {"key": key})
    added = change.target.partition(" ")
    if change.verb == "add" and added[0] == f"{item['key']}.entries" and added[2] in (*WRITTEN, "heading"):
        body = {"title": ""} if added[2] == "heading" else {"html": ""}
        entries.append({"kind": added[2], **body, "key": _new_key(f"{item['key']}-entry")})
    return entries


def _written(entry: Row, text: str) -> Row:
    if entry["kind"] == "heading":
        return entry | {"title": " ".join(text.split())}
    if " ".join(text.split()) == " ".join(shown_body(entry).split()):
        return entry
    body = text.strip() if TAGGED.search(text) else (RichTextField(required=False).clean(text) if text.strip() else "")
    return entry | {"html": body}


def shown_body(entry: Row) -> str:
    """The body of an entry as it is typed: plainly where nothing is lost by that, a footnote in its own mark."""
    body = str(entry.get("html") or "")
    return body if "<fn>" in body else RichTextField.shown(body)


def _follow_renamed(working: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Let what names an item or an action follow where that was given another number."""
    numbers = _renamed(working["agenda"], before["agenda"], "number")
    for name in ("decisions", "actions_raised"):
        for row in working[name]:
            row["item"] = numbers.get(row["item"], row["item"])
    for row in working["modifications"]:
        row["items"] = [numbers.get(number, number) for number in row["items"]]
    refs = _renamed(working["actions_raised"], before["actions_raised"], "ref")
    for item in working["agenda"]:
        for entry in item["entries"]:
            if entry["kind"] == "action":
                entry["ref"] = refs.get(entry.get("ref"), entry.get("ref"))


def _follow_reworded(working: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Let the sentence in its item follow an outcome that is given other words, and with it what other verbs the same
    sentence was read with."""
    now = {row["key"]: row for row in working["decisions"]}
    for key, rows in _held(before).items():
        for row in rows:
            after = now.get(row["key"])
            if after is None:
                continue
            old, new = _one_line(row["text"]), after["text"]
            if not new or new == old or not _reword(working, key, after["item"], old, new):
                continue
            for mate in rows:
                same = now.get(mate["key"])
                if same is not None and _one_line(mate["text"]) == same["text"] == old:
                    same["text"] = new


def _held(before: Mapping[str, Any]) -> dict[str, list[Row]]:
    """By the key of an entry the outcomes that stood in it."""
    items = placed(dict(before))["agenda"]
    entries = (entry for item in items for entry in item.get("entries") or [])
    return {entry["key"]: entry["decisions"] for entry in entries if entry.get("decisions") and "key" in entry}


def _reword(working: dict[str, Any], key: str, number: str, old: str, new: str) -> bool:
    """Put the words into the entry of that key, where it stands in the item of that number still; whether it did."""
    for item in working["agenda"]:
        for at, entry in enumerate(item["entries"]):
            if entry["key"] == key and item["number"] == number:
                item["entries"][at] = reworded(entry, old, new)
                return item["entries"][at] is not entry
    return False


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _renamed(rows: list[Row], before: list[Row], name: str) -> dict[str, str]:
    """Old to new, for what is called otherwise than before and whose old name nothing bears any more."""
    old = {row["key"]: row[name] for row in before}
    now = {row[name] for row in rows}
    pairs = ((old[row["key"]], row[name]) for row in rows if row["key"] in old)
    return {was: new for was, new in pairs if was and was != new and was not in now}


def _with_offer(working: dict[str, Any], key: str, in_use: Collection[str] | None) -> dict[str, Any]:
    """With the promise that was taken as an action, in the meeting's next free number where that can be said."""
    offer = next((each for each in working["offers"] if each["key"] == key), None)
    is_taken = any(row.get("offer") == key for row in working["actions_raised"])
    if offer is None or is_taken:
        return working
    row = _new(BY_NAME["actions_raised"]) | {
        "ref": "" if in_use is None else next_ref(working, in_use),
        "item": offer.get("item") or "",
        "owner": offer.get("owner"),
        "text": offer.get("text") or "",
        "offer": key,
        "place": {"page": offer.get("page"), "line": offer["line"]} if offer.get("line") else None,
    }
    return working | {"actions_raised": [*working["actions_raised"], row]}


def next_ref(working: Mapping[str, Any], in_use: Collection[str]) -> str:
    """The next free action reference of the meeting; "" while its committee or number is not known."""
    number = number_of(dict(working))
    if not working.get("committee") or number is None:
        return ""
    start = f"{working['committee']}{number:02d}/"
    rows = [*working["actions_raised"], *working["actions_reviewed"]]
    refs = {str(row["ref"]) for row in rows} | set(in_use)
    taken = [int(found[1]) for ref in refs if (found := re.match(re.escape(start) + r"(\d+)", ref))]
    return f"{start}{max(taken, default=0) + 1:02d}"
