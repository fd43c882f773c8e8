"""Cards: parts of a page that show one other product of the site and lead to its page."""

from collections.abc import Collection, Sequence
from itertools import chain
from urllib.parse import urljoin, urlsplit

from claims.model import Form
from crawler.extract.keys import product_key
from crawler.extract.labels import label_of, labels, product_path
from crawler.extract.money import prices_in
from crawler.extract.outline import Frame, Link, Outline, Run
from crawler.extract.parts import Part, PriceRun

_LONGEST_NAME = 160
_MOST_RUNS = 60
_ALL_LINK = 0.9
_SEVERAL = "*"


def cards_of(outline: Outline, prices: Sequence[PriceRun], own: str, known: Collection[str]) -> tuple[Part, ...]:
    """The cards of a page with the address `own`; `known` are keys of products that its structured data names.

    A card is the widest frame that leads to one product only, short of the frames around the page's title. It holds
    a price, or its heading is the link.
    """
    links: dict[str, list[Link]] = {}
    addresses: dict[str, str] = {}
    targets: dict[int, str] = {}
    for link in outline.links:
        address = _product_address(link.address, own, known)
        if address and link.frame.origin is None:
            key = product_key(address)
            addresses.setdefault(key, address)
            links.setdefault(key, []).append(link)
            _spread(link.frame, key, targets)
    by_number = {price.number: price for price in prices}
    found: list[Part] = []
    for key, leading in links.items():
        starts = frozenset(link.run for link in leading)
        for frame in {id(frame): frame for frame in (_widest(link.frame, key, targets) for link in leading)}.values():
            part = _card(outline, frame, starts, by_number) if targets.get(id(frame)) == key else None
            if part is not None:
                found.append(Part(part.first, part.last, part.title, part.prices, key, addresses[key]))
    return tuple(sorted(found, key=lambda part: part.first))


def _product_address(href: str, own: str, known: Collection[str]) -> str:
    """The address of a product's page that a link leads to; empty where it leads elsewhere, or to this page."""
    path = href.partition("?")[0].partition("#")[0]
    if not (product_path().search(path) or path.rstrip("/") in known):
        return ""
    try:
        address = urljoin(own, href)
        same = urlsplit(address).hostname == urlsplit(own).hostname
    except ValueError:
        return ""
    return address if same and product_key(address) != product_key(own) else ""


def _is_border(frame: Frame) -> bool:
    """Whether a frame is about more than one product by its place: it holds the title, or is the page."""
    return frame.titled or frame.tag in {"body", "main"} or frame.parent is None


def _spread(start: Frame, key: str, targets: dict[int, str]) -> None:
    """Tells the frames around a link that they lead to a product, up to one that leads to several."""
    frame: Frame | None = start
    while frame is not None:
        known = _SEVERAL if _is_border(frame) else targets.get(id(frame))
        if known in {key, _SEVERAL}:
            return
        if known is not None:
            key = _SEVERAL
        targets[id(frame)] = key
        frame = frame.parent


def _widest(frame: Frame, key: str, targets: dict[int, str]) -> Frame:
    while frame.parent is not None and targets.get(id(frame.parent)) == key:
        frame = frame.parent
    return frame


def _card(outline: Outline, frame: Frame, starts: frozenset[int], prices: dict[int, PriceRun]) -> Part | None:
    """The part that a frame is, where it looks like a card: it holds a price, or a heading that is the link.

    `starts` are the numbers of the runs that were being gathered when a link to the product opened: its words stand in
    such a run, or in the one after.
    """
    runs = outline.runs
    inside = range(frame.first, min(frame.last, len(runs)))
    if not 0 < len(inside) <= _MOST_RUNS:
        return None
    asked = tuple(prices[number] for number in inside if number in prices)
    linked = [number for number in inside if number in starts or number - 1 in starts]
    if not asked and not any(runs[number].level for number in linked):
        return None
    title = _title(runs, inside, linked)
    return None if title is None else Part(inside.start, inside.stop, title, asked)


def _title(runs: Sequence[Run], inside: Sequence[int], linked: Sequence[int]) -> int | None:
    """The run of a card that names its product, the surest first; None where nothing in it can be a name."""
    headings_that_link = (number for number in linked if runs[number].level)
    links = (number for number in linked if runs[number].linked >= _ALL_LINK and _names(runs[number]))
    headings = (number for number in inside if runs[number].level)
    names = (number for number in inside if _names(runs[number]))
    return next(chain(headings_that_link, links, headings, names), None)


def _names(run: Run) -> bool:
    """Whether a run can be the name of a product: it has letters, is short, and neither a price nor a label."""
    if run.form is Form.ALT_TEXT or len(run.text) > _LONGEST_NAME or prices_in(run.text):
        return False
    return any(character.isalpha() for character in run.text) and label_of(run.text) not in labels().not_names
