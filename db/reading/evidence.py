"""What the archive has to hold: captures, by run and by file, and the manifests that were made of them."""

from collections.abc import Iterator
from sqlite3 import Row

from sqlite_utils import Database

from db.kept import KeptCapture, KnownManifest
from db.reading.asking import ask

CAPTURES = """
    SELECT captures.*, sites.name AS site, addresses.address FROM captures
    JOIN sites ON sites.id = captures.site_id JOIN addresses ON addresses.id = captures.address_id"""


def unsealed_runs(db: Database) -> tuple[int, ...]:
    """The visits that no manifest covers yet, oldest first."""
    sql = "SELECT id FROM runs WHERE kind = 'visit' AND manifest IS NULL ORDER BY id"
    return tuple(row["id"] for row in ask(db, sql))


def captures_of_run(db: Database, run: int) -> Iterator[KeptCapture]:
    """The captures of a run in the order in which they were kept."""
    for row in db.conn.execute(f"{CAPTURES} WHERE captures.run_id = ? ORDER BY captures.id", (run,)):
        yield _capture(row)


def captures_in(db: Database, warc: str) -> tuple[KeptCapture, ...]:
    """The captures that lie in one file of the archive, by their place in it."""
    return tuple(map(_capture, ask(db, f"{CAPTURES} WHERE captures.warc = ? ORDER BY captures.warc_offset", (warc,))))


def warcs(db: Database) -> tuple[str, ...]:
    """Every file of the archive that captures name."""
    return tuple(row["warc"] for row in ask(db, "SELECT DISTINCT warc FROM captures WHERE warc <> '' ORDER BY warc"))


def pruned(db: Database) -> frozenset[str]:
    """The files that were let go."""
    return frozenset(row["warc"] for row in ask(db, "SELECT warc FROM pruned"))


def manifests(db: Database) -> tuple[KnownManifest, ...]:
    """Every manifest, oldest first."""
    runs: dict[int, list[int]] = {}
    for row in ask(db, "SELECT id, manifest FROM runs WHERE manifest IS NOT NULL ORDER BY id"):
        runs.setdefault(row["manifest"], []).append(row["id"])
    return tuple(
        KnownManifest(row["number"], row["path"], row["sha256"], row["previous"], tuple(runs.get(row["number"], ())))
        for row in ask(db, "SELECT * FROM manifests ORDER BY number")
    )


def _capture(row: Row) -> KeptCapture:
    return KeptCapture(
        id=row["id"],
        run=row["run_id"],
        site=row["site"],
        address=row["address"],
        final_address=row["final_address"],
        fetched_at=row["fetched_at"],
        status=row["status"],
        quality=row["quality"],
        digest=row["digest"],
        warc=row["warc"],
        offset=row["warc_offset"],
        format=row["format"],
    )
