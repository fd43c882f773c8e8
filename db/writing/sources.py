"""The stated source of each product of a page, and of the page: kept, and told where it moved or is flagged."""

from dataclasses import dataclass
from json import dumps, loads
from sqlite3 import Row

from claims.model import Disclosure, Flag, Level, Read, Role, Source, StatedSource
from db.digests import flag_text
from db.model import ChangeKind
from db.ranks import highest, rank
from db.writing.flagging import flag_set
from db.writing.found import block_mark
from db.writing.rows import Value, differs, insert, many, one, update
from db.writing.work import News, Page, Work, tell

ON_THIS_PAGE = "SELECT * FROM sources WHERE page_id = ? AND gone_at IS NULL"
OF_A_PRODUCT = "SELECT * FROM sources WHERE product_id = ? AND gone_at IS NULL ORDER BY id"
WEIGHTS = {
    Disclosure.NOT_ASKED: 0,
    Disclosure.UNDISCLOSED: 1,
    Disclosure.STATED: 2,
    Disclosure.SEVERAL: 3,
    Disclosure.CONFLICT: 4,
}


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


@dataclass(frozen=True, slots=True)
class Thing:
    """What a stated source is about: a product, or (without a number) a page as a whole."""

    subject: str
    address: str
    product: int | None = None


def compare_sources(work: Work, page: Page, read: Read) -> None:
    """Bring the stated sources of a page up to what was read from it."""
    standing = {row["product"]: row for row in many(work.db, ON_THIS_PAGE, page.id)}
    told: set[tuple[str, str]] = set()
    stated = _stated(read)
    for number in sorted(range(len(stated)), key=lambda number: stated[number].product == ""):
        row = standing.pop(stated[number].product, None)
        _keep(work, page, read, stated[number], row, _flags(read, number), told)
    for row in standing.values():
        update(work.db, "sources", row["id"], seen_at=page.seen_before, gone_at=work.at)


def _stated(read: Read) -> tuple[StatedSource, ...]:
    """What is stated; where nothing is but a flag was raised, an entry of the page that carries it."""
    stated = read.reading.stated
    if stated or all(flag.claim is not None for flag in read.flags):
        return stated
    return (StatedSource(product="", name=read.document.title, disclosure=Disclosure.NOT_ASKED),)


def _flags(read: Read, number: int) -> tuple[Flag, ...]:
    """The flags about one stated source, each once; those about nothing on the page go to the last, the page's own."""
    last = max(len(read.reading.stated), 1) - 1
    chosen: dict[str, Flag] = {}
    for flag in read.flags:
        about = last if flag.source is None else flag.source
        if flag.claim is None and about == number:
            chosen.setdefault(flag_text(flag), flag)
    return tuple(chosen.values())


def _keep(
    work: Work,
    page: Page,
    read: Read,
    stated: StatedSource,
    row: Row | None,
    flags: tuple[Flag, ...],
    told: set[tuple[str, str]],
) -> None:
    product = one(work.db, "SELECT * FROM products WHERE site_id = ? AND key = ?", work.site, stated.product)
    sentence = _sentence(read, stated)
    values = _values(work, stated, product, sentence, flags)
    if row is None:
        _insert(work, page, stated.product, values)
    elif differs(row, values):
        update(work.db, "sources", row["id"], **values, seen_at=None)
    else:
        return
    mark = block_mark(read.document, sentence.block) if sentence else 0
    technical = not page.is_new and page.blame.ours_to_find(mark)
    if product is not None:
        before, now = _follow(work, product)
        thing = Thing(product["name"], product["address"] or page.address, int(product["id"]))
    else:
        before = _stand(row) if row is not None else None
        now = Stand(stated.disclosure, str(values["sources"]), highest(flags))
        thing = Thing(stated.name or read.document.title, page.address)
    number = _tell_move(work, thing, before, now, technical=technical, told=told)
    if row is not None and _said(_stand(row)) != (stated.disclosure, values["sources"]):
        cause = number or _last_told(work, thing)
        if cause is not None:
            work.moved[stated.product] = cause


def _insert(work: Work, page: Page, product: str, values: dict[str, Value]) -> None:
    """Keep a statement, in the row of an earlier one where the page once made it."""
    known = one(work.db, "SELECT id FROM sources WHERE page_id = ? AND product = ?", page.id, product)
    if known:
        update(work.db, "sources", known["id"], **values, seen_at=None, gone_at=None)
    else:
        values = {"site_id": work.site, "page_id": page.id, "product": product, "first_seen": work.at, **values}
        insert(work.db, "sources", **values)


def _follow(work: Work, product: Row) -> tuple[Stand | None, Stand]:
    """Let a product have the weightiest of what its pages state; gives what it had, None at first, and has."""
    rows = many(work.db, OF_A_PRODUCT, product["id"])
    lead = max(rows, key=lambda row: (_weight(_stand(row)), -row["id"]))
    first = product["disclosure"] == Disclosure.NOT_ASKED and len(rows) == 1
    before = Stand(Disclosure(product["disclosure"]), product["sources"], _level(product["source_level"]))
    now = _stand(lead)
    update(
        work.db,
        "products",
        product["id"],
        disclosure=now.disclosure,
        sources=now.sources,
        source_level=now.level,
        source_reason=lead["reason"],
    )
    return None if first else before, now


def _tell_move(
    work: Work, thing: Thing, before: Stand | None, now: Stand, *, technical: bool, told: set[tuple[str, str]]
) -> int | None:
    """Tell what moved, and give the change's number.

    At first sight only what is flagged is told; of a page only what none of its products told.
    """
    if before == now or (before is None and now.level is None):
        return None
    words = (before.text() if before else "", now.text())
    if thing.product is None and words in told:
        return None
    told.add(words)
    moved_level = before is not None and words[0] == words[1]
    if moved_level and before is not None:
        words = (before.level or "none", now.level or "none")
    news = News(
        kind=ChangeKind.LEVEL if moved_level else _kind(before, now),
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
    return tell(work, news)


def _last_told(work: Work, thing: Thing) -> int | None:
    """The change that told of a product's source before in this run, by another of its pages."""
    sql = (
        "SELECT max(id) FROM changes WHERE product_id = ? AND kind IN ('source', 'conflict_opened', 'conflict_closed')"
    )
    row = one(work.db, f"{sql} AND run_id = ?", thing.product, work.run)
    return row[0] if row else None


def _said(stand: Stand) -> tuple[Disclosure, str]:
    return stand.disclosure, stand.sources


def _kind(before: Stand | None, now: Stand) -> ChangeKind:
    was = before is not None and before.disclosure == Disclosure.CONFLICT
    is_now = now.disclosure == Disclosure.CONFLICT
    if was == is_now:
        return ChangeKind.SOURCE
    return ChangeKind.CONFLICT_OPENED if is_now else ChangeKind.CONFLICT_CLOSED


def _values(
    work: Work, stated: StatedSource, product: Row | None, sentence: Source | None, flags: tuple[Flag, ...]
) -> dict[str, Value]:
    return {
        "product_id": product["id"] if product else None,
        "name": stated.name,
        "disclosure": stated.disclosure,
        "sources": dumps(stated.sources, ensure_ascii=False),
        "reason": stated.reason,
        "quote": sentence.quote if sentence else "",
        "level": highest(flags),
        "flag_set_id": flag_set(work.db, flags),
    }


def _sentence(read: Read, stated: StatedSource) -> Source | None:
    """The sentence that says it best: of the same product, else of the page."""
    fit = [
        source
        for source in read.reading.sources
        if source.role == Role.STATED and (source.class_, source.detail) in stated.sources
    ]
    return next((source for source in fit if source.product == stated.product), fit[0] if fit else None)


def _stand(row: Row) -> Stand:
    return Stand(Disclosure(row["disclosure"]), row["sources"], _level(row["level"]))


def _weight(stand: Stand) -> tuple[int, int]:
    return WEIGHTS[stand.disclosure], rank(stand.level)


def _level(text: str | None) -> Level | None:
    return Level(text) if text else None
