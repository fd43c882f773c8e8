"""The stated source of each product of a page, and of the page: kept, and told where it moved or is flagged."""

from json import dumps
from sqlite3 import Row

from claims.model import Disclosure, Flag, Form, Read, Role, Source, StatedSource
from claims.taxonomy import load_taxonomy
from db.digests import flag_text
from db.ranks import highest
from db.writing.flagging import flag_set
from db.writing.found import block_mark
from db.writing.rows import Value, differs, insert, many, one, update
from db.writing.source_news import Stand, Thing, Told, level_of, stand_of, tell_move
from db.writing.work import Page, Work

ON_THIS_PAGE = "SELECT * FROM sources WHERE page_id = ? AND gone_at IS NULL"
LABELS = {Form.HEADING, Form.META, Form.STRUCTURED_DATA, Form.ALT_TEXT, Form.CAPTION}
OF_A_PRODUCT = "SELECT * FROM sources WHERE product_id = ? AND gone_at IS NULL ORDER BY id"


def compare_sources(work: Work, page: Page, read: Read) -> None:
    """Bring the stated sources of a page up to what was read from it."""
    standing = {row["product"]: row for row in many(work.db, ON_THIS_PAGE, page.id)}
    told: Told = {}
    stated = _stated(read)
    for number in sorted(range(len(stated)), key=lambda number: stated[number].product == ""):
        row = standing.pop(stated[number].product, None)
        _keep(work, page, read, stated[number], row, _flags(read, number), told)
    offered = {product.key for product in read.document.products}
    for row in standing.values():
        if row["product"] in offered:
            unsaid = StatedSource(row["product"], row["name"], Disclosure.NOT_ASKED)
            _keep(work, page, read, unsaid, row, (), told)
            continue
        update(work.db, "sources", row["id"], seen_at=page.seen_before, gone_at=work.at)


def follow_elsewhere(work: Work, product: int) -> None:
    """Let a product have what its pages state now, and tell where that is not what it had."""
    known = one(work.db, "SELECT * FROM products WHERE id = ?", product)
    if known is not None and many(work.db, OF_A_PRODUCT, product):
        before, now = _follow(work, known)
        tell_move(work, Thing(known["name"], known["address"], product), before, now, technical=False, told={})


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
    told: Told,
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
        before = stand_of(row) if row is not None else None
        now = Stand(stated.disclosure, str(values["sources"]), highest(flags))
        thing = Thing(stated.name or read.document.title, page.address)
    change = tell_move(work, thing, before, now, technical=technical, told=told)
    if change is not None and row is not None and stand_of(row).said != (stated.disclosure, values["sources"]):
        work.moved[stated.product] = change


def _insert(work: Work, page: Page, product: str, values: dict[str, Value]) -> None:
    """Keep a statement, in the row of an earlier one where the page once made it."""
    known = one(work.db, "SELECT id FROM sources WHERE page_id = ? AND product = ?", page.id, product)
    if known:
        update(work.db, "sources", known["id"], **values, seen_at=None, gone_at=None)
    else:
        values = {"site_id": work.site, "page_id": page.id, "product": product, "first_seen": work.sighted, **values}
        insert(work.db, "sources", **values)


def _follow(work: Work, product: Row) -> tuple[Stand | None, Stand]:
    """Let a product have the weightiest of what its pages state; gives what it had, None at first, and has."""
    rows = many(work.db, OF_A_PRODUCT, product["id"])
    lead = max(rows, key=lambda row: (stand_of(row).weight, -row["id"]))
    first = product["disclosure"] == Disclosure.NOT_ASKED and len(rows) == 1
    before = Stand(Disclosure(product["disclosure"]), product["sources"], level_of(product["source_level"]))
    now = stand_of(lead)
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
    """The sentence that says it best: of the same product, of the weightiest class, no heading and no mere name."""
    classes = [source.name for source in load_taxonomy().sources]
    names = {stated.name.casefold(), read.document.title.casefold()}

    def rank_of(source: Source) -> tuple[bool, int, bool, bool]:
        exact = (source.class_, source.detail) in stated.sources
        weight = classes.index(source.class_) if source.class_ in classes else len(classes)
        return source.product != stated.product, weight, _is_label(read, source, names), not exact

    fit = {class_ for class_, _ in stated.sources}
    mentions = (one for one in read.reading.sources if one.role == Role.STATED and one.class_ in fit)
    return min(mentions, key=rank_of, default=None)


def _is_label(read: Read, source: Source, names: set[str]) -> bool:
    """Whether a mention only names the thing: a heading, a title, what machines read."""
    blocks = read.document.blocks
    form = blocks[source.block].form if 0 <= source.block < len(blocks) else Form.PARAGRAPH
    return form in LABELS or source.quote.casefold().strip(" .") in names
