"""What the task worker does for the ground floor."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from secgov import mail

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
