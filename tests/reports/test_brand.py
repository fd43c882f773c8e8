"""The head of the brand edition: its title and its figures tell the same moves, each once."""

from dataclasses import replace

import pytest

from db.known import Change
from db.model import ChangeKind
from reports.material import BRAND, Material
from reports.view import view
from tests.reports.build import NOW


def told(material: Material) -> tuple[str, str]:
    """The title, and the figure of prices and products."""
    edition = view(replace(material, audience=BRAND), NOW, 46)
    return edition.title, edition.numbers[2].value


def price_of_a_competitor(material: Material) -> Change:
    """The change of a price, moved to a site that is not the reader's own."""
    (price,) = (change for change in material.changes if change.kind is ChangeKind.PRICE)
    return replace(price, id=9_000, site="glowdepot")


@pytest.mark.parametrize("kind", [ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED, ChangeKind.CONFLICT_CLOSED])
def test_a_move_of_a_source_is_no_product_move(rich: Material, kind: ChangeKind) -> None:
    price = price_of_a_competitor(rich)
    moved = replace(rich, changes=(*rich.changes, price, replace(price, id=9_001, kind=kind)))
    title, figure = told(moved)
    assert "one product move" in title
    assert figure == "1"
    assert ("one conflict of sources closed" in title) == (kind is ChangeKind.CONFLICT_CLOSED)


def test_a_week_in_which_only_a_conflict_closed_is_not_quiet(quiet: Material, rich: Material) -> None:
    closed = replace(price_of_a_competitor(rich), kind=ChangeKind.CONFLICT_CLOSED)
    assert told(quiet)[0] == "A quiet week: no competitor moved"
    assert told(replace(quiet, changes=(closed,)))[0] == "One conflict of sources closed"
