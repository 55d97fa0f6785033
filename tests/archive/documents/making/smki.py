"""word_smki.docx: minutes typed by hand in Word, with numbers in the text, boxes for actions and content controls.

It has no heading styles; non-breaking spaces, soft hyphens, line breaks in cells and a tracked change stand where
people leave them.
"""

from collections.abc import Sequence

import word
from docx.document import Document as Doc

BLANK, SOFT = "\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}"
DETAILS: list[list[str | list[str]]] = [
    ["Meeting:", "PMA_44_2006"],
    ["Date:", "{=Tuesday 20th June 2017}"],
    ["Time:", "10:00hrs – 13:15hrs"],
    ["Venue:", "Teleconference"],
]
ATTENDEES: list[list[str | list[str]]] = [
    ["**Category**", "**SMKI" + BLANK + "PMA Members**"],
    ["SMKI" + BLANK + "PMA Chair", "Augustin Wrexley"],
    ["Large Suppliers", "Fenella Brightmore\nStephan Oduya-Marsh\nRoderick Pym (part)"],
    ["Small Suppliers", "Linus" + BLANK + "Haverstock"],
    ["Network Parties", "Catrin d’Arvelle (alternate to Bevis Thornquist)"],
    ["^", "Malachy Stroud"],
    ["SSC Representative", "Dr" + BLANK + "Ottoline Garsby"],
    ["TABASC Representative", "K. Penhallow"],
]
OTHERS: list[list[str | list[str]]] = [
    ["**Representing**", "**Other Participants**"],
    ["SMKI Specialist", "{=Jarvis Umberleigh}"],
    ["DCC", "Tamsin Ellacott\nWalid Cressington (part)"],
    ["SECAS", "Noor Halloway (Meeting Secretary)"],
    ["^", "Bram Tolliver"],
]
APOLOGIES: list[list[str | list[str]]] = [
    ["**Representing**", "**Name**"],
    ["Large Suppliers", "Isolde Farthing"],
    ["BEIS (Secretary" + BLANK + "of" + BLANK + "State)", "Percival Attwater-Lunn"],
]
# The reference stands once, merged over the row of the action and the row of the update beneath it.
ACTIONS: list[list[str | list[str]]] = [
    ["**Reference**", "**Action and update**"],
    [
        "PMA" + BLANK + "41/02",
        "The DCC to confirm when the SMKI Repository will hold the certificates issued before DCC" + BLANK + "Live.",
    ],
    [
        "^",
        [
            "The certificates were loaded on 3rd June 2017, {+and the DCC has checked them against its own records}.",
            "**Status: Closed.**",
        ],
    ],
    [
        "PMA 42/01",
        "SECAS to find out which Parties have no Authorised" + BLANK + "Responsible Officer (ARO) at present.",
    ],
    [
        "^",
        [
            "SECAS wrote to eleven Parties,\nof which eight have answered.",
            "It will report again in July 2017.",
            "**Status: Open.**",
        ],
    ],
    [
        "PMA 42/03a Re-Opened",
        "The SMKI PMA Chair to write to the Tech" + SOFT + "nical Architecture and Business Archi" + SOFT + "tecture "
        "Sub-Committee (TABASC) about the reversal of a key recovery.",
    ],
    [
        "^",
        [
            "The letter crossed with one that asked the same question. This action is superseded by PMA 43/02.",
            "**Status: Closed.**",
        ],
    ],
    [
        "PMA 43/01",
        "The DCC to share the results of the April 2017 test of the recovery procedure with the SMKI PMA.",
    ],
    [
        "^",
        [
            "As the results hold details that are for the SSC, the SMKI PMA agreed to transfer the action to the "
            "SSC, which will see them in full.",
            "**Status: Closed.**",
        ],
    ],
    [
        "PMA43/02",
        "The SMKI Specialist and SECAS to draft guidance on when a key recovery may be reversed.",
    ],
    [
        "^",
        ["A draft was circulated on 13th June 2017; see agenda item 3.", "**Status: Open.**"],
    ],
]


def heading(document: Doc, number: int, title: str) -> None:
    word.write(document.add_paragraph(), f"**{number}.\t{title}**")


def subheading(document: Doc, title: str) -> None:
    paragraph = document.add_paragraph()
    written = paragraph.add_run(title)
    written.italic = written.underline = True


def paragraphs(document: Doc, *texts: str) -> None:
    for text in texts:
        word.write(document.add_paragraph(), text)


def boxed(document: Doc, text: str | Sequence[str]) -> None:
    """A table of one cell, as secretaries draw around an action."""
    word.table(document, [[text]], (15.5,))
    document.add_paragraph()


def title_block(document: Doc) -> None:
    section = document.sections[0]
    word.write(section.header.paragraphs[0], "SMKI PMA\tDRAFT")
    footer = section.footer.paragraphs[0]
    word.write(footer, "PMA_44_2006 – Draft Minutes\tPage ")
    word.field(footer, "PAGE", "1")
    title = word.write(document.add_paragraph(), "**SMKI Policy Management Authority (SMKI PMA)**")
    word.control(title)
    word.write(document.add_paragraph(), "**Draft Minutes**")
    word.table(document, DETAILS, (3, 12.5))
    paragraphs(document, "", "Attendees:")
    word.table(document, ATTENDEES, (5.5, 10))
    document.add_paragraph()
    word.table(document, OTHERS, (5.5, 10))
    paragraphs(document, "", "Apologies:")
    word.table(document, APOLOGIES, (5.5, 10))
    document.add_paragraph()


def items_1_and_2(document: Doc) -> None:
    heading(document, 1, "Welcome and Minutes of the Last Meeting")
    paragraphs(
        document,
        "The Chair welcomed everyone to the call. One sentence in item 4 of the draft minutes of May 2017 "
        "{-was wrong}{+did not say who had spoken} and has been put right.",
        "The SMKI PMA **APPROVED** the minutes of the May 2017 meeting as amended.",
    )
    heading(document, 2, "Actions Outstanding")
    word.table(document, ACTIONS, (3.5, 12))
    document.add_paragraph()


def item_3(document: Doc) -> None:
    heading(document, 3, "SMKI Recovery Procedure")
    subheading(document, "Guidance on the reversal of a recovery")
    paragraphs(
        document,
        "The SMKI Specialist walked Members through the draft written under action PMA 43/02. It lets the SMKI"
        + BLANK
        + "PMA reverse a recovery within two days if the loss of the key turns out to be a false alarm. Members had no "
        "quarrel with the principle. They did ask how a Party is to show that the alarm was false, and by whom that is "
        "to be judged out of hours.",
        "The DCC stated that the following are on call:",
        "1.\tthe Duty Manager of the Service Desk;",
        "2.\tthe Registration Authority Manager; and",
        "3.\tone of the three Key Custodians.",
    )
    boxed(
        document,
        "**ACTION PMA 44/01:** The DCC to confirm that the Registration Authority Manager can be reached at any hour, "
        "and how a caller is authenti" + SOFT + "cated.",
    )
    subheading(document, "Costs of a recovery")
    paragraphs(
        document,
        "SECAS presented a table of costs. Who bears them is laid down in Section L of the SEC, and Members thought it "
        "best to leave the matter there. SECAS agreed to circulate an example.",
    )
    outcome = word.write(
        document.add_paragraph(),
        "The SMKI PMA **ENDORSED** the draft guidance and **DEFERRED** its decision on costs to the July 2017 meeting.",
    )
    word.control(outcome)


def item_4(document: Doc) -> None:
    heading(document, 4, "Modification Proposals affecting the\nSMKI Document Set")
    subheading(document, "SECMP0027 ‘Shorter validity of Organisation Certificates’")
    paragraphs(
        document,
        "Under SECMP" + BLANK + "0027 an Organisation Certificate would have to be renewed every three years rather "
        "than every ten. Small Suppliers would feel the work most. The SMKI Specialist noted that three years is what "
        "other infrastructures of this kind ask for.",
        "The SMKI PMA:",
    )
    word.bullets(
        document,
        [
            "**NOTED** the progress made by the Working Group;",
            "**AGREED** that a validity of three years is appropriate, subject to a transition of eighteen months; and",
            "**REJECTED** the alternative of five years.",
        ],
    )
    boxed(
        document,
        [
            "**ACTION PMA 44/02:** SECAS to give the Working Group for SECMP0027 the reasons\nfor which the SMKI PMA "
            "prefers three years.",
        ],
    )
    subheading(document, "SECMP0034 ‘Corrections to the Certificate Policies’")
    paragraphs(
        document,
        "SECMP0034 corrects cross-references and a date. It follows on from SECMP0013, which made the first of the "
        "corrections.",
        "The SMKI PMA **RECOMMENDED** that SECMP0034 proceed straight to the Report Phase.",
    )


def last_items(document: Doc) -> None:
    heading(document, 5, "DCC Update on SMKI Services")
    paragraphs(
        document,
        "The number of certificates issued has passed six million. Two incidents delayed the issue of certificates by "
        "more than the target time; both were caused by maintenance in the pre-production environment.",
        "The SMKI PMA **DISCUSSED** the two incidents and **NOTED** the update.",
    )
    heading(document, 6, "Independent Assurance Scheme")
    paragraphs(
        document,
        "The assessor found no non-conformity. The SMKI PMA would like to see the plan for next year before it is "
        "agreed with the assessor, and the DCC will provide it in due course.",
        "The SMKI PMA **CONSIDERED** the assessor’s report.",
        "The SMKI PMA **APPROVED** the DCC’s compliance status for the coming year.",
    )
    boxed(
        document,
        "**Action PMA44/03:** The SMKI PMA Chair to inform the SEC Panel of the DCC’s compliance status.",
    )
    heading(document, 7, "Any Other Business")
    paragraphs(
        document,
        "A Network Parties Member will leave the SMKI PMA at the end of July 2017 and was thanked for three years of "
        "service. There was no further business.",
        "Date of next meeting: Tuesday 18th July 2017",
    )


def make() -> Doc:
    """The whole document, not yet saved."""
    document = word.new()
    for part in (title_block, items_1_and_2, item_3, item_4, last_items):
        part(document)
    return document
