"""One sentence on the pages of many products: a claim of each, and one piece of news."""

from pathlib import Path

from db.queries import Reader
from reports.findings import findings_of
from reports.gather import gather
from reports.ranking import ranking
from tests.db.world import START, WEEK, Leaf, Says, World, product

OTHER = Says("Free shipping on all orders.", type="")
PATHS = [f"p{number}" for number in range(50)]


def leaves(*, told: bool) -> dict[str, Leaf]:
    """The page of each product."""
    said = {path: [OTHER, *([Says("Regrows hair in weeks.", product=f"/{path}")] if told else [])] for path in PATHS}
    return {path: Leaf(said[path], [product(f"/{path}", name=f"Serum {path}")]) for path in PATHS}


def test_what_fifty_products_are_said_to_do_is_one_card_with_fifty_places(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    world.visit(START, **leaves(told=False))
    world.visit(START + WEEK, **leaves(told=True))
    world.store.close()
    with Reader.open(world.path) as reader:
        assert len(reader.claims()) == len(PATHS)
        (finding,) = findings_of(gather(reader, "regulator", None, None, world.now), ranking().order)
    assert len(finding.places) == len(PATHS)


def test_one_product_that_drops_it_is_told_though_the_others_go_on(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    world.visit(START, **leaves(told=True))
    kinds = world.visit(START + WEEK, **{**leaves(told=True), "p7": leaves(told=False)["p7"]})
    world.store.close()
    assert kinds == ["gone"]
