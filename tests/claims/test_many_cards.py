"""A page of many cards is read in time that grows as the page does: work is counted, not timed."""

import sys
from collections import Counter
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest

from claims.law.flags import flags_of
from claims.law.markets import load_regulation, markets_for
from claims.model import Block, Document, Form, Money, Product, Read, SiteKind
from claims.reading import read
from claims.rules.packs import load_library

FEW = 60
ROOMS = ("/claims/sources/", "/claims/law/")
TWICE = 2.15  # times the work for twice the cards; with any step that goes through all cards for each it is above 2.5
MATERIALS = ("rose", "ginseng", "bovine colostrum")


def card(number: int, *, at_large: bool) -> tuple[Product, list[Block]]:
    """A card with all that is looked up by product: a claim, a source, a price, a list, a description of its own."""
    key = f"/p/{number}"
    material = MATERIALS[number % len(MATERIALS)]
    lines = [
        Block(f"Serum number {number}", Form.HEADING, product=key),
        Block(f"Exosomes from {material} in serum {number} reduce wrinkles by {number} %.", product=key),
        Block(f"Set {number} with exosomes: now only €{number}.50", product=key),
        Block(f"Ingredients: Aqua, Glycerin, Extract {number}, Niacinamide", product=key),
    ]
    if at_large:
        lines.append(Block(f"Exosomes number {number} are derived from {material}."))
    told = f"Serum {number} holds exosomes, and its description stands nowhere else."
    price = Money(Decimal(number), "EUR")
    return Product(key, f"Serum number {number}", f"https://shop.example{key}", price=price, description=told), lines


def listing(first: int, count: int, *, at_large: bool) -> Document:
    """A page of so many cards."""
    cards = [card(number, at_large=at_large) for number in range(first, first + count)]
    blocks = tuple(block for _, lines in cards for block in lines)
    products = tuple(product for product, _ in cards)
    address = "https://shop.example/all"
    return Document("/all", address, SiteKind.RETAILER, "Exosome serums", "en", blocks, products)


def read_of(document: Document) -> Read:
    """All that is read of a page and flagged on it."""
    reading = read(document, load_library())
    return Read(document, reading, flags_of(document, reading, markets_for("GB"), load_regulation()))


def work_on(document: Document) -> tuple[Counter[str], Read]:
    """How many lines of code, each turn of a loop counted, the rooms that tell products apart ran for a page."""
    lines: Counter[str] = Counter()

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[f"{frame.f_code.co_filename.rpartition('/claims/')[2]}:{frame.f_code.co_name}"] += 1
        return inside

    def call(frame: FrameType, _event: str, _: Any) -> Any:
        return inside if any(room in frame.f_code.co_filename for room in ROOMS) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        found = read_of(document)
    finally:
        sys.settrace(before)
    return lines, found


@pytest.mark.parametrize("at_large", [False, True])
def test_twice_the_cards_are_twice_the_work(*, at_large: bool) -> None:
    read_of(listing(0, 3, at_large=at_large))
    few, _ = work_on(listing(1_000, FEW, at_large=at_large))
    many, found = work_on(listing(5_000, 2 * FEW, at_large=at_large))
    assert len(found.reading.stated) == 2 * FEW
    assert len(found.flags) > 2 * FEW
    assert len(found.reading.offers) >= 2 * FEW
    grown = {name: (few[name], count) for name, count in many.items() if count > TWICE * few[name] and count > FEW**2}
    assert many.total() <= TWICE * few.total(), grown
    assert not grown
