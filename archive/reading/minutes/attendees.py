"""One person in a table of attendance: the name, what brackets and dashes say of it, and for whom they are there."""

import re
from dataclasses import dataclass, field
from typing import Any

from archive.reading.layout.elements import Line
from archive.reading.minutes.words import either

# Seats and bodies as attendance tables print them (domain.md section 3), longest first where one begins another.
SEATS = either(
    r"(?:[A-Z][\w&'’/-]* ){0,5}?(?:Independent |Vice[- ]|Deputy |Alternate |Interim )?Chair(?:man|person|woman)?",
    r"(?:Large|Small|Gas|Electricity|Export|Other)? ?(?:Suppliers?|Generators?)(?: Part(?:y|ies))?",
    r"(?:Electricity|Gas)(?: and Gas)? (?:Distribution )?Networks?(?: Part(?:y|ies)| Operators?)?",
    r"Networks?(?: Parties)?",
    r"Other (?:SEC )?(?:Part(?:y|ies)|Users?)",
    r"(?:DCC|Other) Users?",
    r"Consumers?(?: Representatives?| Members?)?",
    r"Citizens Advice",
)
BODIES = either(
    r"DCC(?: \(?Licensee\)?| Representatives?)?",
    r"SECAS(?: Meeting Secretary)?",
    r"Code Administrator(?: and Secretariat)?",
    *("Gemserv", "BEIS", "DECC", "DESNZ", "Ofgem", "(?:The )?Authority", "Secretary of State", "NCSC", "CESG"),
    *(
        "ELEXON",
        "Elexon",
        "Xoserve",
        "Secretariat",
        "MAPs?",
        "MOPs?",
        "Observers?",
        "Guests?",
        "Presenters?",
        "Proposers?",
    ),
    r"(?:Meeting|Technical) Secretary",
    r"Shared Resource Providers?",
    r"(?:Meter|Devices?) Manufacturers?",
    r"Meter (?:Asset Providers?|Operators?)",
    r"Legal(?: Advis[eo]rs?)?",
    r"(?:Independent )?(?:Security|Legal|Technical) (?:Advis[eo]rs?|Experts?)",
    r"(?:Panel|[A-Z]{2,8}) (?:Members?|Representatives?|Observers?)",
)
CATEGORY = re.compile(rf"^{either(SEATS, BODIES)}\b(?:\s?/\s?[A-Z][\w ]+?)?(?:\s*\([^()]{{1,40}}\))?")
HEAD_NAME = re.compile(r"\b(?:Name|Names|Members?|Participants?|Attendees?|Attending|Present)\b", re.IGNORECASE)
HEAD_BODY = re.compile(
    r"^(?:Category|Representing|Organisation|Organization|Party|Seat|Company|Role|Constituency)\b", re.IGNORECASE
)
ABSENT = re.compile(r"^\s*(?:Apologies|Absent|Not present|Apologies for absence)\b", re.IGNORECASE)
HERE = re.compile(r"^\s*(?:Attendees?|Attendance|Present|In attendance|Members present)\s*:?\s*$", re.IGNORECASE)
OTHERS = re.compile(
    r"^\s*(?:Other (?:Participants|Attendees)|Also (?:present|in attendance)|Invited Guests)\b", re.IGNORECASE
)
# Lists of names that stand in a paper's first pages and say nothing of a meeting.
ELSEWHERE = re.compile(
    r"^\s*(?:Document (?:Control|History|Owner)|Distribution|Version (?:Control|History)|Change History|Contacts?"
    r"|Authors?|Review(?:ers?|ed by)|Approv(?:als?|ers?|ed by)|Circulation|Respondents?)\b.{0,40}$",
    re.IGNORECASE,
)
OF_PEOPLE = re.compile(r"\b(?:Members|Participants|Attend\w+)\b")
OTHER_COLUMN = re.compile(r"^(?:Date|Version|Signature|E-?mail|Tele?phone|Phone|Approval)\b", re.IGNORECASE)
MEMBER_SEAT = re.compile(r"\b(?:Suppliers?|Networks?|Parties|Party|Consumers?|Chair\w*|Members?|Generators?|Users?)\b")
NOBODY = re.compile(r"^(?:[-–—]|n/?a|none|nil|tbc|vacant|vacancy|no apolog\w+.*|-+|not applicable)\.?$", re.IGNORECASE)
PARTICLE = r"(?:de|da|di|du|la|le|van|von|der|den|bin|al|ap|ten|ter|y|of)"
TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord|Lady|Cllr)"
WORD = r"(?:(?:[dlDLO]['’`])?[A-ZÀ-ÖØ-Þ][\w’'`-]*\.?|[A-Z]\.)"
NAME = re.compile(rf"^(?:{TITLE}\.? )?{WORD}(?: (?:{PARTICLE} )?{WORD}){{1,4}}$")
TELE = re.compile(
    either(
        *(r"\btele-?\s?conference\b", r"\btelecon\b", r"\b(?:tele)?phone\b", r"\bdial(?:led|ling)?[- ]in\b"),
        *(r"\bconference call\b", r"\bvideo(?:conference)?\b", r"\bremote(?:ly)?\b", r"\bwebex\b", r"\bskype\b"),
        *(r"\bteams\b", r"\b(?:by|via) call\b", r"\bt/?c\b"),
    ),
    re.IGNORECASE,
)
PART = re.compile(r"\bpart(?:ial(?:ly)?)?\b|\bfor (?:part|items?)\b|\bitems? \d", re.IGNORECASE)
ALTERNATE = re.compile(
    r"\b(?:alternates?|alt\.?|deputi[sz]ing|substitut\w+|standing in|on behalf)\s*(?:for|to|of)?\s*:?\s*(.+?)\s*$",
    re.IGNORECASE,
)
SECRETARY = re.compile(
    r"\b(?:Meeting |Technical )?Secretary\b(?! of)|\bSecretariat \(minutes\)|\bminutes\b", re.IGNORECASE
)
CHAIR = re.compile(r"\bchair(?:man|woman|person)?\b", re.IGNORECASE)


@dataclass
class Attendee:
    """One row of attendance, in the schema's words, with its lines and how sure it is."""

    name: str
    represents: str
    group: str
    role: str | None = None
    mode: str | None = None
    part: bool = False
    alternate_for: str | None = None
    present: bool = True
    lines: tuple[Line, ...] = ()
    sure: float = 1.0

    def as_fact(self) -> dict[str, Any]:
        names = ("name", "represents", "group", "role", "mode", "part", "alternate_for", "present")
        return {name: getattr(self, name) for name in names} | {"represents": self.represents or None}


@dataclass
class Seat:
    """A body named in a table, with the group and whether those under it are absent."""

    body: str
    group: str
    is_absent: bool
    has_head: bool = False


@dataclass
class State:
    """Where in the tables a reader is: whose group, whether those named are absent, and whether they are named for
    something else than a meeting."""

    group: str = "member"
    is_absent: bool = False
    body: str = ""
    started: bool = False
    is_elsewhere: bool = False
    waiting: list["Seat"] = field(default_factory=list)
    found: list[Attendee] = field(default_factory=list)


def without_notes(text: str) -> str:
    plain = re.sub(r"\s*\([^()]*\)?", "", text).strip(" ,*†:|~_")
    return re.sub(r"\s+[.'\"°]+$", "", plain).rstrip("-– ")


def add(text: str, state: State, lines: tuple[Line, ...], *, notes: list[str] | None = None, sure: float = 1.0) -> None:
    """Put one person on the list, with what brackets, dashes and further columns say of them."""
    said = [_put_right(each) for each in re.findall(r"\(([^()]*)\)?", text)] + (notes or [])
    name = without_notes(text)
    dashed = re.match(r"^(.+?)\s+[-–—]\s+(.+)$|^(.+?),\s+([a-z].+)$", name)
    if dashed:
        name, more = (dashed[1] or dashed[3]), (dashed[2] or dashed[4])
        said.append(more)
    if not name or NOBODY.match(name) or not NAME.match(name):
        return
    body, role = _body_and_role(state.body, said, is_member=state.group != "other")
    whole = "; ".join(said)
    alternate = next((found[1] for each in said if (found := ALTERNATE.search(each))), None)
    state.found.append(
        Attendee(
            name=name,
            represents=body,
            group=_group(state, body),
            role=role,
            mode="teleconference" if TELE.search(whole) else None,
            part=bool(PART.search(re.sub(r"\bParty\b|\bParties\b", "", whole))),
            alternate_for=alternate.strip(" .;,") if alternate else None,
            present=not state.is_absent,
            lines=lines,
            sure=sure,
        )
    )


def _body_and_role(body: str, said: list[str], *, is_member: bool) -> tuple[str, str | None]:
    """The body without the office printed beside it, and the office."""
    in_body = re.search(r"\s*\(((?:Meeting |Technical )?Secretary|Minutes)\)", body, re.IGNORECASE)
    if in_body:
        return body[: in_body.start()] + body[in_body.end() :], "Meeting Secretary"
    office = next((each for each in said if SECRETARY.search(each) or CHAIR.search(each)), "")
    if office and SECRETARY.search(office):
        return body, "Meeting Secretary"
    is_named_chair = bool(office) and CHAIR.search(office) and not ALTERNATE.search(office)
    # The chair of another body, who is here as its guest, does not chair this meeting.
    has_the_seat = is_member and re.search(r"\bChair(?:man|woman|person)?\b(?!.*Alternate)", body)
    return body, "Chair" if is_named_chair or has_the_seat else None


def _group(state: State, body: str) -> str:
    if state.group != "by seat":
        return state.group
    return "member" if MEMBER_SEAT.search(body) else "other"


def _put_right(note: str) -> str:
    """A note in brackets with the figures that a scan put into words read as letters: "te1econference"."""
    swap = {"1": "l", "0": "o"}
    return re.sub(r"(?<=[A-Za-z])[01](?=[a-z])", lambda sign: swap[sign[0]], note)
