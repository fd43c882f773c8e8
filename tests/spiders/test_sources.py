"""What sources name is read with bounds, and what is no source names nothing."""

import gzip
import json

import pytest
from scrapy.http import Response, TextResponse

from crawler.items import Lead
from spiders.feeds import read_feed
from spiders.sitemaps import read_sitemap
from spiders.sources import Named
from spiders.wordpress import read_entries

PART = "https://s.example/wp-json/wp/v2/pages?per_page=100&page={}"
ENTITY = "<!DOCTYPE a [<!ENTITY e 'https://s.example/evil'>]>"


def answer(body: str | bytes, kind: str = "application/xml", status: int = 200, **headers: str) -> Response:
    raw = body if isinstance(body, bytes) else body.encode()
    given = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return TextResponse("https://s.example/x", status=status, headers=given, body=raw)


def test_a_sitemap_gives_addresses_with_their_dates() -> None:
    body = (
        "<urlset><url><loc> https://s.example/a?b=1&amp;c=2 </loc><lastmod>2026-01-01</lastmod></url>"
        "<url><loc>https://s.example/d</loc></url><url><lastmod>2026-01-01</lastmod></url></urlset>"
    )
    leads = (Lead("https://s.example/a?b=1&c=2", modified="2026-01-01"), Lead("https://s.example/d"))
    assert read_sitemap(answer(body)) == Named(leads)
    assert read_sitemap(answer(gzip.compress(body.encode()), "application/octet-stream")) == Named(leads)
    assert read_sitemap(answer(body, status=404)) is None


def test_a_sitemap_in_plain_text_is_a_list_of_addresses() -> None:
    found = read_sitemap(answer("https://s.example/a\nhttps://s.example/b\n", "text/plain"))
    assert found == Named((Lead("https://s.example/a"), Lead("https://s.example/b")))
    assert read_sitemap(answer("There is no sitemap here.", "text/plain")) is None


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_no_source(coding: str) -> None:
    feed = f"<?xml version='1.0' encoding='{coding}'?>{ENTITY}<feed><entry><link href='&e;'/></entry></feed>"
    assert read_feed(answer(feed.encode(coding))) is None
    sitemap = f"<?xml version='1.0' encoding='{coding}'?>{ENTITY}<urlset><url><loc>&e;</loc></url></urlset>"
    assert read_sitemap(answer(sitemap.encode(coding))) is None


def test_feeds_of_every_kind_name_their_pages() -> None:
    rss = "<rss><channel><item><title>A</title><link>/a</link><pubDate>Mon</pubDate></item></channel></rss>"
    assert read_feed(answer(rss)) == Named((Lead("/a", "A", "Mon"),))
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<item><title>B</title><link>/b</link></item></rdf:RDF>"
    )
    assert read_feed(answer(rdf)) == Named((Lead("/b", "B"),))
    for broken in ("<html></html>", "", "<rss", "{}"):
        assert read_feed(answer(broken)) in {None, Named()}


def test_entries_of_wordpress_name_the_next_part_until_the_last() -> None:
    entries = json.dumps([{"link": "https://s.example/a", "title": {"rendered": "A &amp; b"}, "modified_gmt": "2026"}])
    first = answer(entries, "application/json", X_WP_TotalPages="2").replace(url=PART.format(1))
    assert read_entries(first) == Named((Lead("https://s.example/a", "A & b", "2026"),), (PART.format(2),))
    last = read_entries(first.replace(url=PART.format(2)))
    assert last is not None
    assert last.further == ()


@pytest.mark.parametrize("body", ["{", '{"code": "rest_disabled"}', "[1]", '[{"title": "x"}]', "[" * 100_000])
def test_what_is_no_list_of_wordpress_names_nothing(body: str) -> None:
    assert read_entries(answer(body, "application/json")) is None
