"""How each kind of reference is written: the patterns and what their groups come to, as data.

Sources: the minutes of four meetings (an action is "TABASC33/01", "TABASC 23/02" or "CSC 10/01") and the
slips of their scans ("SECMPO0006"). Every repeat in these patterns has an upper bound, so that a position in
a text costs a constant number of steps whatever the text holds; an unbounded repeat inside another could
cost a power of its length.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial


class Kind(StrEnum):
    MEETING = "meeting"
    ACTION = "action"
    MODIFICATION = "modification"
    CHANGE_REQUEST = "change request"
    AGENDA_ITEM = "agenda item"
    RISK = "risk"
    ISSUE = "issue"
    PRINCIPLE = "principle"
    SPECIFICATION = "specification"
    RELEASE = "release"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a kind of reference; `canonical` takes the pattern's groups, None refuses them."""

    kind: Kind
    pattern: str
    canonical: Callable[..., str | None]
    doubtful: bool = False
    more: str = ""  # the pattern of the numbers that may follow: "Principles 1, 3, and 4"
    of_the_panel: bool = False  # "its Issue 2": only where the Panel is the body last named


GAP = r"\s{1,3}"  # a blank, or a line break with blanks about it
JOIN = rf"(?:[-_\u2010\u2011]|{GAP})?"
WORD_ENDS = r"(?!\w)"
NUMBER_ENDS = r"(?![\w%])(?![.:/][0-9])"
WHOLE = r"[1-9][0-9]?"
ITEM = rf"{WHOLE}(?:\.{WHOLE})?"
RELEASE = rf"{WHOLE}(?:\.[0-9]{{1,2}})?"
SPECIFICATION = r"(SMETS\s?[12]?|GBCS|CHTS|DUIS)"
VERSION = r"([0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?)"
CODE = r"[A-Z](?:[0-9]{1,2}(?:\.[0-9]{1,3}){0,2})?(?:\([A-Za-z0-9]{1,4}\)){0,3}"
SUFFIX = rf"([A-Ha-h])?{WORD_ENDS}"
YEAR = r"((?:19|20)[0-9]{2})"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# "6 February 2020 TABASC" and "31st October 2017 TABASC" give a day, not the name of a meeting.
MONTH = rf"(?<![0-9]\s)(?<![0-9][a-z]{{2}}\s)({MONTH_NAME})"
# "the TABASC 12 months after", "TABASC 6 February", "TABASC 10-12 members": a count or a day, not a meeting.
COUNTED = "(?:working|minute|hour|day|week|month|year|[Mm]ember)s?|WD|am|pm"
NO_COUNT = rf"(?!-[0-9])(?!\s{{1,3}}(?:{MONTH_NAME}|{COUNTED}){WORD_ENDS})"


def _upper(text: str) -> str:
    return " ".join(text.casefold().upper().split())


def _numbered(prefix: str, number: str) -> str:
    return f"{prefix} {number}"


def _action(committee: str, meeting: str, sequence: str, letter: str | None) -> str | None:
    if not int(meeting) or not int(sequence):
        return None
    return f"{_upper(committee)}{int(meeting):02d}/{int(sequence):02d}{(letter or '').lower()}"


def _meeting(committee: str, number: str, day: str = "", month: str = "") -> str | None:
    if not int(number):
        return None
    stem = f"{_upper(committee)}_{int(number):02d}"
    return f"{stem}_{day}{month}" if _is_a_day(day, month) else None if day else stem


def _is_a_day(day: str, month: str) -> bool:
    try:
        return bool(date(2000, int(month), int(day)))  # a leap year: the reference does not say which year
    except ValueError:
        return False


def _unnamed_meeting(number: str, day: str, month: str) -> str | None:
    return f"{number}_{day}{month}" if _is_a_day(day, month) else None


def _planned(committee: str, month: str, year: str) -> str:
    return f"{_upper(committee)}_{year}-{MONTHS.index(month.casefold()[:3]) + 1:02d}"


def _planned_first_month(month: str, year: str, committee: str) -> str:
    return _planned(committee, month, year)


def _planned_in_digits(committee: str, year: str, month: str) -> str | None:
    return f"{_upper(committee)}_{year}-{month}" if 1 <= int(month) <= 12 else None


def _modification(prefix: str, number: str, suffix: str | None = None) -> str | None:
    value = int(number.casefold().replace("o", "0"))  # scans read a zero as the letter O
    prefix = prefix.upper()
    width = 4 if prefix == "SECMP" else 3
    return f"{prefix}{value:0{width}d}{(suffix or '').upper()}" if value else None


def _modification_by_number(number: str, suffix: str | None) -> str | None:
    return _modification("SECMP" if len(number) == 4 else "MP", number, suffix)


def _change_request(number: str) -> str | None:
    return f"CR{int(number)}" if int(number) else None


def _risk(owner: str, number: str) -> str:
    owner = "Panel" if owner.casefold().endswith("panel") else _upper(owner)
    return f"{owner} Risk {number}".strip()


def _specification(name: str, version: str) -> str:
    return f"{''.join(name.casefold().upper().split())} v{version}"


def _release(number: str) -> str:
    return f"Release {number}" if "." in number else f"Release {number}.0"


def _dated_release(month: str, year: str) -> str:
    return f"{date(2000, MONTHS.index(month.casefold()[:3]) + 1, 1):%B} {year} SEC Release"


def _section(code: str) -> str:
    return f"SEC Section {code[0].upper()}{code[1:].lower()}"


def _appendix(code: str) -> str:
    return f"SEC Appendix {code.upper()}"


def _counted(
    kind: Kind, word: str, number: str, canonical: Callable[..., str], *, doubtful: bool = False
) -> tuple[Form, ...]:
    """The singular, and the plural that may go on as a list."""
    return (
        Form(kind, rf"{word}{GAP}({number}){NUMBER_ENDS}", canonical, doubtful),
        Form(kind, rf"{word}s{GAP}({number}){NUMBER_ENDS}", canonical, doubtful, more=number),
    )


def committees_pattern(abbreviations: frozenset[str]) -> str:
    names = sorted(filter(None, abbreviations), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", GAP) for name in names) or "(?!)"


def _meeting_forms(committees: str, only: str) -> tuple[Form, ...]:
    named, number, kind = rf"({committees})(?:{GAP}[Mm]eeting)?", "([0-9]{2,3})", Kind.MEETING
    ddmm = rf"[-_]([0-9]{{2}})([0-9]{{2}}){WORD_ENDS}"
    unnamed = partial(_meeting, only) if only else _unnamed_meeting
    held = rf"(?:{GAP}[Mm]eeting{WORD_ENDS})?"
    of_month = rf"{GAP}({MONTH_NAME}){GAP}{YEAR}(?!\w|\s{{1,3}}(?:SEC|Release))"
    return (
        Form(kind, rf"{named}{JOIN}{number}{ddmm}", _meeting),
        Form(kind, rf"{named}[ \xa0_-]?{number}{NUMBER_ENDS}{NO_COUNT}", _meeting),
        Form(kind, rf"({committees})_{YEAR}-([0-9]{{2}}){WORD_ENDS}", _planned_in_digits),
        Form(kind, rf"{MONTH}{GAP}{YEAR}{GAP}({committees})(?![\w/])(?!\s[0-9]){held}", _planned_first_month),
        Form(kind, rf"({committees}){of_month}{held}", _planned),
        Form(kind, rf"[Mm]eeting{GAP}{number}{ddmm}", unnamed, doubtful=not only),
    )


def _register_forms(committees: str, only: str) -> tuple[Form, ...]:
    panel = rf"(?:SEC{GAP})?Panel(?:['\u2019]s)?"
    issue = partial(_numbered, "Panel Issue")
    its = rf"(?:(?<=its\s)|(?<=their\s))Issue{GAP}({WHOLE}){NUMBER_ENDS}"
    return (
        *_counted(Kind.RISK, rf"({committees}|(?:SEC{GAP})?Panel){GAP}[Rr]isk", WHOLE, _risk),
        *_counted(Kind.RISK, "Risk", WHOLE, partial(_risk, only), doubtful=not only),
        *_counted(Kind.ISSUE, rf"{panel}{GAP}[Ii]ssue", WHOLE, issue),
        Form(Kind.ISSUE, its, issue, of_the_panel=True),
        *_counted(Kind.PRINCIPLE, "[Pp]rinciple", WHOLE, partial(_numbered, "Principle")),
        *_counted(Kind.AGENDA_ITEM, rf"(?:[Aa]genda{GAP})?[Ii]tem", ITEM, str),
    )


def _code_forms() -> tuple[Form, ...]:
    scanned = r"([Oo][0-9Oo]{4}|[0-9Oo]{1,4})"
    version = rf"\s{{0,3}}[Vv](?:ersion)?\.?\s{{0,3}}{VERSION}{NUMBER_ENDS}"
    return (
        Form(Kind.MODIFICATION, rf"(SECMP){JOIN}{scanned}{SUFFIX}", _modification),
        # A digit too many: which one is the scan's cannot be known ("SECMP00438", seed 001 item 8).
        Form(Kind.MODIFICATION, rf"(SECMP){JOIN}([0-9]{{5,6}}){WORD_ENDS}", "{}{}".format, doubtful=True),
        Form(
            Kind.MODIFICATION,
            rf"([DM]P)(?:[-_\u2010\u2011]|{GAP}(?![0-9]{{4}}))?([Oo0-9][0-9]{{2,3}}){SUFFIX}",
            _modification,
        ),
        Form(
            Kind.CHANGE_REQUEST,
            rf"CR(?:[-_\u2010\u2011]|{GAP}(?!(?:19|20)[0-9]{{2}}))?([0-9]{{1,4}}){NUMBER_ENDS}",
            _change_request,
        ),
        Form(Kind.SPECIFICATION, rf"{SPECIFICATION}{version}", _specification),
        Form(Kind.RELEASE, rf"{MONTH}{GAP}{YEAR}{GAP}(?:SEC{GAP})?Release{WORD_ENDS}", _dated_release),
        *_counted(Kind.RELEASE, "Release", RELEASE, _release),
        Form(Kind.RELEASE, rf"(?:[Rr]elease\s{{0,3}}|R)({WHOLE}\.[0-9]{{1,2}}){NUMBER_ENDS}", _release),
        Form(Kind.SECTION, rf"SEC{GAP}Appendix{GAP}([A-Z]{{1,2}}){WORD_ENDS}", _appendix),
        *_counted(Kind.SECTION, rf"(?:SEC{GAP})?Section", CODE, _section),
    )


def typed_forms(committees: str) -> tuple[Form, ...]:
    """Looser forms, safe only where the whole text is one reference."""
    named = rf"({committees})[ _-]?(?:meeting[ _]?)?([0-9]{{1,3}})"
    return (
        Form(Kind.MEETING, rf"{named}[ _-]([0-9]{{2}})([0-9]{{2}})", _meeting),
        Form(Kind.MEETING, named, _meeting),
        Form(Kind.MEETING, rf"({committees})[ _-]?{YEAR}-([0-9]{{2}})", _planned_in_digits),
        Form(Kind.MODIFICATION, rf"([DM]P){JOIN}([0-9]{{2}})([A-H])?", _modification),
        Form(Kind.SPECIFICATION, rf"{SPECIFICATION} ?{VERSION}", _specification),
        Form(Kind.SECTION, rf"SEC ({CODE})", _section),
    )


def bare_forms(only: str) -> tuple[Form, ...]:
    """What is left out where the kind is known, and with it the committee where only one is given."""
    of_one = (
        Form(Kind.MEETING, "([0-9]{1,3})_([0-9]{2})([0-9]{2})", partial(_meeting, only)),
        Form(Kind.MEETING, "([0-9]{1,3})", partial(_meeting, only)),
        Form(Kind.ACTION, "([0-9]{1,3})/([0-9]{1,3})([a-h])?", partial(_action, only)),
        Form(Kind.RISK, f"({WHOLE})", partial(_risk, only)),
    )
    return (
        *(of_one if only else ()),
        Form(Kind.MODIFICATION, "([0-9]{1,4})([A-H])?", _modification_by_number),
        Form(Kind.CHANGE_REQUEST, "([0-9]{1,4})", _change_request),
        Form(Kind.AGENDA_ITEM, f"({ITEM})", str),
        Form(Kind.ISSUE, f"(?:Issue )?({WHOLE})", partial(_numbered, "Panel Issue")),
        Form(Kind.PRINCIPLE, f"({WHOLE})", partial(_numbered, "Principle")),
        Form(Kind.RELEASE, f"({RELEASE})", _release),
        Form(Kind.SECTION, f"({CODE})", _section),
    )


def running_forms(committees: str, only: str) -> tuple[Form, ...]:
    action = rf"({committees}){JOIN}([0-9]{{1,3}})/([0-9]{{1,3}}){SUFFIX}(?!/[0-9])"
    return (
        Form(Kind.ACTION, action, _action),
        *_code_forms(),
        *_meeting_forms(committees, only),
        *_register_forms(committees, only),
    )
