"""The layout of plain text: text flattened from a PDF, scanned text, and text with tabs, markdown or HTML remains."""

import html
import re
from collections.abc import Iterator

from archive.reading.layout.elements import Cell, Kind, Layout, Line, Note, Paragraph, Table, Unreadable
from archive.reading.layout.furniture import furniture_in
from archive.reading.layout.paragraphs import BARE_BULLET, BULLET, FINISHED, joined, paragraphs, width_of

LONG = 160  # characters: a line so long was never broken by a printer, so it is a paragraph
MOST_LINES = 40_000
MOST_CHARACTERS = 3_000_000
LONGEST_LINE = 20_000
MOST_CELLS = 40
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What Windows-1252 holds above 127 and a text really uses.
TYPOGRAPHIC = "’‘“”–—…•£€©®°½¼¾éèüöäáàâçñ·§´¬ Â"
LINK = re.compile(r"!?\[([^\]\[]{0,400})\]\([^()\s]{0,500}\)")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
SLANTED = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
PARAGRAPH_TAG = re.compile(r"</p>\s*<p[^>]*>|<br\s*/?>|</li>\s*<li[^>]*>", re.IGNORECASE)
CELL_TAG = re.compile(r"</t[dh]>\s*(?:<t[dh][^>]*>)?|<t[dh][^>]*>", re.IGNORECASE)
HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+")
LONE_MARK = re.compile(r"^\s*(?:[•▪◦●■\uf000-\uf0ff]|[eo©.~|°'‘’_-])\s*$")
RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*$")
MARKED = re.compile(r"^\s{0,3}#{1,6} |^\s*\|.*\|\s*$|\*\*\S.*\S\*\*|</?(?:p|strong|b|em|i|sup|td|tr)>|\]\([^()\s]*\)")
NOTE = re.compile(r"^\s?(\d{1,2})\s+(?=[A-Z‘“\"'])(.{12,})$")
MARKDOWN_NOTE = re.compile(r"^(?:\[\^(\w{1,8})\]:|<sup>(\d{1,2})</sup>)\s*(.+)$")
NOTE_MARK = re.compile(r"<sup>\s*\[?\d{1,2}\]?\s*</sup>|\[\^\w{1,8}\]")
NOTE_LINES = 6  # how many lines a footnote at a page's end may have


def decoded(content: bytes) -> str:
    """The text in `content`; Unreadable where it is none, or in an encoding that cannot be told."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return _checked(_strictly(content, encoding))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        place = error.start
    return _checked(_from_windows(content, place))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"The text is damaged at byte {error.start:,}. Save it again as UTF-8.") from None


def _from_windows(content: bytes, place: int) -> str:
    """Text of older Windows programs, if it looks like that."""
    sentence = f"The text is not in UTF-8: byte {place:,} cannot be read. Save it as UTF-8 and bring it again."
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(sentence) from None
    strange = sum(character > "\x7f" and character not in TYPOGRAPHIC for character in text)
    if strange > max(3, len(text) // 500):
        raise Unreadable(sentence)
    return text


def _checked(text: str) -> str:
    if len(NOT_TEXT.findall(text[:100_000])) > 2:
        raise Unreadable("The file is not text. Bring it as .txt, .md, .pdf or .docx.")
    if not text.strip():
        raise Unreadable("The file is empty.")
    return NOT_TEXT.sub(" ", text)


def lay_out(content: bytes) -> Layout:
    """The layout of a text file."""
    text = decoded(content).replace("\u00ad", "")
    raw = re.split(r"\r\n|\r|\n|(?=\f)", text)
    if len(raw) > MOST_LINES or len(text) > MOST_CHARACTERS:
        raise Unreadable("This is far longer than a set of minutes. Bring each meeting in a file of its own.")
    longest = max(range(len(raw)), key=lambda at: len(raw[at]))
    if len(raw[longest]) > LONGEST_LINE:
        raise Unreadable(f"Line {longest + 1} has {len(raw[longest]):,} characters, which is no line of minutes.")
    lines = _lines(raw)
    if _is_unwrapped(lines):
        return _unwrapped(lines)
    return _flat(lines)


def _lines(raw: list[str]) -> list[Line]:
    """The lines that are not blank. In a text whose every line is followed by an empty one, a single empty line says
    nothing. A page begins behind a form feed, or with a line set in by one space right behind another line."""
    is_double = _is_double_spaced(raw)
    indented = sum(text.startswith(" ") for text in raw if text.strip())
    marks_pages = indented < 0.3 * max(1, sum(1 for text in raw if text.strip()))
    found: list[Line] = []
    page, blanks = 1, 0
    for number, text in enumerate(raw, start=1):
        opens = text.startswith("\f") and bool(found)
        text = text.lstrip("\f").replace("\u00a0", " ").replace("\u2011", "-").rstrip(" \r")
        if not text.strip():
            blanks += 1
            page += opens
            continue
        if found and marks_pages and not blanks and re.match(r" \S", text) and not raw[number - 2].startswith(" "):
            opens = True
        page += opens
        gap = blanks > (1 if is_double else 0)
        found.append(Line(number, page, text, gap, opens_page=opens))
        blanks = 0
    return found


def _is_double_spaced(raw: list[str]) -> bool:
    """Whether sentences go on behind empty lines: then every line is followed by one."""
    goes_on, full = 0, 0
    for at in range(len(raw) - 2):
        if raw[at].strip() and not FINISHED.search(raw[at].rstrip()):
            full += 1
            goes_on += not raw[at + 1].strip() and raw[at + 2].strip()[:1].islower()
    return full > 10 and goes_on / full > 0.25


def _is_unwrapped(lines: list[Line]) -> bool:
    """Whether a line is a paragraph: it is marked up, or some lines are longer than any printer's line."""
    marked = sum(bool(MARKED.search(line.text)) for line in lines)
    if marked >= max(5, 0.05 * len(lines)):
        return True
    long = sum(len(line.text) > LONG for line in lines)
    return long >= max(2, 0.06 * len(lines)) or (len(lines) < 30 and long >= 1)


# Text whose lines were broken by a printer.


def _flat(lines: list[Line]) -> Layout:
    furniture = furniture_in(lines)
    body = [line for line in lines if line.number not in furniture]
    notes = _page_notes(body, furniture)
    taken = {line.number for note in notes for line in note.lines}
    text = _without_lost_bullets([line for line in body if line.number not in taken])
    blocks = list(_with_tabbed_tables(text))
    found = [line for line in lines if line.number in furniture]
    return Layout(lines, blocks, found, notes, is_flat=True)


def _without_lost_bullets(lines: list[Line]) -> list[Line]:
    """The lines without the marks of bullets that were run before the rows they belong to, and without specks."""
    alone = [bool(LONE_MARK.match(line.text)) for line in lines]
    return [
        line
        for at, line in enumerate(lines)
        if not alone[at]
        or (BARE_BULLET.match(line.text) and not any(alone[max(0, at - 1) : at] + alone[at + 1 : at + 2]))
    ]


def _with_tabbed_tables(lines: list[Line]) -> Iterator[Paragraph | Table]:
    width = width_of(lines)
    for is_table, run in _runs(lines):
        if is_table:
            yield _table(run)
        else:
            yield from paragraphs(run, width=width)


def _runs(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Neighbouring lines that have tabs inside, or none."""
    run: list[Line] = []
    is_table = False
    for line in lines:
        # In a table the first or the last cell may be empty.
        has_tab = "\t" in (line.text if is_table else line.text.strip())
        if run and (has_tab != is_table or (has_tab and line.gap)):
            yield is_table and len(run) > 1, run
            run = []
        is_table = has_tab
        run.append(line)
    if run:
        yield is_table and len(run) > 1, run


def _page_notes(lines: list[Line], furniture: set[int]) -> list[Note]:
    """Footnotes, numbered in order: a line that begins with the next number, without a point, at the end of a page. A
    page ends where the next begins, and where its furniture stands."""
    notes: list[Note] = []
    ends = [at for at, line in enumerate(lines) if line.opens_page or (at and _stand_between(furniture, lines, at))]
    for end in [*ends, len(lines)]:
        for at in range(max(0, end - NOTE_LINES), end):
            found = NOTE.match(lines[at].text)
            if not found or int(found[1]) != len(notes) + 1 or (at and lines[at].opens_page):
                continue
            if end == len(lines) and not (lines[at].gap and (_has_mark(lines[:at], found[1]) or _closes(lines[at:]))):
                continue
            stop = next((n for n in range(at + 1, end) if _begins_note(lines[n], len(notes) + 2)), end)
            here = tuple(lines[at:stop])
            notes.append(Note(found[1], joined([found[2], *(each.text for each in here[1:])]), here))
    return notes


def _stand_between(furniture: set[int], lines: list[Line], at: int) -> bool:
    """Whether furniture stands between this line and the one before."""
    return any(number in furniture for number in range(lines[at - 1].number + 1, lines[at].number))


def _closes(lines: list[Line]) -> bool:
    """Whether these last lines are one sentence and nothing else, as a note is whose mark a scan has lost."""
    return len(lines) <= 2 and lines[-1].text.rstrip().endswith(".")


def _begins_note(line: Line, number: int) -> bool:
    found = NOTE.match(line.text)
    return found is not None and int(found[1]) == number


def _has_mark(lines: list[Line], number: str) -> bool:
    return any(re.search(rf"[a-z.,;!?)’'\"]{number}(?:\s|$)", line.text) for line in lines)


# Text whose lines are paragraphs.


def _unwrapped(lines: list[Line]) -> Layout:
    furniture = furniture_in(lines)
    body = [line for line in lines if line.number not in furniture and not _is_rule(line.text)]
    blocks: list[Paragraph | Table] = []
    notes: list[Note] = []
    rows: list[list[Cell]] = []

    def end_table() -> None:
        if rows:
            blocks.append(_of_rows(rows))
            rows.clear()

    for line in body:
        cells = _cells(line) or (_row_beneath(line) if rows else None)
        if cells is not None:
            if line.gap and rows and _is_head(cells):
                end_table()
            rows.append(cells)
            continue
        end_table()
        note = MARKDOWN_NOTE.match(line.text.strip())
        if note:
            notes.append(Note(note[1] or note[2], clean(note[3]), (line,)))
        else:
            _add_paragraph(blocks, line)
    end_table()
    found = [line for line in lines if line.number in furniture]
    return Layout(lines, blocks, found, notes)


def _is_rule(text: str) -> bool:
    """Whether the line is only drawn, as beneath the head of a table in markdown."""
    return len(text) < LONG and bool(RULE.match(text))


def _is_head(cells: list[Cell]) -> bool:
    """Whether these cells head a new table: "Representing", "Category", "Action Reference"."""
    return bool(re.match(r"(?:Representing|Category|Action|Name|Modification|Ref)", cells[0].words))


def _add_paragraph(blocks: list[Paragraph | Table], line: Line) -> None:
    """Add what `line` says; a sentence that a page's end cut is made whole."""
    pieces = [piece for piece in PARAGRAPH_TAG.split(line.text) if clean(piece)]
    for piece in pieces:
        hashes = HASHES.match(piece)
        text = piece[hashes.end() :] if hashes else piece
        bullet = BULLET.match(text)
        words = clean(text[bullet.end() :] if bullet else text)
        if not words:
            continue
        last = blocks[-1] if blocks else None
        if not hashes and not bullet and isinstance(last, Paragraph) and _goes_on(last, words):
            blocks[-1] = Paragraph((*last.lines, line), joined([last.text, words]), last.kind, last.depth)
            continue
        kind = Kind.HEADING if hashes else Kind.BULLET if bullet else Kind.TEXT
        depth = len(hashes[1]) if hashes else 1 if bullet else 0
        is_bold = bool(re.fullmatch(r"\s*(?:\*\*|__|<(?:b|strong)>).+(?:\*\*|__|</(?:b|strong)>)\s*", text))
        blocks.append(Paragraph((line,), words, kind, depth, is_bold=is_bold))


def _goes_on(before: Paragraph, words: str) -> bool:
    is_open = not FINISHED.search(before.text) and before.kind != Kind.HEADING and len(before.text) > 60
    return is_open and (words[:1].islower() or bool(re.match(r"\([A-Z]{2,3}\)\s[a-z]", words)))


def _cells(line: Line) -> list[Cell] | None:
    """The cells of a row of a table, None where the line is no row."""
    text = line.text
    if re.search(r"<t[dh][\s>]", text, re.IGNORECASE):
        parts = [part for part in CELL_TAG.split(text) if clean(part)]
    elif "\t" in text:
        parts = text.split("\t")
    elif re.match(r"^\s*\|.*\|\s*$", text):
        parts = text.strip().strip("|").split("|")
    else:
        return None
    if len(parts) > MOST_CELLS:
        return None
    return [_cell(part, line) for part in parts]


def _row_beneath(line: Line) -> list[Cell] | None:
    """A paragraph of HTML right beneath a table is a row of it; None where it is none."""
    return [_cell(line.text, line)] if not line.gap and re.match(r"\s*<p[ >]", line.text) else None


def _cell(text: str, line: Line) -> Cell:
    return Cell("\n".join(filter(None, map(clean, PARAGRAPH_TAG.split(text)))), (line,))


def _table(lines: list[Line]) -> Table:
    return _of_rows([_cells(line) or [Cell(clean(line.text), (line,))] for line in lines])


def _of_rows(rows: list[list[Cell]]) -> Table:
    width = max(len(row) for row in rows)
    return Table(tuple((*row, *(Cell("", row[0].lines) for _ in range(width - len(row)))) for row in rows))


def clean(text: str) -> str:
    """`text` without markdown and HTML marks, white space normalised."""
    text = LINK.sub(r"\1", NOTE_MARK.sub("", text))
    text = TAG.sub("", text)
    text = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text))
    text = SLANTED.sub(r"\2", text)
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())
