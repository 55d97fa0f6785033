"""What stands in an item, piece by piece in its order, and the entries that the loader takes (archive/loading)."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from archive.reading.layout.elements import Block, Kind, Layout, Line, Note, Paragraph, Table
from archive.reading.layout.paragraphs import FINISHED
from archive.reading.minutes import matrix, outcomes, raised, review_lines, reviews
from archive.reading.minutes.header import NEXT
from archive.reading.minutes.items import SUB_NUMBER, Item
from archive.reading.minutes.modifications import named_in
from archive.reading.minutes.outcomes import Outcome
from archive.reading.minutes.raised import Raised
from archive.reading.minutes.words import VERB, ActionRef, actions_in, sentences, verbs_in

LONGEST_HEADING = 130  # characters
LONGEST_REST = 80  # characters: the last line of an action's sentence
SENTENCE_ENDED = re.compile(r"[.!?]\W*$")
PARAGRAPH_NUMBER = re.compile(r"^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+(?=[A-Z])")
# A heading may name an action of an earlier meeting: "ACTION TABASC22/08 - Update on ...".
ACTION_HEADING = re.compile(r"^(?:ACTION|Action)\s")
CLOSING = re.compile(r"^(?:There (?:was|were) no|No (?:further|other|items)|The (?:Chair|meeting)|Date of|Next)\b")


@dataclass
class Body:
    """What was read in the items, in document order."""

    outcomes: list[Outcome] = field(default_factory=list)
    raised: list[Raised] = field(default_factory=list)
    reviewed: list[reviews.Review] = field(default_factory=list)
    assessed: list[matrix.Assessment] = field(default_factory=list)
    headings: dict[str, list[tuple[str, tuple[Line, ...]]]] = field(default_factory=dict)
    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    prose: list[tuple[str, Paragraph]] = field(default_factory=list)


class ItemReader:
    """Reads one item after the other; what is raised, reviewed and decided goes into one body."""

    def __init__(self, layout: Layout, committee: str | None, meeting: int | None) -> None:
        self.layout = layout
        self.committee = committee
        self.meeting = meeting
        self.body = Body()
        self.notes = list(layout.notes)  # those whose mark has not been met yet

    def read(self, item: Item) -> None:
        """Everything in `item`, in its order."""
        self.item = item
        self.entries: list[dict[str, Any]] = []
        self.about: str | None = None
        self.body.headings[item.number] = []
        blocks = item.blocks
        reviewed = review_lines.region_of(blocks, self.meeting) if self.layout.is_flat else None
        assessed = matrix.region_of(blocks) if self.layout.is_flat else None
        at = 0
        while at < len(blocks):
            if reviewed and at == reviewed[0]:
                self._reviews(review_lines.reviews_in_lines(blocks[slice(*reviewed)], self.meeting))
                at = reviewed[1]
            elif assessed and at == assessed[0]:
                self._matrix(matrix.in_lines(blocks[slice(*assessed)]))
                at = assessed[1]
            else:
                at = self._block(blocks, at)
        self.body.entries[item.number] = self.entries

    def _block(self, blocks: Sequence[Block], at: int) -> int:
        """Read the block at `at` and what belongs to it; the index of the next."""
        block = blocks[at]
        if isinstance(block, Table):
            self._table(block)
            return at + 1
        block = _without_number(block)
        found = raised.raised_in(block.text, self.committee, self.meeting)
        if found:
            return self._raise(blocks, at, *found)
        if behind := self._reference_alone(blocks, at):
            return behind
        return self._paragraph(blocks, at, block)

    def _paragraph(self, blocks: Sequence[Block], at: int, block: Paragraph) -> int:
        """A head left over from a table, a list of outcomes, a heading, an outcome, or prose."""
        if reviews.HEAD_ROW.match(block.text):
            return at + 1
        if outcomes.is_lead_in(block.text) and at + 1 < len(blocks):
            end = self._outcome_list(blocks, at, block)
            if end > at:
                return end
        if self._is_heading(blocks, at):
            self._heading(block)
            return at + 1
        if outcomes.is_outcome(block):
            self._outcome(block)
            return at + 1
        self.body.prose.append((self.item.number, block))
        self._prose(_markup(block, self.notes), is_row=block.kind == Kind.BULLET)
        return at + 1

    # Actions.

    def _reviews(self, found: list[reviews.Review]) -> None:
        self.body.reviewed += found
        if found and not any(entry["kind"] == "reviews" for entry in self._all_entries()):
            self.entries.append({"kind": "reviews"})

    def _all_entries(self) -> list[dict[str, Any]]:
        return [entry for entries in self.body.entries.values() for entry in entries] + self.entries

    def _raise(self, blocks: Sequence[Block], at: int, ref: ActionRef, words: str) -> int:
        """An action raised, with the rest of its sentence and the rows that it leads to; the index behind them."""
        rest = list(self._rest_of_sentence(blocks[at + 1 :], words))
        text = " ".join([words, *(block.text for block in rest)])
        end = at + 1 + len(rest)
        if text.endswith(":"):
            rows = list(takewhile(_is_bullet, _paragraphs(blocks[end:])))
            rest += rows
            text = " ".join([text, *(row.text for row in rows)])
        lines = (*blocks[at].lines, *(line for block in rest for line in block.lines))
        self.body.raised.append(Raised(ref, self.item.number, text, lines))
        self.entries.append({"kind": "action", "ref": ref.canonical})
        return at + 1 + len(rest)

    def _rest_of_sentence(self, blocks: Sequence[Block], words: str) -> Iterator[Paragraph]:
        """The paragraphs behind an action whose sentence a page's end cut, until it ends."""
        for at, block in enumerate(_paragraphs(blocks)):
            is_whole = not self.layout.is_flat or SENTENCE_ENDED.search(words)
            if is_whole or _is_bullet(block) or self._begins_something(blocks, at):
                return
            is_last_line = block.text.endswith(".") and len(block.text) < LONGEST_REST and not verbs_in(block.text)
            if not is_last_line and not block.text[:1].islower():
                return
            yield block
            words = block.text

    def _reference_alone(self, blocks: Sequence[Block], at: int) -> int:
        """An action of this meeting whose reference stands above its text; the index behind it, 0 where it is none."""
        block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        begins = reviews.lone_ref(block.text) if isinstance(block, Paragraph) else None
        is_ours = begins is not None and begins[0].meeting == self.meeting and not begins[1].strip(" :–-")
        if (
            not is_ours
            or begins is None
            or not isinstance(following, Paragraph)
            or self._begins_something(blocks, at + 1)
        ):
            return 0
        return self._raise(blocks, at + 1, begins[0], following.text)

    def _begins_something(self, blocks: Sequence[Block], at: int) -> bool:
        block = blocks[at]
        return (
            not isinstance(block, Paragraph)
            or raised.raised_in(block.text, self.committee, self.meeting) is not None
            or outcomes.is_lead_in(block.text)
            or outcomes.is_outcome(block)
        )

    # Tables.

    def _table(self, table: Table) -> None:
        if matrix.is_matrix(table):
            self._matrix(matrix.in_table(table))
        elif reviews.is_review_table(table) and not self._raises(table):
            self._reviews(reviews.reviews_in_table(table))
        elif self._raises(table):
            self._raise_from(table)
        elif max(len(row) for row in table.rows) == 1:
            for row in table.rows:
                if row[0] is not None:
                    self._boxed(row[0].words, row[0].lines)
        else:
            self._prose(_table_markup(table))

    def _raises(self, table: Table) -> bool:
        """Whether every reference in its first column is of this meeting, so that the actions are new."""
        first = [row[0].words for row in table.rows if row[0] is not None]
        begins = [reviews.lone_ref(words) for words in first]
        refs = [each[0] for each in begins if each]
        text = " ".join(cell.words for row in table.rows for cell in row if cell is not None)
        return bool(refs) and all(ref.meeting == self.meeting for ref in refs) and not reviews.STATUS.search(text)

    def _raise_from(self, table: Table) -> None:
        for row in table.rows:
            cells = [cell for cell in row if cell is not None and cell.words]
            begins = reviews.lone_ref(cells[0].words) if cells else None
            if not begins:
                continue
            rest = begins[1].strip(" :;–—-")
            owner = ""
            others = [cell.words for cell in cells[1:]]
            text = rest or (others.pop(0) if others else "")
            if others and len(others[0]) < 60 and not rest:
                owner = others[0]
            lines = tuple(line for cell in cells for line in cell.lines)
            if text:
                self.body.raised.append(Raised(begins[0], self.item.number, text, lines, owner))
                self.entries.append({"kind": "action", "ref": begins[0].canonical})

    def _boxed(self, text: str, lines: tuple[Line, ...]) -> None:
        found = raised.raised_in(text, self.committee, self.meeting)
        if found:
            self.body.raised.append(Raised(found[0], self.item.number, found[1], lines))
            self.entries.append({"kind": "action", "ref": found[0].canonical})
            return
        paragraph = Paragraph(lines or (Line(0, 1, text),), text)
        if outcomes.is_outcome(paragraph):
            self._outcome(paragraph)
        elif text:
            self._prose(f"<p>{html.escape(text, quote=False)}</p>")

    def _matrix(self, rows: list[matrix.Assessment]) -> None:
        known = {row.ref for row in self.body.assessed}
        self.body.assessed += [row for row in rows if row.ref not in known]
        if rows and not known:
            self.entries.append({"kind": "matrix"})

    # Outcomes.

    def _outcome_list(self, blocks: Sequence[Block], at: int, lead: Paragraph) -> int:
        """A lead-in with the rows behind it; the index behind the last, or `at` where no row begins with a verb."""
        rows: list[tuple[Paragraph, list[tuple[str, str]]]] = []
        end = at + 1
        while end < len(blocks):
            block = blocks[end]
            if not isinstance(block, Paragraph) or self._starts_item_or_action(block):
                break
            read = outcomes.in_row(block.text)
            if not read:
                break
            rows.append((block, read))
            end += 1
        if not rows:
            return at
        facts = []
        for block, read in rows:
            for verb, words in read:
                facts.append(self._decide(verb, words, block.lines))
        listed = "".join(f"<li><p>{_bold(block.text)}</p></li>" for block, _ in rows)
        markup = f"<p>{html.escape(lead.text, quote=False)}</p><ul>{listed}</ul>"
        self.entries.append({"kind": "outcome", "html": markup, "decisions": [fact.as_fact() for fact in facts]})
        return end

    def _starts_item_or_action(self, block: Paragraph) -> bool:
        return raised.raised_in(block.text, self.committee, self.meeting) is not None

    def _outcome(self, block: Paragraph) -> None:
        """A paragraph with outcomes: what stands before and behind them is discussion."""
        found = dict(outcomes.in_paragraph(block.text))
        prose: list[str] = []
        for sentence in sentences(block.text):
            verbs = found.get(sentence)
            if not verbs:
                prose.append(sentence)
                continue
            if prose:
                self._prose(f"<p>{html.escape(' '.join(prose), quote=False)}</p>")
                prose = []
            facts = [self._decide(verb, sentence, block.lines) for verb in verbs]
            self.entries.append(
                {
                    "kind": "outcome",
                    "html": f"<p>{_bold(sentence)}</p>",
                    "decisions": [fact.as_fact() for fact in facts],
                }
            )
        if prose:
            self._prose(f"<p>{html.escape(' '.join(prose), quote=False)}</p>")

    def _decide(self, verb: str, text: str, lines: tuple[Line, ...]) -> Outcome:
        named = [each.ref for each in named_in(text) if not each.impossible]
        about = self.about or (named[0] if len(set(named)) == 1 else None)
        outcome = Outcome(self.item.number, verb, text, lines, about)
        self.body.outcomes.append(outcome)
        return outcome

    # Headings and prose.

    def _is_heading(self, blocks: Sequence[Block], at: int) -> bool:
        block = blocks[at]
        assert isinstance(block, Paragraph)  # noqa: S101  tables have been read
        text = block.text
        if block.kind == Kind.HEADING:
            return True
        if block.kind == Kind.BULLET or not text or len(block.lines) > 3:
            return False
        if ACTION_HEADING.match(text) and actions_in(text) and re.search(r"\d[a-z]?\s+[-–—]\s", text):
            return True
        if not _looks_like_heading(text) or at + 1 >= len(blocks) and not block.is_bold:
            return False
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(following, Paragraph) and (following.kind == Kind.BULLET or len(following.text) < 40):
            return block.is_bold or len(following.text) >= 25
        before = blocks[at - 1] if at else None
        in_list = isinstance(before, Paragraph) and before.text.endswith((":", ";")) and before.kind != Kind.HEADING
        return block.is_bold or not in_list

    def _heading(self, block: Paragraph) -> None:
        title = SUB_NUMBER.sub("", block.text).strip()
        self.body.headings[self.item.number].append((title, block.lines))
        named = [each.ref for each in named_in(title) if not each.impossible]
        self.about = named[0] if named else None
        entry = {"kind": "heading", "title": title[:400]}
        self.entries.append(entry | ({"about": self.about} if self.about else {}))

    def _prose(self, markup: str, *, is_row: bool = False) -> None:
        """Add to the discussion that is being written; neighbouring bullets are one list."""
        last = self.entries[-1] if self.entries else None
        if last is None or last["kind"] != "discussion":
            self.entries.append({"kind": "discussion", "html": f"<ul>{markup}</ul>" if is_row else markup})
        elif is_row and last["html"].endswith("</ul>"):
            last["html"] = f"{last['html'][:-5]}{markup}</ul>"
        else:
            last["html"] += f"<ul>{markup}</ul>" if is_row else markup


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs before the next table."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        yield block


def _is_bullet(block: Paragraph) -> bool:
    return block.kind == Kind.BULLET


def _without_number(block: Paragraph) -> Paragraph:
    """The paragraph without the number that later minutes print before each: "4.2 The Operations Group NOTED ..."."""
    numbered = PARAGRAPH_NUMBER.match(block.text)
    return replace(block, text=block.text[numbered.end() :]) if numbered and block.kind != Kind.HEADING else block


def _looks_like_heading(text: str) -> bool:
    if (
        len(text) > LONGEST_HEADING
        or FINISHED.search(text)
        or CLOSING.match(text)
        or not text[0].isupper()
        and not text[0].isdigit()
    ):
        return False
    if NEXT.match(text) or verbs_in(text):
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if len(word) > 3]
    return bool(words) and (len(text) < 70 or sum(word[0].isupper() for word in words) / len(words) > 0.5)


def _bold(text: str) -> str:
    """A sentence as markup, its verbs in bold as minutes print them."""
    return VERB.sub(r"<strong>\1</strong>", html.escape(text, quote=False))


def _markup(block: Paragraph, notes: list[Note]) -> str:
    """A paragraph as markup, with footnotes where their marks stand; each of `notes` that is placed is taken out."""
    words = html.escape(block.text, quote=False)
    for note in list(notes):
        # The 1 of "version 3.1" is no mark.
        mark = rf"(?<=[a-z.;,!?)’])(?<!\d[.,]){re.escape(note.mark)}(?=\s|$)|\[\^{re.escape(note.mark)}\]"
        if found := re.search(mark, words):
            words = f"{words[: found.start()]}<fn>{html.escape(note.text, quote=False)}</fn>{words[found.end() :]}"
            notes.remove(note)
    number = f"{block.number} " if block.number and block.kind != Kind.HEADING else ""
    return f"<li><p>{words}</p></li>" if block.kind == Kind.BULLET else f"<p>{number}{words}</p>"


def _table_markup(table: Table) -> str:
    def cell(words: str, tag: str) -> str:
        return f"<{tag}>{html.escape(words, quote=False)}</{tag}>"

    head, *rows = [[each.words if each is not None else "" for each in row] for row in table.rows]
    body = "".join(f"<tr>{''.join(cell(words, 'td') for words in row)}</tr>" for row in rows)
    top = "".join(cell(words, "th") for words in head)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
