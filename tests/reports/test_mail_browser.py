"""A mail and the index of editions as people meet them: in a real browser, light and dark, at a phone's width."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from db.known import Edition
from reports.clean import clean
from reports.forms import mail
from reports.forms.form import Form
from reports.material import BRAND
from reports.public.index import Shelved, index_page
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_accessible import LONG, RULES, foreign
from tests.reports.week import quiet_week, rich_week

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def index() -> str:
    """An index of a year of editions, one with a long name."""
    told = replace(view(rich_week(), NOW, 46), title=LONG)
    week = timedelta(days=7)
    forms = (Form.PAGE, Form.TEXT, Form.XLSX, Form.CSV, Form.JSON)
    editions = [
        Edition(n, "regulator" if n % 2 else "brand", NOW - week, NOW, NOW, 12_000, f"digests/{n:04}.html", f"tag:{n}")
        for n in range(1, 30)
    ]
    shelved = [Shelved(each, told if each.number == 9 else view(quiet_week(), NOW, 1), forms) for each in editions]
    return index_page(shelved, [(LONG, "long.html"), ("a", "a.html")], "en")


PAGES: dict[str, Callable[[], str]] = {
    "mail": lambda: mail.rendered(clean(view(rich_week(), NOW, 46))).html,
    "brand": lambda: mail.rendered(clean(view(replace(rich_week(), audience=BRAND), NOW, 46))).html,
    "foreign": lambda: mail.rendered(clean(foreign())).html,
    "index": index,
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGES[name](), encoding="utf-8")
    for scheme, width in product(SCHEMES, (360, 760)):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=RULES).response["violations"]
        page.close()
        # A mail has no landmarks: programs show it inside their own page.
        rules = {each["id"]: [node["html"][:200] for node in each["nodes"][:3]] for each in found}
        for own in ("region", "landmark-one-main") if name != "index" else ():
            rules.pop(own, None)
        assert not rules, (scheme, width, rules)
