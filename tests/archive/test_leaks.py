"""The leak check: two hundred planted passages are stopped, two hundred clean documents are not (issue, Must show 4);
and what counts as the same words, as a leak, and as worth a look."""

import random
from pathlib import Path

import pytest
from django.db.models import CharField, TextField

from archive.leak_check import check_within
from archive.withheld import SAY_NOTHING, corpus_of, fields_said
from meetings.documents import editions
from meetings.lifecycle import Status
from secgov.classification import Classification
from secgov.issuing import Candidate
from secgov.pdf import write_pdf
from secgov.publication import classified_models
from tests import factories
from tests.archive.leaking import TITLES, Made, clean, sentence, with_plants

WHITE, GREEN, AMBER, RED = Classification
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def candidate(meeting, content: bytes | str, *, level=WHITE, title="Minutes", file_name="minutes.pdf") -> Candidate:
    return Candidate(
        title=title,
        file_name=file_name,
        classification=level,
        committee=meeting.committee_id,
        target=meeting.uid,
        pdf=content if isinstance(content, bytes) else content.encode(),
        reader=editions.edition(meeting, level),
    )


def found(meeting, content, **facts) -> list[tuple[bool, str]]:
    """Whether each finding stops the document, and its first words."""
    checked = check_within(corpus_of(meeting.committee_id), candidate(meeting, content, **facts))
    return [(finding.stops, " ".join(finding.sentence.split()[:2])) for finding in checked]


@pytest.fixture
def meeting(cast):
    """White minutes, in draft."""
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def item(cast, meeting):
    return factories.item(meeting, by=cast.secretary)


@pytest.fixture
def withheld(cast, item):
    """Put something on record that White readers may not read."""

    def put(body: str, classification=AMBER):
        return factories.entry(item, by=cast.secretary, body=f"<p>{body}</p>", classification=classification)

    return put


SECRET = "The DCC told the members that its reserve site had failed twice during the winter exercise."
STOPS = [(True, "It says")]


@pytest.fixture
def classified(cast, item, withheld):
    """Forty withheld passages and four withheld titles on record, and forty White ones of another meeting."""
    chance = random.Random(7)
    secrets = [sentence(chance, 24) for _ in range(40)]
    harmless = [sentence(chance, 24) for _ in range(40)]
    for level, at in ((AMBER, slice(0, 20)), (RED, slice(20, 40))):
        withheld("</p><p>".join(secrets[at]), level)
    for title in (*TITLES, "Finance", "Security update"):
        factories.item(item.meeting, by=cast.secretary, title=title, classification=AMBER)
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=32)
    factories.entry(
        factories.item(other, by=cast.secretary), by=cast.secretary, body=f"<p>{'</p><p>'.join(harmless)}</p>"
    )
    factories.bring_to(other, Status.FINAL, by=cast.secretary)
    return secrets, harmless


def stopped(meeting, documents) -> dict[bool, list[Made]]:
    corpus = corpus_of(meeting.committee_id)
    told: dict[bool, list[Made]] = {True: [], False: []}
    for made in documents:
        checked = check_within(corpus, candidate(meeting, made.pdf, title=made.title, file_name=made.file_name))
        told[any(finding.stops for finding in checked)].append(made)
    return told


def described(documents: list[Made]) -> list[tuple[str, str, str]]:
    return [(made.place, made.change, made.planted) for made in documents]


@pytest.mark.slow
def test_two_hundred_documents_with_a_planted_passage_are_all_stopped(meeting, classified) -> None:
    told = stopped(meeting, with_plants(*classified, 200))

    assert described(told[False]) == []
    assert len(told[True]) == 200
    assert len({(made.place, made.change) for made in told[True]}) == 35


@pytest.mark.slow
def test_of_two_hundred_clean_documents_none_is_stopped(meeting, classified) -> None:
    told = stopped(meeting, clean(*classified, 200))

    assert described(told[True]) == []
    assert len(told[False]) == 200


def test_eight_words_stop_a_document_and_seven_do_not(meeting, withheld) -> None:
    withheld(SECRET)
    words = SECRET.split()

    assert found(meeting, f"<p>{' '.join(words[2:10])}</p>") == STOPS
    assert found(meeting, f"<p>{' '.join(words[2:9])} something else</p>") == []


@pytest.mark.parametrize(
    "text",
    [
        SECRET.upper(),
        SECRET.replace("reserve", "re\u00adserve").replace("members", "mem-\nbers"),
        "</p><p>".join([SECRET[:40], SECRET[40:]]),
        SECRET.replace("members", "members<sup>3</sup>"),
        SECRET.replace("members that", "members</p></li><li><p>that"),
    ],
)
def test_a_passage_is_the_same_however_it_is_written(meeting, withheld, text) -> None:
    withheld(SECRET)

    assert STOPS[0] in found(meeting, f"<p>{text}</p>")


def test_what_its_readers_may_read_elsewhere_is_no_leak(cast, meeting, withheld) -> None:
    withheld(SECRET)
    assert found(meeting, f"<p>{SECRET}</p>") == STOPS
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=32)
    factories.entry(factories.item(other, by=cast.secretary), by=cast.secretary, body=f"<p>{SECRET}</p>")

    assert found(meeting, f"<p>{SECRET}</p>") == STOPS  # the other minutes are not out
    factories.bring_to(other, Status.FINAL, by=cast.secretary)

    assert found(meeting, f"<p>{SECRET}</p>") == []


def test_a_copy_that_somebody_classified_lower_is_a_leak(cast, meeting, item, withheld) -> None:
    withheld(SECRET)
    factories.entry(item, by=cast.secretary, body=f"<p>{SECRET}</p>")

    assert found(meeting, f"<p>{SECRET}</p>") == STOPS
    assert found(meeting, f"<p>{SECRET}</p>", level=AMBER) == []


def test_another_draft_that_says_the_same_does_not_stop_a_document(cast, meeting, item) -> None:
    factories.entry(item, by=cast.secretary, body=f"<p>{SECRET}</p>")
    draft = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    later = factories.item(draft, by=cast.secretary)
    factories.entry(later, by=cast.secretary, body=f"<p>{SECRET}</p>")
    only_there = "Only in the draft of the next month does this whole sentence stand as it is."
    factories.entry(later, by=cast.secretary, body=f"<p>{only_there}</p>")

    assert found(meeting, f"<p>{SECRET}</p>") == []
    assert found(meeting, f"<p>{only_there}</p>") == STOPS


def test_private_notes_and_what_was_taken_out_stay_back_whatever_their_classification(cast, meeting, item) -> None:
    factories.entry(item, by=cast.secretary, body=f"<p>{SECRET}</p>", kind="private")

    assert found(meeting, f"<p>{SECRET}</p>") == STOPS


TITLED = [
    ("Project Nightjar", "They spoke of project nightjar again.", [(True, "It names")]),
    ("Kingfisher", "A word on KINGFISHER, briefly.", [(True, "It names")]),
    ("Finance", "The finance of it was looked at.", [(False, "It says")]),
    ("Security update", "A security update was given.", [(False, "It says")]),
    ("Security update", "Then</p><h2>7. Security update</h2><p>was given.", [(True, "It names")]),
    ("Review of the options for security", "On the review of the options for security.", [(True, "It names")]),
    ("Nightjar", "The nightjars sang.", []),
]


@pytest.mark.parametrize(("title", "text", "expected"), TITLED)
def test_a_withheld_title_stops_a_document_unless_it_is_plain_english(cast, meeting, title, text, expected) -> None:
    factories.item(meeting, by=cast.secretary, title=title, classification=AMBER)

    assert found(meeting, f"<p>{text}</p>") == expected


def test_a_title_that_its_readers_may_read_is_no_leak(cast, meeting, item) -> None:
    factories.item(meeting, by=cast.secretary, title="Project Nightjar")
    factories.paper(item, by=cast.secretary, title="Project Nightjar", classification=AMBER)

    assert found(meeting, "<h2>2. Project Nightjar</h2>") == []


def test_near_copies_names_and_figures_warn(cast, meeting, withheld) -> None:
    factories.person("Alma Fictional")
    withheld(f"{SECRET} It cost £4.7 million, said Alma Fictional.")
    near = SECRET.replace("members", "attendees").replace("twice", "often")

    assert found(meeting, f"<p>{near}</p>") == [(False, "It comes")]
    assert found(meeting, "<p>It came to £4.7 million.</p>") == [(False, "It gives")]
    assert found(meeting, "<p>Thanks went to Alma Fictional.</p>") == [(False, "It names")]


def test_a_passage_across_two_pages_is_found_between_footer_and_header(meeting, withheld) -> None:
    withheld(SECRET)
    words = SECRET.split()
    before, behind = " ".join(words[:6]), " ".join(words[6:12])
    page = "<p style='break-after: page'>First.</p>"
    html = f"""<html lang="en"><head><title>Minutes</title><style>@page {{ size: 10cm 15cm;
        @top-center {{ content: "Minutes of the TABASC" }} @bottom-center {{ content: "Page " counter(page) }} }}
        </style></head><body>{page}<p style="break-after: page">{before}</p><p>{behind}</p></body></html>"""

    checked = check_within(corpus_of(meeting.committee_id), candidate(meeting, write_pdf(html, identifier="two pages")))

    assert [(finding.stops, finding.where) for finding in checked] == [(True, "page 2")]


def test_what_cannot_be_read_is_stopped(meeting) -> None:
    assert found(meeting, b"%PDF-1.7 nothing")[0][0]
    assert found(meeting, b"\xff\xfe\xfa")[0][0]


def test_every_classified_record_is_compared_or_says_why_not() -> None:
    said = {model._meta.label: fields_said(model) for model in classified_models()}
    letters = {
        model._meta.label: [field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
        for model in classified_models()
    }
    silent = {label for label, fields in said.items() if not fields}

    assert {label for label in silent - set(SAY_NOTHING) if any(not field.choices for field in letters[label])} == set()
    assert set(SAY_NOTHING) - set(said) == set()
    assert "text" in said["meetings.MinuteEntry"]
    assert {"title", "presenter"} <= set(said["meetings.AgendaItem"])
