"""How people speak of records: finds references in text and brings each to its one canonical form.

How each kind is written stands in reference_spellings.py; whether such a record exists is not known here.
Time is linear in the text: one pattern is searched from left to right, a position costs a constant number of
steps, and what it takes to read one reference (the list after it, the words before it) is bounded too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from secgov.reference_spellings import (
    NUMBER_ENDS,
    Form,
    Kind,
    bare_forms,
    committees_pattern,
    running_forms,
    typed_forms,
)

__all__ = ["Found", "Kind", "asked_for_by", "find", "normalise", "recognise"]

# Addresses are swallowed whole, so that nothing inside them is found. Possessive: never tried again shorter.
ADDRESS = r"(?i:https?://|www\.)[^\s<>\"]++|[\w.+-]{1,64}+@[\w.-]++"
JOINING = r"(?:,\s{0,3}(?:and\s{1,3})?|\s{1,3}(?:and|or|to|&(?:amp;)?)\s{1,3})"
LEAD_IN = re.compile(r"(?:the|action|meeting) ", re.IGNORECASE)
MODIFICATION = re.compile(r"(?:SECMP(?=[0-9]{4}(?![0-9]))|[DM]P)([0-9]{3,4})([A-H]?)")
DATED_MEETING = re.compile(r"(.+_[0-9]{2,3})_[0-9]{4}")
LONGEST_TYPED = 100  # characters
WORDS_BEFORE = 240  # characters looked back over for the body that "its Issue 2" belongs to


@dataclass(frozen=True, slots=True)
class Found:
    """One reference in a text: text[start:end] == printed.

    `doubtful`: it does not say for certain which record is meant. The canonical form is then as near as the
    text allows: "SECMP00438" (a digit too many), "Risk 3" and "11_2801" (no committee named, several known).
    """

    kind: Kind
    canonical: str
    printed: str
    start: int
    end: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Spellings:
    """Forms compiled into one alternation; `forms`: by a form's outer group, the form and its last group."""

    pattern: re.Pattern[str]
    forms: dict[int, tuple[Form, int]]
    committees: str


def find(text: str, *, abbreviations: frozenset[str]) -> list[Found]:
    """Every reference in a running text, left to right, never overlapping.

    `abbreviations`: every abbreviation that any committee ever had, in capitals. With only one given, what
    names no committee ("Risk 3", "Meeting 11_2801") is that committee's.
    """
    spellings = in_running_text(abbreviations)
    found: list[Found] = []
    position = 0
    while match := spellings.pattern.search(text, position):
        here = list(_read(match, spellings))
        found += here
        position = here[-1].end if here else match.end()
    return found


def recognise(text: str, *, abbreviations: frozenset[str]) -> Found | None:
    """The reference, of any kind, that the whole of `text` is, in capitals or not; None where it is none."""
    return _alone(text, _typed(abbreviations))


def normalise(kind: Kind, text: str, *, abbreviations: frozenset[str]) -> str | None:
    """The canonical form of one reference of known kind typed alone; None where `text` is none for certain.

    The kind may be left out ("4" for an agenda item), and where only one abbreviation is given the committee
    too ("11_2801" among the meetings of the CSC). A bare number of a modification is given the prefix of its
    length ("0006" is SECMP0006, "96" is MP096): look it up with `asked_for_by`.
    """
    found = _alone(text, _of_kind(kind, abbreviations))
    return found.canonical if found and not found.doubtful else None


def asked_for_by(kind: Kind, canonical: str) -> tuple[str, ...]:
    """The canonical forms by which the same record may be on file, `canonical` itself first.

    A modification keeps its number when its prefix changes (DP098 became MP098; SECMP, DP and MP share one
    counter), and a meeting is known without its day too.
    """
    same: list[str] = []
    if kind is Kind.MODIFICATION and (parts := MODIFICATION.fullmatch(canonical)):
        number, suffix = int(parts[1]), parts[2]
        same = [f"SECMP{number:04d}{suffix}", f"DP{number:03d}{suffix}", f"MP{number:03d}{suffix}"]
    elif kind is Kind.MEETING and (dated := DATED_MEETING.fullmatch(canonical)):
        same = [dated[1]]
    return (canonical, *(form for form in same if form != canonical))


@lru_cache(maxsize=32)
def in_running_text(abbreviations: frozenset[str]) -> Spellings:
    """The alternation that `find` searches by, compiled once for each set of abbreviations."""
    committees = committees_pattern(abbreviations)
    forms = running_forms(committees, _only(abbreviations))
    return _compiled(forms, committees, before=rf"(?<!\w)(?:{ADDRESS}|", after=")")


@lru_cache(maxsize=32)
def _typed(abbreviations: frozenset[str]) -> Spellings:
    committees = committees_pattern(abbreviations)
    forms = (*running_forms(committees, _only(abbreviations)), *typed_forms(committees))
    return _compiled(forms, committees, flags=re.IGNORECASE)


@lru_cache(maxsize=256)
def _of_kind(kind: Kind, abbreviations: frozenset[str]) -> Spellings:
    typed = _typed(abbreviations)
    forms = [form for form, _ in typed.forms.values()] + list(bare_forms(_only(abbreviations)))
    of_kind = [form for form in forms if form.kind is kind]
    return _compiled(of_kind, typed.committees, flags=re.IGNORECASE)


def _only(abbreviations: frozenset[str]) -> str:
    return next(iter(abbreviations)) if len(abbreviations) == 1 else ""


def _compiled(
    forms: Iterable[Form], committees: str, *, before: str = "", after: str = "", flags: int = 0
) -> Spellings:
    by_group: dict[int, tuple[Form, int]] = {}
    outer = 1
    for form in forms:
        last = outer + re.compile(form.pattern).groups
        by_group[outer] = (form, last)
        outer = last + 1
    alternation = "|".join(f"({form.pattern})" for form, _ in by_group.values())
    return Spellings(re.compile(before + alternation + after, flags), by_group, committees)


def _alone(text: str, spellings: Spellings) -> Found | None:
    if len(text) > LONGEST_TYPED:
        return None
    words = " ".join(text.split()).replace(" /", "/").replace("/ ", "/")
    match = spellings.pattern.fullmatch(words) or spellings.pattern.fullmatch(LEAD_IN.sub("", words, count=1))
    read = next(_read(match, spellings), None) if match else None
    if read is None:
        return None
    start = len(text) - len(text.lstrip())
    printed = text.strip()
    return Found(read.kind, read.canonical, printed, start, start + len(printed), read.doubtful)


def _read(match: re.Match[str], spellings: Spellings) -> Iterator[Found]:
    """What one match says: nothing for an address, several references for a list."""
    if match.lastindex is None:
        return
    form, last = spellings.forms[match.lastindex]
    groups: list[str] = [match[number] for number in range(match.lastindex + 1, last + 1)]
    if form.of_the_panel and not _panel_named_last(match, spellings.committees):
        return
    if form.more:
        yield from _read_list(match, last, form, groups[:-1])
    elif canonical := form.canonical(*groups):
        yield Found(form.kind, canonical, match[0], *match.span(), form.doubtful)


def _read_list(match: re.Match[str], last: int, form: Form, owner: list[str]) -> Iterator[Found]:
    """Each number of "Principles 1, 3, and 4" by itself: a loop, so that no pattern needs a nested repeat."""
    following = re.compile(rf"{JOINING}({form.more}){NUMBER_ENDS}")
    one: re.Match[str] | None = match
    while one:
        if canonical := form.canonical(*owner, one[last]):
            yield Found(form.kind, canonical, one[last], *one.span(last), form.doubtful)
        one, last = following.match(match.string, one.end()), 1


def _panel_named_last(match: re.Match[str], committees: str) -> bool:
    before = match.string[max(0, match.start() - WORDS_BEFORE) : match.start()].rpartition("\n\n")[2]
    named = re.findall(rf"(?<!\w)(?:{committees}|Panel)(?!\w)", before)
    return bool(named) and named[-1] == "Panel"
