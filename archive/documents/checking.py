"""The checking page: the source at the left, at the right what was read in it as fields, and the doubts before all."""

from dataclasses import dataclass, field
from typing import Any

from archive.amending import Problem, missing, problems
from archive.amending.columns import AGENDA, ENTRIES, FACTS, SECTIONS, WRITTEN, Column, Section
from archive.amending.typed import shown_body
from archive.amending.working import anchor_of
from archive.models import Doubt, Import, Origin
from archive.operations import contradictions
from secgov import richtext
from secgov.access import Reader

# A page with more lines than these takes longer to open than anybody reads in it; the file itself has the rest.
MOST_LINES = 5_000
Place = dict[str, Any]


@dataclass
class CheckingPage:
    """Everything that the page shows. `facts` are fields; a section's rows have fields, a place and their doubts."""

    doubts: list[dict[str, Any]] = field(default_factory=list)
    settled: list[dict[str, Any]] = field(default_factory=list)
    missing: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    offers: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    lines_left: int = 0

    @property
    def left(self) -> int:
        """How much is to be done before these minutes can be stored."""
        return len(self.doubts) + len(self.missing) + len(self.problems)

    @property
    def places(self) -> int:
        return len({line["page"] for line in self.lines})


def checking_page(record: Import, working: dict[str, Any], reader: Reader) -> CheckingPage:
    """The page for the working copy, which is what is stored or what was typed and could not be saved."""
    page = CheckingPage(missing=missing(working), problems=problems(working))
    wrong = {each.anchor: each.sentence for each in (*page.missing, *page.problems)}
    numbers = [(item["number"], f"{item['number']} {item['title']}"[:80]) for item in working["agenda"]]
    page.facts = [_fact(column, working, wrong) for column in FACTS]
    page.sections = [_section(section, working, wrong, numbers) for section in SECTIONS]
    page.offers = _offers(working)
    _doubts(page, record, _ids(page), reader)
    _lines(page, record)
    return page


def _fact(column: Column, working: dict[str, Any], wrong: dict[str, str]) -> dict[str, Any]:
    drawn = _field(column, working.get(column.name), column.name, column.name, wrong, [])
    return drawn | {"place": _place(working["places"].get(column.name)), "anchor": column.name}


def _field(
    column: Column, value: Any, name: str, anchor: str, wrong: dict[str, str], numbers: list[tuple[str, str]]
) -> dict[str, Any]:
    """One field as the template draws it: its name as it is posted, its id, its value as it is typed."""
    return {
        "name": name,
        "id": anchor,
        "label": column.label,
        "kind": column.kind,
        "width": column.width,
        "help": column.help,
        "value": _typed(column, value),
        "choices": _choices(column, value, numbers),
        "wrong": wrong.get(anchor, ""),
    }


def _typed(column: Column, value: Any) -> Any:
    if column.kind == "flag":
        return bool(value)
    if column.kind == "list":
        return ", ".join(value or [])
    return "" if value is None else value


def _choices(column: Column, value: Any, numbers: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """What may be chosen; a value that is none of these stands among them, so that it is seen and not lost."""
    if column.kind not in ("choice", "item"):
        return []
    options = list(column.choices) if column.kind == "choice" else [("", "Not stated"), *numbers]
    now = value or ""
    if now not in [each for each, _ in options]:
        options.append((now, f"{now} (not one of these)"))
    return [{"value": each, "label": label, "selected": each == now} for each, label in options]


def _section(
    section: Section, working: dict[str, Any], wrong: dict[str, str], numbers: list[tuple[str, str]]
) -> dict[str, Any]:
    rows = []
    for at, row in enumerate(working[section.name], start=1):
        key = row["key"]
        fields = [
            _field(column, row.get(column.name), f"{key}.{column.name}", f"{key}-{column.name}", wrong, numbers)
            for column in section.columns
        ]
        drawn = {"key": key, "at": at, "label": _label(section, row, at), "fields": fields}
        rows.append(drawn | {"place": _place(row.get("place"))} | _item(section, row, wrong))
    return {"name": section.name, "title": section.title, "one": section.one, "rows": rows}


def _label(section: Section, row: dict[str, Any], at: int) -> str:
    """What a row is called where it is spoken of."""
    named = row.get("ref") or row.get("name") or (row.get("verb") if section.name == "decisions" else "")
    if section is AGENDA:
        named = f"Item {row['number']}" if row["number"] else ""
    return str(named or f"{section.title} {at}")


def _item(section: Section, row: dict[str, Any], wrong: dict[str, str]) -> dict[str, Any]:
    """What an item of the agenda has beside its fields: its entries, or where it has none, its sub-headings."""
    if section is not AGENDA:
        return {}
    entries = [_entry(entry, wrong) for entry in row["entries"]]
    is_open = any(entry["wrong"] for entry in entries)
    return {
        "entries": entries,
        "is_open": is_open,
        "subheadings": "" if entries else "\n".join(row.get("subheadings") or []),
    }


def _entry(entry: dict[str, Any], wrong: dict[str, str]) -> dict[str, Any]:
    kind, body = entry["kind"], ""
    if kind in WRITTEN:
        body = shown_body(entry)
    elif kind == "heading":
        body = str(entry.get("title") or "")
    return {
        "key": entry["key"],
        "kind": kind,
        "word": f"Action {entry.get('ref')}" if kind == "action" else ENTRIES[kind],
        "shown": richtext.clean(str(entry.get("html") or "")) if kind in WRITTEN else "",
        "body": body,
        "is_written": kind in WRITTEN or kind == "heading",
        "wrong": wrong.get(f"{entry['key']}-body", ""),
    }


def _offers(working: dict[str, Any]) -> list[dict[str, Any]]:
    taken = {row["offer"]: row for row in working["actions_raised"] if row.get("offer")}
    return [each | {"place": _place(each), "taken": taken.get(each["key"])} for each in working["offers"]]


def _place(place: Place | None) -> Place | None:
    """Where a fact was read: its first and last line, and the words for that."""
    if not place or not place.get("line"):
        return None
    first, last = int(place["line"]), int(place.get("last") or place["line"])
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    page = f"page {place['page']}, " if place.get("page") else ""
    return {"line": first, "last": last, "words": f"{page}{lines}"}


def _ids(page: CheckingPage) -> set[str]:
    rows = {row["key"] for section in page.sections for row in section["rows"]}
    return rows | {each["id"] for each in page.facts} | {section["name"] for section in page.sections}


def _doubts(page: CheckingPage, record: Import, ids: set[str], reader: Reader) -> None:
    """The reader's doubts in the order of the source, then what the record says otherwise."""
    kept = list(record.doubts.select_related("settled_by").order_by("rank", "pk"))
    names = _names(page)
    against = {(doubt.field, doubt.text): doubt for doubt in kept if doubt.origin == Origin.RECORD}
    for doubt in kept:
        if doubt.origin == Origin.READER:
            place = _place({"page": doubt.page, "line": doubt.line})
            drawn: dict[str, Any] = {
                "key": str(doubt.pk),
                "text": _doubtful(doubt, names),
                "why": doubt.why,
                "place": place,
                "url": "",
            }
            _add(page, drawn | {"anchor": _reached(anchor_of(doubt.field), ids), "is_final": False}, doubt)
    places = {row["key"]: row["place"] for section in page.sections for row in section["rows"]}
    places |= {each["anchor"]: each["place"] for each in page.facts}
    for each in contradictions(record, reader):
        drawn = {"key": each.key, "text": each.text, "why": each.why, "url": each.url, "is_final": each.is_final}
        drawn |= {"place": places.get(each.anchor), "anchor": _reached(each.anchor, ids)}
        _add(page, drawn, None if each.is_final else against.get((each.anchor, each.text)))


def _names(page: CheckingPage) -> dict[str, str]:
    """What each field of the meeting, each section and each row is called."""
    sections = {section["name"]: section["title"] for section in page.sections}
    rows = {row["key"]: row["label"] for section in page.sections for row in section["rows"]}
    return sections | rows | {each["anchor"]: each["label"] for each in page.facts}


def _doubtful(doubt: Doubt, names: dict[str, str]) -> str:
    """What a doubt of the reader is about, and what was read there."""
    name = names.get(anchor_of(doubt.field)) or names.get(anchor_of(doubt.field).rpartition("-")[0], "")
    return ": ".join(filter(None, [name, doubt.text if doubt.text != name else ""])) or "The reading as a whole"


def _add(page: CheckingPage, drawn: dict[str, Any], doubt: Any) -> None:
    is_settled = doubt is not None and doubt.settled_by_id is not None
    words = {"settled_by": str(doubt.settled_by), "settled_at": doubt.settled_at} if is_settled else {}
    (page.settled if is_settled else page.doubts).append(drawn | words | {"is_settled": is_settled})


def _reached(anchor: str, ids: set[str]) -> str:
    """The anchor, or where its row has been taken out the section it stood in; "" where there is neither."""
    section = anchor.rpartition("-")[0]
    return anchor if anchor in ids else (section if section in ids else "")


def _lines(page: CheckingPage, record: Import) -> None:
    """Every line of the source, with what was read from it on."""
    lines = record.reading.lines if hasattr(record, "reading") else []
    read: dict[int, tuple[str, str]] = {}
    for section in page.sections:
        for row in section["rows"]:
            if row["place"]:
                read.setdefault(row["place"]["line"], (row["key"], row["label"]))
    for each in page.facts:
        if each["place"]:
            read.setdefault(each["place"]["line"], (each["anchor"], each["label"]))
    page.lines_left = max(0, len(lines) - MOST_LINES)
    before = None
    for number_of_page, number, text in lines[:MOST_LINES]:
        anchor, label = read.get(number, ("", ""))
        drawn = {"number": number, "text": text, "anchor": anchor, "label": label, "page": number_of_page}
        page.lines.append(drawn | {"is_first": number_of_page != before})
        before = number_of_page
