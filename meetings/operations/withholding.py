"""Titles and file names that are more confidential than that a paper exists: withheld, and shown again."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from meetings.models import Paper, PaperVersion, PrintedBlock, WithheldName
from meetings.operations.issuing import issue_later, lowest_shown, withdraw_agendas, withdraw_lower
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import IssuedDocument, User, standing
from secgov.operations import Reclassified, reclassify

TITLE = "Title withheld"
NOT_ABOVE = "A title is withheld above the classification of its paper, which is {now}. Choose a higher one."


@operation
def withhold_name(
    holder: Paper | PaperVersion, *, to: Classification, by: User, at: datetime, **why: str
) -> Reclassified:
    """Keep the title of a paper, or the file name of a version, for whoever reads at `to`; `why` is what a change of
    classification takes. Refused where that is no higher than the record itself."""
    holder = type(holder)._base_manager.select_for_update(of=("self",)).get(pk=holder.pk)
    if to <= holder.classification:
        raise Refused([NOT_ABOVE.format(now=holder.level.label)])
    return reclassify(_name_of(holder, by=by), to=to, by=by, at=at, **why)


def _name_of(holder: Paper | PaperVersion, *, by: User) -> WithheldName:
    """The name of `holder` on record, under the classification of what it names until it is withheld."""
    known = WithheldName.objects.filter(**_key(holder)).first()
    if known is not None:
        return known
    facts = standing(holder) | {"classification": holder.classification, "classified_by": ClassifiedBy.INHERITED}
    return save(WithheldName(words=_words(holder), **_key(holder), **facts), by=by)


def change_name(record: Any, *, to: Classification, by: Any, at: Any) -> list[IssuedDocument]:
    """Give a name the classification `to`: above its holder's it is withheld, else shown. The issued editions that
    show it and may not any more are withdrawn and returned."""
    holder = record.holder
    meeting = holder.meeting if isinstance(holder, Paper) else holder.paper.meeting
    shown, before = lowest_shown(holder.uid, meeting, below=to), record.classification
    record.classification, record.classified_by = to, ClassifiedBy.SET
    save(record, by=by, update_fields=["classification", "classified_by"])
    settle_name(record, by=by)
    withdrawn = withdraw_lower(shown, meeting, to=to, by=by, at=at)
    withdrawn += withdraw_agendas(holder.uid, meeting, before=before, to=to, by=by, at=at)
    if withdrawn:
        issue_later(meeting)
    return withdrawn


def settle_names(holder: Any, *, by: User) -> None:
    """Let the names of a paper and its versions be shown or withheld, after the paper's classification changed."""
    for name in WithheldName.objects.filter(within__contains=[holder.uid]).select_related("paper", "version"):
        settle_name(name, by=by)


def settle_name(name: WithheldName, *, by: User) -> None:
    """Let the placeholder, or the words themselves, stand where the name is shown. What has been printed with it, and
    the history of it, rise with it."""
    holder = type(name.holder)._base_manager.get(pk=name.holder.pk)
    column = _column(holder)
    shown = placeholder(holder) if name.classification > holder.classification else name.words
    if getattr(holder, column) != shown:
        setattr(holder, column, shown)
        save(holder, by=by, update_fields=[column])
    if shown != name.words:
        holder.history.filter(id=holder.pk).update(**{column: shown})
        printed = PrintedBlock.objects.filter(source=holder.uid, text__contains=name.words)
        printed.filter(classification__lt=name.classification).update(classification=name.classification)


def rename(paper: Paper, title: str, *, by: User) -> str:
    """What the title of `paper` becomes when somebody amends it to `title`: while it is withheld the new one is kept
    where the old one was, and the placeholder stays."""
    name = WithheldName.objects.filter(paper=paper).select_related("paper").first()
    if name is None or not name.is_withheld or title == TITLE:
        return title
    name.words = title
    save(name, by=by, update_fields=["words"])
    return TITLE


def withhold_as_before(version: PaperVersion, *, by: User) -> None:
    """Let the file name of a new version be withheld as that of the version before it was, from the start."""
    earlier = WithheldName.objects.filter(version__paper=version.paper_id).order_by("-version__number").first()
    if earlier is not None and earlier.classification > version.classification:
        name = _name_of(version, by=by)
        change_name(name, to=Classification(earlier.classification), by=by, at=version.submitted_at)


def placeholder(holder: Paper | PaperVersion) -> str:
    """What stands in place of a title, or of a file name: its reference and version, and what kind of file it is."""
    if isinstance(holder, Paper):
        return TITLE
    kind = PurePath(holder.file_name).suffix.lower()
    return f"{holder.paper.meeting.ref}-paper-v{holder.number}{kind}"


def _column(holder: Paper | PaperVersion) -> str:
    return "title" if isinstance(holder, Paper) else "file_name"


def _words(holder: Paper | PaperVersion) -> str:
    return str(getattr(holder, _column(holder)))


def _key(holder: Paper | PaperVersion) -> dict[str, Any]:
    return {"paper" if isinstance(holder, Paper) else "version": holder}
