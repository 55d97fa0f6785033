"""What the meetings app itself would have a secretary look at in a draft, each remark in one sentence."""

import re
from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from meetings.checking import names
from meetings.documents.drafts import Draft, Line
from meetings.models import AgendaItem, EntryKind, Purpose
from meetings.outcome_sentences import verbs, verbs_in
from secgov import reference_forms
from secgov.access import Reader
from secgov.models import Acronym, CommitteeName, Organisation, Reference
from secgov.panels import Offer, Remark
from secgov.reference_forms import Kind

# Items that come to no outcome of their own.
CLOSING = re.compile(r"\bany other business\b|\ba\.?\s?[o0]\.?\s?b\b", re.IGNORECASE)
WITHOUT_OUTCOME = re.compile(
    r"\bwelcome\b|\bintroductions?\b|\bapologies\b|\bminutes\b|\bactions?\b|\bmatters arising\b|\bdeclarations?\b"
    r"|\bnext meeting\b|\bdate of\b|\bmeeting dates?\b.*\bnext\b",
    re.IGNORECASE,
)
TITLE = re.compile(r" [‘'“][^\n]{3,160}?[’'”](?!\w)")
AROUND = 70  # characters shown on either side of what a remark is about
PUT_OFF = re.compile(r"\b(?:postponed|deferred|withdrawn|not (?:taken|discussed|reached))\b", re.IGNORECASE)


def own_remarks(draft: Draft, reader: Reader) -> Iterator[Remark]:
    """Everything the meetings app remarks on. Four queries: names of bodies, organisations, acronyms, references."""
    yield from _without_outcome(draft)
    yield from _outcomes_without_verb(draft)
    yield from _initials(draft)
    bodies = frozenset(CommitteeName.objects.values_list("abbreviation", flat=True))
    named = [(line, reference_forms.find(line.entry.text, abbreviations=bodies)) for line in draft.lines]
    yield from _short_forms(draft, named, bodies)
    yield from _references(draft, named)


def _without_outcome(draft: Draft) -> Iterator[Remark]:
    for item in _expecting_an_outcome(draft):
        lines = draft.under(item)
        said = " ".join(line.entry.text for line in lines)
        kinds = {line.entry.kind for line in lines}
        if EntryKind.OUTCOME in kinds or item.postponed_to or PUT_OFF.search(said):
            continue
        if EntryKind.DISCUSSION in kinds:
            yield Remark("no-outcome", str(item.uid), f"“{item.title}” was discussed and has no outcome.", item.uid)
        elif not lines and item.purpose == Purpose.DECISION:
            yield Remark("not-minuted", str(item.uid), f"“{item.title}” is for decision; nothing is minuted.", item.uid)


def _expecting_an_outcome(draft: Draft) -> Iterator[AgendaItem]:
    """The numbered items up to any other business, save those that come to none: what stands behind it is for
    information."""
    for item in draft.roots:
        if CLOSING.search(item.title):
            return
        if item.number and item.purpose != Purpose.INFORMATION and not WITHOUT_OUTCOME.search(item.title):
            yield item


def _outcomes_without_verb(draft: Draft) -> Iterator[Remark]:
    for line in draft.lines:
        if line.entry.kind == EntryKind.OUTCOME and not verbs_in(line.entry.text):
            some = ", ".join(verbs()[:3])
            sentence = f"An outcome has no verb in capitals, such as {some}, so none is recorded."
            yield Remark("no-verb", str(line.entry.uid), sentence, line.entry.uid, quoted=line.entry.text[:200])


def _initials(draft: Draft) -> Iterator[Remark]:
    """Initials behind a role ("One Member (PS)") of nobody who was there. Nothing is said where no list was made."""
    there = [row for row in draft.attendance if row.is_present]
    if not there:
        return
    present = {initials for row in there for initials in names.initials_of(row.name)}
    absent = {initials: row.name for row in draft.attendance for initials in names.initials_of(row.name)}
    for line in draft.lines:
        for initials in dict.fromkeys(names.attributed(line.entry.text)):
            if initials not in present:
                who = absent.get(initials)
                sentence = (
                    f"({initials}) are the initials of {who}, who sent apologies."
                    if who
                    else f"({initials}) are the initials of nobody on the attendance list."
                )
                yield Remark("initials", f"{line.entry.uid}:{initials}", sentence, line.entry.uid)


Named = list[tuple[Line, list[reference_forms.Found]]]


def _short_forms(draft: Draft, named: Named, bodies: frozenset[str]) -> Iterator[Remark]:
    known, here, counts = _known(draft, bodies), _printed(draft.lines), _counts(draft.lines)
    met: set[str] = set()
    for line, references in named:
        text = _without_references(line, references)
        for token in names.unknown(text, known):
            bare = token.rstrip("0123456789")
            if bare not in met and not names.stands_in_full(token, here):
                met.add(bare)
                near = names.near(token, known.names, counts, _counts(draft.under(line.root)))
                yield _short_form(draft, line, token, near)


def _printed(lines: list[Line]) -> str:
    return "\n".join(line.printed for line in lines)


def _counts(lines: list[Line]) -> Counter[str]:
    """How often each short form is said."""
    return Counter(names.TOKEN.findall(_printed(lines)))


def _short_form(draft: Draft, line: Line, token: str, meant: str) -> Remark:
    if meant and len(token) >= names.LONG_ENOUGH:
        return Remark("name", token, f"{token}: is {meant} meant?", line.entry.uid, quoted=_around(line, token))
    address = reverse("secgov:acronyms", args=[draft.meeting.committee.abbreviation])
    offer = Offer("Put it on the committee’s list", f"{address}?short={token}")
    sentence = f"{token} is neither written out here nor on the committee’s list of acronyms."
    sentence += f" Is {meant} meant?" if meant else ""
    return Remark("acronym", token, sentence, line.entry.uid, quoted=_around(line, token), offer=offer)


def _around(line: Line, token: str) -> str:
    """The words about the first place of `token`."""
    before, said, after = " ".join(line.entry.text.split()).partition(token)
    lead, rest = before[-AROUND:], after[:AROUND]
    if len(before) > AROUND:
        lead = f"… {lead.partition(' ')[2]}"
    if len(after) > AROUND:
        rest = f"{rest.rpartition(' ')[0]} …"
    return f"{lead}{said}{rest}"


def _known(draft: Draft, bodies: frozenset[str]) -> names.Known:
    """What needs no writing out in this draft. Two queries."""
    printed = [*(item.title for item in draft.items), *(line.printed for line in draft.lines)]
    texts = "\n".join(printed)
    here = names.written_out(texts) | set(names.attributed(texts)) | set(verbs())
    organisations = Organisation.objects.values_list("name", "also_known_as")
    others = {word for name, called in organisations for one in (name, *called) for word in names.TOKEN.findall(one)}
    for row in draft.attendance:
        others |= {*names.TOKEN.findall(row.represents), *names.initials_of(row.name)}
    listed = Acronym.objects.filter(committee=draft.meeting.committee_id).values_list("short", flat=True)
    return names.Known(bodies, frozenset(listed), frozenset(others), here)


def _without_references(line: Line, references: list[reference_forms.Found]) -> str:
    """The text of an entry with its references blanked, and the titles behind them: SECMP0006, CR60 and SMETS2 v3.1
    are no acronyms, and how a proposal calls itself is its own affair."""
    text = line.entry.text
    for found in reversed(references):
        title = TITLE.match(text, found.end)
        end = title.end() if title else found.end
        text = text[: found.start] + " " * (end - found.start) + text[end:]
    return text


def _references(draft: Draft, named: Named) -> Iterator[Remark]:
    """References to actions and to items of this agenda that lead nowhere: a modification may be named here first,
    and a meeting of a month may be planned later. One query."""
    certain = [(found, line) for line, references in named for found in references if not found.doubtful]
    wanted = {found.canonical for found, _ in certain if found.kind == Kind.ACTION}
    rows = Reference.objects.filter(kind=Kind.ACTION, canonical__in=wanted).values_list(
        "canonical", "target", "alias_of__target"
    )
    resolved = {canonical for canonical, target, other in rows if target or other}
    numbers = {item.number for item in draft.items if item.number}
    met: set[str] = set()
    for found, line in certain:
        sentence = _leads_nowhere(found, resolved, numbers)
        if sentence and found.canonical not in met:
            met.add(found.canonical)
            quoted = _around(line, found.printed)
            yield Remark("reference", found.canonical, sentence, line.entry.uid, quoted=quoted)


def _leads_nowhere(found: reference_forms.Found, resolved: set[str], numbers: set[str]) -> str:
    if found.kind == Kind.AGENDA_ITEM:
        return "" if found.canonical in numbers else f"There is no item {found.canonical} on this agenda."
    if found.kind != Kind.ACTION or found.canonical in resolved:
        return ""
    return f"{found.canonical} is no action on record. Check the number."
