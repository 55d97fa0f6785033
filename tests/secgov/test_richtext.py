"""Rich text: nothing that runs or styles survives, nothing else is lost, and cleaning twice changes nothing."""

from html.parser import HTMLParser
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secgov.richtext import (
    ATTRIBUTES,
    SCHEMES,
    TAGS,
    clean,
    footnotes_in,
    from_plain,
    outcome_verbs_bold,
    plain,
)

UID = str(uuid4())
# What pages on cross-site scripting try: tags, attributes, schemes, entities, broken markup, other namespaces.
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<p onclick=\"alert(1)\" onmouseover='alert(1)'>text</p>",
    '<a href="javascript:alert(1)">text</a>',
    '<a href="jav&#x09;ascript:alert(1)">text</a>',
    '<a href=" &#14; javascript:alert(1)">text</a>',
    '<a href="JaVaScRiPt:alert(1)">text</a>',
    '<a href="data:text/html,<script>alert(1)</script>">text</a>',
    '<a href="vbscript:msgbox(1)">text</a>',
    '<a href="https://example.org/?<script>">text</a>',
    '<a href="/" target="_blank" style="position:fixed" class="x" id="y">text</a>',
    '<a data-cites="DP001" data-kind="modification">DP001</a>',
    f'<a data-reference="{UID}" onclick="alert(1)">DP001</a>',
    '<a data-reference="1 or 1=1">DP001</a>',
    f'<sup data-footnote="{UID}" onfocus=alert(1)>text</sup>',
    '<sup data-footnote="x">text</sup>',
    "<style>p { display: none }</style><p>text</p>",
    '<p style="background:url(javascript:alert(1))">text</p>',
    '<link rel=stylesheet href="//example.org/x.css">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<base href="https://example.org/">',
    '<iframe src="https://example.org/"></iframe>',
    '<object data="x.svg"></object><embed src="x.svg">',
    '<form action="/sign-out/"><button formaction="javascript:alert(1)">text</button></form>',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<table background='javascript:alert(1)'><tr><td background='x'>text</td></tr></table>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p>text<!-- a remark --></p>",
    "<<script>alert(1)//<</script>",
    "<p title=`x`onmouseover=alert(1)>text",
    "\x00<scr\x00ipt>alert(1)</script>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>text</details>",
    "<video><source onerror=alert(1)></video>",
    '<ol start="1" type="a" reversed><li>text</li></ol>',
    '<ol start="javascript:1"><li>text</li></ol>',
    "{{ settings.SECRET_KEY }}{% load static %}",
]


class Allowed(HTMLParser):
    """Notes every tag, attribute and address that the subset does not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                self.faults.append(f"{tag} {name}")
            if name == "href" and ":" in value and value.partition(":")[0] not in SCHEMES:
                self.faults.append(value)

    def handle_comment(self, data) -> None:
        self.faults.append(data)

    def handle_pi(self, data) -> None:
        self.faults.append(data)


def faults(body: str) -> list[str]:
    parser = Allowed()
    parser.feed(body)
    parser.close()
    return parser.faults


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_styles_survives(attack) -> None:
    assert faults(clean(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaning_twice_changes_nothing(attack) -> None:
    assert clean(clean(attack)) == clean(attack)


@given(
    pieces=st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<ul><li>", "</td>", "&lt;b&gt;", "text "]), max_size=6)
)
def test_no_mixture_of_attacks_survives(pieces) -> None:
    body = clean("".join(pieces))

    assert faults(body) == []
    assert clean(body) == body


@given(text=st.text(max_size=200))
def test_typed_text_comes_back_as_it_was_typed(text) -> None:
    typed = " ".join(text.replace("\x00", "").split())

    assert " ".join(plain(clean(from_plain(text))).split()) == typed


def test_the_subset_is_kept_whole() -> None:
    body = (
        "<p>A <strong>bold</strong> and <em>slanted</em> word</p>"
        "<ul><li>one<ul><li>inner</li></ul></li></ul>"
        '<ol start="3"><li>third</li></ol>'
        "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td><p>cell</p></td></tr></tbody></table>"
        "<blockquote><p>said</p></blockquote>"
        f'<p><a data-reference="{UID}" rel="noopener noreferrer">DP096</a>'
        f'<sup data-footnote="{UID}"></sup></p>'
    )

    assert clean(body) == body


def test_a_link_keeps_its_address_and_gives_nothing_away() -> None:
    body = clean('<p><a href="https://example.org/a?b=1">there</a></p>')

    assert body == '<p><a href="https://example.org/a?b=1" rel="noopener noreferrer">there</a></p>'


def test_words_outside_the_subset_stay_without_their_tags() -> None:
    assert clean("<div><h1>Title</h1><font color=red>text</font></div>") == "Titletext"


def test_raised_numbers_stay_as_words() -> None:
    assert clean("<p>the 3<sup>rd</sup> of May</p>") == "<p>the 3rd of May</p>"


def test_words_in_a_footnote_anchor_go() -> None:
    assert clean(f'<p>x<sup data-footnote="{UID}">1</sup></p>') == f'<p>x<sup data-footnote="{UID}"></sup></p>'


def test_words_between_two_footnotes_stay() -> None:
    body = f'<p>a<sup data-footnote="{UID}"></sup> between <sup data-footnote="{UID}"></sup> z</p>'

    assert clean(body) == body


def test_plain_gives_a_line_to_each_block() -> None:
    body = "<p>One  line</p><ul><li>a</li><li>b &amp; c</li></ul><table><tr><td>x</td><td>y</td></tr></table>"

    assert plain(body) == "One line\na\nb & c\nx\ny"


def test_from_plain_reads_empty_lines_as_paragraphs() -> None:
    assert from_plain("a < b\nc\n\n\nd") == "<p>a &lt; b c</p><p>d</p>"


def test_footnotes_are_found_in_order() -> None:
    first, second = uuid4(), uuid4()
    body = f'<p>a<sup data-footnote="{second}"></sup>b<sup data-footnote="{first}"></sup></p>'

    assert footnotes_in(body) == [second, first]


def test_verbs_in_capitals_are_made_bold_once() -> None:
    body = "<p>The TABASC <strong>NOTED</strong> it and AGREED; it agreed and was NOTEDLY so.</p>"

    bold = outcome_verbs_bold(body, ["NOTED", "AGREED"])

    assert bold == (
        "<p>The TABASC <strong>NOTED</strong> it and <strong>AGREED</strong>; it agreed and was NOTEDLY so.</p>"
    )
    assert outcome_verbs_bold(bold, ["NOTED", "AGREED"]) == bold
