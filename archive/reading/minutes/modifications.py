"""Modifications: every reference once, with its title where one is printed, and the items that name it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

PREFIX = r"(?:SEC\s?MP|SECM?P|SECMF|5ECMP|DP|MP)"
REFERENCE = re.compile(
    rf"(?<![A-Za-z0-9/_-])(?P<prefix>{PREFIX})\s?-?\s?(?P<number>[0-9OolI]{{2,6}})(?P<letter>[A-H])?(?![A-Za-z0-9]|\s?/\s?\d)"
)
QUOTES = (("‘", "’"), ("“", "”"), ("'", "'"), ('"', '"'))
MIXED_QUOTES = re.compile(r"\s{0,3}[‘“\"']([A-Z][^‘“\"”\n]{5,150}?)[’”\"'](?![A-Za-z])")
BEFORE_QUOTE = re.compile(r"^\s*(?:[-–—:,(]\s*)?(?:entitled\s+|titled\s+|called\s+)?$")


@dataclass
class Modification:
    """One modification as the source names it."""

    ref: str
    title: str | None = None
    items: list[str] = field(default_factory=list)

    def as_fact(self) -> dict[str, Any]:
        return {"ref": self.ref, "title": self.title, "items": self.items}


@dataclass(frozen=True, slots=True)
class Named:
    """A reference in a text; `misread` says that a scan's slip was put right, `impossible` that it is none."""

    ref: str
    printed: str
    start: int
    end: int
    misread: bool = False
    impossible: bool = False


def named_in(text: str) -> Iterator[Named]:
    """Every reference in `text`. SECMP and four figures, DP or MP and three: another count is a slip."""
    for match in REFERENCE.finditer(text):
        prefix = "SECMP" if match["prefix"].replace(" ", "").startswith(("SEC", "5EC")) else match["prefix"]
        figures = re.sub("[Oo]", "0", re.sub("[lI]", "1", match["number"]))
        wanted = 4 if prefix == "SECMP" else 3
        raw = match["number"]
        is_a_panel_meeting = match["prefix"] == "SECP" and len(figures) < wanted
        if not any(sign.isdigit() for sign in raw) or not int(figures) or is_a_panel_meeting:
            continue
        # A scan reads a figure twice, as itself and as a letter: "SECMPO0006".
        if re.search("[Oo]", raw) and not figures[:-wanted].strip("0"):
            figures = figures[-wanted:]
        impossible = len(figures) != wanted
        canonical = f"{prefix}{int(figures):0{wanted}d}{match['letter'] or ''}"
        misread = bool(re.search("[OolI]", raw)) or match["prefix"].startswith("5")
        yield Named(canonical, match[0], match.start(), match.end(), misread, impossible)


def title_after(text: str, end: int) -> str | None:
    """The title in quotation marks right behind a reference; apostrophes inside it do not end it."""
    for opening, closing in QUOTES:
        at = text.find(opening, end, end + 20)
        if at < 0 or not BEFORE_QUOTE.match(text[end:at]):
            continue
        stop = _closing(text, at + 1, closing)
        if stop > at and stop - at < 220:
            return _title(text[at + 1 : stop])
    # A scan reads the marks of a quotation as others: “ … ’.
    mixed = MIXED_QUOTES.match(text, end)
    return _title(mixed[1]) if mixed else None


def _title(text: str) -> str | None:
    return " ".join(text.split()).strip(" ,.") or None


def _closing(text: str, start: int, closing: str) -> int:
    """Where the quotation ends: at a mark behind which no letter stands."""
    at = text.find(closing, start)
    while at >= 0:
        is_apostrophe = at + 1 < len(text) and text[at + 1].isalnum()
        is_plural = (
            text[at - 1 : at] == "s"
            and text[at + 1 : at + 2] == " "
            and text.find(closing, at + 1, at + 120) > 0
            and closing in "’'"
            and text[at + 2 : at + 3].islower()
            and _quotes_later(text, at, closing)
        )
        if not is_apostrophe and not is_plural:
            return at
        at = text.find(closing, at + 1)
    return -1


def _quotes_later(text: str, at: int, closing: str) -> bool:
    """Whether the next such mark could end the quotation before another begins."""
    opening = "‘" if closing == "’" else closing
    following = text.find(closing, at + 1)
    reopened = text.find(opening, at + 1) if opening != closing else -1
    return following > 0 and (reopened < 0 or following < reopened) and not re.search(r"[.!?]\s", text[at:following])


def collect(texts: Iterable[tuple[str, str]]) -> tuple[list[Modification], list[Named]]:
    """The modifications named in (item number, text), in the order of their first mention, and the slips among them."""
    found: dict[str, Modification] = {}
    slips: list[Named] = []
    for number, text in texts:
        for each in named_in(text):
            if each.misread or each.impossible:
                slips.append(each)
            if each.impossible:
                continue
            known = found.setdefault(each.ref, Modification(each.ref))
            if number and number not in known.items:
                known.items.append(number)
            known.title = known.title or title_after(text, each.end)
    return list(found.values()), slips
