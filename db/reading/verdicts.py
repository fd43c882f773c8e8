"""What reviewers said of claims, what waits for them, and what became of claims after a letter."""

from collections.abc import Sequence
from json import loads
from sqlite3 import Row

from claims.identity import normalised
from claims.model import Level
from db.base import Database
from db.reading.asking import SELLING, Where, ask, chunks, followed, level_of, pressing
from db.times import moment, moment_or_none
from db.verdicts import KnownVerdict, Letter, Sister, Verdict

VERDICTS = """
    SELECT verdicts.*, wordings.quote,
        verdicts.verdict = 'letter_sent' OR verdicts.wording_id = claims.wording_id AS holds
    FROM verdicts JOIN claims ON claims.id = verdicts.claim_id JOIN wordings ON wordings.id = verdicts.wording_id"""
# As the view triage, in the order of the index on claims, so that a few of very many are found at once.
QUEUE = """
    SELECT claims.id FROM claims JOIN sites ON sites.id = claims.site_id
    WHERE claims.gone_at IS NULL AND claims.level = ? AND sites.is_watched AND {selling}
      AND NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id
        AND (verdicts.verdict = 'letter_sent' OR verdicts.wording_id = claims.wording_id)
        AND (verdicts.verdict = 'dismissed' OR NOT EXISTS (
            SELECT 1 FROM verdicts AS later WHERE later.claim_id = claims.id
            AND later.id > verdicts.id AND later.verdict = 'dismissed'))){site}
    ORDER BY claims.first_seen DESC, claims.id LIMIT ?"""
# The newest letter about each claim that no later dismissal has set aside.
LETTERS = """
    SELECT verdicts.*, wordings.quote AS judged, places.quote, places.lang, claims.type, claims.level, claims.gone_at,
        claims.wording_id AS wording_now, claims.wording_since, claims.site_id, sites.name AS site, sites.labels,
        pages.address, coalesce(places.seen_at, pages.seen_at, addresses.seen_at, places.first_seen) AS last_seen,
        (SELECT max(at) FROM changes WHERE changes.claim_id = claims.id AND changes.kind = 'returned'
            AND changes.at > verdicts.at) AS returned_at
    FROM verdicts JOIN claims ON claims.id = verdicts.claim_id JOIN wordings ON wordings.id = verdicts.wording_id
    JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
    JOIN pages ON pages.id = places.page_id JOIN addresses ON addresses.id = pages.address_id
    WHERE verdicts.id IN (SELECT max(id) FROM verdicts WHERE verdict = 'letter_sent' GROUP BY claim_id)
      AND NOT EXISTS (SELECT 1 FROM verdicts AS later WHERE later.claim_id = verdicts.claim_id
        AND later.id > verdicts.id AND later.verdict = 'dismissed')
    ORDER BY sites.name, verdicts.id"""
ELSEWHERE = """
    SELECT DISTINCT sites.name AS site, sites.labels, pages.address, wordings.quote
    FROM quotes_search JOIN wordings ON wordings.id = quotes_search.rowid
    JOIN claims ON claims.id = wordings.claim_id AND claims.wording_id = wordings.id AND claims.gone_at IS NULL
    JOIN sites ON sites.id = claims.site_id AND sites.is_watched
    JOIN places ON places.id = claims.place_id JOIN pages ON pages.id = places.page_id
    WHERE quotes_search MATCH ? AND claims.site_id <> ? ORDER BY sites.name, pages.address"""


def verdicts(db: Database, claims: Sequence[int] | None) -> tuple[KnownVerdict, ...]:
    """What was said of these claims, or of all, oldest first."""
    if claims is None:
        return tuple(map(_verdict, ask(db, f"{VERDICTS} ORDER BY verdicts.id")))
    rows: list[Row] = []
    for portion in chunks(followed(db, claims)):
        where = Where()
        where.among("verdicts.claim_id", portion)
        rows += ask(db, f"{VERDICTS}{where.sql()}", where.values)
    return tuple(sorted(map(_verdict, rows), key=lambda verdict: verdict.id))


def queue(db: Database, level: Level, site: str, limit: int | None) -> tuple[int, ...]:
    """The numbers of the claims that wait for a verdict, the most pressing first, then the newest."""
    sql = QUEUE.format(selling=SELLING, site=" AND sites.name = ?" if site else "")
    return pressing(db, sql, level, (site,) if site else (), limit)


def letters(db: Database) -> tuple[Letter, ...]:
    """Every claim that a letter was sent about, by site, with what became of it."""
    return tuple(_letter(db, row) for row in ask(db, LETTERS))


def _verdict(row: Row) -> KnownVerdict:
    return KnownVerdict(
        id=row["id"],
        claim=row["claim_id"],
        verdict=Verdict(row["verdict"]),
        reason=row["reason"],
        reviewer=row["reviewer"],
        at=moment(row["at"]),
        quote=row["quote"],
        holds=bool(row["holds"]),
    )


def _letter(db: Database, row: Row) -> Letter:
    gone = moment_or_none(row["gone_at"])
    moved = row["wording_now"] != row["wording_id"]
    return Letter(
        claim=row["claim_id"],
        site=row["site"],
        address=row["address"],
        type=row["type"],
        level=level_of(row["level"]),
        quote=row["judged"],
        now=row["quote"],
        lang=row["lang"],
        sent_at=moment(row["at"]),
        reviewer=row["reviewer"],
        reason=row["reason"],
        last_seen=moment(row["last_seen"]),
        gone_at=gone,
        returned_at=None if gone else moment_or_none(row["returned_at"]),
        reworded_at=moment(row["wording_since"]) if moved and not gone else None,
        sisters=_sisters(db, row),
    )


def _sisters(db: Database, row: Row) -> tuple[Sister, ...]:
    """Other sites that have the very words now, those that share a label first, one page each."""
    words = normalised(row["judged"])
    own = set(loads(row["labels"]))
    found: dict[str, Sister] = {}
    for other in ask(db, ELSEWHERE, (_phrase(row["judged"]), row["site_id"])) if words else ():
        if normalised(other["quote"]) == words:
            shared = tuple(label for label in loads(other["labels"]) if label in own)
            found.setdefault(other["site"], Sister(other["site"], other["address"], shared))
    return tuple(sorted(found.values(), key=lambda sister: (not sister.labels, sister.site)))


def _phrase(quote: str) -> str:
    """The sentence as one phrase of the search; its signs are split off as those of the indexed text were."""
    return '"' + quote.replace('"', '""') + '"'
