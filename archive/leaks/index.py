"""Finding known passages in a document: each run of eight words of every known text, by the signs it begins with.

What costs is building it, once for all documents of a committee; a document is then read once, sign by sign.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from archive.leaks.documents import Piece
from archive.leaks.words import PASSAGE, figures_in, forms_of, squeezed, unbroken, words_in

BEGINNING = 16  # signs by which a passage is looked up
NEAR = 3  # words that in the same order make two passages worth comparing


class Text:
    """One known text: its words, and whether it is a title."""

    __slots__ = ("form", "is_title", "text", "words")

    def __init__(self, text: str, *, is_title: bool) -> None:
        self.text = text
        self.is_title = is_title
        self.words = forms_of(text)
        self.form = "".join(self.words)

    def excerpt(self, first: int, last: int) -> str:
        """The words from `first` to `last`, at most twelve of them."""
        words = list(words_in(self.text))
        end = min(last, first + 11, len(words) - 1)
        said = " ".join(self.text[words[first].start : words[end].end].split())
        return f"{said} …" if end < last else said


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of eight words of the text `text`, from its word `word` on, at a sign of the squeezed document."""

    text: int
    word: int
    sign: int
    form: str


class Stream:
    """A piece of a document, squeezed, with the way back to where each sign stands."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        text = unbroken(piece.text) if not piece.breaks else piece.text
        self.words = list(words_in(text))
        self.form = "".join(word.form for word in self.words)
        self.starts: list[int] = []
        at = 0
        for word in self.words:
            self.starts.append(at)
            at += len(word.form)
        self._begins = set(self.starts)
        self.lines = {squeezed(line.lstrip(" .0123456789")) for line in piece.text.split("\n")}

    def word_at(self, sign: int) -> int:
        """Which word the sign belongs to."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= sign else (low, middle)
        return low

    def place_of(self, sign: int) -> str:
        return self.piece.place_of(self.words[self.word_at(sign)].start) if self.words else self.piece.where

    def stands(self, form: str, *, between_words: bool) -> int:
        """At which sign `form` stands, -1 for nowhere; between words only, where that is asked."""
        at = self.form.find(form)
        while at >= 0 and between_words and not self._is_apart(at, at + len(form)):
            at = self.form.find(form, at + 1)
        return at

    def _is_apart(self, start: int, end: int) -> bool:
        return start in self._begins and (end in self._begins or end == len(self.form))


class Index:
    """The known texts, each once, whoever may read them."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.titles: dict[str, list[int]] = defaultdict(list)
        self.figures: dict[str, list[int]] = defaultdict(list)
        self.near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        self._short: dict[int, set[str]] = defaultdict(set)
        self._known: dict[tuple[str, bool], int] = {}

    def add(self, text: str, *, is_title: bool = False) -> int:
        """The number of `text`, which is added where it is new."""
        known = self._known.get((text, is_title))
        if known is not None:
            return known
        number = self._known[text, is_title] = len(self.texts)
        added = Text(text, is_title=is_title)
        self.texts.append(added)
        if is_title and added.words:
            self.titles[added.form].append(number)
        for figure in figures_in(text):
            self.figures[figure].append(number)
        self._add_passages(number, added.words)
        return number

    def _add_passages(self, number: int, forms: list[str]) -> None:
        for word in range(len(forms) - PASSAGE + 1):
            form = "".join(forms[word : word + PASSAGE])
            self.forms[form].append((number, word))
            if len(form) < BEGINNING:
                self._short[len(form)].add(form)
            else:
                self._beginnings[form[:BEGINNING]].add(form)
        if len(forms) >= PASSAGE:
            for word in range(len(forms) - NEAR + 1):
                self.near[hash(tuple(forms[word : word + NEAR]))].append((number, word))

    def passages_in(self, stream: Stream) -> Iterator[tuple[int, str]]:
        """Every known passage in a document with the sign at which it begins."""
        signs = stream.form
        for at in range(len(signs)):
            for form in self._beginnings.get(signs[at : at + BEGINNING], ()):
                if signs.startswith(form, at):
                    yield at, form
        for length, forms in self._short.items():
            for at in range(len(signs) - length + 1):
                if signs[at : at + length] in forms:
                    yield at, signs[at : at + length]
