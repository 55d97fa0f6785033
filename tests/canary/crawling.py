"""Going round the site as somebody: every address, link, form, filter, page and file, and which words came back."""

import traceback
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import lxml.html
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from tests.canary.addresses import kind_of
from tests.canary.reading_answers import said_in
from tests.canary.words import Words

LEADS = ("href", "src", "action", "hx-get", "data-house-url", "data-src", "formaction")
# Of one address with different questions, and of one form, so many are tried by each reader.
QUESTIONS, ADDRESSES, FORMS = 3, 16, 1
# Of the addresses of one route that name records of the same kind so many are followed beside those asked first.
ALIKE = 2
ASKED_FOR = "nothing has these words"
# Whoever signs out goes no further.
LAST = ("/sign-out/",)
GOT_IN = (200, 302)


@dataclass
class Tally:
    """What was done, for everybody together: for the note, and to tell what was never visited."""

    addresses: set[str] = field(default_factory=set)
    responses: Counter[int] = field(default_factory=Counter)
    visited: dict[str, set[int]] = field(default_factory=dict)
    forms: int = 0
    files: int = 0
    # What failed, each with its error: nothing of it may be.
    failed: dict[str, str] = field(default_factory=dict)

    def count(self, address: str, answer: HttpResponseBase) -> None:
        self.addresses.add(address)
        self.responses[answer.status_code] += 1
        self.visited.setdefault(route_of(address), set()).add(answer.status_code)
        self.files += "text/html" not in answer.headers.get("Content-Type", "")


def route_of(address: str) -> str:
    """The name of the route that answers at `address`, "" for none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@dataclass
class Crawl:
    """One reader's way round; the administration's pages are gone into by whoever `administers`. `met` says of each
    word where it was first met."""

    browser: Client
    words: Words
    tally: Tally
    administers: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    only_posted: set[str] = field(default_factory=set)
    met: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    asked: Counter[Any] = field(default_factory=Counter)
    waiting: deque[str] = field(default_factory=deque)

    def go(self, seeds: Iterable[str]) -> dict[str, str]:
        """Visit `seeds` and whatever they lead to; the words met, each with the first address that said it."""
        for address in seeds:
            self.asked["kind", kind_of(address, self.kinds)] += 1
            self._queue(address)
        while self.waiting:
            self.look(self.waiting.popleft())
        return self.met

    def follow(self, found: Iterable[str]) -> None:
        for address in found:
            parts = urlsplit(address)
            path, query = parts.path, parts.query
            if not self._is_ours(parts.netloc, path):
                continue
            address = f"{path}?{query}" if query else path
            if path in LAST or (query and not self._is_new(path, query)) or not self._is_unlike(path, query):
                continue
            self._queue(address)

    def _queue(self, address: str) -> None:
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)

    def _is_unlike(self, path: str, query: str) -> bool:
        """Whether few addresses have been asked that are of the same route and name a record of the same kind."""
        kind = kind_of(path, self.kinds)
        if query or kind == path.strip("/"):
            return True
        self.asked["kind", kind] += 1
        return self.asked["kind", kind] <= ALIKE

    def _is_ours(self, host: str, path: str) -> bool:
        elsewhere = ("/static/",) if self.administers else ("/static/", "/admin/")
        return host in ("", "testserver") and path.startswith("/") and not path.startswith(elsewhere)

    def _is_new(self, path: str, query: str) -> bool:
        """Whether an address with a question is asked: so many times with the same fields, and so many times
        in all, for all addresses that are alike."""
        names = frozenset(name for name, _ in parse_qsl(query, keep_blank_values=True))
        path = kind_of(path, self.kinds)
        self.asked[path, names] += 1
        self.asked[path] += 1
        return self.asked[path, names] <= QUESTIONS and self.asked[path] <= ADDRESSES

    def look(self, address: str) -> None:
        if route_of(address) in self.only_posted:
            self.press("POST", address, {})
            return
        answer = self._fetched(address)
        text = self.heard(answer, address, f"GET {address}")
        if answer.status_code == 405:
            self.press("POST", address, {})
        if is_page(answer):
            self._read(text.partition("\n\n")[2] or text, address)
            self._fragment(address)

    def heard(self, answer: HttpResponseBase, address: str, name: str) -> str:
        """Note what an answer says, and where it leads."""
        self.tally.count(address, answer)
        if answer.status_code == 500:
            self.tally.failed.setdefault(name, error_of(answer))
        text = said_in(answer)
        for word in self.words.met_in(text):
            self.met.setdefault(word, name)
        if answer.status_code in (301, 302):
            self.follow([urljoin(address, answer.headers["Location"])])
        return text

    def _fetched(self, address: str, **asked: Any) -> HttpResponseBase:
        """The answer at `address`; of a page that fails nothing stays, so that the way round goes on."""
        with transaction.atomic():
            answer = self.browser.get(address, **asked)
            if answer.status_code == 500:
                transaction.set_rollback(True)
        return answer

    def _fragment(self, address: str) -> None:
        """The same address as a fragment."""
        route = route_of(address)
        self.asked["fragment", route] += 1
        if self.asked["fragment", route] <= QUESTIONS:
            answer = self._fetched(address, headers={"HX-Request": "true"})
            self.heard(answer, address, f"GET {address} as a fragment")

    def _read(self, text: str, address: str) -> None:
        page = lxml.html.document_fromstring(text.encode())
        for name in LEADS:
            self.follow(urljoin(address, found) for found in page.xpath(f"//@{name}") if not found.startswith("#"))
        for form in page.forms:
            if (form.method or "GET").upper() == "GET":
                self._ask(form, address)
            else:
                self._submit(form, address)

    def _ask(self, form: Any, address: str) -> None:
        """A filter: as it stands, and with each choice of each of its fields."""
        action = urljoin(address, form.action or address).partition("?")[0]
        given = dict(form.form_values())
        for field_ in form.inputs:
            if not getattr(field_, "name", None):
                continue
            for value in choices_of(field_):
                self.follow([f"{action}?{urlencode({**given, field_.name: value})}"])

    def _submit(self, form: Any, address: str) -> None:
        """A form as it was drawn, once with each of its buttons."""
        action = urljoin(address, form.action or address)
        path = urlsplit(action).path
        if path in LAST or path.startswith("/admin/"):
            return
        given = dict(form.form_values())
        kind = (route_of(action), place_of(path), frozenset(given))
        self.asked[kind] += 1
        if self.asked[kind] > FORMS:
            return
        buttons = form.xpath(".//button[@name and not(@type='button')]")[:4]
        for pressed in [{button.get("name"): button.get("value", "")} for button in buttons] or [{}]:
            self.press("POST", action, {**given, **pressed})

    def press(self, method: str, address: str, given: dict[str, Any]) -> None:
        """Send a form and read the answer and where it leads, and let nothing of it stay."""
        self.tally.forms += 1
        cookies = self.browser.cookies.copy()
        with transaction.atomic():
            answer = self.browser.generic(method, address, urlencode(given, doseq=True), FORM)
            self._after(answer, address, f"{method} {address}")
            transaction.set_rollback(True)
        self.browser.cookies = cookies

    def _after(self, answer: HttpResponseBase, address: str, name: str) -> None:
        waiting, self.waiting = self.waiting, deque()
        self.heard(answer, address, name)
        if answer.status_code == 302:
            led = urljoin(address, answer.headers["Location"])
            if not led.startswith("/admin/"):
                self.heard(self._fetched(led), led, f"{name}, which led to {led}")
        self.waiting = waiting


FORM = "application/x-www-form-urlencoded"


def is_page(answer: HttpResponseBase) -> bool:
    return answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")


def error_of(answer: Any) -> str:
    """The error behind an answer that failed, and where it was raised."""
    kind, error, trace = getattr(answer, "exc_info", None) or (None, None, None)
    places = [f"{each.filename.rpartition('/')[2]}:{each.lineno}" for each in traceback.extract_tb(trace)[-4:]]
    return f"{kind.__name__ if kind else ''}: {error} ({' > '.join(places)})"


def place_of(path: str) -> str:
    """The meeting or committee an address is about, so that a form is tried in each."""
    parts = path.split("/")
    return parts[2] if len(parts) > 3 else ""


def choices_of(field_: Any) -> list[str]:
    """Each choice of a field of a form, or for one that is typed a word that nothing has."""
    if field_.tag == "select":
        return [value for value in field_.value_options if value]
    if field_.tag == "input" and field_.type in ("text", "search"):
        return [ASKED_FOR]
    return [field_.value or ""] if field_.tag == "input" and field_.type not in ("hidden", "submit") else []
