"""Whose exosomes a sentence speaks of."""

import pytest

from claims.model import Block, Document, Product, SiteKind
from claims.reading import read
from claims.rules.packs import load_library

OWNED = [
    (SiteKind.PRESS, "The skin clinic Alder House which uses plant-based exosomes is full.", "Alder House"),
    (SiteKind.PRESS, "The firm has just launched its Exo Lift, containing exosomes made using yeast.", "Exo Lift"),
    (
        SiteKind.PRESS,
        "Mara Lindqvist, a Leeds facialist who has begun offering rose exosomes, agrees.",
        "Mara Lindqvist",
    ),
    (SiteKind.BRAND, "Fjordis exosomes are taken from salmon roe.", "Fjordis"),
    (SiteKind.BRAND, "LUMORA™ uses exosomes from Centella.", "LUMORA™"),
    (SiteKind.CLINIC, "Brook Health uses MSC-derived exosomes in its drips.", "Brook Health"),
    (SiteKind.BRAND, "Our exosomes come from roses.", ""),
    (SiteKind.BRAND, "It is made with exosomes of roses.", ""),
    (SiteKind.CLINIC, "Exosomes are made from placenta for our drips.", ""),
]


@pytest.mark.parametrize(("kind", "text", "owner"), OWNED)
def test_the_name_that_has_or_makes_them_is_the_owner(kind: SiteKind, text: str, owner: str) -> None:
    document = Document("p", "", kind, lang="en", blocks=(Block("Exosomes"), Block(text)))
    (source,) = read(document, load_library()).sources
    assert source.owner == owner


def test_a_product_owns_what_its_part_of_the_page_states() -> None:
    blocks = (Block("Exosomes"), Block("Made with exosomes of roses.", product="/night"))
    products = (Product("/night", "Night Drops"),)
    document = Document("p", "", SiteKind.BRAND, lang="en", blocks=blocks, products=products)
    (source,) = read(document, load_library()).sources
    assert source.owner == "Night Drops"
