"""New words in a body whose form stays: its paragraphs, bullets, tables, bold words, references and footnotes."""

import html
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from secgov.redline import TOKEN as WORD
from secgov.redline import are_alike
from secgov.richtext import BLOCK, plain

TOKEN = re.compile(r"(<[^>]*>)")
OPENING = re.compile(r"(?:<(?:p|li)>\s*)+$")
EMPTIED = re.compile(r"<(p|li|ul|ol|blockquote)>\s*</\1>")


@dataclass
class _Line:
    """A line of plain text and the parts of the body that hold it: texts and the tags between them."""

    parts: list[str]

    @property
    def text(self) -> str:
        return plain("".join(self.parts))


def rewritten(body: str, text: str) -> str | None:
    """The clean `body` with the words of `text`, a line to each paragraph, bullet or cell as `plain` gives it. None
    where the lines do not fit its form, such as a new line in a table."""
    pieces = _pieces(body)
    lines = [piece for piece in pieces if isinstance(piece, _Line)]
    old, new = [line.text for line in lines], [line.strip() for line in text.split("\n") if line.strip()]
    for tag, i, to_i, j, to_j in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if tag != "equal" and not _replace(pieces, lines, slice(i, to_i), new[j:to_j]):
            return None
    return _tidied("".join(piece if isinstance(piece, str) else "".join(piece.parts) for piece in pieces))


def _pieces(body: str) -> list[str | _Line]:
    """The body as block tags and lines."""
    pieces: list[str | _Line] = []
    for part in TOKEN.split(body):
        if BLOCK.fullmatch(part):
            pieces.append(part)
        elif pieces and isinstance(pieces[-1], _Line):
            pieces[-1].parts.append(part)
        elif part:
            pieces.append(_Line([part]))
    return [piece if isinstance(piece, str) or piece.text else "".join(piece.parts) for piece in pieces]


def _replace(pieces: list[str | _Line], lines: list[_Line], which: slice, new: list[str]) -> bool:
    """Give the lines `which` the words of `new`; whether that could be done."""
    old = lines[which]
    paired = min(len(old), len(new))
    if len(old) != len(new) and not all(are_alike(line.text, words) for line, words in zip(old, new, strict=False)):
        return False
    for line, words in zip(old, new, strict=False):
        line.parts = _reworded(line.parts, words)
    for line in old[paired:]:
        line.parts = [part for part in line.parts if part.startswith("<sup") or part == "</sup>"]
    if len(new) == paired:
        return True
    at = which.start + paired - 1
    return at >= 0 and _insert(pieces, lines[at], new[paired:])


def _insert(pieces: list[str | _Line], behind: _Line, new: list[str]) -> bool:
    """Put new lines of the same kind behind one that is a paragraph or a bullet."""
    place = next(at for at, piece in enumerate(pieces) if piece is behind)
    before = "".join(piece if isinstance(piece, str) else "|" for piece in pieces[:place])
    opening = OPENING.search(before)
    if opening is None or before.endswith(("<td><p>", "<th><p>")):
        return False
    tags = TOKEN.findall(opening[0])
    closing = "".join(tag.replace("<", "</") for tag in reversed(tags))
    pieces.insert(place + 1, "".join(f"{closing}{''.join(tags)}{html.escape(line, quote=False)}" for line in new))
    return True


def _reworded(parts: list[str], words: str) -> list[str]:
    """The parts of a line with other words: each word stays in the tag it stands in, new ones where they come."""
    texts = [(at, html.unescape(part)) for at, part in enumerate(parts) if not part.startswith("<")]
    tokens = [(at, token) for at, text in texts for token in WORD.findall(" ".join(text.split(" ")))]
    wanted = WORD.findall(words)
    placed: dict[int, list[str]] = {at: [] for at, _ in texts}
    old = [" " if token.isspace() else token for _, token in tokens]
    for tag, i, to_i, j, to_j in SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            for at, token in tokens[i:to_i]:
                placed[at].append(token)
        else:
            placed[_home(tokens, i, to_i, texts[0][0])] += wanted[j:to_j]
    return ["".join(map(_escaped, placed[at])) if at in placed else part for at, part in enumerate(parts)]


def _home(tokens: list[tuple[int, str]], start: int, end: int, first: int) -> int:
    """Which part new words go into: that of the words they replace, else that of the word before them."""
    if start < end:
        return tokens[start][0]
    return tokens[start - 1][0] if start else first


def _escaped(token: str) -> str:
    return html.escape(token, quote=False)


def _tidied(body: str) -> str:
    """Without the paragraphs and bullets that lost all their words."""
    while (shorter := EMPTIED.sub("", body)) != body:
        body = shorter
    return body
