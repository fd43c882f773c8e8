"""Names that stay: of an edition in feeds, and of the one message that brings it to one reader."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from db.outbox import Addressed
from reports.blocks import EditionView
from reports.cut import Cut

# Reserved, so nobody's: stands where no contact is configured whose domain could speak.
NOBODY = "exowatch.invalid"
HOST = re.compile(r"[@/]((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?:[/:>]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A reader to whom an edition will be owed: the name in exowatch.toml, the channel, the cut."""

    reader: str
    channel: str
    cut: Cut


def permanent_id(view: EditionView, body: bytes, contact: str) -> str:
    """The tag: URI (RFC 4151) of an edition; kept with it, so that it stays when the contact changes.

    It ends in a mark of the moment and of all that the edition says (`body`), so that two watches of one contact never
    share a name: mail of the same name would be taken for a copy and dropped.
    """
    mark = blake2b(view.made_at.isoformat().encode() + body, digest_size=5).hexdigest()
    return f"tag:{authority(contact)},{view.made_at:%Y-%m-%d}:exowatch/{view.audience}/{view.number}/{mark}"


def authority(contact: str) -> str:
    """The domain that a contact address or page speaks for."""
    found = HOST.search(contact.strip())
    return found[1].lower() if found else NOBODY


def addressed(recipient: Recipient, edition: str) -> Addressed:
    """The outbox row of a recipient; the Message-ID is the same whenever it is made of the same edition and reader."""
    host = edition.removeprefix("tag:").split(",")[0]
    mark = blake2b(f"{edition}\x1f{recipient.reader}".encode(), digest_size=16).hexdigest()
    return Addressed(recipient.reader, recipient.channel, recipient.cut.key, f"<{mark}@{host}>")
