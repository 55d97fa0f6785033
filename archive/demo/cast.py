"""The demo's committees, bodies and cast: plain role names, nobody real."""

from datetime import date
from typing import Any

from secgov.models import MembershipRole, PartyCategory, PrintForm, SystemRole

ORGANISATIONS: list[tuple[str, PartyCategory, list[str]]] = [
    (
        "SECAS",
        PartyCategory.CODE_ADMINISTRATOR,
        ["SECAS (Meeting Secretary)", "Smart Energy Code Administrator and Secretariat"],
    ),
    ("DCC", PartyCategory.DCC, ["The DCC", "Data Communications Company"]),
    ("BEIS", PartyCategory.GOVERNMENT, ["DECC", "DECC (Secretary of State)", "BEIS (Secretary of State)"]),
    ("Ofgem", PartyCategory.AUTHORITY, ["The Authority"]),
    ("Elexon", PartyCategory.OUTSIDE, ["ELEXON"]),
    ("A large supplier (demo)", PartyCategory.LARGE_SUPPLIER, []),
    ("An electricity network (demo)", PartyCategory.ELECTRICITY_NETWORK, []),
    ("A party (demo)", PartyCategory.OTHER_PARTY, []),
]

# Names and abbreviations by the day from which they were used (domain.md section 3). The day on which the TSC became
# the TABASC is not known; the first of the year between the two known names stands in for it.
COMMITTEES: list[dict[str, Any]] = [
    {
        "abbreviation": "TABASC",
        "name": "Technical Architecture and Business Architecture Sub-Committee",
        "since": date(2017, 1, 1),
        "former": [("TSC", "Technical Sub-Committee", None)],
        "next_meeting_number": 1,
        "print_form": PrintForm(secretary_place="name"),
        "seats": [
            (PartyCategory.LARGE_SUPPLIER, "Large Suppliers", 6),
            (PartyCategory.SMALL_SUPPLIER, "Small Suppliers", 1),
            (PartyCategory.ELECTRICITY_NETWORK, "Electricity Networks", 1),
            (PartyCategory.GAS_NETWORK, "Gas Networks", 1),
            (PartyCategory.OTHER_PARTY, "Other SEC Parties", 2),
        ],
    },
    {
        "abbreviation": "CSC",
        "name": "Change Sub-Committee",
        "since": date(2018, 11, 1),
        "former": [],
        "next_meeting_number": 1,
        "print_form": PrintForm(
            action_reference="spaced",
            status_words="status",
            update_place="beneath",
            actions_heading="Actions Outstanding",
            action_box="bare",
            title_order="reference-first",
            meeting_reference="bare",
            classification_place="front",
            attribution="initials",
        ),
        "seats": [
            (PartyCategory.LARGE_SUPPLIER, "Large Suppliers", 1),
            (PartyCategory.SMALL_SUPPLIER, "Small Suppliers", 1),
            (PartyCategory.ELECTRICITY_NETWORK, "Electricity Network Parties", 1),
            (PartyCategory.OTHER_PARTY, "Other SEC Parties", 2),
            (PartyCategory.CONSUMER, "Consumers", 1),
        ],
    },
    {
        "abbreviation": "OPSG",
        "name": "Operations Group",
        "since": date(2017, 7, 1),
        "former": [],
        "next_meeting_number": 1,
        "print_form": PrintForm(),
        "seats": [
            (PartyCategory.LARGE_SUPPLIER, "Large Suppliers", 12),
            (PartyCategory.SMALL_SUPPLIER, "Small Suppliers", 3),
            (PartyCategory.DCC, "DCC", 2),
        ],
    },
    {
        "abbreviation": "PANEL",
        "name": "SEC Panel",
        "since": None,
        "former": [],
        "next_meeting_number": 1,
        "print_form": PrintForm(),
        "seats": [
            (PartyCategory.LARGE_SUPPLIER, "Large Suppliers", 2),
            (PartyCategory.SMALL_SUPPLIER, "Small Suppliers", 2),
            (PartyCategory.ELECTRICITY_NETWORK, "Electricity Networks", 1),
            (PartyCategory.GAS_NETWORK, "Gas Networks", 1),
            (PartyCategory.OTHER_PARTY, "Other SEC Parties", 2),
            (PartyCategory.DCC, "DCC", 1),
            (PartyCategory.CONSUMER, "Consumers", 2),
        ],
    },
]

ALL = ("TABASC", "CSC", "OPSG", "PANEL")
# Login, name, body, roles in committees, roles in the system.
CAST: list[tuple[str, str, str, list[tuple[str, MembershipRole]], list[SystemRole]]] = [
    (
        "secretary@demo.test",
        "Demo Secretary",
        "SECAS",
        [(each, MembershipRole.SECRETARY) for each in ALL],
        [],
    ),
    ("chair@demo.test", "Demo Chair", "SECAS", [("TABASC", MembershipRole.CHAIR)], []),
    (
        "member@demo.test",
        "Demo Member",
        "A large supplier (demo)",
        [("TABASC", MembershipRole.MEMBER)],
        [],
    ),
    ("party@demo.test", "Demo Party", "A party (demo)", [], []),
    ("records@demo.test", "Demo Records Administrator", "SECAS", [], [SystemRole.RECORDS]),
    ("admin@demo.test", "Demo System Administrator", "SECAS", [], [SystemRole.SYSTEM]),
]

# File, whether it stands published, circulated or in draft, the classification a person gave it, and its month.
MEETINGS: list[dict[str, Any]] = [
    {"file": "tsc_07.json", "classification": "white", "moves": ["publish"]},
    {"file": "tabasc_23.json", "classification": None, "moves": ["publish"]},
    {"file": "tabasc_33.json", "classification": "white", "moves": ["publish"]},
    {"file": "csc_11.json", "classification": None, "moves": ["circulate"]},
    {"file": "tabasc_34.json", "classification": None, "moves": []},
]

# What of the latest meeting stands on every agenda, and the meeting after it, whose agenda is being prepared.
STANDING = ("Minutes and Actions Outstanding", "Any Other Business (A.O.B.)")
PLANNED: dict[str, Any] = {
    "after": "TABASC_34_2009",
    "held_on": date(2018, 10, 18),
    "venue": "SECAS offices, London, and by teleconference",
    "items": [
        ("SMETS2 Version 3.1: What Industry Said", "decision", "SECAS"),
        ("Communications Hubs after 2G: Costs of the Options", "discussion", "DCC"),
    ],
}
