"""What the live editor is told: the entries as they are typed and as they print, how they lie, and who else is here."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac

from meetings.composition import blocks_of, head_of
from meetings.documents.reading import singles_of
from meetings.models import AgendaItem, EntryKind, Footnote, Meeting, MinuteEntry, Presence
from meetings.operations.minuting import starting_classification
from meetings.operations.typing import OWN_KINDS, is_typed
from meetings.outcome_sentences import outcomes_in
from secgov import reference_forms
from secgov.access import Reader
from secgov.classification import Classification
from secgov.models import User
from secgov.panels import BLOCK_KINDS, COMMANDS
from secgov.reference_forms import Kind

# A window that has not been heard of for so long is not believed to be there.
HERE = timedelta(seconds=12)
ANY = UUID(int=0)
WORDS = {
    EntryKind.DISCUSSION: (("discussion", "text"), "what was said"),
    EntryKind.OUTCOME: (("decision", "outcome"), "a verb in capitals: The TABASC AGREED …"),
    EntryKind.NOTE: (("post",), "post-meeting note, prints as a footnote"),
    EntryKind.PRIVATE: (("private",), "never printed, deleted when the minutes are final"),
}


def key_of(user: User) -> str:
    """The key (hexadecimal, 256 bits) under which a browser keeps what `user` has typed and not sent. It is told to
    nobody else, so that it stays theirs in a browser that others use."""
    return salted_hmac("secgov.kept in the browser", str(user.pk), algorithm="sha256").hexdigest()


def name_of(key: str) -> str:
    """Whose words they are, for the server to compare, which tells nothing of the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def is_of(user: User, name: str) -> bool:
    """Whether words sent under `name` were typed by `user`."""
    return hmac.compare_digest(name_of(key_of(user)), name)


def named(user: User | None) -> str:
    """Somebody by the name they have on record, else by their login."""
    return str(getattr(user, "person", user)) if user is not None else ""


def kinds_for(meeting: Meeting, reader: Reader) -> list[dict[str, Any]]:
    """The kinds of entry that can be typed, with the words after the slash and what is stated beside their text."""
    own = [
        {"kind": kind.value, "label": kind.label, "words": WORDS[kind][0], "hint": WORDS[kind][1], "fields": []}
        for kind in OWN_KINDS
    ]
    younger = [
        {
            "kind": command.kind,
            "label": command.label,
            "words": command.words,
            "hint": command.hint,
            "fields": [_field(each) for each in command.fields(meeting, reader)],
        }
        for command in COMMANDS
        if command.begin is not None
    ]
    return [*younger, *own]


def _field(each: Any) -> dict[str, Any]:
    names = ("name", "label", "choices", "suggestions", "placeholder", "is_fixed", "is_whole", "writes")
    return {name: getattr(each, name) for name in names}


def states_of(entries: Sequence[MinuteEntry]) -> list[dict[str, Any]]:
    """Each entry as it is typed: its words, version, classification and what is stated of it. A constant number of
    queries; `entries` came through the gate, with item and typed_by fetched."""
    notes = _footnotes(entries)
    facts: dict[UUID, dict[str, str]] = {}
    for command in COMMANDS:
        if command.facts is not None:
            facts |= command.facts([entry for entry in entries if entry.kind == command.kind])
    return [_state(entry, facts.get(entry.uid, {}), notes.get(entry.pk, {})) for entry in entries]


def _state(entry: MinuteEntry, facts: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "uid": str(entry.uid),
        "item": str(entry.item.uid),
        "kind": entry.kind,
        "label": BLOCK_KINDS[entry.kind].label or EntryKind(entry.kind).label,
        "is_typed": is_typed(entry.kind),
        "version": entry.version,
        "level": entry.classification,
        "body": entry.body,
        "by": named(entry.typed_by),
        "facts": facts,
        "footnotes": notes,
        "is_removed": entry.removed_at is not None,
        "reads": reads(entry),
    }


def reads(entry: MinuteEntry) -> list[dict[str, str]]:
    """How the outcomes of an entry are read from its words, to be shown back while they are typed."""
    if entry.kind != EntryKind.OUTCOME:
        return []
    return [
        {
            "body": read.body,
            "verb": read.verb,
            "text": read.text,
            "condition": read.condition,
            "about": _about(entry, read.text),
        }
        for read in outcomes_in(entry.body)
    ]


def _about(entry: MinuteEntry, text: str) -> str:
    """The record an outcome will be taken to be about: what its item stands for, else the one modification it names."""
    if entry.item.about is not None:
        return str(entry.item.about)
    found = reference_forms.find(text, abbreviations=frozenset())
    named = {each.canonical for each in found if each.kind == Kind.MODIFICATION and not each.doubtful}
    return named.pop() if len(named) == 1 else ""


def _footnotes(entries: Sequence[MinuteEntry]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for entry, uid, text in Footnote.objects.filter(entry__in=[each.pk for each in entries]).values_list(
        "entry", "uid", "text"
    ):
        found.setdefault(entry, {})[str(uid)] = text
    return found


def shown(meeting: Meeting, entries: Sequence[MinuteEntry], reader: Reader) -> dict[UUID, str]:
    """Each entry drawn as on the page it is written on, by its uid."""
    form = head_of(meeting)["print_form"]
    parts = singles_of(blocks_of(entries, reader), reader)
    return {
        uid: render_to_string(
            "meetings/_entry.html",
            {"part": part, "single": part.singles[0], "form": form, "above": meeting.classification},
        )
        for uid, part in parts.items()
    }


def layout_of(meeting: Meeting, reader: Reader) -> dict[str, list[list[Any]]]:
    """The uids and versions of the entries in their order, by item. One query."""
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    lie: dict[str, list[list[Any]]] = {}
    for item, uid, version in entries.order_by("item", "rank", "pk").values_list("item__uid", "uid", "version"):
        lie.setdefault(str(item), []).append([str(uid), version])
    return lie


def agenda_digest(meeting: Meeting, reader: Reader) -> str:
    """A digest of the agenda, so that a page learns when it has changed. One query."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    rows = list(items.order_by("rank", "pk").values_list("uid", "parent", "number", "title", "classification"))
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def digest_of(lie: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(lie.items())).encode()).hexdigest()[:16]


def people_here(meeting: Meeting, *, but: UUID, at: datetime) -> list[dict[str, str]]:
    """Who else has these minutes open, each window once, and where they are. One query. The caller has asked whether
    the meeting is theirs to minute: who is here is told to secretaries alone."""
    windows = Presence.objects.filter(meeting=meeting, seen_at__gt=at - HERE).exclude(window=but)
    return [
        {"name": named(each.user), "entry": str(each.entry or ""), "item": str(each.item or "")}
        for each in windows.select_related("user__person").order_by("pk")
    ]


def levels() -> list[dict[str, Any]]:
    return [{"level": level.value, "word": level.label, "slug": level.slug} for level in Classification]


def page_facts(meeting: Meeting, reader: Reader, user: User) -> dict[str, Any]:
    """What the page hands to the editor when it opens: the entries, the kinds, the addresses, and whose words they
    are. A constant number of queries."""
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    fetched = list(entries.select_related("item__about", "typed_by__person"))
    key = key_of(user)
    lie = layout_of(meeting, reader)
    return {
        "ref": meeting.ref,
        "key": key,
        "person": name_of(key),
        "editor": static("django_prose_editor/editor.js"),
        "kinds": kinds_for(meeting, reader),
        "levels": levels(),
        "items": starting_levels(meeting, reader),
        "entries": states_of(fetched),
        "digest": digest_of(lie),
        "agenda": agenda_digest(meeting, reader),
        "look_url": reverse("meetings:look", args=[meeting.ref]),
        "head_url": reverse("meetings:head", args=[meeting.ref]),
        "entries_url": reverse("meetings:entries", args=[meeting.ref]),
        "keep_url": _of_any(reverse("meetings:keep", args=[meeting.ref, ANY])),
        "entry_url": _of_any(reverse("meetings:amend_entry", args=[meeting.ref, ANY])).removesuffix("amend/"),
        "beside_url": _of_any(reverse("meetings:beside", args=[meeting.ref, ANY])),
        "sign_in_url": reverse("login"),
    }


def starting_levels(meeting: Meeting, reader: Reader) -> dict[str, int]:
    """The classification at which a new entry starts, by item. One query."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    working = meeting.committee.working_classification
    return {
        str(uid): starting_classification(contents or heading, working=working)[0]
        for uid, contents, heading in items.values_list("uid", "contents_classification", "classification")
    }


def _of_any(url: str) -> str:
    """An address with "UID" where an entry's stands."""
    return url.replace(str(ANY), "UID")
