"""What exowatch.toml says of readers and of the way to them."""

from dataclasses import field
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims.model import Level
from reports.forms.names import Form

Audience = Literal["regulator", "brand"]
Channel = Literal["mail", "notify", "folder"]
Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, config=_STRICT)
class MailServer:
    """The server that takes mail, by SMTP.

    `port` 0 is the usual one of the security; `security` none is for a server on this machine only. The password stands
    in the environment variable that `password_env` names. `sender` is “Name <address>” or an address; `unsubscribe` an
    address, else the sender's; `unsubscribe_url` an https address that answers a POST (RFC 8058), where there is one.
    """

    server: str = ""
    port: int = 0
    security: Security = "starttls"
    user: str = ""
    password_env: str = "EXOWATCH_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
    sender: str = ""
    unsubscribe: str = ""
    unsubscribe_url: str = ""

    @property
    def usual_port(self) -> int:
        """The port to connect to."""
        return self.port or PORTS[self.security]


@dataclass(frozen=True, slots=True, config=_STRICT)
class ReaderEntry:
    """One reader: which edition, what of it, and by which one channel.

    `mail` is an address; `notify` an address as apprise writes it (webhook, chat), or `notify_env` the variable that
    holds one; `folder` a folder, seen from the home. `sites` are names and `labels` words of the watchlist; `forms` are
    attached to a mail or put into the folder.
    """

    name: str
    audience: Audience = "regulator"
    mail: str = ""
    notify: str = ""
    notify_env: str = ""
    folder: str = ""
    markets: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    level: Level | None = None
    language: str = "en"
    forms: tuple[Form, ...] = ()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that are named; exactly one in a sound file."""
        named: tuple[tuple[Channel, str], ...] = (
            ("mail", self.mail),
            ("notify", self.notify or self.notify_env),
            ("folder", self.folder),
        )
        return tuple(channel for channel, value in named if value)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Public:
    """Where the folder that `exowatch publish` makes can be reached, empty where nowhere."""

    url: str = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Delivering:
    """All that delivery needs of the settings."""

    mail: MailServer = field(default_factory=MailServer)
    readers: tuple[ReaderEntry, ...] = ()
    public: Public = field(default_factory=Public)
    contact: str = ""
