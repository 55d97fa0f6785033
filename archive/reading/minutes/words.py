"""The words of minutes: verbs, bodies, references and dates as they are printed and as scans misread them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


def either(*alternatives: str) -> str:
    """A pattern for any of `alternatives`, tried in their order."""
    return f"(?:{'|'.join(alternatives)})"


# The verbs of outcomes in capitals, as minutes of the SEC's bodies print them (domain.md section 3).
VERBS = (
    ["NOTED", "AGREED", "APPROVED", "RECOMMENDED", "CONSIDERED", "DISCUSSED", "PROVIDED", "REJECTED", "DEFERRED"]
    + ["ENDORSED", "DETERMINED", "REQUESTED", "REVIEWED", "CONFIRMED", "ACCEPTED", "SUPPORTED", "DECIDED", "RATIFIED"]
    + ["ADVISED", "UPHELD", "DIRECTED", "SIGNED", "SUGGESTED", "DELEGATED", "ADOPTED", "IDENTIFIED", "COMMENTED"]
    + ["ACKNOWLEDGED", "RESOLVED", "DECLINED", "GRANTED", "REFERRED", "APPOINTED", "ELECTED", "INSTRUCTED", "WELCOMED"]
    + ["NOMINATED", "AUTHORISED", "POSTPONED", "WITHDREW"]
)
VERB = re.compile(rf"\b({'|'.join(VERBS)})\b")
# A scan reads O as 0 and I as l or 1 inside a word in capitals.
MISREAD_VERB = re.compile(r"\b(?=[A-Z0-9l]*[A-Z])(?=[A-Z0-9l]*[01l])[A-Z01l]{4,}E?D\b")
BODIES = r"Panel\b|Sub-?Committee\b|Committee\b|Group\b|Board\b|Members\b|Authority\b|Forum\b"

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
MONTH = either(
    *("Jan(?:uary)?", "Feb(?:ruary)?", "Mar(?:ch)?", "Apr(?:il)?", "May", "June?", "July?", "Aug(?:ust)?"),
    *("Sept?(?:ember)?", "Oct(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?"),
)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAY = rf"(?:({'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?)?"
DAY_IN_WORDS = re.compile(
    rf"{WEEKDAY}\b([0-3]?[0-9lIO])\s?(?:st|nd|rd|th|t|[^\w\s,.]{{1,3}})?\s+(?:of\s+)?({MONTH})\.?,?\s+((?:19|20|2O)[0-9OlI]{{2}})(?!\w)"
)
DAY_IN_DIGITS = re.compile(r"\b([0-3]?\d)[/.]([01]?\d)[/.]((?:20)?\d{2})\b")
DAY_FROM_MONTH = re.compile(rf"({MONTH})\s+([0-3]?\d)(?:st|nd|rd|th)?,?\s+((?:19|20)\d{{2}})\b")
MONTH_AND_YEAR = re.compile(rf"\b({MONTH})\s+((?:19|20)\d{{2}})\b")
# "10:00", "10.30am", "1000hrs", "10 am": hour, minute, minute without a sign between, half of the day.
CLOCK = (
    r"([01]?\d|2[0-3])(?:\s?[:.h]\s?([0-5]\d)|([0-5]\d)(?=\s?(?:hrs|hours|[-–—]|to\b|$)))?"
    r"\s?(am|pm|a\.m\.|p\.m\.|noon)?(?:\s?(?:hrs|hours))?"
)
TIMES = re.compile(rf"(?<![\d/_]){CLOCK}\s*(?:[-–—]|to|until)\s*{CLOCK}(?![\d/_])", re.IGNORECASE)

ABBREVIATION = r"[A-Z][A-Z]{1,8}(?:[ _](?:PMA|SC))?"
MEETING_REFERENCE = re.compile(
    rf"(?<![A-Za-z0-9])({ABBREVIATION}|[A-Z][A-Za-z]{{2,9}})[_ ]?(\d{{1,3}})_([0-3]\d[01]\d)(?!\d)"
)
UNNAMED_MEETING = re.compile(r"(?<![A-Za-z0-9_])(\d{1,3})_([0-3]\d[01]\d)(?![\d_])")
# Spaces come and go in a scan, and a zero is read as the letter O, a one as l or I. "OpsG" is an abbreviation, with a
# space before the number too; a word with one capital is not: "Budget 18/19".
ACTION = re.compile(
    r"(?<![A-Za-z0-9/])(?P<committee>[A-Z]{2,10}(?:[ _](?:PMA|SC))?|(?=[A-Z][a-z]*[A-Z])[A-Z][A-Za-z]{2,9}"
    r"|[A-Z][a-z]{3,9}(?=\d))[ _]?"
    r"(?P<meeting>\d[\dOlI]{0,2})\s?/\s?(?P<number>[\dOlI]{1,2})(?P<letter>[a-z])?(?![\w/])"
)
# What is capital letters and no committee: the code, its bodies, its papers and its technical terms.
NO_COMMITTEE = frozenset(
    ["SEC", "SECAS", "DCC", "BEIS", "DECC", "CR", "RFC", "TOR", "GBCS", "SMETS", "DUIS", "CHTS", "SRV", "PDF", "MHHS"]
    + ["UK", "GB", "PART", "FY", "ISO", "IRP", "RFI"]
)
REOPENED = re.compile(r"\bRe-?\s?opened\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActionRef:
    """The reference of an action: `canonical` has no blank and two digits each."""

    committee: str
    meeting: int
    number: int
    letter: str
    printed: str
    start: int
    end: int

    @property
    def canonical(self) -> str:
        return f"{self.committee.replace(' ', '')}{self.meeting:02d}/{self.number:02d}{self.letter}"

    @property
    def is_misread(self) -> bool:
        return bool(re.search(r"\d[OlI]|/\s?[OlI]", self.printed))


def digits(text: str) -> int:
    """The number that `text` shows, letters that a scan put for digits read as digits."""
    return int(re.sub("[lI]", "1", text.replace("O", "0").replace("o", "0")))


def actions_in(text: str) -> list[ActionRef]:
    """Every reference of an action in `text`."""
    found = []
    for match in ACTION.finditer(text):
        meeting, number = digits(match["meeting"]), digits(match["number"])
        committee = " ".join(match["committee"].replace("_", " ").split()).upper()
        if meeting and number and committee not in NO_COMMITTEE:
            found.append(
                ActionRef(committee, meeting, number, match["letter"] or "", match[0], match.start(), match.end())
            )
    return found


def month_number(word: str) -> int:
    return next(at for at, name in enumerate(MONTHS, start=1) if name.startswith(word[:3].casefold()))


@dataclass(frozen=True, slots=True)
class Day:
    """A day as read; `says` is the weekday printed before it, "" for none."""

    on: date
    printed: str
    says: str = ""
    start: int = 0
    end: int = 0

    @property
    def contradicts_itself(self) -> bool:
        return bool(self.says) and WEEKDAYS[self.on.weekday()] != self.says


def days_in(text: str) -> list[Day]:
    """Every day with its year in `text`, in order; what is no day in any calendar is left out."""
    found = []
    for match in DAY_IN_WORDS.finditer(text):
        weekday, day, month, year = match.groups()
        found.append(_day(str(digits(year)), month_number(month), digits(day), match, weekday or ""))
    for match in DAY_FROM_MONTH.finditer(text):
        found.append(_day(match[3], month_number(match[1]), int(match[2]), match))
    for match in DAY_IN_DIGITS.finditer(text):
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
        found.append(_day(year, int(match[2]), int(match[1]), match))
    return sorted((day for day in found if day), key=lambda day: day.start)


def _day(year: str, month: int, day: int, match: re.Match[str], says: str = "") -> Day | None:
    try:
        return Day(date(int(year), month, day), match[0], says, match.start(), match.end())
    except ValueError:
        return None


def times_in(text: str) -> tuple[str, str, tuple[int, int]] | None:
    """From when until when, as "10:00", with where that stands in `text`; None where it says no times."""
    text = re.sub(r"(?<=[\d:.])[Oo]{1,2}(?=[\d:.\s–-]|$)", lambda read: "0" * len(read[0]), text)
    for match in TIMES.finditer(text):
        first, last = match.groups()[:4], match.groups()[4:]
        if not any((first[1], first[2], first[3], last[1], last[2], last[3])):
            continue  # "2010 - 12" and "3 to 5 members" are no times
        start, end = _clock(first, other=last[3]), _clock(last)
        if start and end and start < end:
            return start, end, match.span()
    return None


def _clock(read: Sequence[str | None], other: str | None = None) -> str:
    """ "16:00" of the groups of CLOCK; `other` is the half of the day printed with the end of the same meeting."""
    hour, minute, run_on, half = read
    value = int(hour or 0)
    half = (half or "").replace(".", "").casefold()
    if not half and other and other.casefold().startswith("a"):
        half = "am"
    if half == "pm" and value < 12:
        value += 12
    if half == "am" and value == 12:
        value = 0
    return f"{value:02d}:{int(minute or run_on or 0):02d}" if value < 24 else ""


SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"'’”)\]]*\s+(?=[\"‘“'(\[]?[A-Z0-9])")
NO_BREAK = re.compile(r"(?:\b(?:e\.g|i\.e|No|Nos|Dr|Mr|Mrs|Ms|St|vs|cf|approx|etc|Ltd|v|p|A\.O\.B|O\.B)|\b[A-Z])\.$")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its own end."""
    found: list[str] = []
    start = 0
    for match in SENTENCE_BREAK.finditer(text):
        if NO_BREAK.search(text[start : match.start()]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def verbs_in(text: str) -> list[str]:
    """The outcome verbs in capitals, in order, misread letters put right."""
    return VERB.findall(put_right(text))


def put_right(text: str) -> str:
    """`text` with the verbs that a scan misread as they should be: "N0TED" is NOTED."""

    def right(match: re.Match[str]) -> str:
        word = match[0].replace("0", "O").replace("1", "I").replace("l", "I")
        return word if word in VERBS else match[0]

    return MISREAD_VERB.sub(right, text)
