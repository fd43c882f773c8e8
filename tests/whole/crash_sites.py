"""Two invented sites over two weeks, as real servers, for runs that are killed: most of what can change does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from claims.model import SiteKind
from monitor import config, watchlist
from monitor.home import Home
from tests.loopback import Loopback, Reply, Route, page

CLINIC_PAGES = 7
PRODUCTS = 5
WALL = page(title="Just a moment...", copy="<script>_cf_chl_opt</script>")


@dataclass(frozen=True, slots=True)
class Sites:
    """A clinic and a shop."""

    clinic: Loopback
    shop: Loopback

    def turn(self, week: int) -> None:
        """Let both sites be what they are in a week, 0 or 1, with nothing asked of them yet."""
        self.clinic.routes = clinic(week)
        self.shop.routes = shop(week)
        self.clinic.log.clear()
        self.shop.log.clear()

    def asked(self) -> list[str]:
        """The addresses of pages that were asked for since the turn."""
        return [loopback.url.rstrip("/") + path for loopback in (self.clinic, self.shop) for path in loopback.paths]


@contextmanager
def sites() -> Iterator[Sites]:
    """Both sites, served, in the first week."""
    with Loopback() as one, Loopback() as other:
        both = Sites(one, other)
        both.turn(0)
        yield both


def settle(home: Home, both: Sites) -> None:
    """Set a home up that watches both sites."""
    home.path.mkdir(parents=True, exist_ok=True)
    home.config.write_text(config.TEMPLATE, encoding="utf-8")
    home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
    for name, loopback, kind, spider in (
        ("clinic", both.clinic, SiteKind.CLINIC, "clinic"),
        ("shop", both.shop, SiteKind.RETAILER, "shopify"),
    ):
        entry = watchlist.Entry(name, loopback.url, kind, "DE", spider=spider, delay=0.0, allow_private=True)
        watchlist.append(home.watchlist, entry)


def clinic(week: int) -> dict[str, Route]:
    """Pages of which some change, one goes, one is walled, one is new, and one says what another says too."""
    routes: dict[str, Route] = {
        f"/treatments/{number}": _tagged(_treatment(number, week if number % 2 else 0))
        for number in range(CLINIC_PAGES)
    }
    if week:
        routes["/treatments/2"] = WALL
        del routes["/treatments/4"]
        routes["/treatments/new"] = page(copy="Our exosome therapy eases joint pain within a week.")
    routes["/"] = page(*(path for path in routes if path != "/treatments/4"), "/treatments/4", title="Exosome clinic")
    return routes


def shop(week: int) -> dict[str, Route]:
    """A product list and its pages: prices move, one source moves, one product goes and one comes."""
    numbers = [number for number in range(PRODUCTS + week) if not (week and number == 1)]
    products = [_product(number, week) for number in numbers]
    routes: dict[str, Route] = {
        f"/products/serum-{number}": _tagged(page(title=f"Exosome serum {number}", copy=_said(number, week)))
        for number in numbers
    }
    for number, part in enumerate((products, []), 1):
        listed = json.dumps({"products": part})
        routes[f"/products.json?limit=250&page={number}"] = Reply(listed, kind="application/json")
    routes["/"] = page(title="Exosome shop", copy="We sell exosome serums.")
    return routes


def _treatment(number: int, week: int) -> str:
    hair = f"Exosome therapy number {number} regrows hair in four weeks."
    calm = f"Exosomes in treatment {number} reduce wrinkles and calm redness."
    return page(copy=f"<p>{calm if week else hair}</p><p>Our exosomes heal scars on every page.</p>")


def _said(number: int, week: int) -> str:
    source = "human umbilical cord stem cells" if (number + week) % 2 else "rose stem cells"
    return f"<p>Our exosomes are derived from {source}.</p><p>Exosome serum {number} boosts collagen.</p>"


def _product(number: int, week: int) -> dict[str, object]:
    price = f"{49 - 10 * (week and number % 2)}.00"
    return {
        "id": number,
        "handle": f"serum-{number}",
        "title": f"Exosome serum {number}",
        "body_html": _said(number, week),
        "vendor": "Lumen",
        "product_type": "Serum",
        "tags": [],
        "variants": [{"id": number, "title": "Default Title", "price": price, "available": True}],
    }


def _tagged(body: str) -> Reply:
    return Reply(body, headers={"ETag": f'"{abs(hash(body))}"'})
