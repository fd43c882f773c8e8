"""What a page says of sources, routes and prices, sentence by sentence; written anew whenever the page moved."""

from claims.model import Offer, Read, Route, Source
from db.writing.rows import Value, insert
from db.writing.work import Page, Work

TABLES = ("source_mentions", "routes", "offers")


def keep_mentions(work: Work, page: Page, read: Read) -> None:
    """Let the page have the mentions of this reading and no others."""
    for table in TABLES:
        work.db.conn.execute(f"DELETE FROM {table} WHERE page_id = ?", (page.id,))  # noqa: S608 - names are ours
    for source in read.reading.sources:
        _keep_source(work, page, source)
    for route in read.reading.routes:
        _keep_route(work, page, route)
    for offer in read.reading.offers:
        _keep_offer(work, page, offer)


def _keep_source(work: Work, page: Page, source: Source) -> None:
    values: dict[str, Value] = {
        "site_id": work.site,
        "page_id": page.id,
        "class": source.class_,
        "detail": source.detail,
        "role": source.role,
        "owner": source.owner,
        "quote": source.quote,
        "span": source.span.text,
        "span_start": source.span.start,
        "rule": source.why.rule,
        "rule_version": source.why.version,
        "product": source.product,
        "place": source.place,
        "is_experimental": source.experimental,
    }
    insert(work.db, "source_mentions", **values)


def _keep_route(work: Work, page: Page, route: Route) -> None:
    insert(
        work.db,
        "routes",
        site_id=work.site,
        page_id=page.id,
        route=route.name,
        quote=route.quote,
        span=route.span.text,
        span_start=route.span.start,
        rule=route.why.rule,
        rule_version=route.why.version,
        product=route.product,
        place=route.place,
    )


def _keep_offer(work: Work, page: Page, offer: Offer) -> None:
    insert(
        work.db,
        "offers",
        site_id=work.site,
        page_id=page.id,
        what=offer.what,
        price=str(offer.price.amount),
        currency=offer.price.currency,
        seller=offer.seller,
        is_starting=offer.starting,
        quote=offer.quote,
        place=offer.place,
    )
