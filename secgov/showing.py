"""What an answer showed its reader above White, written once into the access log after the answer is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from secgov.access_log import note
from secgov.classification import Classification
from secgov.models import Classified, Logged

# An entry names no more records than this; it says how many there were.
MOST_NAMED = 500
# Long enough for any address of ours with its filters.
LONGEST_PATH = 500
KINDS = {"application/pdf": "pdf", "text/html": "page"}


@dataclass
class Shown:
    """The note that a request keeps of what it showed: the record it is about, the highest classification of what
    stood on the page, and where it listed records those of them above White."""

    record: Classified | None = None
    level: int = Classification.WHITE
    version: int | None = None
    edition: int | None = None
    listed: dict[UUID, list[UUID]] = field(default_factory=dict)
    how: str = ""
    reasons: dict[UUID, str] = field(default_factory=dict)
    # The view has put the answer on the log itself.
    is_noted: bool = False

    def one(self, record: Classified, *, level: int | None = None) -> None:
        """`record` was fetched to be shown, at `level` where the page shows more of it than its own classification."""
        self.record = record
        self.at_least(max(record.classification, level or 0))

    def at_least(self, level: int) -> None:
        """Something classified so was shown."""
        self.level = max(self.level, level)

    def several(self, records: Iterable[Any], how: str) -> None:
        """`records` were listed; what is White among them is not kept."""
        self.how = how
        for record in records:
            level = max(getattr(record, "shown", 0), getattr(record, "classification", 0))
            if level > Classification.WHITE:
                self.at_least(level)
                self.listed[record.uid] = list(record.within)

    @property
    def reason(self) -> str:
        """The reason that was typed before a Red record was opened, where it is that record that was shown."""
        uids = [] if self.record is None else [self.record.uid, *reversed(self.record.within)]
        return next((self.reasons[uid] for uid in uids if uid in self.reasons), "")


def shown(
    request: HttpRequest,
    record: Classified,
    *,
    level: int | None = None,
    version: int | None = None,
    edition: int | None = None,
) -> None:
    """Say that the answer is about `record` and shows of it what is classified up to `level`."""
    kept: Shown = request.shown  # type: ignore[attr-defined]
    kept.one(record, level=level)
    kept.version = version if version is not None else kept.version
    kept.edition = edition if edition is not None else kept.edition


def listed(request: HttpRequest, records: Iterable[Any], *, how: str = "list") -> None:
    """Say that the answer lists `records`."""
    request.shown.several(records, how)  # type: ignore[attr-defined]


class ShownMiddleware:
    """Writes one entry for an answer that showed something above White, and none for any other. What cannot be logged
    is not given out: where the entry fails, so does the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = request.shown = Shown()  # type: ignore[attr-defined]
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if kept.level > Classification.WHITE and not kept.is_noted and _shows(request, response) and user is not None:
            _write(request, response, kept, user)
        return response


def _shows(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer gave anything to read: a page, a part of one, a file, or a form that came back. What the
    live editor is told of each keystroke is not a read; its page is."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 if request.method == "GET" else is_page and response.status_code in (200, 422)


def _write(request: HttpRequest, response: HttpResponse, kept: Shown, user: Any) -> None:
    is_saved = response.get("Content-Disposition", "").startswith("attachment")
    media_type = "" if is_saved else response.get("Content-Type", "").partition(";")[0]
    facts: dict[str, Any] = {
        "path": request.get_full_path()[:LONGEST_PATH],
        "how": kept.how or KINDS.get(media_type, "file"),
    }
    entry: dict[str, Any] = {"within": None}
    if kept.record is not None:
        facts["of"] = kept.record._meta.label
        if kept.level > kept.record.classification:
            facts["own"] = kept.record.classification
    elif kept.listed:
        # The uids stand where an answer looks for what stood in a record, so that one index finds both.
        named = [uid for row, within in kept.listed.items() for uid in (row, *within)]
        entry["within"] = list(dict.fromkeys(named))[:MOST_NAMED]
        facts["rows"] = len(kept.listed)
    really = getattr(user, "really", user)
    note(
        Logged.READ,
        at=timezone.now(),
        by=really if really.is_authenticated else None,
        record=kept.record,
        classification=kept.level,
        edition=kept.edition,
        version=kept.version,
        reason=kept.reason,
        **entry,
        **facts,
    )
