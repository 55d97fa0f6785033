"""Mail: queued in the transaction that gives cause to it, sent by the task worker, never sent twice by itself."""

import smtplib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from secgov.models import Mail, MailState
from secgov.sealing import seal, unseal

# What stands in the outbox instead of words that let somebody in.
NOT_KEPT = "The words of this message let somebody in, so they are not kept."


def queue_mail(*, recipient: str, subject: str, text: str, lets_in: bool = False, about: UUID | None = None) -> Mail:
    """Put one message in the outbox; it leaves when the transaction has ended, where a mail server is set. `about` is
    the uid of the record that it links to.

    A text that `lets_in` somebody (a link, a code) waits sealed and is forgotten once the server was spoken to. Where
    there is no server only the demo and tests keep it, which have no other way to show it.
    """
    from secgov.tasks import send_mail  # noqa: PLC0415  app ready

    facts = {"recipient": recipient, "subject": subject, "about": about}
    if not settings.EMAIL_HOST:
        kept = NOT_KEPT if lets_in and settings.IS_PRODUCTION else text
        return Mail.objects.create(text=kept, state=MailState.KEPT, **facts)
    mail = Mail.objects.create(text=seal(text) if lets_in else text, is_sealed=lets_in, **facts)
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
    text = unseal(mail.text) if mail.is_sealed else mail.text
    message = EmailMessage(mail.subject, text, settings.DEFAULT_FROM_EMAIL, [mail.recipient])
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
    if mail.is_sealed:
        mail.text, mail.is_sealed = NOT_KEPT, False
    mail.save(update_fields=["state", "answer", "settled_at", "text", "is_sealed"])
