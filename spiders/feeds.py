"""Feeds (RSS, RDF, Atom): the newest pages of a site, with titles and dates."""

from collections.abc import Iterator

from lxml import etree
from scrapy.http import Response

from crawler.items import Lead
from spiders.sources import Named, declares_entities

MOST_ENTRIES = 500
LONGEST_TITLE = 200
ENTRIES = frozenset({"item", "entry"})
DATES = ("updated", "modified", "pubDate", "date", "published")


def read_feed(response: Response) -> Named | None:
    """The pages that a feed names; None where it is none."""
    if response.status != 200 or declares_entities(response.body):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(response.body, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _name(root) not in {"rss", "feed", "RDF"}:
        return None
    return Named(leads=tuple(_leads(root)))


def _leads(root: etree._Element) -> Iterator[Lead]:
    entries = [element for element in root.iter(etree.Element) if _name(element) in ENTRIES]
    for entry in entries[:MOST_ENTRIES]:
        texts = {_name(part): (part.text or "").strip() for part in entry.iterchildren(etree.Element)}
        address = _address(entry) or texts.get("link", "")
        if address:
            modified = next((texts[name] for name in DATES if texts.get(name)), "")
            yield Lead(address, texts.get("title", "")[:LONGEST_TITLE], modified[:LONGEST_TITLE])


def _address(entry: etree._Element) -> str:
    """Where an entry of Atom leads: to its page, not to its picture or its comments."""
    for part in entry.iterchildren(etree.Element):
        if _name(part) == "link" and part.get("rel", "alternate") == "alternate" and part.get("href"):
            return str(part.get("href")).strip()
    return ""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
