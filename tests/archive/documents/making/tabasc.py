"""word_tabasc.docx: minutes as Word makes them, with styles, headings it counts itself, merged cells and a footnote."""

import word
from docx.document import Document as Doc

ATTENDEES: list[list[str | list[str]]] = [
    ["**Category**", "**TABASC Members**"],
    ["TABASC Chair", "Wilfred Ashgrove"],
    ["Large Suppliers", "Priya Dunmallow"],
    ["^", "Conor Blythe-Ranken (alternate to Stella Quarrington)"],
    ["^", "Ingrid Sallowby (teleconference)"],
    ["Small Suppliers", "Gareth O’Shaunby"],
    ["Electricity Networks", "Meredith Vance-Coyle (part)"],
    ["Gas Networks", "A. B. Thurlestone"],
    ["Other SEC Parties", ["Lucian Farrowdale", "Dr Esme Tranter"]],
    ["**Representing**", "**Other Participants**"],
    ["BEIS (Secretary of State)", "Ruth Pemblewick"],
    ["Ofgem", "Tancredi Moss (teleconference)"],
    ["DCC", "Bartholomew Ings"],
    ["^", "Shanthi Ravensworth (part)"],
    ["SECAS (Meeting Secretary)", "Delphine Oakes"],
    ["SECAS", "Hugo Tarrant-Bell"],
    ["^", "Maeve Linton (part)"],
    ["**Apologies**", "<"],
    ["**Representing**", "**Name**"],
    ["Small Suppliers", "Edwin Skarsgate"],
    ["Consumers", "Cordelia Whimple"],
]
ACTIONS: list[list[str | list[str]]] = [
    ["**Action Reference**", "**Update**"],
    [
        [
            "**TABASC36/04**",
            "SECAS to compare the figures in the Business Architecture Model with those that the DCC uses to plan its "
            "capacity.",
        ],
        [
            "The comparison is made for eight of the eleven processes. The DCC will send what is missing by the end of "
            "April 2019.",
            "**Action ONGOING.**",
        ],
    ],
    [
        [
            "**TABASC38/01**",
            "The DCC to state how long a User has to move to a new version of the DCC User Interface Specification "
            "(DUIS).",
        ],
        [
            "The question was asked again, and more precisely, in March 2019. This action is therefore superseded by "
            "TABASC40/03.",
            "**Action CLOSED.**",
        ],
    ],
    [
        [
            "**TABASC39/02a Re-Opened**",
            "The TABASC Chair to ask the SEC Panel for its view on the ownership of the Release Implementation "
            "Document.",
        ],
        [
            "The Panel took the question in March 2019 but put off its answer.",
            "The action was re-opened so that the TABASC is told of the answer when it comes.",
            "**Action ONGOING.**",
        ],
    ],
    [
        [
            "**TABASC39/05**",
            "The DCC to describe what a Device does when its clock and that of the Communications Hub are more than "
            "ten seconds apart.",
        ],
        [
            "A description was circulated on 27th March 2019. Members saw in it a question of security, and agreed to "
            "transfer the action to the SSC.",
            "**Action CLOSED.**",
        ],
    ],
    [
        [
            "**TABASC40/02**",
            "The DCC to show how the gateway connections would be re-routed if one of the two sites were lost",
        ],
        ["An update was provided under agenda item 3.", "**Action ONGOING.**"],
    ],
    [
        [
            "**TABASC40/03**",
            "The DCC to provide a table of the versions of the DUIS, with the date on which each ceases to be "
            "supported.",
        ],
        ["The table was provided with the papers for agenda item 5.", "**Action CLOSED.**"],
    ],
]
VERSIONS: list[list[str | list[str]]] = [
    ["**Version**", "**In use from**", "**Supported until**"],
    ["1.1", "8th November 2016", "29th September 2018"],
    ["2.0", "30th September 2018", "7th November 2019"],
    ["3.0", "7th November 2019", "Not yet set"],
]
NOTES = ["Post meeting note: the DCC sent the run-book on 29th April 2019."]


def title_block(document: Doc) -> None:
    section = document.sections[0]
    word.write(section.header.paragraphs[0], "TABASC_41_1804 – Final Minutes")
    footer = section.footer.paragraphs[0]
    word.write(footer, "This document has a Classification of **White**\tPage ")
    word.field(footer, "PAGE", "1")
    word.write(footer, " of ")
    word.field(footer, "NUMPAGES", "4")
    document.add_paragraph("Technical Architecture and Business Architecture Sub-Committee (TABASC)", style="Title")
    document.add_paragraph("Meeting TABASC_41_1804, 18th April 2019", style="Subtitle")
    document.add_paragraph("10:30 to 15:00, Fenwright Hall, Room 3, 22 Saddler Street, Birmingham, B1 9ZZ")
    word.write(document.add_paragraph(), "**Final Minutes**")
    document.add_paragraph("Attendees:")
    word.table(document, ATTENDEES, (5.5, 10))


def item_1(document: Doc) -> None:
    document.add_paragraph("Minutes and Actions Outstanding", style="Heading 1")
    document.add_paragraph(
        "The draft minutes of the March 2019 meeting were approved as final with one correction to the list of those "
        "present. The following updates on actions were given:"
    )
    word.table(document, ACTIONS, (7.5, 8))


def item_2(document: Doc) -> None:
    word.write(
        document.add_paragraph(style="Heading 1"),
        "Business Architecture Document:\nReview Points for the November 2019 SEC Release",
    )
    document.add_paragraph(
        "SECAS put forward three points in the coming months at which the TABASC can see drafts of the Business "
        "Architecture Document (BAD). The drafts will come in this order:"
    )
    word.counted_list(
        document,
        [
            "the processes for which SMETS1 Devices need a path of their own;",
            "the processes that change with the November 2019 SEC Release; and",
            "the remaining chapters, with the glossary.",
        ],
    )
    document.add_paragraph(
        "A Large Supplier Member would have liked the glossary to come first. It was agreed to send an early version "
        "of it with the first draft."
    )
    document.add_paragraph("The TABASC:")
    word.bullets(
        document,
        [
            "**NOTED** the three review points;",
            "**APPROVED** the plan for the review of the BAD, subject to the glossary being sent with the first "
            "draft; and",
            "**AGREED** that comments on a draft be given within ten Working Days.",
        ],
    )
    word.write(
        document.add_paragraph(),
        "**ACTION TABASC41/01:** SECAS to add the three review points to the TABASC Activity Planner.",
    )


def item_3(document: Doc) -> None:
    document.add_paragraph("DCC Update", style="Heading 1")
    document.add_paragraph("Capacity of the Data Service Provider", style="Heading 2")
    document.add_paragraph(
        "In the week of the change to summer time the number of Service Requests reached 71 % of what the systems can "
        "take. The DCC expects to pass 85 % in the autumn and has begun to procure more. Members asked whether a "
        "limit on scheduled reads would be cheaper; the DCC agreed to look into it and come back to the TABASC."
    )
    document.add_paragraph("ACTION TABASC40/02 – Resilience of the gateway connections", style="Heading 2")
    word.write(
        document.add_paragraph(),
        "The DCC has rehearsed the loss of one site on paper. The re-routing takes an hour, most of which goes by "
        "before anybody decides to do it. A Member (PD) found this hard to reconcile with the figures in "
        "**ACTION TABASC38/01**, and the DCC offered to explain the difference by email.",
    )
    word.write(
        document.add_paragraph(),
        "**ACTION TABASC41/02:** The DCC to provide the TABASC with the run-book{note 1} for the loss of a site, and "
        "with the date of the next rehearsal.",
    )
    word.write(document.add_paragraph(), "The TABASC **NOTED** the DCC Update.")


def item_4(document: Doc) -> None:
    document.add_paragraph("Modification Proposals for Assessment", style="Heading 1")
    word.write(
        document.add_paragraph(style="Heading 2"),
        "[SECMP0066 ‘Use of a second Communications Hub in blocks of flats’]"
        "(https://www.smartenergycode.example/modifications/SECMP0066)",
    )
    document.add_paragraph(
        "The Working Group asks the TABASC which of two solutions fits the Technical Architecture. In the first, the "
        "second Communications Hub is a Device like any other; in the second, it repeats what the first one sends. "
        "The TABASC pointed out that the repeating hub would need a change to the GBCS and could not come before 2021."
    )
    word.write(
        document.add_paragraph(),
        "The TABASC **CONSIDERED** the two solutions for SECMP0066 and **RECOMMENDED** the first of them to the "
        "Working Group.",
    )
    document.add_paragraph("DP073 ‘Time stamps in the Parse and Correlate software’", style="Heading 2")
    document.add_paragraph(
        "DP073 is in the Development Stage. The CSC had asked whether it touches the Technical Architecture at all. "
        "The TABASC thought that it does not, as the software is run by the User; it recalled that MP 060 had been "
        "assessed in the same way."
    )
    word.write(
        document.add_paragraph(),
        "The TABASC **AGREED** that DP073 has no impact on the Technical or Business Architecture.",
    )


def items_5_to_7(document: Doc) -> None:
    document.add_paragraph("Versions of the DCC User Interface Specification", style="Heading 1")
    document.add_paragraph("The DCC supports two versions at a time, as set out below:")
    word.table(document, VERSIONS, (3, 5, 5))
    document.add_paragraph(
        "Members were concerned that the interval between the end of version 2.0 and the first use of version 3.0 is "
        "nil, and asked that the two overlap by at least one month."
    )
    word.write(
        document.add_paragraph(),
        "The TABASC **REJECTED** the proposed dates and **AGREED** to advise the Panel that an overlap is needed.",
    )
    document.add_paragraph("TABASC Risk Register", style="Heading 1")
    document.add_paragraph("No score has changed since March 2019. Risk 3 is to be reviewed in more depth next month.")
    word.write(document.add_paragraph(), "The TABASC **NOTED** the update.")
    document.add_paragraph("Survey on the Effectiveness of the Architecture", style="Heading 1")
    document.add_paragraph(
        "The answers to the survey came from nineteen Users. SECAS summed them up, and Members proposed changes to "
        "the conclusions drawn from the answers to question 6."
    )
    word.write(document.add_paragraph(), "The TABASC **PROVIDED** comments on the conclusions.")
    word.write(
        document.add_paragraph(),
        "**ACTION TABASC41/03:** SECAS and the TABASC Chair to revise the conclusions of the survey and to circulate "
        "them before the May 2019 meeting.",
    )


def last_items(document: Doc) -> None:
    document.add_paragraph("Any Other Business (AOB)", style="Heading 1")
    document.add_paragraph(
        "Ofgem told the TABASC that an update on half-hourly settlement will be given in June 2019. No further "
        "business was raised and the TABASC Chair closed the meeting."
    )
    word.write(document.add_paragraph(), "**Next Meeting:** 16th May 2019")
    document.add_paragraph("Change Status Report – April 2019", style="Heading 1")
    document.add_paragraph("The report was provided to the TABASC for information and was not discussed.")


def make() -> Doc:
    """The whole document, not yet saved."""
    document = word.new()
    word.number_headings(document)
    word.add_footnotes(document, NOTES)
    for part in (title_block, item_1, item_2, item_3, item_4, items_5_to_7, last_items):
        part(document)
    return document
