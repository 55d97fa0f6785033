"""What in a document is a leak, and what is only worth a look.

A passage of eight words that stands in something withheld stops the document, whoever put it there, unless the same
words also stand in something else that its readers may read. What the document itself is printed from is no such
thing: that somebody classified a copy lower makes it no less a copy. Of what is withheld only because it has not come
out yet, the document's own records are enough: minutes of two months say the same in places.

A withheld title stops it too, unless a title that its readers may read holds the same words. A title of ordinary words
is also plain English, so one of a single ordinary word only warns, and one of two or three counts where it stands by
itself: a line of its own, a bookmark, a file name. Ordinary is a word that readable texts use, or that agendas do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Flag, auto

from archive.leaks.documents import Piece
from archive.leaks.index import NEAR, Index, Stream
from archive.leaks.ordinary import ORDINARY
from archive.leaks.words import PASSAGE, figures_in, squeezed, titled_names_in

# A near-copy: of this many words of the withheld text, at least so many stand in the document in the same order.
WINDOW, ALIKE, SPREAD = 14, 9, 24
LONG_TITLE = 4  # words that make a title stand out wherever it is
STANDS_OUT = 12  # signs of several words that are found also where they run into others


class Standing(Flag):
    """What a text is to the readers of one document, as far as any record that says it goes."""

    NOTHING = 0
    ELSEWHERE = auto()  # they may read it in something that the document is not printed from
    OWN = auto()  # the document is printed from it
    OWN_TITLE = auto()  # and it is a title there
    UNPUBLISHED = auto()  # it has not come out to them
    WITHHELD = auto()  # its classification keeps it from them


Standings = Callable[[int], Standing]
SECRET = Standing.WITHHELD | Standing.UNPUBLISHED


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a document: whether it stops it, of what kind it is, the withheld text and its words, and where."""

    stops: bool
    kind: str
    text: int
    words: str
    where: str


def leaks_in(
    pieces: Iterable[Piece],
    index: Index,
    standings: Standings,
    *,
    names: Iterable[str] = (),
    readable: Iterable[str] = (),
) -> list[Found]:
    """What the document that says `pieces` holds of what is withheld, each once, what stops it first. `names` are
    people's as the record has them; `readable` are words that documents bear by themselves."""
    streams = [Stream(piece) for piece in pieces]
    compared = _Comparison(index, standings, [squeezed(text) for text in readable])
    found = [*compared.passages(streams), *compared.titles(streams)]
    stopped = {each.text for each in found}
    found += [each for each in compared.near_copies(streams) if each.text not in stopped]
    found += [*compared.figures(streams), *compared.names(streams, names)]
    first: dict[tuple[str, str, bool], Found] = {}
    for each in found:
        first.setdefault((each.kind, each.words, each.stops), each)
    return sorted(first.values(), key=lambda each: not each.stops)


class _Comparison:
    def __init__(self, index: Index, standings: Standings, readable: list[str]) -> None:
        self.index = index
        self.standings = standings
        self.readable = readable
        self._of: dict[int, Standing] = {}
        self._verdicts: dict[str, int | None] = {}
        self._elsewhere: str | None = None
        self._usual: set[str] | None = None

    def of(self, text: int) -> Standing:
        if text not in self._of:
            self._of[text] = self.standings(text)
        return self._of[text]

    def elsewhere(self) -> str:
        """Everything readable elsewhere in one run; put together only where something is about to be stopped."""
        if self._elsewhere is None:
            texts = self.index.texts
            forms = (text.form for number, text in enumerate(texts) if Standing.ELSEWHERE in self.of(number))
            self._elsewhere = "\n".join([*forms, *self.readable])
        return self._elsewhere

    def secret(self, texts: Iterable[int]) -> int | None:
        """The withheld text among `texts`, which all hold the same words; None where readers may know these words."""
        withheld = unpublished = None
        joint = Standing.NOTHING
        for text in texts:
            standing = self.of(text)
            joint |= standing
            if Standing.WITHHELD in standing and withheld is None:
                withheld = text
            elif Standing.UNPUBLISHED in standing and unpublished is None:
                unpublished = text
        if Standing.ELSEWHERE in joint:
            return None
        return withheld if withheld is not None else (unpublished if Standing.OWN not in joint else None)

    def verdict(self, form: str) -> int | None:
        """The text from which the passage `form` is withheld, None where it is no leak."""
        if form not in self._verdicts:
            text = self.secret(number for number, _ in self.index.forms[form])
            if text is not None and form in self.elsewhere():
                text = None
            if text is not None and self.index.texts[text].is_title and self._is_own_title(form):
                text = None
            self._verdicts[form] = text
        return self._verdicts[form]

    def _is_own_title(self, form: str) -> bool:
        """Whether a title among the document's own records holds these words."""
        for title, numbers in self.index.titles.items():
            if form in title and any(Standing.OWN_TITLE in self.of(number) for number in numbers):
                return True
        return False

    def passages(self, streams: list[Stream]) -> Iterator[Found]:
        """Runs of eight withheld words and more, neighbouring ones as one."""
        for stream in streams:
            runs: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for sign, form in self.index.passages_in(stream):
                text = self.verdict(form)
                if text is not None:
                    word = next(word for number, word in self.index.forms[form] if number == text)
                    runs[text].append((word, sign))
            for text, hits in runs.items():
                yield from self._runs(stream, text, sorted(set(hits)))

    def _runs(self, stream: Stream, text: int, hits: list[tuple[int, int]]) -> Iterator[Found]:
        first = last = hits[0][0]
        sign = hits[0][1]
        for word, at in [*hits[1:], (-1, -1)]:
            if word in (last, last + 1):
                last = word
                continue
            words = self.index.texts[text].excerpt(first, last + PASSAGE - 1)
            yield Found(True, "passage", text, words, stream.place_of(sign))
            first, last, sign = word, word, at

    def titles(self, streams: list[Stream]) -> Iterator[Found]:
        for form, numbers in self.index.titles.items():
            words = self.index.texts[numbers[0]].words
            apart = len(words) == 1 or len(form) < STANDS_OUT
            for stream in streams:
                sign = stream.stands(form, between_words=apart)
                if sign < 0:
                    continue
                text = self._secret_title(form, numbers)
                if text is not None:
                    yield self._title(stream, form, text, sign)

    def _secret_title(self, form: str, numbers: list[int]) -> int | None:
        text = self.secret(numbers)
        if text is None or form in self.elsewhere() or self._is_own_title(form):
            return None
        return text

    def _title(self, stream: Stream, form: str, text: int, sign: int) -> Found:
        words = self.index.texts[text].words
        stops = len(words) >= LONG_TITLE or not all(self._is_ordinary(word) for word in words)
        stops = stops or (len(words) > 1 and form in stream.lines)
        return Found(stops, "title", text, self.index.texts[text].text, stream.place_of(sign))

    def _is_ordinary(self, word: str) -> bool:
        return len(word) < 3 or word.isdecimal() or word in ORDINARY or word in self.usual()

    def usual(self) -> set[str]:
        """The words of texts that are readable elsewhere."""
        if self._usual is None:
            texts = self.index.texts
            shown = (text for number, text in enumerate(texts) if Standing.ELSEWHERE in self.of(number))
            self._usual = {word for text in shown for word in text.words}
        return self._usual

    def near_copies(self, streams: list[Stream]) -> Iterator[Found]:
        """Withheld texts most of whose words stand in the document in their order, with some changed."""
        for stream in streams:
            met: dict[int, dict[int, int]] = defaultdict(dict)
            forms = [word.form for word in stream.words]
            for at in range(len(forms) - NEAR + 1):
                there = self.index.near.get(hash(tuple(forms[at : at + NEAR])), ())
                if not any(Standing.ELSEWHERE in self.of(number) for number, _ in there):
                    for number, word in there:
                        if Standing.WITHHELD in self.of(number):
                            met[number].setdefault(word, at)
            for number, places in met.items():
                first = _dense(places)
                if first is not None:
                    said = self.index.texts[number].excerpt(first, first + WINDOW - 1)
                    yield Found(False, "near", number, said, stream.place_of(stream.starts[places[first]]))

    def figures(self, streams: list[Stream]) -> Iterator[Found]:
        """Figures that stand only in withheld texts."""
        for stream in streams:
            for figure in sorted(figures_in(stream.piece.text) & self.index.figures.keys()):
                numbers = self.index.figures[figure]
                text = self.secret(number for number in numbers if Standing.OWN not in self.of(number))
                if text is not None and Standing.WITHHELD in self.of(text):
                    yield Found(False, "figure", text, figure, stream.piece.where)

    def names(self, streams: list[Stream], names: Iterable[str]) -> Iterator[Found]:
        """Names of people that stand only in withheld texts: those on record, and those behind a form of address."""
        wanted = {name for name in names if len(name.split()) > 1}
        for stream in streams:
            for name in sorted(wanted | titled_names_in(stream.piece.text)):
                form = squeezed(name)
                sign = stream.stands(form, between_words=True) if len(form) > 4 else -1
                said_in = self._secret_name(form) if sign >= 0 else None
                if said_in is not None:
                    yield Found(False, "name", said_in, name, stream.place_of(sign))

    def _secret_name(self, form: str) -> int | None:
        if form in self.elsewhere():
            return None
        said_in = [number for number, text in enumerate(self.index.texts) if form in text.form]
        text = self.secret(number for number in said_in if Standing.OWN not in self.of(number))
        return text if text is not None and Standing.WITHHELD in self.of(text) else None


def _dense(places: dict[int, int]) -> int | None:
    """From which word on a window of the text has enough words in the document, in order and near each other."""
    for first in sorted(places):
        covered: set[int] = set()
        last = start = places[first]
        for word in range(first, first + WINDOW - NEAR + 1):
            at = places.get(word, -1)
            if last <= at <= start + SPREAD:
                covered |= set(range(word, word + NEAR))
                last = at
        if len(covered) >= ALIKE:
            return first
    return None
