"""A new product with a flagged source is one piece of news in each edition."""

from datetime import UTC, datetime

from claims.model import Level, SiteKind
from db.model import Change, ChangeKind
from db.totals import SiteTotal
from reports.changed import section
from reports.competitors import SOURCES, selling
from reports.material import Material
from reports.words import words

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TOTAL = SiteTotal("shop", SiteKind.BRAND, "GB", "https://shop.invalid/", 0, 0, 0, 0, 0)
NEW = Change(1, ChangeKind.PRODUCT_NEW, NOW, "shop", "https://shop.invalid/c", "Cream", product=7)
STATED = Change(2, ChangeKind.SOURCE, NOW, "shop", NEW.address, "Cream", "", "undisclosed", Level.HIGH, product=7)
MOVED = Change(3, ChangeKind.SOURCE, NOW, "shop", NEW.address, "Cream", "undisclosed", "plant", product=7)


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
