"""When two passages are the same: letters and digits alone count.

Case, white space, hyphens and where lines break, soft hyphens, ligatures, quotes, dashes and signs without width change
nothing of what a passage says, so both sides are *squeezed*: NFKC, case folded, everything else dropped.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ASCII = {sign: chr(sign).lower() if chr(sign).isalnum() else None for sign in range(128)}
PASSAGE = 8  # words (product.md section 8)
_PARTS = re.compile(r"[^\s\-‐-―−/_|]+")
_BROKEN = re.compile(r"(?<=\w)[\-\u00ad\u2010\ufffe\x02]\s*\n\s*(?=\w)")
_NO_WIDTH = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0x02, 0x180E, *range(0x202A, 0x202F)])


def squeezed(text: str) -> str:
    """The letters and digits of `text`, in one run."""
    if text.isascii():
        return text.translate(_ASCII)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, folded))


def unbroken(text: str) -> str:
    """`text` with words that were broken at the end of a line put together, and without signs that have no width."""
    return _BROKEN.sub("", text).translate(_NO_WIDTH)


def forms_of(text: str) -> list[str]:
    """The words of `text`, squeezed; the parts of a hyphenated one count each."""
    return [form for part in _PARTS.findall(text) if (form := squeezed(part))]


@dataclass(frozen=True, slots=True)
class Word:
    """One word, squeezed, and where it stands in the text it was read from."""

    form: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of `text`, as `forms_of` gives them, with their places."""
    for part in _PARTS.finditer(text):
        form = squeezed(part[0])
        if form:
            yield Word(form, part.start(), part.end())


# Numbers that say something by themselves: amounts, shares, and anything of four digits or more.
_FIGURE = re.compile(
    r"(?<![\w.,/])[£€$]?\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b|million\b|billion\b|[mk]n?\b)?(?![\w/])", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def figures_in(text: str) -> set[str]:
    """The figures of `text` that mean something outside their sentence: amounts of money, percentages, and numbers of
    four digits or more. Years, days and the numbers of records do not."""
    found = set()
    for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text)):
        figure = "".join(match[0].casefold().replace("per cent", "%").split()).replace(",", "")
        is_plain = figure.isdecimal()
        if not is_plain or (len(figure) >= 4 and not _YEAR.fullmatch(figure)):
            found.add(figure)
    return found


_NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady)\.?\s+((?:[A-Z][\w’'\-]+\s?){1,3})")


def titled_names_in(text: str) -> set[str]:
    """The names that stand behind a form of address in `text` ("Ms A Person"), as they are written."""
    return {match[1].strip() for match in _NAMED.finditer(text)}
