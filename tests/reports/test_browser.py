"""The page as people meet it: in a real browser, light and dark, wide and narrow, on paper."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from weasyprint import HTML

from reports.blocks import LAYOUT
from reports.digest import render
from reports.dossier import view as dossier_view
from reports.material import Material
from reports.view import view
from tests.loopback import Loopback
from tests.reports.build import NOW
from tests.reports.test_dossier import case

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WIDTHS = (360, 760, 1280)
# Text and what lies behind it, as the browser computes both.
CONTRASTS = """() => {
  const lum = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = el => { for (; el; el = el.parentElement) { const c = rgb(getComputedStyle(el).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter(el => el.checkVisibility() && !el.closest('svg') &&
    [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(el => {
      const a = lum(rgb(getComputedStyle(el).color)), b = lum(behind(el));
      return [el.tagName + '.' + el.className, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; });
}"""


def shown(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> Page:
    """The page in a window of that width."""
    dark = scheme == "dark"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.goto(path.as_uri())
    return page


@pytest.fixture
def digest(rich: Material, tmp_path: Path) -> Path:
    """The rich week as a file."""
    path = tmp_path / "digest.html"
    path.write_text(render(view(rich, NOW, 46)), encoding="utf-8")
    return path


def test_nothing_is_asked_of_anybody(browser: Browser, digest: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(digest.as_uri())
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked == [digest.as_uri()]
    assert not said


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, digest: Path, width: int) -> None:
    page = shown(browser, digest, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_hostile_words_do_not_stretch_the_page(browser: Browser, rich: Material, tmp_path: Path) -> None:
    text = render(view(rich, NOW, 46)).replace("Nabel-Exo Serum 5 ml", "x" * 300).replace("glowdepot", "y" * 200)
    path = tmp_path / "long.html"
    path.write_text(text, encoding="utf-8")
    page = shown(browser, path, 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(browser: Browser, digest: Path, scheme: str) -> None:
    page = shown(browser, digest, 760, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    ratios = page.evaluate(CONTRASTS)
    page.close()
    assert len(ratios) > 100
    assert not [(name, round(ratio, 2)) for name, ratio in ratios if ratio < 4.5]


def test_light_and_dark_differ(browser: Browser, digest: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page = shown(browser, digest, 760, scheme)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()
    assert grounds[0] == "rgb(255, 255, 255)"
    assert grounds[1] != grounds[0]


def test_what_can_be_pressed_is_large_enough(browser: Browser, digest: Path) -> None:
    page = shown(browser, digest, 360)
    sizes = page.evaluate(
        "[...document.querySelectorAll('summary, .links a')].map(e => e.getBoundingClientRect().height)"
    )
    page.close()
    assert min(sizes) >= 24


def test_on_paper_the_evidence_is_shown(browser: Browser, digest: Path) -> None:
    page = shown(browser, digest)
    page.emulate_media(media="print")
    assert page.locator("text=SHA-256 of the page").first.is_visible()
    page.close()


@pytest.mark.parametrize(("name", "pages"), [("regulator", 4), ("brand", 3), ("dossier", 5)])
def test_on_paper_each_takes_its_pages(browser: Browser, rich: Material, tmp_path: Path, name: str, pages: int) -> None:
    made = dossier_view(case(rich)) if name == "dossier" else view(replace(rich, audience=name), NOW, 46)
    path = tmp_path / "page.html"
    path.write_text(render(made), encoding="utf-8")
    page = shown(browser, path)
    paper = page.pdf(prefer_css_page_size=True, tagged=True)
    page.close()
    assert len(PdfReader(BytesIO(paper)).pages) == pages
    assert b"/MarkInfo" in paper


@pytest.mark.parametrize("room", range(704, 752, 16))
def test_on_paper_no_table_head_stands_alone(browser: Browser, room: int) -> None:
    rows = "".join(f"<tr><th scope=row>ROW{number}</th><td>one<br>two<br>three</td></tr>" for number in range(4))
    table = (
        f"<p>LEADS</p><div class=wide><table><thead><tr><th>HEAD</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
    style = Path(f"reports/templates/digest-{LAYOUT}.css").read_text(encoding="utf-8")
    text = f"<!doctype html><title>t</title><style>{style}</style><div style='height:{room}pt'></div>{table}"
    page = browser.new_page()
    page.set_content(text)
    papers = (page.pdf(prefer_css_page_size=True), HTML(string=text).write_pdf())
    page.close()
    for paper in papers:
        for sheet in PdfReader(BytesIO(paper)).pages:
            words = sheet.extract_text()
            assert ("ROW" in words) == ("HEAD" in words)
            assert "LEADS" not in words or "HEAD" in words


def test_the_link_lands_on_the_quote(browser: Browser, rich: Material, server: Loopback) -> None:
    quote = rich.claims[0].quote
    filler = "<p>Opening hours, and how to find the clinic.</p>" * 200
    server.routes["/treatments/exosome-iv"] = f"<!doctype html><title>t</title>{filler}<p>{quote}</p>{filler}"
    link = re.search(r'href="(https://lumenvale[^"]*:~:text[^"]*)"', render(view(rich, NOW, 46)))
    assert link
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto("about:blank")
    page.goto(link[1].replace("&#39;", "'").replace("https://lumenvale.example", server.url.rstrip("/")))
    page.wait_for_function("window.scrollY > 0", timeout=5_000)
    box = page.get_by_text("reverses early Parkinson").bounding_box()
    page.close()
    assert box is not None
    assert 0 <= box["y"] <= 600
