"""What `exowatch add` tells of a site."""

from pathlib import Path

from click.testing import CliRunner

from claims.model import SiteKind
from crawler.probe import Probe
from monitor.cli import main
from monitor.commands.add import told
from monitor.watchlist import Entry, load
from tests.loopback import Loopback, page

FOUND = Probe("clinic", "WordPress", "de", ("de-AT", "en-GB"), ("https://s.example/map.xml",), 700, 12, None)
ENTRY = Entry("shop", "https://s.example/", SiteKind.CLINIC, "DE", spider="clinic")


def test_platform_language_markets_pages_and_sitemaps_are_told() -> None:
    assert list(told(ENTRY, FOUND)) == [
        "added shop: WordPress, language de, spider clinic",
        "markets: EU (with --markets also UK, for which it has pages)",
        "pages for: de-AT, en-GB",
        "700 pages found besides the front page, 12 of them on the subject by address or link",
        "sitemaps: https://s.example/map.xml",
        "max_pages is 300: pages with claims are seen at every visit, the others in turns",
        "next: exowatch crawl shop",
    ]


def test_a_site_is_looked_at_and_appended(server: Loopback, tmp_path: Path) -> None:
    server.routes.update({"/": page("/exosomes", "/about"), "/exosomes": page()})
    run = CliRunner()
    assert run.invoke(main, ["--home", str(tmp_path), "init"]).exit_code == 0
    words = ["--home", str(tmp_path), "add", server.url, "--kind", "clinic", "--country", "FR", "--allow-private"]
    ended = run.invoke(main, [*words, "--name", "here", "--delay", "0"])
    assert ended.exit_code == 0, ended.output
    assert "2 pages found besides the front page, 1 of them on the subject" in ended.output
    assert "markets: " in ended.output
    assert [site.name for site in load(tmp_path / "watchlist.yml")] == ["here"]
    assert server.paths == ["/"]
