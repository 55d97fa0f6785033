"""What WeasyPrint leaves out of a document's tags: scopes of headings, bodies in lists, page furniture."""

from collections.abc import Iterator
from typing import Any

Objects = dict[bytes, Any]


def finish_tags(document: Any, pdf: Any) -> None:
    """Complete the tags of `pdf` before it is written; a finisher of `weasyprint.HTML.write_pdf`.

    A table's heading says whether it heads its column or its row (PDF/UA-1 7.5). A list entry's words stand
    in its body, also where it goes on over the page. What stands in the margins of a page is an artifact:
    WeasyPrint gives it elements that hang on no tree.
    """
    objects = {each.reference: each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached = dict(_elements(objects, root["K"][0]))
    by_role: dict[str, list[Any]] = {}
    for element in reached.values():
        by_role.setdefault(element["S"], []).append(element)
    for cell in by_role.get("/TH", []):
        section = objects[objects[cell["P"]]["P"]]
        cell["A"]["Scope"] = "/Column" if section["S"] == "/THead" else "/Row"
    for outer in by_role.get("/L", []):
        _hang_lists(objects, outer)
    for entry in by_role.get("/LI", []):
        _give_body(pdf, objects, entry)
    numbers = objects[root["ParentTree"]]["Nums"]
    for number, page in enumerate(pdf.page_references):
        _set_margins_apart(objects, objects[page], numbers[2 * number + 1], reached)


def _elements(objects: Objects, reference: Any) -> Iterator[tuple[bytes, Any]]:
    """Every element from `reference` downwards, with its reference. Kids that are numbers are contents."""
    if isinstance(reference, bytes) and objects[reference].get("Type") == "/StructElem":
        yield reference, objects[reference]
        for kid in objects[reference]["K"]:
            yield from _elements(objects, kid)


def _hang_lists(objects: Objects, outer: Any) -> None:
    """Hang lists that stand beside entries of the list `outer` into the entry before them, whose they are."""
    entry, kept = None, []
    for kid in outer["K"]:
        if entry is not None and objects[kid]["S"] == "/L":
            objects[kid]["P"] = entry.reference
            entry["K"].append(kid)
        else:
            entry = objects[kid]
            kept.append(kid)
    outer["K"][:] = kept


def _give_body(pdf: Any, objects: Objects, entry: Any) -> None:
    """Put all that stands in a list entry beside its label into one body."""
    labels = [kid for kid in entry["K"] if objects[kid]["S"] == "/Lbl"]
    bodies = [kid for kid in entry["K"] if objects[kid]["S"] == "/LBody"]
    if len(bodies) == 1 and len(labels) + 1 == len(entry["K"]):
        return
    inside = [
        part for kid in entry["K"] if kid not in labels for part in (objects[kid]["K"] if kid in bodies else [kid])
    ]
    body = type(entry)({**entry, "S": "/LBody", "K": type(entry["K"])(inside), "P": entry.reference})
    pdf.add_object(body)
    entry["K"][:] = [*labels, body.reference]
    for part in inside:
        objects[part]["P"] = body.reference
    for merged in bodies:
        objects[merged].clear()


def _set_margins_apart(objects: Objects, page: Any, owners: Any, reached: Objects) -> None:
    """Turn contents of `page` whose owner hangs on no tree into artifacts, and forget those owners."""
    outside = {mcid for mcid, owner in enumerate(owners) if owner not in reached}
    drawn = objects[page["Contents"]].stream
    for at, sign in enumerate(drawn):
        if sign == b"BDC" and drawn[at - 1].get("MCID") in outside:
            drawn[at - 2], drawn[at - 1]["Type"] = "/Artifact", "/Pagination"
            del drawn[at - 1]["MCID"]
    for mcid in outside:
        objects[owners[mcid]].clear()
        owners[mcid] = "null"
