"""New words in a body: its form stays, and nothing but the words wanted comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rewriting import rewritten
from secgov import richtext

NOTE = '<sup data-footnote="7d444840-9dc0-11d1-b245-5ffdce74fad2"></sup>'
REFERENCE = '<a data-reference="7d444840-9dc0-11d1-b245-5ffdce74fad2" rel="noopener noreferrer">TABASC33/01</a>'
TABLE = "<table><tbody><tr><td>cell one</td><td><p>cell two</p></td></tr></tbody></table>"
BODY = (
    f"<p>The <strong>TABASC</strong> AGREED &amp; noted{NOTE} it, see {REFERENCE}.</p>"
    f"<ul><li><p>first thing</p></li><li><p>second thing</p></li></ul>{TABLE}"
)
TEXT = richtext.plain(BODY)


@pytest.mark.parametrize(
    ("was", "becomes", "shown"),
    [
        ("noted it", "noted all of it", f"noted{NOTE} all of it"),
        ("AGREED & noted", "noted", f"<strong>TABASC</strong> noted{NOTE} it"),
        ("TABASC AGREED", "CSC AGREED", "<strong>CSC</strong> AGREED"),
        ("it, see", "<b>it</b>, see", "&lt;b&gt;it&lt;/b&gt;, see"),
        ("second thing", "second good thing\na third", "<p>second good thing</p></li><li><p>a third</p></li>"),
        ("first thing\n", "", "<ul><li><p>second thing</p></li></ul>"),
        ("cell one", "cell three", "<td>cell three</td>"),
    ],
)
def test_words_change_and_the_form_stays(was, becomes, shown) -> None:
    wanted = TEXT.replace(was, becomes)

    body = rewritten(BODY, wanted)

    assert body is not None
    assert shown in body
    assert richtext.plain(body) == wanted
    assert richtext.clean(body) == body


def test_the_same_words_leave_the_body_as_it_was() -> None:
    assert rewritten(BODY, TEXT) == BODY


def test_references_and_footnotes_are_kept_where_their_words_are() -> None:
    body = rewritten(BODY, TEXT.replace("noted it", "looked at it"))

    assert body is not None
    assert (NOTE in body, REFERENCE in body) == (True, True)


def test_a_new_line_in_a_table_is_left_to_a_person() -> None:
    assert rewritten(BODY, TEXT.replace("cell one", "cell one\nand more")) is None


@given(st.text(alphabet="ab <>&\"'\n", max_size=40))
def test_whatever_is_written_the_body_stays_clean_and_says_no_more(words) -> None:
    body = rewritten("<p>a b</p>", words)

    if body is not None:
        assert richtext.clean(body) == body
        assert richtext.plain(body).split() == words.split()
