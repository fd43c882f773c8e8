"""What the archive has to hold: captures, by run and by file, and the manifests that were made of them."""

from collections.abc import Iterator, Sequence
from json import dumps
from sqlite3 import Row

from db.base import Database
from db.kept import KeptCapture, KeptQuote, KnownManifest, Picture
from db.reading.asking import ask
from db.times import moment

CAPTURES = """
    SELECT captures.*, sites.name AS site, addresses.address, runs.country_of_exit FROM captures
    JOIN sites ON sites.id = captures.site_id JOIN addresses ON addresses.id = captures.address_id
    JOIN runs ON runs.id = captures.run_id"""

# A quote of a stated source that went is that of a text which no capture of its page need show any more.
QUOTES = """
    SELECT quoted.*, captures.warc, captures.warc_offset FROM (
        SELECT CAST(places.claim_id AS TEXT) AS number, pages.key AS page, places.quote AS quote,
            coalesce(places.capture_id, pages.capture_id, addresses.ok_capture_id) AS capture_id
        FROM places JOIN pages ON pages.id = places.page_id JOIN addresses ON addresses.id = pages.address_id
        UNION ALL
        SELECT 'S' || sources.id, pages.key, sources.quote, coalesce(pages.capture_id, addresses.ok_capture_id)
        FROM sources JOIN pages ON pages.id = sources.page_id JOIN addresses ON addresses.id = pages.address_id
        WHERE sources.gone_at IS NULL AND sources.quote <> ''
    ) AS quoted JOIN captures ON captures.id = quoted.capture_id
    WHERE captures.warc <> '' ORDER BY captures.warc, captures.warc_offset"""

# Pages that a run saw change in a pressing way, most pressing first; a first look comes after what is new.
TO_PICTURE = """
    SELECT sites.name AS site, changes.address FROM changes JOIN sites ON sites.id = changes.site_id
    WHERE changes.run_id = ?1 AND changes.level IN ('critical', 'high') AND NOT changes.is_technical
      AND changes.kind NOT IN ('gone', 'page_gone', 'product_gone') AND changes.address LIKE 'http%'
    GROUP BY changes.site_id, changes.address
    ORDER BY min(changes.is_baseline), min(changes.level), min(changes.id) LIMIT ?2"""
PICTURES = "SELECT pictures.*, sites.name AS site FROM pictures JOIN sites ON sites.id = pictures.site_id"

# (site, address) pairs; each page's own index entry, whatever else is pictured.
PICTURES_OF_PAGES = """
    SELECT pictures.*, sites.name AS site FROM json_each(?) AS page
    CROSS JOIN sites ON sites.name = json_extract(page.value, '$[0]')
    CROSS JOIN pictures ON pictures.id = (
        SELECT max(id) FROM pictures WHERE site_id = sites.id AND address = json_extract(page.value, '$[1]'))
    ORDER BY pictures.id"""


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


def capture_at(db: Database, warc: str, offset: int) -> KeptCapture | None:
    """The capture that lies at that byte of a file of the archive."""
    rows = ask(db, f"{CAPTURES} WHERE captures.warc = ? AND captures.warc_offset = ?", (warc, offset))
    return _capture(rows[0]) if rows else None


def quotes(db: Database) -> Iterator[KeptQuote]:
    """What is quoted of pages, with the capture that shows it, in the order in which these lie in the archive."""
    for row in db.conn.execute(QUOTES):
        yield KeptQuote(row["number"], row["page"], row["quote"], row["warc"], row["warc_offset"])


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


def to_picture(db: Database, run: int, most: int) -> tuple[tuple[str, str], ...]:
    """Site and address of the pages to take a picture of, those left out that the run has taken one of."""
    taken = {(one.site, one.address) for one in pictures_of_run(db, run)}
    wanted = [(row["site"], row["address"]) for row in ask(db, TO_PICTURE, (run, most))]
    return tuple(one for one in wanted if one not in taken)


def pictures_of_run(db: Database, run: int) -> tuple[Picture, ...]:
    """The pictures that a run took, oldest first."""
    return tuple(map(_picture, ask(db, f"{PICTURES} WHERE pictures.run_id = ? ORDER BY pictures.id", (run,))))


def picture(db: Database, site: str, address: str) -> Picture | None:
    """The newest picture of a page."""
    rows = ask(db, f"{PICTURES} WHERE name = ? AND address = ? ORDER BY pictures.id DESC LIMIT 1", (site, address))
    return _picture(rows[0]) if rows else None


def pictures_of(db: Database, pages: Sequence[tuple[str, str]]) -> tuple[Picture, ...]:
    """The newest picture of each of these pages, (site, address) pairs, that has one."""
    return tuple(map(_picture, ask(db, PICTURES_OF_PAGES, (dumps(pages),))))


def _picture(row: Row) -> Picture:
    return Picture(row["site"], row["address"], moment(row["taken_at"]), row["path"], row["digest"])


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
        country_of_exit=row["country_of_exit"],
    )
