"""The rules by which pages were read, kept as files, to see later what has moved since."""

from db.base import Database
from db.writing.rows import many, one

STAND = """
    SELECT DISTINCT value AS pack FROM pack_sets, json_each(pack_sets.packs)
    WHERE EXISTS (SELECT 1 FROM pages WHERE pages.pack_set_id = pack_sets.id AND pages.gone_at IS NULL)"""
NOT_KEPT = f"SELECT pack FROM ({STAND}) WHERE pack NOT IN (SELECT pack FROM kept_rules)"  # noqa: S608 - ours
KEEP = "INSERT OR IGNORE INTO kept_rules (pack, files) VALUES (?, ?)"
LET_GO = f"DELETE FROM kept_rules WHERE pack NOT IN ({STAND})"  # noqa: S608 - ours


def not_kept(db: Database) -> tuple[str, ...]:
    """The packs by which pages that stand were read, and whose rules are not kept."""
    return tuple(row["pack"] for row in many(db, NOT_KEPT))


def keep(db: Database, pack: str, files: bytes) -> None:
    """Keep the files of a pack, and let go of those by which no page that stands was read."""
    db.conn.execute(LET_GO)
    db.conn.execute(KEEP, (pack, files))


def kept(db: Database, pack: str) -> bytes | None:
    """The files of a pack, None where they are not kept."""
    row = one(db, "SELECT files FROM kept_rules WHERE pack = ?", pack)
    return bytes(row["files"]) if row else None
