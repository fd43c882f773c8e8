"""The documents of the newest ok capture of each address, kept to be read again without the archive."""

from collections.abc import Iterable, Sequence
from json import dumps

from claims.model import Document
from db.base import Database
from db.kept import KeptDocuments
from db.packing import digest_of, packed, plain
from db.writing.rows import many, one

OF = "SELECT address_id, body FROM documents WHERE address_id IN (SELECT value FROM json_each(?))"
DIGEST = "SELECT digest FROM documents WHERE address_id = ?"
KEEP = """
    INSERT INTO documents (address_id, digest, body) VALUES (?, ?, ?)
    ON CONFLICT (address_id) DO UPDATE SET digest = excluded.digest, body = excluded.body"""
# Nothing is read again of an address whose pages have gone.
LET_GO = (
    """UPDATE addresses SET made_of = '' WHERE made_of <> '' AND NOT EXISTS (
        SELECT 1 FROM pages WHERE pages.address_id = addresses.id AND pages.gone_at IS NULL)""",
    "DELETE FROM documents WHERE address_id IN (SELECT id FROM addresses WHERE made_of = '')",
)


def keep(db: Database, address: int, documents: Iterable[Document]) -> None:
    """Keep the documents of an address, where they are not those that are kept."""
    data = plain(documents)
    digest = digest_of(data)
    if not _is_kept(db, address, digest):
        db.conn.execute(KEEP, (address, digest, packed(data)))


def keep_packed(db: Database, address: int, documents: KeptDocuments) -> None:
    """The same for documents that were packed elsewhere, with what they were made of."""
    if not _is_kept(db, address, documents.digest):
        db.conn.execute(KEEP, (address, documents.digest, documents.body))
    db.conn.execute("UPDATE addresses SET made_of = ? WHERE id = ?", (documents.made_of, address))


def of(db: Database, addresses: Sequence[int]) -> dict[int, bytes]:
    """What is kept of these addresses, packed."""
    return {row["address_id"]: row["body"] for row in many(db, OF, dumps(list(addresses)))}


def let_go(db: Database) -> None:
    """Forget the documents of addresses where no page stands."""
    for statement in LET_GO:
        db.conn.execute(statement)


def _is_kept(db: Database, address: int, digest: str) -> bool:
    row = one(db, DIGEST, address)
    return row is not None and bool(row["digest"] == digest)
