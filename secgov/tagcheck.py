"""The tag check: what a screen reader needs of a PDF (PDF/UA-1), and what is wrong with one, in sentences."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

from secgov.tagged_content import Content, contents_of

LANGUAGE = "en-GB"
PDFUA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"

# The standard structure types (ISO 32000-1, 14.8.4).
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
# fmt: off
ROLES = {
    *HEADINGS, "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody",
    "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}
# fmt: on
# What may stand directly in an element of a role, where the role says so.
MAY_HOLD = {
    "Table": {"THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
# What an element of a role may stand in, where the role says so.
MUST_STAND_IN = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
}


@dataclass
class Element:
    """An element of the structure tree. `contents` are its own, each as a page and a number."""

    role: str
    dictionary: Any
    kids: list["Element"] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    # Elements and contents in the order they are read.
    order: list[Any] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def text(self, texts: dict[tuple[int, int], str]) -> str:
        """The words in the element, in reading order."""
        return "".join(each.text(texts) if isinstance(each, Element) else texts.get(each, "") for each in self.order)


def check(pdf: bytes) -> list[str]:
    """What is wrong with the tags of `pdf`, a sentence each; empty when nothing is."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        wrong = list(_identity(document))
        if "/StructTreeRoot" not in document.Root:
            return [*wrong, "The document has no structure tree."]
        root = document.Root.StructTreeRoot
        pages = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        tree = _element(root.get("/K"), pages, root, None)
        contents = [each for number, page in enumerate(document.pages, 1) for each in contents_of(page, number)]
        elements = list(tree.all())[1:]
        return [
            *wrong,
            *_contents(contents, elements),
            *_parent_tree(document, elements),
            *_roles(elements, root),
            *_nesting(tree),
            *_cells_and_figures(elements),
            *_headings(document, elements, contents),
            *_fonts(document),
        ]


def _identity(document: pikepdf.Pdf) -> Iterator[str]:
    """Who the document says it is: PDF/UA-1, titled, in English, tagged."""
    described = document.open_metadata()
    if described.get(PDFUA_PART) != "1":
        yield "The metadata does not say PDF/UA-1."
    if not str(described.get("dc:title") or "").strip():
        yield "The metadata has no title."
    root = document.Root
    nothing = pikepdf.Dictionary()
    if not root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False):
        yield "The title is not what a window shows: DisplayDocTitle is not set."
    if str(root.get("/Lang", "")) != LANGUAGE:
        yield f"The language is {str(root.get('/Lang', '')) or 'not given'}, not {LANGUAGE}."
    if not root.get("/MarkInfo", nothing).get("/Marked", False):
        yield "The document is not marked as tagged."


def _element(kids: Any, pages: dict[Any, int], dictionary: Any, page: int | None) -> Element:
    """The element of `dictionary` with all in `kids`; `page` is where its contents are unless they say."""
    element = Element(str(dictionary.get("/S", ""))[1:], dictionary)
    page = pages.get(dictionary.Pg.objgen, page) if "/Pg" in dictionary else page
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.kids.append(_element(kid.get("/K"), pages, kid, page))
            element.order.append(element.kids[-1])
        elif (content := _content(kid, pages, page)) is not None:
            element.contents.append(content)
            element.order.append(content)
    return element


def _content(kid: Any, pages: dict[Any, int], page: int | None) -> tuple[int, int] | None:
    """The page and number of a marked content that an element claims; None for references to links."""
    if isinstance(kid, int) and page is not None:
        return page, kid
    if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
        there = pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
        return (there, int(kid.MCID)) if there is not None else None
    return None


def _contents(contents: list[Content], elements: list[Element]) -> Iterator[str]:
    """Everything drawn is an artifact or the content of one element."""
    claims = [claim for element in elements for claim in element.contents]
    claimed = set(claims)
    if len(claims) > len(claimed):
        yield "Two elements claim the same content."
    for content in contents:
        if not content.is_artifact and (content.page, content.number) not in claimed:
            what = f"the text “{content.text}”" if content.text else "something drawn"
            yield f"On page {content.page} {what} is neither tagged nor an artifact."
        elif content.is_artifact and content.number is not None:
            yield f"On page {content.page} an artifact stands inside tagged content."


def _parent_tree(document: pikepdf.Pdf, elements: list[Element]) -> Iterator[str]:
    """From each content the parent tree leads back to the element that claims it."""
    if "/ParentTree" not in document.Root.StructTreeRoot:
        yield "The structure tree has no parent tree."
        return
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(document.pages, start=1):
        index = int(page.get("/StructParents", -1))
        there: Any = parents.get(index, [])
        claims = ((mcid, each) for each in elements for at, mcid in each.contents if at == number)
        if any(not _leads_to(there, mcid, each) for mcid, each in claims):
            yield f"The parent tree does not lead from the contents of page {number} to their elements."


def _leads_to(there: Any, mcid: int, element: Element) -> bool:
    return mcid < len(there) and there[mcid] is not None and there[mcid].objgen == element.dictionary.objgen


def _roles(elements: list[Element], root: Any) -> Iterator[str]:
    """Every role is a standard one, or is mapped to one."""
    role_map = root.get("/RoleMap", pikepdf.Dictionary())
    mapped = {str(name)[1:]: str(role)[1:] for name, role in role_map.items()}
    for role in sorted({element.role for element in elements}):
        if role not in ROLES and mapped.get(role) not in ROLES:
            yield f"The role {role} is not known."


def _nesting(tree: Element) -> Iterator[str]:
    """Tables and lists are built of their parts and of nothing else."""
    for parent in tree.all():
        allowed = MAY_HOLD.get(parent.role)
        if allowed is not None and parent.contents:
            yield f"{_named(parent.role)} holds words of its own."
        for kid in parent.kids:
            if allowed is not None and kid.role not in allowed:
                yield f"{_named(parent.role)} holds {_inside(kid.role)}."
            elif parent.role not in MUST_STAND_IN.get(kid.role, {parent.role}):
                yield f"{_named(kid.role)} stands in {_inside(parent.role)}."
        if parent.role == "L" and not any(kid.role == "LI" for kid in parent.kids):
            yield "A list has no entries."
        if parent.role == "LI" and not any(kid.role == "LBody" for kid in parent.kids):
            yield "An entry of a list has no body."


NAMES = {
    "Table": "A table",
    "THead": "A table's head",
    "TBody": "A table's body",
    "TFoot": "A table's foot",
    "TR": "A table's row",
    "TH": "A table's heading",
    "TD": "A table's cell",
    "L": "A list",
    "LI": "A list's entry",
    "Lbl": "A list's label",
    "LBody": "A list entry's body",
}


def _named(role: str) -> str:
    return NAMES.get(role, f"An element {role}" if role else "The document's root")


def _inside(role: str) -> str:
    """The name of a role within a sentence."""
    name = _named(role)
    return name[0].lower() + name[1:]


def _cells_and_figures(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.role == "TH" and not _attribute(element, "/Scope"):
            yield "A table's heading does not say what it heads: Scope is missing."
        if element.role == "Table" and not any(each.role == "TH" for each in element.all()):
            yield "A table has no headings."
        if element.role == "Figure" and not str(element.dictionary.get("/Alt", "")).strip():
            yield "A figure has no words in its place: Alt is missing."


def _attribute(element: Element, name: str) -> Any:
    found = element.dictionary.get("/A", pikepdf.Array())
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(each, pikepdf.Dictionary) and name in each:
            return each[name]
    return None


def _headings(document: pikepdf.Pdf, elements: list[Element], contents: list[Content]) -> Iterator[str]:
    """Headings begin at the first level, skip none, and are the bookmarks."""
    texts = _texts(contents)
    found = [(HEADINGS.index(each.role) + 1, each.text(texts)) for each in elements if each.role in HEADINGS]
    if not found or found[0][0] != 1:
        yield "The document does not begin with a heading of the first level."
    for (above, _), (level, words) in pairwise(found):
        if level > above + 1:
            yield f"The heading “{words}” skips a level: it is of level {level} below {above}."
    bookmarks = _bookmarks(document)
    if not bookmarks:
        yield "The document has no bookmarks."
    elif _squeezed(bookmarks) != _squeezed(found):
        yield "The bookmarks are not the headings."


def _texts(contents: list[Content]) -> dict[tuple[int, int], str]:
    """The words of each tagged content, by page and number."""
    texts: dict[tuple[int, int], str] = {}
    for each in contents:
        if each.number is not None:
            texts[each.page, each.number] = texts.get((each.page, each.number), "") + each.text
    return texts


def _bookmarks(document: pikepdf.Pdf) -> list[tuple[int, str]]:
    def below(items: Iterable[Any], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from below(item.children, depth + 1)

    with document.open_outline() as outline:
        return list(below(outline.root, 1))


def _squeezed(headings: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without spaces, which a line's end leaves out."""
    return [(level, "".join(words.split())) for level, words in headings]


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    """Every font travels in the file."""
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and not _is_embedded(each):
            yield f"The font {str(each.get('/BaseFont', '/without a name'))[1:]} is not embedded."


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        return all(_is_embedded(each) for each in font.DescendantFonts)
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return "/FontDescriptor" in font and any(file in font.FontDescriptor for file in files)
