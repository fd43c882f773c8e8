"""A new product with a flagged source is one piece of news in each edition."""

from datetime import UTC, datetime

from claims.model import Level, SiteKind
from db.known import Change
from db.model import ChangeKind
from db.totals import SiteTotal
from reports.brand import PRODUCTS
from reports.changed import section
from reports.competitors import SOURCES, moved, selling
from reports.material import Material
from reports.words import words

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TOTAL = SiteTotal("shop", SiteKind.BRAND, "GB", "https://shop.invalid/", 0, 0, 0, 0, 0)
NEW = Change(1, ChangeKind.PRODUCT_NEW, NOW, "shop", "https://shop.invalid/c", "Cream", product=7)
STATED = Change(2, ChangeKind.SOURCE, NOW, "shop", NEW.address, "Cream", "", "undisclosed", Level.HIGH, product=7)
MOVED = Change(3, ChangeKind.SOURCE, NOW, "shop", NEW.address, "Cream", "undisclosed", "plant", product=7)

OLD, THERE = "https://shop.invalid/c", "https://shop.invalid/new/c"
ELSEWHERE = Change(4, ChangeKind.PRODUCT_MOVED, NOW, "shop", THERE, "Cream", OLD, THERE, product=7)


def material(*changes: Change) -> Material:
    """A period in which these happened."""
    return Material("brand", NOW, NOW, changes=changes, site_totals=(TOTAL,))


def test_the_brand_edition_tells_the_product_and_its_later_moves() -> None:
    assert selling(material(NEW, STATED, MOVED), SOURCES) == [MOVED]
    assert selling(material(STATED), SOURCES) == [STATED]


def test_the_regulator_s_edition_tells_the_card() -> None:
    english = words()
    assert section(material(NEW, STATED), {2}, english) is None
    assert section(material(NEW, STATED), set(), english) is not None


def test_both_editions_tell_from_where_to_where_a_product_moved() -> None:
    english = words()
    parts = section(material(ELSEWHERE), set(), english), moved(material(ELSEWHERE), "products", "", PRODUCTS, english)
    for part in parts:
        said = str(part)
        assert "Product at another address" in said
        assert said.index(f"'{OLD}'") < said.index(f"text='{THERE}', style=<Style.CAME"), "before, then after"
