"""What the task worker does for the ground floor."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from secgov import first_pages, listings, mail, pdf
from secgov.access import Edition
from secgov.classification import Classification
from secgov.models import Committee, DrawnDocument, User
from secgov.operations.holding import Drawing, checked
from secgov.operations.issuing import enter_in_register
from secgov.storage import store

STALLED_AFTER_SECONDS = 60


@app.task(queue="mail")
def send_mail(mail_id: int) -> None:
    """Send one message."""
    mail.send(mail_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Take up again what a killed worker left in mid-course: such a job stays "doing" for ever otherwise."""
    stalled = await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for job in stalled:
        await context.app.job_manager.retry_job(job)


@app.task(queue="documents")
def draw_listing(kind: str, target: str, committee_id: int, level: int, asked: dict[str, str], on: str) -> None:
    """Draw a register as it stands now, as a draft, and keep it under the key of its words."""
    listing = listings.listing_of(kind, UUID(target), _committee(committee_id), Classification(level), asked)
    html = listings.html_of(listing, Classification(level), on=on)
    key = pdf.key_of(html)
    if not DrawnDocument.objects.filter(key=key).exists():
        content = pdf.write_pdf(html, identifier=f"{target} {kind} {level}")
        file = store(content=content, name=f"{listing.ref}-draft.pdf", media_type="application/pdf")
        DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})


@app.task(queue="documents")
def draw_first_page(of: str) -> None:
    """Draw the first page of what was drawn under the key `of` as an image, and keep it."""
    drawn = DrawnDocument.objects.select_related("file").get(key=of)
    name = f"{drawn.file.name.removesuffix('.pdf')}-first-page.png"
    file = store(content=first_pages.image_of(drawn.file.read()), name=name, media_type="image/png")
    DrawnDocument.objects.get_or_create(key=first_pages.key_of(of), defaults={"file": file})


@app.task(queue="documents")
def issue_listing(kind: str, target: str, committee_id: int, level: int, asked: dict[str, str], **issue: Any) -> None:
    """Draw a register as it stands now and enter it in the register of issued documents. `issue` says by whom (`by`),
    what for (`why`), and the day in words (`on`)."""
    classification = Classification(level)
    listing = listings.listing_of(kind, UUID(target), _committee(committee_id), classification, asked)
    edition = listings.next_edition(kind, UUID(target), classification, asked)
    html = listings.html_of(listing, classification, on=issue["on"], code=edition.code)
    content = pdf.write_pdf(html, identifier=f"{target} {kind} {edition.part} {level} {edition.version}")
    file = store(content=content, name=listings.file_name(listing, edition), media_type="application/pdf")
    entry = listings.entry_of(listing, edition, why=issue["why"])
    facts = {"kind": kind, "target": target, "committee_id": committee_id, "level": level, "asked": asked, **issue}
    reader = Edition(classification, committee=committee_id)
    passed = checked(entry, file, reader, Drawing("secgov.tasks.issue_listing", facts), at=timezone.now())
    if passed is not None:
        enter_in_register(passed, file, by=User.objects.get(pk=issue["by"]), at=timezone.now())


def _committee(pk: int) -> Committee:
    return Committee.objects.get(pk=pk)
