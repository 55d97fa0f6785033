"""Mail against a real mail server on the loopback: sent once, refused with its words, or of unknown fate."""

import asyncio
import socket
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from procrastinate.contrib.django.models import ProcrastinateJob

from secgov.mail import queue_mail, send
from secgov.models import Mail, MailState
from tests.at_once import at_once

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


class Postmaster:
    """Keeps what arrives, and behaves as the recipient's name asks."""

    def __init__(self) -> None:
        self.arrived: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 There is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.arrived.append(envelope.content.decode())
        if envelope.rcpt_tos[0].startswith("dropped"):
            # The message is taken, and its answer lost with the line.
            server.transport.abort()
        return "250 Taken"


class Loopback(Controller):
    """Listens on a port that the system chose, so that two runs at once do not meet."""

    def __init__(self, handler: Postmaster) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self.door.getsockname()[1])

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.door)


@pytest.fixture
def postmaster(settings) -> Iterator[Postmaster]:
    handler = Postmaster()
    server = Loopback(handler)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield handler
    server.stop()


def queued(recipient: str = "member@cast.test") -> Mail:
    return Mail.objects.create(recipient=recipient, subject="Draft minutes", text="https://localhost/x\n")


@pytest.mark.django_db
def test_a_message_is_sent_once_and_says_so(postmaster) -> None:
    mail = queued()

    send(mail.pk, at=AT)
    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.settled_at) == (MailState.SENT, "", AT)
    assert len(postmaster.arrived) == 1
    assert "Subject: Draft minutes" in postmaster.arrived[0]
    assert "https://localhost/x" in postmaster.arrived[0]


@pytest.mark.django_db
def test_a_refused_message_keeps_the_servers_words(postmaster) -> None:
    mail = queued("nobody@cast.test")

    send(mail.pk, at=AT)
    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert (mail.state, mail.settled_at) == (MailState.REFUSED, AT)
    assert "There is nobody of that name" in mail.answer
    assert postmaster.arrived == []


@pytest.mark.django_db
def test_a_message_whose_answer_is_lost_is_of_unknown_fate_and_never_sent_again(postmaster) -> None:
    mail = queued("dropped@cast.test")

    send(mail.pk, at=AT)
    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert (mail.state, mail.settled_at) == (MailState.UNKNOWN, AT)
    assert len(postmaster.arrived) == 1


@pytest.mark.django_db
def test_a_message_left_in_mid_course_is_of_unknown_fate_and_not_sent(postmaster) -> None:
    mail = queued()
    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENDING)

    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert (mail.state, mail.answer) == (MailState.UNKNOWN, "The answer of the mail server was lost.")
    assert postmaster.arrived == []


@pytest.mark.django_db
def test_a_server_that_is_not_there_refuses(postmaster, settings) -> None:
    settings.EMAIL_PORT = 9
    mail = queued()

    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert (mail.state, postmaster.arrived) == (MailState.REFUSED, [])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["member", "nobody", "dropped"])
def test_words_that_let_somebody_in_are_readable_to_their_recipient_and_then_forgotten(postmaster, who) -> None:
    mail = queue_mail(recipient=f"{who}@cast.test", subject="Your code", text="The code is 123\n", lets_in=True)
    assert "123" not in mail.text

    send(mail.pk, at=AT)

    mail.refresh_from_db()
    assert mail.text == "The words of this message let somebody in, so they are not kept."
    assert ["The code is 123" in each for each in postmaster.arrived] == ([] if who == "nobody" else [True])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_message(postmaster) -> None:
    mail = queued()

    at_once([lambda: send(mail.pk, at=AT)] * 2)

    assert len(postmaster.arrived) == 1


@pytest.mark.django_db
def test_without_a_server_mail_stays_in_the_outbox(settings) -> None:
    settings.EMAIL_HOST = ""

    mail = queue_mail(recipient="member@cast.test", subject="Draft minutes", text="words")

    assert mail.state == MailState.KEPT
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
def test_with_a_server_mail_is_queued_with_its_job(settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"

    mail = queue_mail(recipient="member@cast.test", subject="Draft minutes", text="words")

    jobs = ProcrastinateJob.objects.values_list("task_name", "queue_name", "args")
    assert list(jobs) == [("secgov.tasks.send_mail", "mail", {"mail_id": mail.pk})]
    assert mail.state == MailState.QUEUED
