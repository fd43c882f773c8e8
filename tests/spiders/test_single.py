"""One page is fetched for reading, with all manners, and nothing besides."""

import pytest

from claims.model import Document, SiteKind
from crawler.errors import SiteSilent
from crawler.single import fetch_documents
from tests.loopback import Loopback, Reply, page


def fetch(server: Loopback, path: str = "serum", *, private: bool = True) -> tuple[Document, ...]:
    return fetch_documents(f"{server.url}{path}", SiteKind.BRAND, "DE", allow_private=private)


def test_a_page_becomes_its_document(server: Loopback) -> None:
    server.routes["/serum"] = page("/other", title="Serum", copy="Our exosome serum leaves the skin calm.")
    (document,) = fetch(server)
    assert (document.title, document.kind) == ("Serum", SiteKind.BRAND)
    assert "Our exosome serum leaves the skin calm." in [block.text for block in document.blocks]
    assert [asked.path for asked in server.log] == ["/robots.txt", "/serum"]


def test_a_plain_text_is_read_as_one(server: Loopback) -> None:
    server.routes["/notes"] = Reply("Exosomes\n\nThey regrow hair.", kind="text/plain")
    (document,) = fetch(server, "notes")
    assert "They regrow hair." in [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (r"not found \(404\): check the address", Reply("<p>None</p>", status=404)),
        ("blocked: captcha", Reply(page(title="Security check", copy="<i class=g-recaptcha></i>"))),
        ("another host", Reply(status=301, headers={"Location": "http://other.example/"})),
        ("is no page but data", Reply('{"a": 1}')),
        ("no text", Reply("<html></html>")),
    ],
)
def test_what_is_no_page_is_told(server: Loopback, said: str, answer: Reply) -> None:
    server.routes["/serum"] = answer
    with pytest.raises(SiteSilent, match=said):
        fetch(server)


def test_robots_txt_is_obeyed(server: Loopback) -> None:
    server.routes.update({"/robots.txt": "User-agent: *\nDisallow: /", "/serum": page()})
    with pytest.raises(SiteSilent, match=r"serum: robots\.txt asks not to visit this page: look at it in a browser"):
        fetch(server)


def test_a_private_address_needs_leave(server: Loopback) -> None:
    with pytest.raises(SiteSilent, match="allow_private"):
        fetch(server, private=False)
    assert server.log == []


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(SiteSilent, match="is no address"):
        fetch_documents("serum.html", SiteKind.BRAND, "DE")
