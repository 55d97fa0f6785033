"""The answer page: of a record or a person, between two days, who opened what, under which classification and why."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import slugify
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from secgov import lists, pdf
from secgov.access_log import note
from secgov.accountability import decisions_on, moment, sentences_of
from secgov.classification import Classification
from secgov.context import band, who
from secgov.filters import AnswerFilter
from secgov.found import Names
from secgov.lists import Column, Register
from secgov.models import AccessLogEntry, Classified, Logged
from secgov.past import classification_at
from secgov.pdf_apart import draw_apart
from secgov.views.answers import may_or_403

# What a printed answer holds; a longer one is exported as a table, and the print says so.
MOST_PRINTED = 500
MATTER = "Who read what: for whoever accounts for the record"


def register() -> Register:
    """The log, the latest first, in the order in which it was written."""
    return Register(
        title="Answers",
        columns=(
            Column("at", "When", lambda entry: entry.sentence.moment),
            Column("who", "Who", lambda entry: entry.sentence.who),
            Column("what", "What", lambda entry: entry.sentence.what),
            Column("classification", "Classification", _level_word),
            Column("because", "Why it was classified so", lambda entry: entry.sentence.because.lstrip("; ")),
            Column("whole", "Sentence", lambda entry: entry.sentence.whole),
            Column("reason", "Reason given", lambda entry: entry.reason),
            Column("sha256", "SHA-256", lambda entry: entry.sha256),
            Column("path", "Address", lambda entry: entry.facts.get("path", "")),
        ),
        order=("-pk",),
        template="secgov/answers.html",
        filename="answer",
    )


def _level_word(entry: AccessLogEntry) -> str:
    return Classification(entry.classification).label if entry.classification else ""


@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """The question as a form, and its answer: as a page, a spreadsheet, or a PDF. Asking and exporting are on the log
    themselves."""
    may_or_403(request, "secgov.answer")
    now = timezone.now()
    # What was asked is no part of its own answer.
    entries = AccessLogEntry.objects.filter(at__lt=now).select_related("by", "person")
    facts = {"reader": request.reader, "answers_all": request.user.has_perm("secgov.answer_all")}
    asked = AnswerFilter(request.GET, queryset=entries, **facts)  # type: ignore[arg-type]
    found = asked.qs if asked.is_valid() else entries.none()
    wanted = request.GET.get("format", "")
    if asked.is_asked:
        _note(request, asked, wanted, at=now)
        request.shown.is_noted = True  # type: ignore[attr-defined]
    if wanted == "pdf" and asked.is_asked:
        return _as_pdf(request, asked, found)
    extra = _account(request, asked)
    return lists.answer(request, register(), entries, AnswerFilter, finish=_finish, extra=extra, **facts)


def answer_url(record: Classified, user: Any) -> str:
    """Where `user` asks who read `record`; "" for whoever may not."""
    if not user.has_perm("secgov.answer_of", record):
        return ""
    return f"{reverse('secgov:answers')}?{urlencode({'of': record.uid})}"


def _finish(rows: list[Any]) -> None:
    for row, sentence in zip(rows, sentences_of(rows), strict=True):
        row.sentence = sentence


def _note(request: HttpRequest, asked: AnswerFilter, wanted: str, *, at: datetime) -> None:
    """Asking is a read of the log, a spreadsheet or a PDF an export of it."""
    kind = Logged.EXPORTED if wanted in ("csv", "xlsx", "pdf") else Logged.READ
    facts: dict[str, Any] = {"how": "answer", "asked": _question(asked), "path": request.get_full_path()[:500]}
    if asked.record is not None:
        facts["of"] = asked.record._meta.label
    if wanted:
        facts["format"] = wanted
    note(kind, at=at, by=request.user, record=asked.record, **facts)  # type: ignore[arg-type]


def _question(asked: AnswerFilter) -> str:
    """The question in words: "who read TABASC33/01, from 1 March 2026 to 31 March 2026"."""
    chosen = asked.form.cleaned_data if asked.form.is_valid() else {}
    words = []
    if chosen.get("of"):
        name = _name(asked.record) if asked.record is not None else f"“{chosen['of']}”"
        words.append(f"who read {name}")
    if chosen.get("who"):
        people = ", ".join(str(user) for user in asked.users) or f"“{chosen['who']}”"
        words.append(f"what {people} read")
    for name, lead in (("since", "from"), ("until", "to")):
        if chosen.get(name):
            words.append(f"{lead} {chosen[name].day} {chosen[name]:%B %Y}")
    return ", ".join(words)


def _name(record: Classified) -> str:
    return Names([record.uid, *record.within]).of(record.uid, record.within, str(record._meta.verbose_name))


def _account(request: HttpRequest, asked: AnswerFilter) -> dict[str, Any]:
    """What stands above the log: the question, what was asked for, and the decisions on it."""
    level = max(Classification.AMBER, asked.record.classification) if asked.record is not None else Classification.AMBER
    account: dict[str, Any] = {
        "asked": asked,
        "question": _question(asked) if asked.is_asked else "",
        "name": "",
        "levels": [],
        "decisions": [],
        "pdf_url": _with_format(request, "pdf"),
        "clear_url": reverse("secgov:answers"),
        "answers_all": asked.answers_all,
        "band": band(level if asked.is_asked else None, sentence=MATTER, who=who(request)),
    }
    if asked.record is not None:
        account["name"] = _name(asked.record)
        account["levels"] = list(_levels(asked))
        account["decisions"] = decisions_on(asked.record, request.reader)
    return account


def _levels(asked: AnswerFilter) -> Iterator[dict[str, str]]:
    """What the classification was at the ends of the period, and is now."""
    record: Any = asked.record
    chosen = asked.form.cleaned_data if asked.form.is_valid() else {}
    for name, lead, later in (("since", "at the beginning of", 0), ("until", "at the end of", 1)):
        day = chosen.get(name)
        if day:
            at = timezone.make_aware(datetime.combine(day + timedelta(days=later), time.min))
            level = classification_at(record, at)
            word = level.label if level is not None else "not on record yet"
            yield {"when": f"{lead} {day.day} {day:%B %Y}", "word": word, "slug": level.slug if level else ""}
    yield {"when": "now", "word": record.level.label, "slug": record.level.slug}


def _with_format(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query["format"] = name
    return f"?{query.urlencode()}"


def _as_pdf(request: HttpRequest, asked: AnswerFilter, found: QuerySet[Any]) -> HttpResponse:
    """The answer on paper, with the question, who asked and when."""
    now = timezone.now()
    rows = list(found.order_by("-pk")[: MOST_PRINTED + 1])
    has_more, rows = len(rows) > MOST_PRINTED, rows[:MOST_PRINTED]
    _finish(rows)
    account = _account(request, asked)
    levels = [row.classification for row in rows if row.classification]
    # Who read what is for whoever accounts for it: never below Amber.
    level = Classification(max([Classification.AMBER, *levels, getattr(asked.record, "classification", 0)]))
    context = account | {
        "rows": rows,
        "has_more": has_more,
        "most": MOST_PRINTED,
        "title": "Who read what",
        "reference": account["name"] or "Answer",
        "status": "Answer",
        "printed": moment(now),
        "asked_by": str(request.user),
        "is_draft": False,
        "boxed": False,
        "front": False,
    }
    html = pdf.html_of("secgov/pdf/answer.html", context, classification=level)
    content = draw_apart(html, identifier=f"answer {account['question']} {now.isoformat()}")
    response = HttpResponse(content, content_type="application/pdf")
    name = f"answer_{slugify(account['name'] or 'person')}_{level.slug}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
