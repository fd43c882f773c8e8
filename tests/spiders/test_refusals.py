"""What is not asked for is counted, each address once, by what it is."""

from pathlib import Path

from click.testing import CliRunner

from db.leads import LeftOut, Refused
from db.queries import Reader
from monitor.cli import main
from spiders.refusals import Refusals
from tests.crawler.crawling import visit
from tests.loopback import Loopback, Reply, page

SITE = "https://shop.example.com/"


def test_each_address_is_counted_once_by_what_it_is() -> None:
    refusals = Refusals(SITE)
    for _ in range(2):
        for path in ("list?sort=price", "list?sort=name", "cart", "notes.docx", "a/a/a/a/a/a", "products/serum"):
            refusals.note(f"{SITE}{path}")
        for address in (
            "",
            "https://example.com/about",
            "https://www.stranger.example/",
            "https://example.com.evil.test/",
        ):
            refusals.note(address)
        refusals.note_as(Refused.BROCHURE, f"{SITE}terms.pdf")
        refusals.note_as(Refused.BROCHURE, f"{SITE}serum.pdf")
    assert refusals.left_out(lambda address: address.endswith("serum.pdf")) == (
        LeftOut(Refused.VIEW, 3),
        LeftOut(Refused.SERVICE, 1),
        LeftOut(Refused.FILE, 1),
        LeftOut(Refused.BROCHURE, 1),
        LeftOut(Refused.NEIGHBOUR, 1),
    )


def test_what_was_not_asked_for_is_said_by_coverage_and_makes_no_site_partial(server: Loopback, tmp_path: Path) -> None:
    server.routes.update(
        {
            "/": page("/serum", "/serum?sort=price", "/cart", "/price-list.docx", "/exosomes.pdf"),
            "/serum": page("/serum?sort=price", "/serum?sort=name", "/login", "/terms.pdf"),
            "/exosomes.pdf": Reply(b"Not found", 404),
        }
    )
    result = visit(tmp_path, server.site())
    left = (
        LeftOut(Refused.VIEW, 2),
        LeftOut(Refused.SERVICE, 2),
        LeftOut(Refused.FILE, 1),
        LeftOut(Refused.BROCHURE, 1),
    )
    assert result.tallies["shop"].left_out == left
    assert any(line.endswith("6 not asked for by their addresses") for line in result.lines())
    with Reader.open(tmp_path / "exowatch.db") as reader:
        (site,) = reader.coverage()
    assert (site.refused, site.endless, site.unvisited) == (left, (), 0)
    assert CliRunner().invoke(main, ["--home", str(tmp_path), "init"]).exit_code == 0
    said = CliRunner().invoke(main, ["--home", str(tmp_path), "coverage"])
    causes = " ".join(said.output.split())
    assert "not asked for, by what they are: 2 that only sort, narrow, search or repeat, 2 baskets" in causes
