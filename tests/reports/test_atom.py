"""The schema of feeds says what RFC 4287 says; feeds of ours keep to that, and to what the RFC asks in words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reports.forms.feed import Entry, rendered
from reports.material import BRAND, Material
from reports.view import view
from tests.reports.build import NOW
from tests.reports.week import first_look, quiet_week, rich_week

SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "atom.rng")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
# Everything that the RFC defines, once.
WHOLE = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x" xml:lang="en-GB" xml:base="https://a.example/"
 x:y="z">
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>feed</em></div></title>
<subtitle type="html">&lt;b&gt;Sub&lt;/b&gt;</subtitle><id>urn:feed</id><updated>2026-11-16T07:00:00+01:00</updated>
<author><name>A</name><uri>https://example.org/a</uri><email>a@example.org</email><x:role>editor</x:role></author>
<contributor><name>B</name></contributor><category term="t" scheme="urn:s" label="L"><x:more/></category>
<generator uri="urn:g" version="1">G</generator><icon>/i.png</icon><logo>/l.png</logo><rights>None</rights>
<link href="/" rel="self" type="application/atom+xml" hreflang="de" title="T" length="9"/>
<link href="/r" rel="https://example.org/rel"/><x:note kind="k">extension <x:deep/></x:note>
<entry><title>E</title><id>urn:e</id><updated>2026-11-16T07:00:00.5Z</updated><published>2026-11-16T06:00:00Z</published>
<author><name>A</name></author><summary>S</summary>
<content type="image/svg+xml"><svg xmlns="http://www.w3.org/2000/svg"/></content>
<source><id>urn:o</id><title>O</title><x:note>n</x:note></source></entry>
<entry><title>F</title><id>urn:f</id><updated>2026-11-16T07:00:00Z</updated>
<content src="/f.pdf" type="application/pdf"/></entry>
</feed>"""
# What is to be put into it in place of what, and what the RFC forbids there.
WRONG = {
    "no id": ("<id>urn:feed</id>", ""),
    "two ids": ("<id>urn:feed</id>", "<id>urn:feed</id><id>urn:feed</id>"),
    "no title": ("<title>F</title>", ""),
    "no moment": ("<updated>2026-11-16T07:00:00Z</updated>", ""),
    "a day is no moment": ("2026-11-16T07:00:00+01:00", "2026-11-16"),
    "two summaries": ("<summary>S</summary>", "<summary>S</summary><summary>S</summary>"),
    "a person without a name": ("<contributor><name>B</name></contributor>", "<contributor/>"),
    "no address of mail": ("a@example.org", "example.org"),
    "a link without an address": ('<link href="/" rel="self"', '<link rel="self"'),
    "no media type": ('type="application/atom+xml"', 'type="atom"'),
    "no language": ('xml:lang="en-GB"', 'xml:lang="English, mostly"'),
    "an attribute that is none": ("<entry><title>E", '<entry kind="k"><title>E'),
    "an element that is none": ("<icon>", "<picture/><icon>"),
    "text that is of no type": ('type="html"', 'type="markdown"'),
    "markup without its frame": ('<div xmlns="http://www.w3.org/1999/xhtml">A <em>feed</em></div>', "A feed"),
    "content elsewhere and here": ('type="application/pdf"/>', 'type="application/pdf">here</content>'),
    "a category without a term": ('term="t" ', ""),
    "an entry before the feed's own": ("<title type", "<entry><title>G</title></entry><title type"),
    "words between": ("<icon>", "words<icon>"),
}


def refused(text: str) -> bool:
    """Whether the schema finds something wrong."""
    return not SCHEMA.validate(etree.fromstring(text))


def test_all_that_the_rfc_defines_is_let_through() -> None:
    SCHEMA.assertValid(etree.fromstring(WHOLE))
    entry = etree.fromstring(WHOLE).find("a:entry", ATOM)
    assert entry is not None
    SCHEMA.assertValid(etree.fromstring(etree.tostring(entry)))


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_what_the_rfc_forbids_is_refused(old: str, new: str) -> None:
    assert old in WHOLE
    assert refused(WHOLE.replace(old, new, 1))


@pytest.mark.parametrize("material", [rich_week, quiet_week, first_look])
def test_feeds_of_ours_keep_to_the_rfc(material: Callable[[], Material]) -> None:
    weeks = (material(), replace(material(), audience=BRAND))
    entries = [Entry(f"tag:a.example,2026:{n}", view(week, NOW, n), f"{n}.html") for n, week in enumerate(weeks, 1)]
    feed = etree.fromstring(rendered(entries, "feed.xml"))
    SCHEMA.assertValid(feed)
    assert feed.find("a:author", ATOM) is not None
    assert len(feed.findall("a:link[@rel='self']", ATOM)) == 1
    found = feed.findall("a:entry", ATOM)
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in found}) == len(found) == 2
    for entry in found:
        assert len(entry.findall("a:link[@rel='alternate']", ATOM)) == 1
        assert entry.findtext("a:content", namespaces=ATOM)
