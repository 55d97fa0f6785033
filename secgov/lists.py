"""Registers, once: filter, sort, page by key, count, whole page or fragment, CSV and XLSX.

A register's sorting columns never hold NULL and are indexed, so that a page of a million rows costs what a page of a
thousand does: the next page starts after the key of the last row, and counts are exact to `COUNT_LIMIT`, then "more
than".
"""

import base64
import binascii
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from secgov import showing
from secgov.classification import Classification
from secgov.models import Classified
from secgov.red_door import red_rows

PAGE_SIZE = 50
COUNT_LIMIT = 1_000
# What a spreadsheet takes on one sheet, its head included.
XLSX_ROWS = 1_048_576
# Longer than the key of any row: four hundred characters, each escaped, make half of it.
LONGEST_KEY = 8_192
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column of a register. `sort` names the never-null model field its head sorts by, "" for none."""

    name: str
    label: str
    value: Callable[[Any], Any]
    sort: str = ""


@dataclass(frozen=True)
class Register:
    """What a list page needs to know: its columns, first order, title and template."""

    title: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    template: str
    filename: str

    def ordering(self, wanted: str) -> tuple[str, ...]:
        """The order for `?sort=name` or `?sort=-name`, ending in the key so that it is total."""
        column = next((each for each in self.columns if each.name == wanted.lstrip("-") and each.sort), None)
        if column is None:
            return (*self.order, "-pk" if self.order[-1].startswith("-") else "pk")
        sign = "-" if wanted.startswith("-") else ""
        return (f"{sign}{column.sort}", f"{sign}pk")


@dataclass(frozen=True)
class Page:
    """One page of a register: its rows, addresses of its neighbours ("" where there is none), and the count."""

    rows: list[Any]
    next_url: str
    previous_url: str
    count: int
    is_exact: bool

    @property
    def sentence(self) -> str:
        if not self.is_exact:
            return f"more than {COUNT_LIMIT:,}"
        return "1 record" if self.count == 1 else f"{self.count:,} records"


def _key(row: Any, ordering: tuple[str, ...]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in ordering]
    packed = json.dumps(values, cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _values(key: str, ordering: tuple[str, ...]) -> list[Any] | None:
    """The values in a key from an address; None where somebody made it up. What is nested deeper than Python's stack
    is made up too."""
    if len(key) > LONGEST_KEY:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    fits = isinstance(values, list) and len(values) == len(ordering)
    return values if fits and all(_is_plain(value) for value in values) else None


def _is_plain(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and "\x00" not in value)


def _beyond(ordering: tuple[str, ...], values: list[Any], *, backwards: bool) -> Q:
    """Rows that come after the key in `ordering` (before it, going backwards)."""
    beyond, same = Q(pk__in=[]), Q()
    for name, value in zip(ordering, values, strict=True):
        field = name.lstrip("-")
        comparison = "lt" if name.startswith("-") != backwards else "gt"
        beyond |= same & Q(**{f"{field}__{comparison}": value})
        same &= Q(**{field: value})
    return beyond


def _turned(ordering: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in ordering)


def _address(request: HttpRequest, **changes: str) -> str:
    query: QueryDict = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _rows(records: QuerySet[Any], ordering: tuple[str, ...], values: list[Any] | None, *, backwards: bool) -> list[Any]:
    """A page's rows and one more, from the key on; ValueError, TypeError or ValidationError for a key of the wrong
    kinds."""
    rows = records.order_by(*(_turned(ordering) if backwards else ordering))
    if values is not None:
        rows = rows.filter(_beyond(ordering, values, backwards=backwards))
    return list(rows[: PAGE_SIZE + 1])


def page_of(request: HttpRequest, records: QuerySet[Any], ordering: tuple[str, ...]) -> Page:
    """The page of `records` that the address asks for. Two queries. A made-up key gives the first page."""
    values = _values(request.GET.get("before") or request.GET.get("after") or "", ordering)
    backwards = "before" in request.GET and values is not None
    try:
        found = _rows(records, ordering, values, backwards=backwards)
    except (ValueError, TypeError, ValidationError):
        values, backwards = None, False
        found = _rows(records, ordering, None, backwards=False)
    has_more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        found.reverse()
    further, nearer = (True, has_more) if backwards else (has_more, values is not None)
    count = records.order_by()[: COUNT_LIMIT + 1].count()
    return Page(
        rows=found,
        next_url=_address(request, after=_key(found[-1], ordering)) if further and found else "",
        previous_url=_address(request, before=_key(found[0], ordering)) if nearer and found else "",
        count=min(count, COUNT_LIMIT),
        is_exact=count <= COUNT_LIMIT,
    )


def heads(request: HttpRequest, register: Register) -> list[dict[str, str]]:
    """The head of each column: its label, the address that sorts by it, and how it is sorted now."""
    now = request.GET.get("sort", "")
    drawn = []
    for column in register.columns:
        wanted = f"-{column.name}" if now == column.name else column.name
        direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(now, "")
        url = _address(request, sort=wanted) if column.sort else ""
        drawn.append({"label": column.label, "url": url, "direction": direction})
    return drawn


def chips(filterset: django_filters.FilterSet, request: HttpRequest) -> list[dict[str, str]]:
    """The filters in force, in words, each with the address without it."""
    drawn = []
    for name, field in filterset.form.fields.items():
        value = request.GET.get(name)
        if value and filterset.form.is_bound and name in getattr(filterset.form, "cleaned_data", {}):
            choices = dict(getattr(field, "choices", []) or [])
            query = request.GET.copy()
            query.pop(name)
            words = str(choices.get(value, value))
            drawn.append({"label": f"{field.label}: {words}", "remove_url": f"?{query.urlencode()}"})
    return drawn


def answer(
    request: HttpRequest,
    register: Register,
    records: QuerySet[Any],
    filterset_class: type[django_filters.FilterSet],
    *,
    finish: Callable[[list[Any]], None] = lambda rows: None,
    extra: dict[str, Any] | None = None,
    **filter_kwargs: Any,
) -> HttpResponse:
    """The register as a page, as an htmx fragment of it, or (`?format=csv`, `?format=xlsx`) as a file.

    `records` has passed the gate; `finish` adds to a page's rows what takes a query for all of them together. A
    question that cannot be asked, such as the year 0, finds nothing.
    """
    filterset = filterset_class(request.GET, queryset=records, **filter_kwargs)
    found = filterset.qs if filterset.is_valid() else records.none()
    ordering = register.ordering(request.GET.get("sort", ""))
    wanted = request.GET.get("format")
    if wanted in EXPORTS:
        _note_export(request, found)
        rows = _in_batches(found.order_by(*ordering), finish)
        return EXPORTS[wanted](register, rows)
    page = page_of(request, found, ordering)
    finish(page.rows)
    if issubclass(found.model, Classified):
        showing.listed(request, page.rows)
    context = {
        "register": register,
        "page": page,
        "heads": heads(request, register),
        "filter_form": filterset.form,
        "sort": request.GET.get("sort", ""),
        "chips": chips(filterset, request),
        "csv_url": _address(request, format="csv"),
        "xlsx_url": _address(request, format="xlsx"),
        "red_rows": red_rows(found.model, getattr(request, "reader", None))
        if issubclass(found.model, Classified)
        else [],
    } | (extra or {})
    part = "#rows" if getattr(request, "htmx", False) and not request.htmx.history_restore_request else ""  # type: ignore[attr-defined]
    response = render(request, f"{register.template}{part}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _note_export(request: HttpRequest, found: QuerySet[Any]) -> None:
    """Say what of an export is above White, before it is given out. One query, for records that are classified."""
    if issubclass(found.model, Classified):
        above = found.select_related(None).filter(classification__gt=Classification.WHITE).order_by("-classification")
        showing.listed(request, above.only("uid", "within", "classification")[: showing.MOST_NAMED])


def _in_batches(records: QuerySet[Any], finish: Callable[[list[Any]], None]) -> Iterator[Any]:
    batch: list[Any] = []
    for row in records.iterator(chunk_size=500):
        batch.append(row)
        if len(batch) == 500:
            finish(batch)
            yield from batch
            batch = []
    finish(batch)
    yield from batch


def safe_cell(value: Any) -> Any:
    """`value` for a spreadsheet: text that would run as a formula is put behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _sheet_cell(value: Any) -> Any:
    """A safe cell without the control characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", safe_cell(value)) if isinstance(value, str) else value


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(register: Register, rows: Iterable[Any]) -> HttpResponse:
    """The register as CSV, in UTF-8 with its mark so that Excel reads it."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([column.label for column in register.columns])
        for row in rows:
            yield writer.writerow([safe_cell(column.value(row)) for column in register.columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{register.filename}.csv"'
    return response  # type: ignore[return-value]


def as_xlsx(register: Register, rows: Iterable[Any]) -> HttpResponse:
    """The register as a workbook of one sheet, cut at what a sheet can hold."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(register.title[:31])
    sheet.append([column.label for column in register.columns])
    for number, row in enumerate(rows, start=2):
        if number > XLSX_ROWS:
            break
        sheet.append([_sheet_cell(column.value(row)) for column in register.columns])
    file = io.BytesIO()
    workbook.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(file.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{register.filename}.xlsx"'
    return response


EXPORTS = {"csv": as_csv, "xlsx": as_xlsx}
