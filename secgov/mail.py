"""Mail: queued in the transaction that gives cause to it, sent by the task worker, never sent twice by itself."""

import smtplib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from secgov.models import Mail, MailState


def queue_mail(*, recipient: str, subject: str, text: str, about: UUID | None = None) -> Mail:
    """Put one message in the outbox; it leaves when the transaction has ended, where a mail server is set. `about` is
    the uid of the record that it links to."""
    from secgov.tasks import send_mail  # noqa: PLC0415  app ready

    if not settings.EMAIL_HOST:
        return Mail.objects.create(recipient=recipient, subject=subject, text=text, about=about, state=MailState.KEPT)
    mail = Mail.objects.create(recipient=recipient, subject=subject, text=text, about=about)
    send_mail.defer(mail_id=mail.pk)
    return mail


def send(mail_id: int, *, at: datetime) -> None:
    """Send one queued message and keep the server's answer.

    It is marked as being sent before the server is spoken to: if the answer is lost on the way nobody can tell
    whether the message left, so it is then marked as not known and left to a person.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get(pk=mail_id)
        if mail.state == MailState.SENDING:
            _settle(mail, MailState.UNKNOWN, "The answer of the mail server was lost.", at)
        if mail.state != MailState.QUEUED:
            return
        mail.state = MailState.SENDING
        mail.save(update_fields=["state"])
    _hand_over(mail, at=at)


def _hand_over(mail: Mail, *, at: datetime) -> None:
    message = EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient])
    try:
        message.send()
    except smtplib.SMTPServerDisconnected as error:
        _settle(mail, MailState.UNKNOWN, str(error), at)
    except (smtplib.SMTPException, OSError) as error:
        _settle(mail, MailState.REFUSED, str(error), at)
    else:
        _settle(mail, MailState.SENT, "", at)


def _settle(mail: Mail, state: MailState, answer: str, at: datetime) -> None:
    mail.state, mail.answer, mail.settled_at = state, answer[:500], at
    mail.save(update_fields=["state", "answer", "settled_at"])
