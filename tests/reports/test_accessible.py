"""Every kind of page under axe in a real browser: WCAG 2.2 AA and good practice, wide and narrow, light and dark."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from db.kept import Copied
from reports.blocks import EditionView, History, Screenshot
from reports.charts import SHADES
from reports.copies import copy_page
from reports.digest import render
from reports.dossier import view as dossier_view
from reports.linked import history_page, linked_in
from reports.material import BRAND
from reports.screenshots import screenshot_page
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_copies import CAPTURE, COPY, QUOTE, document
from tests.reports.test_dossier import case
from tests.reports.week import quiet_week, rich_week

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsexosomenbehandlungszentrum" * 4
ARABIC = "إكسوسومات من الحبل السري تعالج الصدفية في ثلاث جلسات وتعيد نمو الشعر"
JAPANESE = "エクソソーム点滴は変形性関節症の痛みを和らげ、髪を再生し、わずか三回の施術で効果が現れます。" * 3


def foreign() -> EditionView:
    """An edition with long names, quotes from right to left, and quotes without spaces."""
    week = rich_week()
    quotes = {1: (ARABIC, "ar"), 5: (JAPANESE, "ja"), 7: (JAPANESE, "ja"), 8: (ARABIC, "ar")}
    claims = tuple(
        replace(c, quote=quotes[c.id][0], span=quotes[c.id][0][8:20], span_start=8, lang=quotes[c.id][1], site=LONG)
        if c.id in quotes
        else c
        for c in week.claims
    )
    changes = tuple(replace(c, site=LONG) if c.claim in quotes else c for c in week.changes)
    return view(replace(week, claims=claims, changes=changes), NOW, 46)


def copy() -> str:
    """The page of a saved copy."""
    return copy_page(COPY, Copied(CAPTURE, document(f"We know: {QUOTE} Ask us.", "Welcome.")))


def histories(told: EditionView) -> list[str]:
    """The pages of the histories of an edition."""
    return [history_page(each, told) for each in linked_in(told) if isinstance(each, History)]


def screenshot(content: bytes | None = b"no picture at all") -> str:
    """The page of a screenshot."""
    (shot,) = (each for each in linked_in(view(rich_week(), NOW, 46)) if isinstance(each, Screenshot))
    return screenshot_page(shot, content)


Look = tuple[int, Literal["light", "dark"]]
ALL: tuple[Look, ...] = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
PAGES: dict[str, tuple[Callable[[], EditionView | str], tuple[Look, ...]]] = {
    "regulator": (lambda: view(rich_week(), NOW, 46), ALL),
    "brand": (lambda: view(replace(rich_week(), audience=BRAND), NOW, 46), ALL),
    "dossier": (lambda: dossier_view(case(rich_week())), ALL),
    "quiet": (lambda: view(quiet_week(), NOW, 46), ALL[:1]),
    "German": (lambda: view(rich_week(), NOW, 46, lang="de"), ALL[1:2]),
    "foreign": (foreign, (ALL[0], ALL[3])),
    "copy": (copy, ALL),
    "screenshot": (screenshot, ALL),
    "screenshot lost": (lambda: screenshot(None), ALL[:1]),
    "history": (lambda: histories(view(rich_week(), NOW, 46))[0], ALL),
    "history of a source": (lambda: histories(view(rich_week(), NOW, 46, lang="de"))[1], ALL[:1]),
    "history, foreign": (lambda: histories(foreign())[0], (ALL[0], ALL[3])),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    made, looks = PAGES[name]
    told = made()
    path.write_text(told if isinstance(told, str) else render(told), encoding="utf-8")
    for width, scheme in looks:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(page, options=RULES).response["violations"]
        faults = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert not faults, (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme)
        page.close()


def test_axe_would_find_something(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    spoilt = (
        render(view(quiet_week(), NOW, 46))
        .replace('<html lang="en">', "<html>")
        .replace("--soft:#484d52", "--soft:#c0c4c8")
    )
    path.write_text(spoilt, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    found = {one["id"] for one in Axe().run(page, options=RULES).response["violations"]}
    page.close()
    assert {"html-has-lang", "color-contrast"} <= found


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return sum(v * weight for v, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_levels_differ_in_lightness_so_that_grey_print_tells_them_apart() -> None:
    fills = [fill for fill, _ in SHADES.values()]
    assert [luminance(fill) for fill in fills] == sorted(luminance(fill) for fill in fills)
    steps = [contrast(one, other) for one, other in pairwise(fills)]
    assert min(steps) >= 1.6
    assert all(contrast(outline, "#ffffff") >= 3 for _, outline in SHADES.values())
