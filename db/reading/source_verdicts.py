"""What reviewers said of stated sources, which of these wait for them, and what became of them after a letter."""

from collections.abc import Sequence
from sqlite3 import Row

from claims.model import Disclosure, Level
from db.base import Database
from db.ranks import weight
from db.reading.asking import ask, level_of, pairs, pressing
from db.reading.near import listed
from db.times import moment
from db.verdicts import KnownSourceVerdict, SourceLetter, Statement, Verdict

ALL = "SELECT *, source_id AS of, 1 AS holds FROM source_verdicts ORDER BY id"
ON_SOURCES = """
    SELECT source_verdicts.*, told.source_id AS of,
        told.is_same OR source_verdicts.verdict = 'letter_sent' AS holds
    FROM source_verdicts_on AS told JOIN source_verdicts ON source_verdicts.id = told.verdict_id
    WHERE told.source_id IN (SELECT value FROM json_each(?)) ORDER BY source_verdicts.id, told.source_id"""
QUEUE = """
    SELECT source FROM triage_sources WHERE level = ?{site} ORDER BY first_seen DESC, source LIMIT ?"""
# Every letter after which came none, and no dismissal, of the same: a product; of pages the row, or the same words.
LETTERS = """
    SELECT source_verdicts.*, said.site_id, said.product_id, said.page_id, sites.name AS site
    FROM source_verdicts JOIN sources AS said ON said.id = source_verdicts.source_id
    JOIN sites ON sites.id = said.site_id
    WHERE source_verdicts.verdict = 'letter_sent' AND NOT EXISTS (
        SELECT 1 FROM source_verdicts AS later JOIN sources AS its ON its.id = later.source_id
        WHERE later.id > source_verdicts.id AND later.verdict IN ('letter_sent', 'dismissed')
          AND its.site_id = said.site_id AND its.product_id IS said.product_id
          AND (said.product_id IS NOT NULL OR its.id = said.id OR (source_verdicts.quote <> ''
            AND later.disclosure = source_verdicts.disclosure AND later.sources = source_verdicts.sources
            AND later.quote = source_verdicts.quote)))
    ORDER BY sites.name, source_verdicts.id"""
NOW = """
    SELECT sources.*, pages.address, pages.title, pages.lang,
        coalesce(sources.seen_at, pages.seen_at, addresses.seen_at, sources.first_seen) AS last_seen
    FROM sources JOIN pages ON pages.id = sources.page_id JOIN addresses ON addresses.id = pages.address_id WHERE """
OF_A_PRODUCT = "sources.product_id = ? ORDER BY sources.id"
OF_A_PAGE = """sources.id = ?1 OR (sources.site_id = ?2 AND sources.product_id IS NULL AND ?3 <> ''
    AND sources.disclosure = ?4 AND sources.sources = ?5 AND sources.quote = ?3)
    ORDER BY sources.id <> ?1, sources.id"""
MOVES = """
    SELECT changes.at, changes.is_technical FROM changes
    WHERE changes.at > ? AND changes.kind IN ('source', 'conflict_opened', 'conflict_closed', 'product_returned')
      AND {} ORDER BY changes.id"""
OF_THE_PRODUCT = "changes.product_id = ?"
OF_THE_PAGE = """changes.site_id = ? AND changes.address = ? AND changes.product_id IS NULL
    AND changes.claim_id IS NULL"""


def source_verdicts(db: Database, sources: Sequence[int] | None) -> tuple[KnownSourceVerdict, ...]:
    """What was said of these sources, wherever it was said, or all that was ever said, oldest first."""
    rows = ask(db, ALL) if sources is None else ask(db, ON_SOURCES, (listed(sources),))
    return tuple(map(_verdict, rows))


def queue(db: Database, level: Level, site: str, limit: int | None) -> tuple[int, ...]:
    """The numbers of the stated sources that wait for a verdict, the most pressing first, then the newest."""
    sql = QUEUE.format(site=" AND site = ?" if site else "")
    return pressing(db, sql, level, (site,) if site else (), limit)


def letters(db: Database) -> tuple[SourceLetter, ...]:
    """Every stated source that a letter was sent about, by site, with what became of it."""
    return tuple(_letter(db, row) for row in ask(db, LETTERS))


def _verdict(row: Row) -> KnownSourceVerdict:
    return KnownSourceVerdict(
        id=row["id"],
        source=row["of"],
        verdict=Verdict(row["verdict"]),
        reason=row["reason"],
        reviewer=row["reviewer"],
        at=moment(row["at"]),
        said=_statement(row),
        holds=bool(row["holds"]),
    )


def _letter(db: Database, row: Row) -> SourceLetter:
    now = _now(db, row)
    states = Disclosure(now["disclosure"]) is not Disclosure.NOT_ASKED or row["disclosure"] == now["disclosure"]
    said, stated = _statement(row), _statement(now)
    is_up = now["gone_at"] is None and states
    moves = _moves(db, row, now)
    theirs = [move for move in moves if not move["is_technical"]]
    last = moves[-1]["at"] if moves else now["gone_at"] or row["at"]
    is_other = (said.disclosure, said.sources) != (stated.disclosure, stated.sources)
    return SourceLetter(
        source=row["source_id"],
        site=row["site"],
        address=now["address"],
        name=now["name"] or now["title"],
        lang=now["lang"],
        said=said,
        now=stated,
        sent_at=moment(row["at"]),
        reviewer=row["reviewer"],
        reason=row["reason"],
        last_seen=moment(now["last_seen"]),
        gone_at=None if is_up else moment(now["gone_at"] or last),
        returned_at=moment(theirs[-1]["at"]) if is_up and theirs and said == stated else None,
        changed_at=moment(last) if is_up and is_other else None,
        technical=bool(moves) and bool(moves[-1]["is_technical"]),
    )


def _now(db: Database, row: Row) -> Row:
    """What is stated now: of a product the heaviest; of a page the very words, there or elsewhere, else its own."""
    if row["product_id"] is not None:
        found = ask(db, NOW + OF_A_PRODUCT, (row["product_id"],))
        return max(found, key=lambda each: (each["gone_at"] is None, _weight(each), -each["id"]))
    values = (row["source_id"], row["site_id"], row["quote"], row["disclosure"], row["sources"])
    found = ask(db, NOW + OF_A_PAGE, values)
    standing = [each for each in found if each["gone_at"] is None]
    return next((each for each in standing if _statement(each) == _statement(row)), (standing or found)[0])


def _moves(db: Database, row: Row, now: Row) -> list[Row]:
    """How it moved since the letter."""
    if row["product_id"] is not None:
        return ask(db, MOVES.format(OF_THE_PRODUCT), (row["at"], row["product_id"]))
    return ask(db, MOVES.format(OF_THE_PAGE), (row["at"], row["site_id"], now["address"]))


def _weight(row: Row) -> tuple[int, int]:
    return weight(Disclosure(row["disclosure"]), level_of(row["level"]))


def _statement(row: Row) -> Statement:
    return Statement(Disclosure(row["disclosure"]), pairs(row["sources"]), row["quote"])
