"""Registers: pages by key in both directions, counts in words, made-up keys, and files no spreadsheet will run."""

import base64
import csv
import io
import json

import django_filters
import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st
from openpyxl import load_workbook

from meetings.models import Meeting
from secgov import lists
from secgov.lists import COUNT_LIMIT, PAGE_SIZE, Column, Register, answer, as_csv, as_xlsx, page_of, safe_cell
from secgov.models import Person
from tests import factories

REGISTER = Register(
    title="People",
    columns=(
        Column("name", "Name", lambda person: person.name, sort="name"),
        Column("initials", "Initials", lambda person: person.initials, sort="initials"),
        Column("body", "Body", lambda person: ""),
    ),
    order=("name",),
    template="style.html",
    filename="people",
)


class PersonFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")

    class Meta:
        model = Person
        fields = ("name",)


def page_at(address: str, records=None, ordering=("name", "pk")) -> lists.Page:
    return page_of(RequestFactory().get(f"/{address}"), Person.objects.all() if records is None else records, ordering)


def walk(first: str, ordering: tuple[str, ...], *, to: str) -> list[lists.Page]:
    """The pages from the address `first` on, following `to` ("next_url" or "previous_url") to the end."""
    pages, address = [], first
    while address or not pages:
        pages.append(page_at(address, ordering=ordering))
        address = getattr(pages[-1], to)
    return pages


def made(*names: str) -> None:
    Person.objects.bulk_create(Person(name=name, initials=name[:1]) for name in names)


@pytest.fixture
def three_a_page(monkeypatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)


@given(
    names=st.lists(st.sampled_from("abcd"), max_size=12),
    ordering=st.sampled_from([("name", "pk"), ("-name", "-pk"), ("initials", "pk"), ("name", "-pk")]),
)
@properties(max_examples=40)
def test_pages_forward_and_back_are_the_whole_list_in_order(db, three_a_page, names, ordering) -> None:
    Person.objects.all().delete()
    made(*names)
    whole = list(Person.objects.order_by(*ordering))

    forward = walk("", ordering, to="next_url")
    back = walk(forward[-1].previous_url, ordering, to="previous_url") if forward[-1].previous_url else []

    assert [row for page in forward for row in page.rows] == whole
    assert [row for page in reversed(back) for row in page.rows] == whole[: len(whole) - len(forward[-1].rows)]
    assert (forward[0].previous_url, forward[-1].next_url) == ("", "")


@pytest.mark.django_db
def test_a_row_added_in_between_neither_repeats_nor_hides_another(three_a_page) -> None:
    made("b", "d", "f", "h", "j")
    first = page_at("")

    made("a", "c")

    assert [row.name for row in first.rows] == ["b", "d", "f"]
    assert [row.name for row in page_at(first.next_url).rows] == ["h", "j"]


@pytest.mark.django_db
def test_a_page_costs_two_queries(django_assert_num_queries) -> None:
    made(*"abc")

    with django_assert_num_queries(2):
        page_at("")


def key_of(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "key",
    [
        "nonsense",
        "%00",
        "é",
        key_of(),
        key_of("a"),
        key_of("a", "b"),
        key_of("a", None),
        key_of({"a": 1}, 2),
        key_of("a\x00", 1),
        "W10",
        "////",
        key_of("\ud800", 1),
        "W1tb" * 1_500,
        key_of("a" * 10_000, 1),
    ],
)
@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.django_db
def test_a_made_up_key_gives_a_page_and_no_error(name, key) -> None:
    made(*"abc")
    query = QueryDict(mutable=True)
    query[name] = key

    page = page_at(f"?{query.urlencode()}")

    assert [row.name for row in page.rows] == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_key_of_the_wrong_kind_for_a_day_gives_the_first_page(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)

    page = page_at(f"?after={key_of('no day', 1)}", Meeting.objects.all(), ("-order_on", "-pk"))

    assert page.rows == [meeting]


@pytest.mark.django_db
def test_the_key_of_the_longest_row_leads_on(three_a_page) -> None:
    made(*(f"{number}{chr(0x1F600) * 199}" for number in range(4)))

    assert [row.name[0] for row in page_at(page_at("").next_url).rows] == ["3"]


@pytest.mark.django_db
def test_the_count_is_exact_up_to_its_limit_and_then_in_words() -> None:
    sentences = []
    for wanted in (0, 1, 2, COUNT_LIMIT, COUNT_LIMIT + 1):
        made(*(f"{number:05}" for number in range(Person.objects.count(), wanted)))
        sentences.append(page_at("").sentence)

    assert sentences == ["0 records", "1 record", "2 records", "1,000 records", "more than 1,000"]
    assert len(page_at("").rows) == PAGE_SIZE


@pytest.mark.django_db
def test_other_questions_stay_in_the_addresses_of_pages(three_a_page) -> None:
    made(*"abcd")

    page = page_at("?name=x&sort=name&after=nonsense")

    assert page.next_url.startswith("?name=x&sort=name&after=")
    assert page.next_url.count("after=") == 1


def test_an_order_asked_for_by_no_column_is_the_registers_own() -> None:
    orders = [REGISTER.ordering(wanted) for wanted in ("", "nonsense", "body", "-initials", "initials")]

    assert orders == [("name", "pk")] * 3 + [("-initials", "-pk"), ("initials", "pk")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_a_formula(sign) -> None:
    assert safe_cell(f"{sign}cmd|'/c calc'!A0") == f"'{sign}cmd|'/c calc'!A0"


def test_other_cells_stay_as_they_are() -> None:
    assert [safe_cell(value) for value in ("DP096", "", None, -3, "a=b")] == ["DP096", "", None, -3, "a=b"]


def test_csv_is_what_excel_reads_and_runs_nothing() -> None:
    rows = [Person(name="=1+1", initials='a"b'), Person(name="Zoë", initials="x,y\nz")]

    response = as_csv(REGISTER, rows)

    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["Name", "Initials", "Body"],
        ["'=1+1", 'a"b', ""],
        ["Zoë", "x,y\nz", ""],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'


def test_xlsx_holds_text_and_no_formula() -> None:
    response = as_xlsx(REGISTER, [Person(name="=1+1", initials="@x")])

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert list(sheet.values) == [("Name", "Initials", "Body"), ("'=1+1", "'@x", None)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


@pytest.mark.django_db
def test_a_spreadsheet_takes_any_character_a_record_may_hold() -> None:
    response = as_xlsx(REGISTER, [Person(name="a bell \x07 and a tab\t", initials="x")])

    assert load_workbook(io.BytesIO(response.content)).active["A2"].value == "a bell  and a tab\t"


@pytest.mark.parametrize(("wanted", "kind"), [("csv", "text/csv"), ("xlsx", "application/vnd.openxml")])
@pytest.mark.django_db
def test_a_file_holds_what_the_filter_asks_for_in_its_order(wanted, kind) -> None:
    made("anna", "bob", "hanna")
    finished = []

    response = answer(
        RequestFactory().get("/", {"format": wanted, "name": "ANNA", "sort": "-name"}),
        REGISTER,
        Person.objects.all(),
        PersonFilter,
        finish=lambda rows: finished.extend(row.name for row in rows),
    )

    assert response["Content-Type"].startswith(kind)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    names = (
        [line.split(",")[0] for line in body.decode("utf-8-sig").splitlines()][1:]
        if wanted == "csv"
        else [row[0] for row in load_workbook(io.BytesIO(body)).active.values][1:]
    )
    assert names == finished == ["hanna", "anna"]


@pytest.mark.django_db
def test_filters_in_force_are_named_with_the_way_out() -> None:
    request = RequestFactory().get("/", {"name": "ann", "sort": "name"})
    filterset = PersonFilter(request.GET, queryset=Person.objects.all())
    filterset.form.is_valid()

    assert lists.chips(filterset, request) == [{"label": "Name: ann", "remove_url": "?sort=name"}]
    assert [head["direction"] for head in lists.heads(request, REGISTER)] == ["ascending", "", ""]
    assert lists.heads(request, REGISTER)[0]["url"] == "?name=ann&sort=-name"
