"""Changing the classification of a record: an event with reason and authority, and a second person where one is due."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models.functions import Coalesce

from secgov.access import Purpose
from secgov.access_log import note
from secgov.acting import operation
from secgov.classification import Classification, Stage
from secgov.governed import kind_of
from secgov.history import save
from secgov.lifecycle import Refused, settle_all
from secgov.models import (
    Answer,
    Authority,
    ClassificationChange,
    ClassificationRequest,
    Classified,
    IssuedDocument,
    Logged,
    Mention,
    User,
    touching,
)
from secgov.publication import classified_models
from secgov.wall.doors import as_system

SAME = "This is {now} already. Choose another classification."
NO_REASON = "A classification that has been given out changes with a reason. Write why."
NO_AUTHORITY = "A classification that has been given out changes on somebody’s authority. Choose whose."
NO_CITATION = {
    Authority.ORIGINATOR: "Write who consented for the originator, and when.",
    Authority.OUTCOME: "Cite the outcome by its reference, for example TABASC 33, item 4.",
}
WAITS_ALREADY = "A change of this classification waits for another person already. Answer it or take it back first."
ANSWERED = "This has been answered already: it was {answer}."
OWN_REQUEST = "Another person than the one who asked has to agree. Ask a secretary or a records administrator."
CHANGED_SINCE = "The classification has changed since this was asked for. Decline it, and ask anew where it is needed."
NO_ANSWER_REASON = "Declining takes a reason. Write why."
NOT_YOURS = "Only whoever asked takes it back. Decline it with a reason."


@dataclass(frozen=True)
class Reclassified:
    """What came of it: the change with the issued documents it withdrew, or the request that waits for a second
    person."""

    change: ClassificationChange | None = None
    request: ClassificationRequest | None = None
    withdrawn: list[IssuedDocument] = field(default_factory=list)


@dataclass(frozen=True)
class _Stated:
    """Why a classification changes, and on whose authority."""

    reason: str
    authority: str
    authority_words: str

    @property
    def facts(self) -> dict[str, str]:
        return {"reason": self.reason, "authority": self.authority, "authority_words": self.authority_words}


def has_come_out(record: Classified) -> bool:
    """Whether anybody but the secretariat has had the record, or anything printed of it. A query a table at most."""
    with as_system(Purpose.PLACEHOLDERS):
        return any(
            model._base_manager.filter(touching([record.uid]), stage__gt=Stage.SECRETARIAT).exists()
            for model in classified_models()
        )


def takes_second_person(record: Classified, *, to: Classification) -> bool:
    """Whether another person has to agree: White for what has come out as Amber or Red, now or at any time, by one
    step or by several (product.md section 2)."""
    if to != Classification.WHITE or not settings.SECOND_PERSON_TO_WHITE or not has_come_out(record):
        return False
    earlier = ClassificationChange.objects.filter(target=record.uid) | ClassificationChange.objects.filter(
        within__contains=[record.uid]
    )
    high = Classification.AMBER
    return record.classification >= high or earlier.filter(before__gte=high).exists()


@operation
def reclassify(
    record: Any,
    *,
    to: Classification,
    by: User,
    at: datetime,
    reason: str = "",
    authority: str = "",
    authority_words: str = "",
) -> Reclassified:
    """Change the classification of `record` with all that follows from it, or put down the request that waits for a
    second person.

    What has come out takes a reason and an authority. Refused without them, where nothing would change, and for what
    is not classified by hand.
    """
    record = _locked(record)
    stated = _Stated(reason.strip(), authority, authority_words.strip())
    before = _before(record, to)
    _refuse_without_authority(record, stated)
    if takes_second_person(record, to=to):
        return Reclassified(request=_asked(record, before, to, stated, by=by, at=at))
    return _take_effect(record, before, to, stated, by=by, at=at)


def _locked(record: Any) -> Any:
    """The record as it stands, its row locked, after that of what its app locks first; Refused where its classification
    is not changed by hand."""
    holder = kind_of(record).holder(record)
    if holder is not None:
        type(holder)._base_manager.select_for_update(of=("self",)).get(pk=holder.pk)
    record = type(record)._base_manager.select_for_update(of=("self",)).select_related("committee").get(pk=record.pk)
    kind = kind_of(record)
    if sentence := kind.fixed(record):
        raise Refused([sentence])
    if (bearer := kind.classified_with(record)) is not None:
        raise Refused([f"This is classified with the {kind_of(bearer).noun} it belongs to. Change that."])
    return record


def _before(record: Any, to: Classification) -> Classification:
    """What the record stands at: its classification, or where it has that already a lower one it was printed under."""
    if to != record.classification:
        return Classification(record.classification)
    printed = kind_of(record).printed_at(record)
    if printed is None or printed >= to:
        raise Refused([SAME.format(now=to.label)])
    return Classification(printed)


def _refuse_without_authority(record: Any, stated: _Stated) -> None:
    if not has_come_out(record):
        return
    sentences = [] if stated.reason else [NO_REASON]
    if stated.authority not in Authority.values:
        sentences.append(NO_AUTHORITY)
    elif not stated.authority_words and stated.authority in NO_CITATION:
        sentences.append(NO_CITATION[Authority(stated.authority)])
    if sentences:
        raise Refused(sentences)


def _asked(
    record: Any, before: Classification, to: Classification, stated: _Stated, *, by: User, at: datetime
) -> ClassificationRequest:
    if ClassificationRequest.objects.waiting().filter(target=record.uid).exists():
        raise Refused([WAITS_ALREADY])
    asked = ClassificationRequest(target=record.uid, within=record.within, before=before, after=to, by=by, at=at)
    for name, value in stated.facts.items():
        setattr(asked, name, value)
    return save(asked, by=by)


def _take_effect(
    record: Any,
    before: Classification,
    to: Classification,
    stated: _Stated,
    *,
    by: User,
    at: datetime,
    second_by: User | None = None,
) -> Reclassified:
    withdrawn = kind_of(record).change(record, to=to, by=by, at=at)
    _settle_named(record, by=by)
    change = ClassificationChange.objects.create(
        target=record.uid,
        within=record.within,
        before=before,
        after=to,
        by=by,
        at=at,
        second_by=second_by,
        second_at=at if second_by else None,
        **stated.facts,
    )
    note(
        Logged.CLASSIFIED,
        at=at,
        by=by,
        record=record,
        classification=to,
        reason=stated.reason,
        before=int(before),
        authority=stated.authority,
        authority_words=stated.authority_words,
        second=second_by.pk if second_by else None,
    )
    return Reclassified(change=change, withdrawn=withdrawn)


def _settle_named(record: Any, *, by: User) -> None:
    """Records that are as open as what names them follow that."""
    to = Coalesce("reference__target", "reference__alias_of__target")
    named = Mention.objects.filter(touching([record.uid])).values_list(to, flat=True).order_by()
    settle_all({target for target in named if target is not None}, by=by)


@operation
def agree_to_classification(request: ClassificationRequest, record: Any, *, by: User, at: datetime) -> Reclassified:
    """Agree to what another person asked for, which takes effect now. Refused where it was answered already, where
    `by` asked for it themselves, and where the classification has changed since."""
    request = _open(request)
    if request.by_id == by.pk:
        raise Refused([OWN_REQUEST])
    record = _locked(record)
    if record.uid != request.target or record.classification != request.before:
        raise Refused([CHANGED_SINCE])
    stated = _Stated(request.reason, request.authority, request.authority_words)
    before, after = Classification(request.before), Classification(request.after)
    done = _take_effect(record, before, after, stated, by=request.by, at=at, second_by=by)
    request.change = done.change
    _answered(request, Answer.AGREED, by=by, at=at)
    return done


@operation
def decline_classification(
    request: ClassificationRequest, *, by: User, at: datetime, reason: str
) -> ClassificationRequest:
    """Decline what was asked for; nothing changes. Refused without a reason and where it was answered already."""
    request = _open(request)
    if not reason.strip():
        raise Refused([NO_ANSWER_REASON])
    request.answer_reason = reason.strip()
    return _answered(request, Answer.DECLINED, by=by, at=at)


@operation
def take_back_classification(request: ClassificationRequest, *, by: User, at: datetime) -> ClassificationRequest:
    """Take back what one has asked for oneself. Refused for others, and where it was answered already."""
    request = _open(request)
    if request.by_id != by.pk:
        raise Refused([NOT_YOURS])
    return _answered(request, Answer.TAKEN_BACK, by=by, at=at)


def _open(request: ClassificationRequest) -> ClassificationRequest:
    """The request, its row locked: of two who answer at once one is refused."""
    request = ClassificationRequest.objects.select_for_update(of=("self",)).select_related("by").get(pk=request.pk)
    if request.answer != Answer.WAITING:
        raise Refused([ANSWERED.format(answer=request.get_answer_display())])
    return request


def _answered(request: ClassificationRequest, answer: Answer, *, by: User, at: datetime) -> ClassificationRequest:
    request.answer, request.answered_by, request.answered_at = answer, by, at
    return save(request, by=by)
