"""Units and pages go through one function: gold pages, rendered, served, crawled and stored, score as the units do."""

import html
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import pytest

from claims.model import Role, SiteKind
from claims.rules.packs import load_library
from claims.scoring.score import GoldUnit, load_gold, score
from claims.scoring.units import ClaimTag, SourceTag, UnitTags, tags_of_page
from db.queries import Reader
from monitor import config, watchlist
from monitor.home import Home
from tests.loopback import Loopback

GOLD = Path(__file__).resolve().parents[1] / "gold"
EVERY = 5  # of the pages, one in so many: a crawl of all would take minutes
WITHIN = 0.02
Tag = TypeVar("Tag")
FIGURES = ("claims", "in_force", "status", "sources", "roles", "page_sources", "routes", "quiet", "quiet_readers")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """The units of one page."""

    name: str
    kind: SiteKind
    units: tuple[GoldUnit, ...]

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"/exosomes/{self.name}"


def gold_pages() -> list[GoldPage]:
    """One in so many of the labelled pages in English."""
    units = [
        entry for name in ("dev.jsonl", "dev-2.jsonl") for entry in load_gold(GOLD / name) if entry.unit.lang == "en"
    ]
    pages = [
        GoldPage(name, rows[0].unit.kind, tuple(rows))
        for name, rows in ((name, list(group)) for name, group in groupby(units, key=lambda entry: entry.unit.page))
    ]
    return pages[::EVERY]


def rendered(page: GoldPage) -> str:
    """The page as a web page would have it: bullets in lists, rows in tables, questions and titles as headings."""
    body = "\n".join(_element(entry.unit.text) for entry in page.units)
    return f'<!doctype html><html lang="en"><head><title></title></head><body><main>\n{body}\n</main></body></html>'


def _element(text: str) -> str:
    shown = html.escape(text, quote=False)
    if bullet := re.match(r"[•✓✔\-*]\s+", text):
        return f"<ul><li>{html.escape(text[bullet.end() :], quote=False)}</li></ul>"
    if " | " in text:
        cells = "".join(f"<td>{html.escape(cell.strip(), quote=False)}</td>" for cell in text.split(" | "))
        return f"<table><tr>{cells}</tr></table>"
    if len(text) < 90 and (text.endswith("?") or not re.search(r"[.!…:,;\"”’)*]$", text)) and ". " not in text:
        return f"<h2>{shown}</h2>"
    return f"<p>{shown}</p>"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.config.write_text(config.TEMPLATE, encoding="utf-8")
    home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
    return home


@pytest.mark.xdist_group("gold")
def test_what_is_stored_scores_as_the_units_do(home: Home) -> None:
    pages = gold_pages()
    assert len(pages) >= 40
    crawl(home, pages)
    gold = [entry for page in pages for entry in page.units]
    library = load_library(likeness=True)
    units = score(gold, [tags for page in pages for tags in tags_of_page([u.unit for u in page.units], library)])
    stored = score(gold, stored_tags(home, pages))
    apart = {
        name: (round(units.figure(name), 3), round(stored.figure(name), 3))
        for name in FIGURES
        if abs(units.figure(name) - stored.figure(name)) > WITHIN
    }
    assert not apart, f"units and pages differ: {apart}"


def crawl(home: Home, pages: Sequence[GoldPage]) -> None:
    """Serves the pages, a site for each kind, and visits them as `exowatch crawl` does."""
    with ExitStack() as stack:
        for kind in SiteKind:
            if not (mine := [page for page in pages if page.kind is kind]):
                continue
            server = stack.enter_context(Loopback())
            places = "".join(f"<url><loc>{server.url[:-1]}{page.path}</loc></url>" for page in mine)
            server.routes |= {page.path: rendered(page) for page in mine}
            server.routes["/sitemap.xml"] = (
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
            )
            server.routes["/"] = (
                "<html lang='en'><body><h1>Pages</h1><p>All pages of this place are listed.</p></body></html>"
            )
            watchlist.append(
                home.watchlist,
                watchlist.Entry(
                    name=kind.value, url=server.url, kind=kind, spider="clinic", delay=0.0, allow_private=True
                ),
            )
        ended = subprocess.run(
            [sys.executable, "-m", "monitor.cli", "--home", str(home.path), "crawl"], capture_output=True, text=True
        )
        assert ended.returncode in {0, 1}, ended.stderr


def stored_tags(home: Home, pages: Sequence[GoldPage]) -> Iterator[UnitTags]:
    """What the store holds of each unit, found again by page and words."""
    with Reader.open(home.store) as reader:
        claims = [
            (place.address, claim.quote, ClaimTag(claim.type, claim.status, claim.span))
            for claim in reader.claims()
            for place in claim.places
        ]
        sources = [(m.address, m.quote, SourceTag(m.class_, m.detail, Role(m.role), m.span)) for m in reader.mentions()]
        routes = [(route.address, route.quote, route.route) for route in reader.route_mentions()]
    for page in pages:
        for entry in page.units:
            yield UnitTags(
                id=entry.unit.id,
                claims=tuple({tag.type: tag for tag in _of(claims, page, entry)}.values()),
                sources=tuple({(tag.class_, tag.detail): tag for tag in _of(sources, page, entry)}.values()),
                routes=tuple(sorted(set(_of(routes, page, entry)))),
            )


def _of(rows: Sequence[tuple[str, str, Tag]], page: GoldPage, entry: GoldUnit) -> list[Tag]:
    text = _plain(entry.unit.text)
    return [tag for address, quote, tag in rows if address.endswith(page.path) and _plain(quote) in text]


def _plain(text: str) -> str:
    return " ".join(text.replace(" | ", " ").split())
