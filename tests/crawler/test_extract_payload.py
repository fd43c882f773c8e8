"""Pages whose text sits in script payloads; the payloads of each framework are folders under pages/."""

import json
from pathlib import Path

from claims.model import Block, SiteKind
from crawler.extract.dispatch import documents
from crawler.extract.page import Page
from db.queries import Reader
from tests.crawler.crawling import counts, visit
from tests.loopback import Loopback

CLAIM = "Our exosome serum regrows hair in four weeks."


def shell(data: object) -> str:
    """A page that shows nothing before its scripts have run."""
    return (
        '<html lang="en"><head><title>Shell</title></head><body><div id="__next"></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>'
    )


def blocks(html: str) -> tuple[Block, ...]:
    address = "http://a.test/"
    return documents(Page(address, address, "text/html", html.encode(), "html", SiteKind.CLINIC))[0].blocks


def texts(html: str) -> list[str]:
    """What is read of a page besides its title."""
    return [block.text for block in blocks(html) if block.place != "title"]


def test_a_text_that_stands_in_several_payloads_is_told_once() -> None:
    assert texts(shell({"a": CLAIM, "b": [CLAIM], "c": {"text": f"<p>{CLAIM}</p>"}})) == [CLAIM]


def test_a_text_that_the_page_shows_is_not_told_again() -> None:
    shown = shell({"a": CLAIM}).replace("</div>", f"<p>{CLAIM}</p></div>")
    assert [block.place for block in blocks(shown)] == ["title", "#__next p"]


def test_settings_addresses_and_class_names_are_no_text() -> None:
    assert texts(shell({"src": "/a picture of a serum.jpg", "x": "text-sm mt-4 px-2 py-1", "y": "a = c; d = {}"})) == []


def test_broken_and_deep_payloads_leave_the_page_as_it_is() -> None:
    for payload in ("{", "[" * 100_000, '{"a":' * 5_000, "null"):
        assert texts(f'<p>{CLAIM}</p><script type="application/json">{payload}</script>') == [CLAIM]
    rows = json.dumps([1, "0:Tzz,no\n1:[[[[\n"])
    assert texts(f"<p>{CLAIM}</p><script>self.__next_f.push({rows})</script>") == [CLAIM]


def test_a_deep_payload_is_read_without_recursion() -> None:
    data: object = CLAIM
    for _ in range(100):
        data = ["$", "div", None, {"children": [data]}]
    assert texts(shell(data)) == [CLAIM]


def test_nuxt_2_keeps_its_texts_in_a_script() -> None:
    script = f'<script>window.__NUXT__=(function(a){{return {{data:[{{text:a}}]}}}}("{CLAIM}"));</script>'
    assert texts(f"<body><div id=__nuxt></div>{script}</body>") == [CLAIM]


def test_a_shell_is_crawled_for_what_its_payload_says_and_empty_without(server: Loopback, tmp_path: Path) -> None:
    home = '<html lang="en"><p>Welcome to the clinic.</p><a href="/full">a</a><a href="/empty">b</a></html>'
    server.routes.update({"/": home, "/full": shell({"text": CLAIM}), "/empty": shell({"id": "x"})})
    result = visit(tmp_path, server.site())
    assert counts(result) == {"ok": 2, "empty": 1}
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [claim.quote for claim in reader.claims()] == [CLAIM]
