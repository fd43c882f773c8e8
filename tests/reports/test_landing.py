"""The link of a quote, followed in a real browser on the pages of the demo, lands on the very words."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from claims.model import SiteKind
from claims.reading import read
from claims.rules.packs import load_library
from crawler.extract.dispatch import documents
from crawler.extract.page import Page as Fetched
from monitor.demo.server import Week, served
from reports.text import link_to_quote

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DEMO = (
    ("harrow-lane-clinic", "exosome-facial.html"),
    ("harrow-lane-clinic", "questions.html"),
    ("kestrel-and-fern", "de/shop/edelweiss-konzentrat.html"),
    ("lumora-skin", "products/cord-renewal-serum.html"),
)
HEIGHT = 120  # so low that nearly every sentence lies below what is first seen
# The top of the first block that has all of the words, in the window.
TOP = """words => {
  const squeezed = text => text.replace(/\\s+/g, ' ').trim();
  const has = e => squeezed(e.textContent).includes(squeezed(words));
  const blocks = [...document.querySelectorAll('body *')].filter(has);
  return blocks.length ? blocks[blocks.length - 1].getBoundingClientRect().top : null; }"""


def quotes(address: str) -> tuple[str, ...]:
    """The sentences of a page that make claims, as they are read, those that a visitor sees."""
    body = urlopen(address).read()
    fetched = Fetched(address, address, "text/html; charset=utf-8", body, "html", SiteKind.CLINIC)
    (document,) = documents(fetched)
    unseen = {"meta", "structured_data", "alt_text"}
    claims = [c for c in read(document, load_library()).claims if document.blocks[c.block].form not in unseen]
    return tuple(dict.fromkeys(claim.quote for claim in claims))


def landed(page: Page, address: str, quote: str) -> float | None:
    """Where the words stand in the window after their link was followed from another page."""
    page.goto("about:blank")
    page.goto(link_to_quote(address, quote))
    page.wait_for_function("window.scrollY > 0", timeout=5_000)
    top: float | None = page.evaluate(TOP, quote)
    return top


@pytest.mark.parametrize(("site", "path"), DEMO)
def test_the_link_lands_on_the_words(browser: Browser, site: str, path: str) -> None:
    with served(Week()) as addresses:
        address = f"{addresses[site]}{path.removesuffix('.html')}"
        found = quotes(address)
        assert found
        page = browser.new_page(viewport={"width": 700, "height": HEIGHT})
        page.goto(address)
        before = {quote: page.evaluate(TOP, quote) for quote in found}
        below = [quote for quote in found if before[quote] is not None and before[quote] > HEIGHT]
        assert below, "no sentence lies below the window: nothing would be shown"
        for quote in below:
            top = landed(page, address, quote)
            assert top is not None
            assert -40 <= top <= HEIGHT, quote
        page.close()
