"""The demonstration minutes hold together: counts, order, references, outcomes, cast and wording."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "archive" / "demo"
SEEDS = PROJECT.parent / "shared" / "seeds"
GOLD = PROJECT.parent / "shared" / "gold"

NAMES = ["csc_11", "tabasc_23", "tabasc_33", "tabasc_34", "tsc_07"]
# items, sub-headings, reviewed, raised, outcomes, matrix rows, footnotes, people at the table
COUNTS = {
    "csc_11": (4, 13, 1, 2, 17, 0, 0, 11),
    "tabasc_23": (17, 17, 16, 5, 11, 0, 1, 17),
    "tabasc_33": (13, 5, 12, 4, 11, 0, 1, 15),
    "tabasc_34": (8, 2, 6, 3, 5, 0, 0, 17),
    "tsc_07": (11, 0, 0, 4, 13, 16, 0, 18),
}
KINDS = {"heading", "discussion", "outcome", "action", "reviews", "matrix", "note", "private"}
VERBS = {"NOTED", "AGREED", "APPROVED", "RECOMMENDED", "CONSIDERED", "DISCUSSED", "PROVIDED", "DEFERRED"}
TAGS = {
    "p", "strong", "em", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    "blockquote", "a", "fn",
}  # fmt: skip
ACTION_REF = re.compile(r"^(TSC|TABASC|CSC)\d{2}/\d{2}[a-z]?$")
MODIFICATION_REF = re.compile(r"^(SECMP\d{4}|DP\d{3})$")
ROLE_NAME = re.compile(
    r"^(Chair|Meeting Secretary|SECAS Analyst [A-D]"
    r"|(Large Supplier|Small Supplier|Electricity Network|Gas Network|Other SEC Party|Consumer)"
    r" (Member|Alternate)( [A-F])?"
    r"|(DCC|BEIS|DECC|Ofgem) Representative( [AB])?|(BEIS|Elexon) Presenter)$"
)


@pytest.fixture(params=NAMES)
def minutes(request):
    return load(request.param)


def load(name):
    return json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))


def entries(minutes, *kinds):
    return [e for item in minutes["agenda"] for e in item["entries"] if not kinds or e["kind"] in kinds]


def plain(body):
    without_notes = re.sub(r"<fn>.*?</fn>", "", body)
    spaced = re.sub(r"</(p|li|th|td|blockquote)>", " ", without_notes)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())


def all_bodies(minutes):
    bodies = [entry["html"] for entry in entries(minutes) if "html" in entry]
    bodies += [action["html"] for action in minutes["actions_raised"] if "html" in action]
    return bodies + [row["notes_html"] for row in minutes["mod_assessments"] if "notes_html" in row]


def all_texts(minutes):
    texts = [re.sub(r"<[^>]+>", " ", html.unescape(body)) for body in all_bodies(minutes)]
    texts += [action["text"] for action in minutes["actions_raised"]]
    texts += [row[field] for row in minutes["actions_reviewed"] for field in ("text", "update")]
    texts += [row["notes"] for row in minutes["mod_assessments"]]
    return texts + [row["text"] for row in minutes["decisions"]] + minutes["footnotes"]


def words_of(text):
    return re.findall(r"[a-z0-9£%]+", re.sub(r"[’']", "", text.lower()))


def runs(text, length=8):
    words = words_of(text)
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def without_titles(text, minutes):
    """Titles, headings and footnote marks are facts: they are cut out before runs are taken."""
    titles = [item["title"] for item in minutes["agenda"]]
    titles += [heading for item in minutes["agenda"] for heading in item["subheadings"]]
    titles += [m["title"] for m in minutes["modifications"] if m["title"]]
    for title in sorted(titles, key=len, reverse=True):
        if len(title.split()) > 2:
            text = text.replace(title, " titlecutout ")
    return text


class TagCheck(HTMLParser):
    """Collects what a body should not hold: unknown tags, foreign links, tags left open."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        allowed = {"href"} if tag == "a" else set()
        if tag not in TAGS or {name for name, _ in attrs} != allowed:
            self.faults.append((tag, attrs))
        if tag == "a" and not dict(attrs).get("href", "").startswith("https://example.org/"):
            self.faults.append((tag, attrs))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(("closing", tag))


def test_demo_folder_holds_exactly_the_five_meetings():
    assert sorted(path.stem for path in DEMO.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_those_of_the_meeting(name):
    minutes = load(name)

    found = (
        len(minutes["agenda"]),
        sum(len(item["subheadings"]) for item in minutes["agenda"]),
        len(minutes["actions_reviewed"]),
        len(minutes["actions_raised"]),
        len(minutes["decisions"]),
        len(minutes["mod_assessments"]),
        len(minutes["footnotes"]),
        sum(person["present"] for person in minutes["attendance"]),
    )

    assert found == COUNTS[name]


def test_items_are_numbered_in_order(minutes):
    numbers = [int(item["number"]) for item in minutes["agenda"]]

    assert numbers == list(range(1, len(numbers) + 1))
    assert {item["purpose"] for item in minutes["agenda"]} <= {"decision", "discussion", "information"}


def test_entries_are_of_known_kinds_and_every_item_has_some(minutes):
    assert {entry["kind"] for entry in entries(minutes)} <= KINDS
    assert [item["number"] for item in minutes["agenda"] if not item["entries"]] == []


def test_headings_match_the_list_of_subheadings(minutes):
    for item in minutes["agenda"]:
        headings = [entry["title"] for entry in item["entries"] if entry["kind"] == "heading"]
        assert headings == item["subheadings"]


def test_every_raised_action_stands_once_in_its_item(minutes):
    placed = [
        (entry["ref"], item["number"])
        for item in minutes["agenda"]
        for entry in item["entries"]
        if entry["kind"] == "action"
    ]

    assert placed == [(action["ref"], action["item"]) for action in minutes["actions_raised"]]


def test_the_tables_stand_once_where_there_is_something_to_show(minutes):
    assert len(entries(minutes, "reviews")) == bool(minutes["actions_reviewed"])
    assert len(entries(minutes, "matrix")) == bool(minutes["mod_assessments"])


def test_decisions_are_the_capital_verbs_of_the_outcomes_in_order(minutes):
    printed = [
        (item["number"], verb)
        for item in minutes["agenda"]
        for entry in item["entries"]
        if entry["kind"] == "outcome"
        for verb in re.findall(r"<strong>([A-Z]+)</strong>", entry["html"])
    ]

    assert printed == [(decision["item"], decision["verb"]) for decision in minutes["decisions"]]
    assert {verb for _, verb in printed} <= VERBS


def test_every_decision_text_stands_in_an_outcome_of_its_item(minutes):
    for decision in minutes["decisions"]:
        item = next(item for item in minutes["agenda"] if item["number"] == decision["item"])
        outcomes = [plain(entry["html"]) for entry in item["entries"] if entry["kind"] == "outcome"]
        assert any(decision["text"] in outcome for outcome in outcomes), decision["text"]
        assert decision["verb"] in decision["text"]


def test_a_condition_is_what_follows_subject_to(minutes):
    for decision in minutes["decisions"]:
        _, _, after = decision["text"].partition("subject to ")
        assert decision.get("condition", "") == after.removesuffix(".")


def test_references_are_well_formed(minutes):
    actions = [action["ref"] for action in minutes["actions_raised"] + minutes["actions_reviewed"]]
    actions += [row["superseded_by"] for row in minutes["actions_reviewed"] if row["superseded_by"]]
    modifications = [m["ref"] for m in minutes["modifications"] + minutes["mod_assessments"]]
    modifications += [d["modification"] for d in minutes["decisions"] if "modification" in d]

    assert [ref for ref in actions if not ACTION_REF.match(ref)] == []
    assert [ref for ref in modifications if not MODIFICATION_REF.match(ref)] == []


def test_raised_actions_carry_the_number_of_their_meeting(minutes):
    stem = f"{minutes['committee']}{minutes['meeting_number']:02d}"
    expected = [f"{stem}/{n + 1:02d}" for n in range(len(minutes["actions_raised"]))]

    assert [action["ref"] for action in minutes["actions_raised"]] == expected


def test_an_action_keeps_its_words_from_meeting_to_meeting():
    told = {}
    for name in NAMES:
        minutes = load(name)
        for action in minutes["actions_raised"] + minutes["actions_reviewed"]:
            told.setdefault(action["ref"], set()).add(action["text"])

    assert {ref: texts for ref, texts in told.items() if len(texts) > 1} == {}
    assert "TABASC23/01" in {row["ref"] for row in load("tabasc_34")["actions_reviewed"]}


def test_bodies_keep_to_the_html_subset(minutes):
    for body in all_bodies(minutes):
        check = TagCheck()
        check.feed(body)
        assert (check.faults, check.open) == ([], []), body


def test_footnotes_are_those_anchored_in_the_bodies(minutes):
    anchored = [note for body in all_bodies(minutes) for note in re.findall(r"<fn>(.*?)</fn>", body)]

    assert anchored == minutes["footnotes"]


def test_the_cast_bears_role_names_only(minutes):
    names = [person["name"] for person in minutes["attendance"]]
    others = [person["alternate_for"] for person in minutes["attendance"] if person["alternate_for"]]
    others += [item["presenter"] for item in minutes["agenda"] if item["presenter"]]

    assert [name for name in names + others if not ROLE_NAME.match(name)] == []
    assert len(set(names)) == len(names)


def test_the_september_draft_mixes_classifications():
    minutes = load("tabasc_34")

    items = [(i["number"], i["classification"]) for i in minutes["agenda"] if "classification" in i]
    marked = [e["classification"] for e in entries(minutes) if "classification" in e]

    assert (minutes["status"], minutes["classification"]) == ("draft", "white")
    assert items == [("5", "amber")]
    assert sorted(marked) == ["amber", "green"]
    assert len(entries(minutes, "private")) == 1


def test_the_september_draft_repeats_nothing_above_white_in_its_white_text():
    minutes = load("tabasc_34")
    above = [e["html"] for e in entries(minutes) if e.get("classification") or e["kind"] == "private"]
    amber_item = next(item for item in minutes["agenda"] if item.get("classification"))
    above += [entry["html"] for entry in amber_item["entries"] if "html" in entry]
    above += [a["text"] for a in minutes["actions_raised"] if a["item"] == amber_item["number"]]
    white = [e["html"] for e in entries(minutes) if "html" in e and e["html"] not in above]
    white += [row[field] for row in minutes["actions_reviewed"] for field in ("text", "update")]
    white += [a["text"] for a in minutes["actions_raised"] if a["item"] != amber_item["number"]]

    secret = set().union(*(runs(plain(body)) for body in above))
    public = set().union(*(runs(plain(body)) for body in white))

    assert len(secret) > 100
    assert secret & public == set()
    assert amber_item["title"] not in " ".join(plain(body) for body in white)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this project")
def test_no_run_of_eight_words_is_shared_with_the_seeds(minutes):
    sources = [re.sub(r"<[^>]+>", " ", html.unescape(path.read_text(encoding="utf-8"))) for path in SEEDS.glob("*.txt")]
    seeds = set().union(*(runs(source) for source in sources))

    shared = {run for text in all_texts(minutes) for run in runs(without_titles(text, minutes)) & seeds}

    assert len(seeds) > 10_000
    assert shared == set()


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold readings are not beside this project")
def test_nobody_who_attended_the_real_meetings_is_named(minutes):
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("*.json")]
    real = {person["name"] for reading in gold for person in reading["attendance"]}

    told = json.dumps(minutes, ensure_ascii=False)

    assert len(real) > 30
    assert [name for name in real if name in told] == []
