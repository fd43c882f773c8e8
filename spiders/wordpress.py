"""WordPress: the list of its pages and posts, by its own interface, with titles and dates but without their content."""

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from scrapy.http import Response

from crawler.entities import unescape
from crawler.items import Lead
from spiders.sources import Named

PARTS = "X-WP-TotalPages"
MOST_PARTS = 20  # of a hundred entries each
NUMBER = re.compile(r"(?<=[?&]page=)\d+")


def read_entries(response: Response) -> Named | None:
    """The pages of one part of the list, and the part that follows; None where it is no such list."""
    if response.status != 200:
        return None
    try:
        leads = tuple(_lead(entry) for entry in json.loads(response.body) if entry["link"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Named(leads, _following(response) if leads else ())


def _lead(entry: Mapping[str, object]) -> Lead:
    title = entry.get("title")
    words = title.get("rendered", "") if isinstance(title, Mapping) else title
    return Lead(str(entry["link"]), unescape(str(words or "")), str(entry.get("modified_gmt") or ""))


def _following(response: Response) -> tuple[str, ...]:
    parts = urlsplit(response.url)
    found = NUMBER.search(parts.query)
    said = (response.headers.get(PARTS) or b"").decode("latin-1")
    if not found or not said.isdigit() or int(found[0]) >= min(int(said), MOST_PARTS):
        return ()
    query = NUMBER.sub(str(int(found[0]) + 1), parts.query)
    return (urlunsplit(parts._replace(query=query)),)
