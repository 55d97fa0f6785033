"""The tag check passes what our door to WeasyPrint draws, and finds whatever was broken on purpose."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from secgov.pdf import write_pdf
from secgov.tagcheck import check

LONG = "words and words " * 120
BODY = """
  <h1>A meeting</h1>
  <p>Some words, <em>some of them</em> slanted, and <a href="https://example.org/">a link</a>.</p>
  <h2>1. An item</h2>
  <h3>A sub-heading that is long enough to go on over the end of its first line, which then has no space
    in it</h3>
  <table>
    <caption>Attendees:</caption>
    <thead><tr><th scope="col">Category</th><th scope="col">Name</th></tr></thead>
    <tbody><tr><th scope="row" rowspan="2">Large Suppliers</th><td>One</td></tr><tr><td>Two</td></tr></tbody>
  </table>
  <ul><li>one<ul><li>beneath it</li></ul></li><li><p>two</p><p>and more of it</p></li></ul>
  <h2>2. Another item</h2>
  <p><img src="../img/favicon.svg" alt="The mark of the project" width="20" height="20"></p>
"""


def drawn(body: str = BODY) -> bytes:
    head = '<title>Minutes</title><link rel="stylesheet" href="document.css">'
    marks = 'class="class-white" data-reference="X" data-status="Draft" data-classification="White"'
    page = f'<!doctype html><html lang="en-GB"><head>{head}</head><body {marks}>{body}</body></html>'
    return write_pdf(page, identifier="a page")


@pytest.fixture(scope="module")
def good() -> bytes:
    return drawn()


def broken(good: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> list[str]:
    """What the check says of `good` after `spoil` has been at it, each sentence once."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        spoil(pdf)
        pdf.save(made)
    return list(dict.fromkeys(check(made.getvalue())))


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """The elements of a role, in reading order."""

    def below(kids: Any) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid.get("/K", []))

    return [each for each in below(pdf.Root.StructTreeRoot.K) if str(each.S) == f"/{role}"]


def rewrite(pdf: pikepdf.Pdf, change: Callable[[list[Any], str], Any]) -> None:
    """Change the operators of the first page: `change` gives what stands in place of each."""
    page = pdf.pages[0]
    signs = ((list(each.operands), str(each.operator)) for each in pikepdf.parse_content_stream(page))
    changed = [change(operands, sign) for operands, sign in signs]
    kept = [(operands, pikepdf.Operator(sign)) for operands, sign in changed]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def is_tag(operands: list[Any], sign: str, number: int) -> bool:
    return sign == "BDC" and "/MCID" in operands[1] and int(operands[1].MCID) == number


def test_a_good_document_passes(good) -> None:
    assert check(good) == []


def test_tables_and_lists_over_several_pages_pass() -> None:
    rows = f"<tr><th>Row</th><td><p>{LONG}</p></td></tr>" * 4
    entries = f"<li>{LONG}<ul><li><p>{LONG}</p><p>{LONG}</p></li></ul></li>" * 4
    table = f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"

    assert check(drawn(f"<h1>Long</h1>{table}<ul>{entries}</ul><blockquote><p>{LONG}</p></blockquote>")) == []


def test_a_heading_of_a_table_says_what_it_heads(good) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        scopes = [str(heading.A.Scope) for heading in elements(pdf, "TH")]

    assert scopes == ["/Column", "/Column", "/Row"]


def test_page_furniture_is_an_artifact_and_hangs_on_no_tree(good) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        stream = pdf.pages[0].Contents.read_bytes()

    assert stream.count(b"/Pagination") == 3


def test_a_document_without_tags_is_said_to_be_untagged(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot

    assert broken(good, spoil) == ["The document has no structure tree."]


def test_the_identity_is_asked_for(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>")
        pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Lang = "fr"
        del pdf.Root.MarkInfo
        del pdf.Root.ViewerPreferences

    assert broken(good, spoil) == [
        "The metadata does not say PDF/UA-1.",
        "The metadata has no title.",
        "The title is not what a window shows: DisplayDocTitle is not set.",
        "The language is fr, not en-GB.",
        "The document is not marked as tagged.",
    ]


def test_words_without_a_tag_are_found(good) -> None:
    def strip(operands: list[Any], sign: str) -> Any:
        return ([pikepdf.Name.Span], "BMC") if is_tag(operands, sign, 0) else (operands, sign)

    assert broken(good, lambda pdf: rewrite(pdf, strip)) == [
        "On page 1 the text “A meeting” is neither tagged nor an artifact.",
        "The bookmarks are not the headings.",
    ]


def test_words_whose_element_is_not_in_the_tree_are_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "P")[0].K = pikepdf.Array()

    assert broken(good, spoil)[0] == "On page 1 the text “Some words, ” is neither tagged nor an artifact."


def test_words_in_a_form_without_a_tag_are_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.keys()))
        form = pdf.make_stream(f"BT {font} 9 Tf <0001> Tj ET".encode())
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        form.Resources = pdf.pages[0].Resources
        pdf.pages[0].Resources.XObject["/Slipped"] = form
        pdf.pages[0].contents_add(b"/Slipped Do")

    sentences = broken(good, spoil)

    assert len(sentences) == 1
    assert sentences[0].startswith("On page 1 ")
    assert sentences[0].endswith(" is neither tagged nor an artifact.")


def test_a_drawing_without_a_tag_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"0 0 9 9 re f")

    assert broken(good, spoil) == ["On page 1 something drawn is neither tagged nor an artifact."]


def test_an_artifact_inside_tagged_content_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"/Span <</MCID 0>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC")

    assert broken(good, spoil) == ["On page 1 an artifact stands inside tagged content."]


def test_a_content_claimed_twice_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        first, second = elements(pdf, "Span")[:2]
        second.K = first.K

    assert "Two elements claim the same content." in broken(good, spoil)


def test_a_parent_tree_that_leads_elsewhere_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        owners[0], owners[1] = owners[1], owners[0]

    assert broken(good, spoil) == ["The parent tree does not lead from the contents of page 1 to their elements."]


def test_a_missing_parent_tree_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.ParentTree

    assert broken(good, spoil) == ["The structure tree has no parent tree."]


def test_an_unknown_role_is_found_unless_it_is_mapped(good) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "Span")[1].S = pikepdf.Name.Redline

    def rename_and_map(pdf: pikepdf.Pdf) -> None:
        rename(pdf)
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(Redline=pikepdf.Name.Span)

    assert broken(good, rename) == ["The role Redline is not known."]
    assert broken(good, rename_and_map) == []


@pytest.mark.parametrize(
    ("role", "instead", "sentences"),
    [
        ("THead", "Div", ["A table holds an element Div.", "A table's row stands in an element Div."]),
        (
            "TR",
            "Div",
            ["A table's head holds an element Div.", "A table's heading stands in an element Div."],
        ),
        ("TD", "P", ["A table's row holds an element P."]),
        ("LI", "P", ["A list holds an element P.", "A list entry's body stands in an element P."]),
        ("L", "Div", ["A list's entry stands in an element Div."]),
        (
            "LBody",
            "Div",
            ["A list's entry holds an element Div.", "An entry of a list has no body."],
        ),
    ],
)
def test_a_table_or_list_built_otherwise_is_found(good, role, instead, sentences) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        elements(pdf, role)[0].S = pikepdf.Name(f"/{instead}")

    found = broken(good, spoil)

    assert [sentence for sentence in sentences if sentence not in found] == []


def test_an_empty_list_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "P")[0].K.append(
            pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.L))
        )

    assert broken(good, spoil) == ["A list has no entries."]


def test_a_heading_of_a_table_without_a_scope_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del elements(pdf, "TH")[0].A.Scope

    assert broken(good, spoil) == ["A table's heading does not say what it heads: Scope is missing."]


def test_a_table_without_headings_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for heading in elements(pdf, "TH"):
            heading.S = pikepdf.Name.TD

    assert broken(good, spoil) == ["A table has no headings."]


def test_a_figure_without_words_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del elements(pdf, "Figure")[0].Alt

    assert broken(good, spoil) == ["A figure has no words in its place: Alt is missing."]


def test_a_skipped_level_of_headings_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "H2")[1].S = pikepdf.Name.H6

    assert broken(good, spoil) == [
        "The heading “2. Another item” skips a level: it is of level 6 below 3.",
        "The bookmarks are not the headings.",
    ]


def test_a_document_that_begins_below_the_first_level_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "H1")[0].S = pikepdf.Name.P

    assert broken(good, spoil) == [
        "The document does not begin with a heading of the first level.",
        "The bookmarks are not the headings.",
    ]


def test_missing_bookmarks_are_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines

    assert broken(good, spoil) == ["The document has no bookmarks."]


def test_bookmarks_in_other_words_than_the_headings_are_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.Title = "Another meeting"

    assert broken(good, spoil) == ["The bookmarks are not the headings."]


def test_a_font_that_is_not_embedded_is_found(good) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources.Font["/Slipped"] = pdf.make_indirect(font)

    assert broken(good, spoil) == ["The font Helvetica is not embedded."]
