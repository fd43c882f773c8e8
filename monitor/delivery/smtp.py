"""One message to an SMTP server, over TLS, and what the server said to it."""

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr

from monitor.delivery.answer import Answer, Later, Refused, Sent
from monitor.delivery.settings import MailServer

TIMEOUT = 30.0
FOR_GOOD = 500


def post(message: EmailMessage, settings: MailServer, accepted: Callable[[Sent], None]) -> Answer:
    """Hands a message over; `accepted` is called right after the server took it, before anything else can fail.

    A connection that ends after the last line of the message and before the server's answer leaves open whether it was
    taken: it counts as not, and the next try has the same Message-ID.
    """
    try:
        with _connected(settings) as client:
            return _handed_over(client, message, accepted)
    except smtplib.SMTPResponseException as error:
        return Later(_words(error.smtp_code, error.smtp_error), down=True)
    except (smtplib.SMTPException, OSError) as error:
        return Later(f"{settings.server}:{settings.usual_port}: {str(error) or type(error).__name__}", down=True)


class _Client:
    """An SMTP connection that ends quietly: what was said to a message stands, whatever is said to QUIT."""

    def __init__(self, client: smtplib.SMTP) -> None:
        self.client = client

    def __enter__(self) -> smtplib.SMTP:
        return self.client

    def __exit__(self, *_error: object) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self.client.quit()
        self.client.close()


def _connected(settings: MailServer) -> _Client:
    """A connection, encrypted and logged in. Raises SMTPException or OSError."""
    context = ssl.create_default_context()
    if settings.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(settings.server, settings.usual_port, timeout=TIMEOUT, context=context)
    else:
        client = smtplib.SMTP(settings.server, settings.usual_port, timeout=TIMEOUT)
    try:
        if settings.security == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        if settings.user:
            client.login(settings.user, os.environ.get(settings.password_env, ""))
    except BaseException:
        client.close()
        raise
    return _Client(client)


def _handed_over(client: smtplib.SMTP, message: EmailMessage, accepted: Callable[[Sent], None]) -> Answer:
    body = message.as_bytes()
    sender, reader = (parseaddr(str(message[name]))[1] for name in ("From", "To"))
    steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
        lambda: client.mail(sender),
        lambda: client.rcpt(reader),
        lambda: _data(client, body),
    )
    for step in steps:
        code, words = step()
        if not 200 <= code < 300:
            return Refused(_words(code, words)) if code >= FOR_GOOD else Later(_words(code, words))
    sent = Sent(_words(code, words))
    accepted(sent)
    return sent


def _data(client: smtplib.SMTP, body: bytes) -> tuple[int, bytes]:
    """What the server says to the message, or to the wish to send one."""
    try:
        return client.data(body)
    except smtplib.SMTPDataError as error:
        words = error.smtp_error
        return error.smtp_code, words if isinstance(words, bytes) else words.encode()


def _words(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(said.split())}"
