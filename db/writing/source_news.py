"""What of a stated source's moves is told: each once, whichever of a site's pages says so first."""

from dataclasses import dataclass
from json import loads
from sqlite3 import Row

from claims.model import Disclosure, Level
from db.model import ChangeKind
from db.ranks import rank, weight
from db.writing.rows import one
from db.writing.work import News, Work, tell

# Of a product: the newest change of its source in this run. Of a page: the same move of another page in this run.
OF_A_PRODUCT = """
    SELECT max(id) AS id FROM changes
    WHERE product_id = ? AND run_id = ? AND kind IN ('source', 'conflict_opened', 'conflict_closed')"""
OF_ANOTHER_PAGE = """
    SELECT max(id) AS id FROM changes
    WHERE site_id = ? AND run_id = ? AND kind = ? AND before = ? AND after = ?
      AND product_id IS NULL AND claim_id IS NULL"""
SAME_ELSEWHERE = """
    SELECT count(*) FROM (
        SELECT 1 FROM sources
        WHERE site_id = ? AND product_id IS NULL AND gone_at IS NULL AND disclosure = ? AND sources = ? AND level IS ?
        LIMIT 2)"""

Told = dict[tuple[str, str], int]  # the words of what this capture told of its products, and the change's number


@dataclass(frozen=True, slots=True)
class Stand:
    """What is stated of one thing on offer: disclosure, (class, detail) pairs in JSON, level of its flags."""

    disclosure: Disclosure
    sources: str
    level: Level | None

    def text(self) -> str:
        """For people: `human: umbilical cord + plant`, led by the disclosure where it is not plainly stated."""
        pairs = " + ".join(": ".join(part for part in pair if part) for pair in loads(self.sources))
        if self.disclosure in {Disclosure.STATED, Disclosure.SEVERAL} and pairs:
            return pairs
        return f"{self.disclosure.replace('_', ' ')}{f' ({pairs})' if pairs else ''}"

    @property
    def said(self) -> tuple[Disclosure, str]:
        """What is stated, whatever the flags."""
        return self.disclosure, self.sources

    @property
    def weight(self) -> tuple[int, int]:
        """Which of several statements about one product counts: the heaviest."""
        return weight(self.disclosure, self.level)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a stated source is about: a product, or (without a number) a page as a whole."""

    subject: str
    address: str
    product: int | None = None


def tell_move(work: Work, thing: Thing, before: Stand | None, now: Stand, *, technical: bool, told: Told) -> int | None:
    """Tell what moved; gives the number of the change that tells it, also where an earlier one of the run did.

    At first sight only what is flagged is told, and of a page only what no other page of its site states.
    """
    words = (before.text() if before else "", now.text())
    if known := _known(work, thing, before, now, words, told):
        return known
    if before == now or (before is None and (now.level is None or _is_elsewhere(work, thing, now))):
        return None
    if before is not None and words[0] == words[1]:
        kind, words = ChangeKind.LEVEL, (before.level or "none", now.level or "none")
    else:
        kind = _kind(before, now)
    news = News(
        kind=kind,
        subject=thing.subject,
        address=thing.address,
        before=words[0],
        after=words[1],
        level=now.level,
        product=thing.product,
        technical=technical,
        softer=before is not None and rank(now.level) < rank(before.level),
        old=work.baseline,
    )
    told[words] = tell(work, news)
    return told[words]


def stand_of(row: Row) -> Stand:
    """What a row of `sources` states."""
    return Stand(Disclosure(row["disclosure"]), row["sources"], level_of(row["level"]))


def level_of(text: str | None) -> Level | None:
    """A level as stored."""
    return Level(text) if text else None


def _known(
    work: Work, thing: Thing, before: Stand | None, now: Stand, words: tuple[str, str], told: Told
) -> int | None:
    """The change that told this before: of a product that another page moved, of a page that moved as others did."""
    if thing.product is not None:
        row = one(work.db, OF_A_PRODUCT, thing.product, work.run) if before == now else None
    elif words in told:
        return told[words]
    elif before is None or before == now:
        return None
    else:
        levels = (before.level or "none", now.level or "none")
        kind, said = (ChangeKind.LEVEL, levels) if words[0] == words[1] else (_kind(before, now), words)
        row = one(work.db, OF_ANOTHER_PAGE, work.site, work.run, kind, *said)
    return row["id"] if row else None


def _is_elsewhere(work: Work, thing: Thing, now: Stand) -> bool:
    """Whether another page of the site states the same; the page's own row is written already."""
    if thing.product is not None:
        return False
    row = one(work.db, SAME_ELSEWHERE, work.site, now.disclosure, now.sources, now.level)
    return bool(row and row[0] > 1)


def _kind(before: Stand | None, now: Stand) -> ChangeKind:
    was = before is not None and before.disclosure == Disclosure.CONFLICT
    is_now = now.disclosure == Disclosure.CONFLICT
    if was == is_now:
        return ChangeKind.SOURCE
    return ChangeKind.CONFLICT_OPENED if is_now else ChangeKind.CONFLICT_CLOSED
