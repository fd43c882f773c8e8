"""A real SMTP server on loopback that keeps what it takes, and answers as a test wants it to."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TAKEN = "250 taken"


@dataclass(slots=True)
class Mailbox:
    """What was taken; `answers` and `at_rcpt` are what is said next, in order, before everything is taken."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    on_rcpt: Callable[[], None] | None = None
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages taken, parsed."""
        return [message_from_bytes(body, policy=default) for body in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Takes a recipient, or drops the line where the answer is empty."""
        if self.on_rcpt is not None:
            self.on_rcpt()
        answer = self.at_rcpt.pop(0) if self.at_rcpt else "250 ok"
        if not answer:
            server.transport.abort()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer or "421 gone"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Takes a message, unless another answer is next."""
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer.startswith("250"):
            self.taken.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        if answer == "250 and dropped":
            server.transport.abort()
        return answer


@contextmanager
def serving(box: Mailbox, tls: ssl.SSLContext | None = None, **more: Any) -> Iterator[Mailbox]:
    """The server, running; with `tls` from the first byte where `implicit`, else after STARTTLS."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = int(free.getsockname()[1])
    implicit = more.pop("implicit", False)
    if tls is not None and not implicit:
        more |= {"tls_context": tls, "require_starttls": True}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, ssl_context=tls if implicit else None, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for 127.0.0.1, and the file of the certificate that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    roots, private = folder / "roots.pem", folder / "key.pem"
    roots.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(roots, private)
    return context, roots
