"""Paragraphs from the lines of a text that has lost them: each line is joined to the one before, or begins anew.

A printer breaks a line before a word that does not fit. A line that ends although the next word would have fitted ends
a paragraph, a heading or a row.
"""

import re
from collections.abc import Iterable
from itertools import zip_longest

from archive.reading.layout.elements import Kind, Line, Paragraph

# Private-use glyphs are the bullets of Symbol and Wingdings; an "e" or "o" before a capital is a scanned bullet.
BULLET = re.compile(r"^\s*(?:[•▪◦●■❖➢·\uf000-\uf0ff]|[-–—*](?=\s)|[eo©](?=\s+[A-Z0-9‘“]))\s*(?=\S)")
BARE_BULLET = re.compile(r"^\s*[•▪◦●■\uf000-\uf0ff]\s*$")
NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]\s+\S|\([a-z]\)\s|[a-z]\)\s|\([ivx]+\)\s)")
REFERENCE = r"[A-Z][A-Za-z]{1,11}(?:[ _][A-Z]{2,5})?\s?[0-9OlI]{1,3}\s?/\s?[0-9OlI]{1,3}[a-z]?"
# What begins a paragraph in minutes, whatever the line before it looks like.
BEGINS = re.compile(
    rf"^\s*(?:ACTI[O0]N\b|{REFERENCE}\s*(?::|$|[-–—]\s|Re-?Opened)|Status\s*:|Action (?:[A-Z]{{4,}})\b|[A-Z]{{3,}}ED\b"
    r"|The [A-Z][\w&/ -]{1,40} (?:also )?[A-Z]{3,}ED\b|The [A-Z][\w -]{1,40}:\s*$|Principle \d+\s*:"
    r"|Attend(?:ees|ance)\b|Apologies\b|(?:Date of )?Next Meeting\b)"
)
# What is one sentence as a rule: an action, an outcome.
STANDS_ALONE = re.compile(
    rf"^\s*(?:ACTI[O0]N\b|{REFERENCE}\s*:|(?:The [A-Z][\w&/ -]{{1,40}} )?(?:also )?[A-Z]{{3,}}ED\b)"
)
FINISHED = re.compile(r"[.!?:;][\"'’”)\]]*\s*$")
SENTENCE_ENDS = re.compile(r"[.!?][\"'’”)\]]*\s*$")
SHORT = 0.72  # of the width: what is shorter may be a heading
PLENTY = 12  # characters left behind a line that was broken on purpose
LEAST_WIDTH = 60  # characters; a narrower text is a column, not the page


def width_of(lines: Iterable[Line]) -> int:
    """How long the full lines of the text are, in characters."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    long = [length for length in lengths if length >= LEAST_WIDTH]
    return long[int(len(long) * 0.9)] if len(long) >= 3 else 100


def joined(texts: Iterable[str]) -> str:
    """Lines as one text; a hyphen at a line's end stays and takes no space behind it: "cost-effective"."""
    parts: list[str] = []
    for text in texts:
        words = " ".join(text.split())
        if not words:
            continue
        last = parts[-1] if parts else ""
        ends_in_hyphen = last.endswith("-") and last[-2:-1].isalpha() and words[0].islower()
        parts.append(words if not parts or ends_in_hyphen else f" {words}")
    return "".join(parts)


def paragraphs(lines: list[Line], *, width: int) -> list[Paragraph]:
    """The paragraphs that `lines` make, in their order."""
    groups: list[list[Line]] = []
    for line, following in zip_longest(lines, lines[1:]):
        if groups and continues(groups[-1], line, width=width) and not _heads(groups[-1], line, following, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [made for made in map(paragraph, groups) if made.text]


def _heads(before: list[Line], line: Line, following: Line | None, width: int) -> bool:
    """Whether `line` is a heading that did not fit behind the last words of the paragraph before it."""
    text = line.text.strip()
    if following is None or FINISHED.search(text) or not SENTENCE_ENDS.search(before[-1].text):
        return False
    begins_anew = text[:1].isupper() and following.text.strip()[:1].isupper()
    room = width - len(text) - 1 - len(following.text.split(maxsplit=1)[0])
    return begins_anew and room > PLENTY and len(text) < width * SHORT


def paragraph(lines: list[Line]) -> Paragraph:
    """One paragraph or bullet of these lines."""
    first = lines[0].text
    bullet = BULLET.match(first) or BARE_BULLET.match(first)
    texts = [first[bullet.end() :] if bullet else first, *(line.text for line in lines[1:])]
    depth = 1 + (bullet is not None and first.lstrip()[:1] in "o◦-–")
    return Paragraph(tuple(lines), joined(texts), Kind.BULLET if bullet else Kind.TEXT, depth if bullet else 0)


def continues(before: list[Line], line: Line, *, width: int) -> bool:
    """Whether `line` goes on with the paragraph that the lines `before` have begun."""
    last = before[-1].text.rstrip()
    if BARE_BULLET.match(before[-1].text) and len(before) == 1:
        return True
    if BULLET.match(line.text) or NUMBERED.match(line.text) or BEGINS.match(line.text):
        return False
    text = line.text.strip()
    is_open = not FINISHED.search(last) or _is_inside(before)
    if line.opens_page:
        return is_open and (len(last) > width * SHORT or text[:1].islower())
    if line.gap:
        return is_open and text[:1].islower() and len(last) > width * 0.4
    if not is_open:
        room = width - len(last) - 1 - len(text.split(" ", 1)[0])
        return room < 3 and not STANDS_ALONE.match(before[0].text)
    if _is_inside(before) and re.match(r"^[^.:;‘(]{0,60}[’)]", text):
        return True
    return _is_cut(before, text, last, width)


def _is_cut(before: list[Line], text: str, last: str, width: int) -> bool:
    """Whether a sentence that is not finished was only broken by the printer: no other word fitted, or what follows
    does not look like something new."""
    width = min(width, _own_width(before, width))
    room = width - len(last) - 1 - len(text.split(" ", 1)[0])
    if room < 3:
        return True
    begins_anew = text[:1].isupper() or text[:1].isdigit() or text[:1] in "‘“'\"("
    return not (begins_anew and (room > PLENTY or len(last) < width * SHORT))


def _own_width(before: list[Line], width: int) -> int:
    """How long the full lines of a list's row are, which is set in; the page's `width` for anything else."""
    is_row = len(before) > 1 and BULLET.match(before[0].text)
    return max(len(line.text.strip()) for line in before) if is_row else width


def _is_inside(lines: list[Line]) -> bool:
    """Whether a quotation or a bracket is still open at the end of these lines."""
    text = joined(line.text for line in lines[-4:])
    return text.count("(") > text.count(")") or text.rfind("‘") > text.rfind("’")
