"""Pasting into minutes: from Word and Outlook lists, tables and bold stay; what means harm stays outside."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from meetings.models import MinuteEntry
from tests.hostile import FRAGMENTS, faults
from tests.journeys.conftest import Site
from tests.journeys.typist import SECONDS, Typist, typist

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REF = "TABASC_34_2009"
PASTE = """([element, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def listed(words: str, *, level: int = 1, mark: str = "·") -> str:
    """A list paragraph as Word puts it on the clipboard."""
    indent = f"margin-left:{36 * level}.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    drawn = (
        f"<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    )
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='{indent}'><![if !supportLists]>"
        f"<span style='font-family:Symbol'>{drawn}</span><![endif]>{words}<o:p></o:p></p>"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {{color:red}}</style></head>
<body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:0cm'>The DCC set out <b style='mso-bidi-font-weight:normal'>three</b>
<span style='color:#1F497D'>points</span>:<o:p></o:p></p>
{listed("the first point")}{listed("a point beneath it", level=2, mark="o")}{listed("the second point")}
<p class=MsoNormal>In order:</p>
{listed("do this", mark="1.")}{listed("then that", mark="2.")}
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
<tr><td width=120><p class=MsoNormal><b>Release</b></p></td><td><p class=MsoNormal>Date</p></td></tr>
<tr><td><p class=MsoNormal>R2.0</p></td><td><p class=MsoNormal>May</p></td></tr></table>
<!--EndFragment--></body></html>"""


def paste(hands: Typist, html: str) -> None:
    hands.page.evaluate(PASTE, [hands.caret.element_handle(), html])


def last() -> MinuteEntry:
    return MinuteEntry.objects.filter(meeting__ref=REF).latest("pk")


def alerts(page: Page) -> list[str]:
    """What the page says in dialogs; the browser's own question before leaving is none of its."""
    said: list[str] = []

    def hear(dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            said.append(dialog.message)
            dialog.dismiss()

    page.on("dialog", hear)
    return said


def test_word_keeps_its_lists_tables_and_bold(site: Site) -> None:
    secretary = typist(site.window("secretary"), REF)
    secretary.goes_to("item 3")

    paste(secretary, WORD)
    secretary.has_saved()
    secretary.leaves()

    body = last().body
    assert faults(body) == []
    assert body.startswith("<p>The DCC set out <strong>three</strong> points:</p>")
    assert "<ul><li>the first point<ul><li>a point beneath it</li></ul></li><li>the second point</li></ul>" in body
    assert "<ol><li>do this</li><li>then that</li></ol>" in body
    assert "<td><strong>Release</strong></td><td>Date</td>" in body
    expect(secretary.entry("a point beneath it").locator("ul ul li")).to_have_text("a point beneath it")


def test_hostile_words_that_are_pasted_neither_run_nor_stay(site: Site) -> None:
    window = site.window("secretary")
    secretary = typist(window, REF)
    said = alerts(secretary.page)
    before = MinuteEntry.objects.filter(meeting__ref=REF).count()

    for at in range(0, len(FRAGMENTS), 60):
        secretary.goes_to("item 3")
        secretary.types(f"Batch {at}. ")
        for fragment in FRAGMENTS[at : at + 60]:
            paste(secretary, f"<p>pasted</p>{fragment}")
        expect(secretary.state).to_contain_text("Saved", timeout=10 * SECONDS)
        secretary.leaves()

    entries = MinuteEntry.objects.filter(meeting__ref=REF)
    assert entries.count() > before
    assert [fault for entry in entries for fault in faults(entry.body)] == []
    secretary.page.reload()
    secretary.page.locator("body.is-live").wait_for(state="attached")
    foreign = secretary.page.locator(
        "[data-house-shown] :is(img, svg, script, iframe, object, embed, form, style, video)"
    )
    assert foreign.count() == 0
    assert said == []


def test_stored_words_run_nowhere_even_without_our_policy(site: Site) -> None:
    """The bodies alone, on a bare page without any content security policy."""
    secretary = typist(site.window("secretary"), REF)
    secretary.goes_to("item 3")
    for fragment in FRAGMENTS:
        paste(secretary, f"<p>pasted</p>{fragment}")
    secretary.has_saved()
    bare = site.browser.new_page()
    said = alerts(bare)

    bare.set_content("".join(MinuteEntry.objects.filter(meeting__ref=REF).values_list("body", flat=True)))
    for link in bare.locator("a").all()[:50]:
        link.hover()
    bare.wait_for_timeout(500)
    bare.close()

    assert said == []
