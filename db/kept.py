"""What is kept of captures, as those who read them again or check them get it."""

from dataclasses import dataclass
from datetime import datetime

from claims.model import Document
from db.model import Quality


@dataclass(frozen=True, slots=True)
class PageDigest:
    """One document of a capture: its key, and the digests of its text and of its reading."""

    key: str
    text: str
    reading: str


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is known of one document of a capture: its digests, the packs by which it was read, whose rules claimed."""

    digest: PageDigest
    packs: tuple[str, ...]
    claimed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDocuments:
    """The documents of one capture, packed; `made_of` names the capture and all that made documents of it."""

    made_of: str
    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The newest ok capture of one address, and what its documents gave when they were last read.

    `id` is the address's number; `warc` and `offset` tell where the archive keeps the body, `digest` is its SHA-256;
    `format` is empty where it was not kept. `made_of` is that of the documents that are kept, empty where none are;
    `documents` is their digest. `read_by` names all that read them but the packs.
    """

    id: int
    site: str
    address: str
    final_address: str
    content_type: str
    format: str
    digest: str
    warc: str
    offset: int
    known: frozenset[KnownPage]
    made_of: str = ""
    documents: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A stored capture that says again what it said, or cannot say anything else.

    `renewed` are its documents where another state of the packs said it; `documents` are to be kept, where they had to
    be made anew; `read_by` names all that it was read by but the packs.
    """

    page: StoredPage
    renewed: tuple[KnownPage, ...] = ()
    documents: KeptDocuments | None = None
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an address answered earlier in a run that goes on; `warc` is empty where its body was not kept."""

    address: str
    final_address: str
    status: int
    quality: Quality
    cause: str
    warc: str
    offset: int


@dataclass(frozen=True, slots=True)
class KeptCapture:
    """One capture as the archive has to have it; `warc` is empty where only the database knows of it.

    `country_of_exit` is from where its run's requests left, as the operator stated it; empty where nothing was stated.
    """

    id: int
    run: int
    site: str
    address: str
    final_address: str
    fetched_at: str
    status: int
    quality: str
    digest: str
    warc: str
    offset: int
    format: str = ""
    country_of_exit: str = ""


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """What the store quotes of a page: the number of its claim (12) or stated source (S12), and where it was captured.

    `page` is the key of the document that it stands in.
    """

    number: str
    page: str
    quote: str
    warc: str
    offset: int


@dataclass(frozen=True, slots=True)
class KnownManifest:
    """One manifest as the database has it; `previous` is the SHA-256 of the one before, empty for the first."""

    number: int
    path: str
    sha256: str
    previous: str
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page; `path` is its file as seen from the home, `digest` the file's SHA-256."""

    site: str
    address: str
    taken_at: datetime
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A capture as it can be shown: its row, and its document where the archive still gives it.

    `pruned` is True where its file was let go.
    """

    capture: KeptCapture | None
    document: Document | None
    pruned: bool = False
