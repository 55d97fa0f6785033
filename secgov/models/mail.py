"""Mail on its way out: what is queued, sent, refused, or of unknown fate."""

from django.db import models


class MailState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused"
    UNKNOWN = "unknown", "Not known whether it arrived"
    KEPT = "kept", "Kept in the outbox: no mail server is set"


class Mail(models.Model):
    """One message to one recipient. It carries links, never contents (product.md section 8). `about` is the uid of the
    record that the link leads to."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    is_sealed = models.BooleanField("its words let somebody in, and are kept in the clear nowhere", default=False)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    answer = models.CharField("the server's words", max_length=500, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient}"
