"""The leak check: before a document is given out, its bytes are compared with what its readers may not read
(product.md section 8)."""

from collections.abc import Iterator

from django.conf import settings

from archive.leaks import Found, Piece, Unreadable, leaks_in, pieces_of
from archive.leaks.words import squeezed
from archive.withheld import Corpus, Standings, corpus_of
from secgov.classification import Classification
from secgov.issuing import Candidate, Finding
from secgov.models import Mention, touching

SAID = {
    "passage": "It says “{words}”, which stands in {place}. Take the passage out, or classify the record it stands in.",
    "title": "It names “{words}”, the title of {place}. Take the title out, or classify that record.",
    "near": "It comes close to “{words}”, which stands in {place}.",
    "figure": "It gives the figure {words}, which stands only in {place}.",
    "name": "It names {words}, whose name stands only in {place}.",
}
ELSEWHERE = {
    "passage": "A passage of eight words or more stands in a record of another committee ({level}). Take it out.",
    "title": "It holds the title of a record of another committee ({level}). Take it out.",
    "near": "A passage comes close to one in a record of another committee ({level}).",
    "figure": "It gives a figure that stands only in a record of another committee ({level}).",
    "name": "It names somebody whose name stands only in a record of another committee ({level}).",
}
A_WARNING = {
    "title": "It says “{words}”, which is also the title of {place}.",
}


def check(candidate: Candidate) -> list[Finding]:
    """What of what its readers may not read the document holds."""
    return check_within(corpus_of(candidate.committee), candidate)


def check_within(corpus: Corpus, candidate: Candidate) -> list[Finding]:
    """As `check`, with a corpus that serves several documents of one committee."""
    try:
        pieces = pieces_of(candidate.pdf, title=candidate.title, file_name=candidate.file_name)
    except Unreadable as error:
        return [Finding(True, str(error))]
    standings = corpus.standings(candidate)
    found = leaks_in(pieces, corpus.index, standings, names=corpus.names, readable=_of_the_house())
    return [*(_finding(each, corpus, standings) for each in found), *_citations(corpus, candidate, pieces)]


def _of_the_house() -> list[str]:
    """Words that documents bear whatever stands in them."""
    return [*settings.CLASSIFICATION_SENTENCES.values(), settings.WITHHELD_SENTENCE]


def _finding(found: Found, corpus: Corpus, standings: Standings) -> Finding:
    """The finding in a sentence. The secretaries who read it may read everything of their committee; of a record of
    another they are told that it is there, and not what it says."""
    occurrence = standings.withheld(found.text)
    if occurrence.committee != corpus.committee:
        level = Classification(occurrence.classification).label
        return Finding(found.stops, ELSEWHERE[found.kind].format(level=level), found.where)
    sentence = (A_WARNING.get(found.kind) if not found.stops else None) or SAID[found.kind]
    return Finding(found.stops, sentence.format(words=found.words, place=corpus.place_of(occurrence)), found.where)


def _citations(corpus: Corpus, candidate: Candidate, pieces: list[Piece]) -> Iterator[Finding]:
    """The records of a higher classification that the document cites: rightly, perhaps, and somebody accepts it
    (domain.md section 1: White minutes that speak of DP104)."""
    mentions = Mention.objects.visible_to(candidate.reader).filter(touching([candidate.target]))
    named = mentions.select_related("reference__alias_of").distinct()
    references = [each.reference.alias_of or each.reference for each in named]
    cited = {reference.target: reference for reference in references if reference.target is not None}
    said = squeezed("\n".join(piece.text for piece in pieces))
    for uid, reference in cited.items():
        form, level = str(reference), corpus.levels.get(uid, candidate.classification)
        if level > candidate.classification and squeezed(form) in said:
            yield Finding(False, f"It cites {form}, which is {Classification(level).label}.", "the text")
