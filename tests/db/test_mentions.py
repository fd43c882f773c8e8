"""The sentences that name a source, a route or a price, as the newest ok capture has them."""

from decimal import Decimal

from claims.model import (
    Block,
    Disclosure,
    Document,
    Form,
    Money,
    Offer,
    Read,
    Reading,
    Role,
    Route,
    Source,
    Span,
    StatedSource,
    Why,
)
from db.model import Visit
from db.queries import Reader
from tests.db.world import SHOP, START, WEEK, World

WHY = Why("source-1", 2, "umbilical cord")
SOURCE = Source(
    "human", "umbilical cord", Role.STATED, "From umbilical cord.", Span("umbilical cord", 5), WHY, owner="Lumen"
)
ROUTE = Route("injection", "It is injected.", Span("injected", 6), WHY, place="/p[2]")
OFFER = Offer("one vial", Money(Decimal(120), "EUR"), "Lumen", starting=True, quote="One vial from €120.")


def visit(world: World, week: int, reading: Reading) -> None:
    """One run over one page."""
    world.begin(START + week * WEEK)
    document = Document("/a", "http://127.0.0.1/a", SHOP.kind, "A page", "en")
    world.store.record(world.run, Visit(world.capture("/a"), (Read(document, reading),)))
    world.end()


def test_mentions_follow_the_page(world: World) -> None:
    visit(world, 0, Reading("en", sources=(SOURCE, SOURCE), routes=(ROUTE,), offers=(OFFER,)))
    with Reader.open(world.path) as reader:
        sources, routes, offers = reader.mentions(), reader.route_mentions(site=SHOP.name), reader.offers()
    assert len(sources) == 2
    said = sources[0]
    assert (said.site, said.page, said.class_, said.detail, said.role) == (
        SHOP.name,
        "/a",
        "human",
        "umbilical cord",
        Role.STATED,
    )
    assert (said.owner, said.span, said.span_start, said.rule, said.rule_version) == (
        "Lumen",
        "umbilical cord",
        5,
        "source-1",
        2,
    )
    assert [(route.route, route.quote, route.place) for route in routes] == [("injection", ROUTE.quote, "/p[2]")]
    assert [(offer.what, offer.price, offer.starting) for offer in offers] == [("one vial", OFFER.price, True)]
    visit(world, 1, Reading("en", sources=(SOURCE,)))
    with Reader.open(world.path) as reader:
        assert (len(reader.mentions()), reader.route_mentions(), reader.offers()) == (1, (), ())
        assert reader.mentions(site="nowhere") == ()


def test_a_stated_source_is_quoted_by_the_sentence_that_weighs_most(world: World) -> None:
    rose = Source("plant", "rose", Role.STATED, "Rose Mist", Span("Rose", 0), WHY, block=0)
    named = Source("human", "adipose", Role.STATED, "Adipose Rose Mist", Span("Adipose", 0), WHY, block=1)
    listed = Source("human", "adipose", Role.STATED, "Human Adipose Media", Span("Adipose", 6), WHY, block=2)
    stated = StatedSource("", "Rose Mist", Disclosure.CONFLICT, (("plant", "rose"), ("human", "adipose")))
    forms = (Form.HEADING, Form.HEADING, Form.INGREDIENTS)
    blocks = tuple(Block(one.quote, form) for one, form in zip((rose, named, listed), forms, strict=True))
    document = Document("/a", "http://127.0.0.1/a", SHOP.kind, "Rose Mist", "en", blocks)
    world.begin(START)
    reading = Reading("en", sources=(rose, named, listed), stated=(stated,))
    world.store.record(world.run, Visit(world.capture("/a"), (Read(document, reading),)))
    with Reader.open(world.path) as reader:
        assert [source.quote for source in reader.sources()] == ["Human Adipose Media"]
