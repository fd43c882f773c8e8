"""No address inside the operator's own network is ever asked for."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import safety
from crawler.refusals import AddressRefused
from crawler.safety import GuardedResolver, check_address, is_public
from db.model import Site
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Loopback, Reply, page

SITE = "https://shop.example/"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_addresses_of_no_public_network(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [SITE, "http://www.shop.example/a", "https://shop.example:443/b?c=d"])
def test_own_addresses_are_fetched(address: str) -> None:
    check_address(address, SITE)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://shop.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("https://other.example/", "another host"),
        ("https://shop.example.evil.example/", "another host"),
        ("https://shop.example@evil.example/", "another host"),
        ("https://shop.example:8443/", "another host"),
        ("https://blog.shop.example/", "another host"),
    ],
)
def test_other_addresses_are_refused(address: str, said: str) -> None:
    with pytest.raises(AddressRefused, match=said):
        check_address(address, SITE)


@pytest.mark.parametrize("host", ["127.0.0.1:80", "[::1]:80", "127.1:80", "0x7f.1:80", "2130706433:80"])
def test_private_literals_are_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(AddressRefused, match="allow_private"):
        check_address(f"http://{host}/", f"http://{host}/")
    check_address(f"http://{host}/", f"http://{host}/", allow_private=True)


def test_a_name_that_resolves_to_loopback_gives_nothing_to_connect_to() -> None:
    resolver = GuardedResolver()
    assert asyncio.run(resolver.public_addresses("localhost")) == ()
    assert resolver.refused["localhost"] in {"127.0.0.1", "::1"}
    resolver.private_ok = frozenset({"localhost"})
    assert asyncio.run(resolver.public_addresses("localhost"))


def test_a_host_that_may_be_private_may_be_so_with_the_dot_of_a_whole_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(_: str) -> tuple[str, ...]:
        return ("10.0.0.1",)

    monkeypatch.setattr(safety, "addresses_of", answer)
    resolver = GuardedResolver()
    resolver.private_ok = frozenset({"shop.example"})
    assert asyncio.run(resolver.public_addresses("shop.example.")) == ("10.0.0.1",)
    assert asyncio.run(resolver.public_addresses("other.example.")) == ()


def test_a_name_that_changes_its_answer_is_judged_by_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([("93.184.216.34",), ("127.0.0.1",), ("93.184.216.34", "10.0.0.1")])

    async def answer(_: str) -> tuple[str, ...]:
        return next(answers)

    monkeypatch.setattr(safety, "addresses_of", answer)
    resolver = GuardedResolver()
    assert asyncio.run(resolver.public_addresses("moving.example")) == ("93.184.216.34",)
    assert asyncio.run(resolver.public_addresses("moving.example")) == ()
    assert asyncio.run(resolver.public_addresses("moving.example")) == ()
    assert resolver.refused["moving.example"] == "10.0.0.1"


def test_an_unknown_name_gives_nothing() -> None:
    assert asyncio.run(GuardedResolver().public_addresses("no-such-host.invalid")) == ()


class Names:
    """A name server of the test's own: what each name is answered with, one answer after the other."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = {name.replace("_", "."): iter(given) for name, given in answers.items()}

    async def addresses_of(self, host: str) -> tuple[str, ...]:
        return (next(self.answers[host]),)


def named(server: Loopback, host: str, *, allow_private: bool = True) -> Site:
    return replace(server.site(), url=server.url.replace("127.0.0.1", host), allow_private=allow_private)


@pytest.fixture
def closing(server: Loopback) -> Loopback:
    """A server that ends each connection with its answer, so that each request needs a new one."""
    closes = {"Connection": "close"}
    server.routes.update({"/robots.txt": Reply("", status=404, headers=closes), "/": Reply(page("/a"), headers=closes)})
    server.routes["/a"] = Reply(page(), headers=closes)
    return server


def test_what_is_connected_to_is_what_was_checked(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "addresses_of", Names(shop_test=["127.0.0.1"] * 9).addresses_of)
    server.routes["/"] = page()
    refused = visit(tmp_path, named(server, "shop.test", allow_private=False))
    assert "127.0.0.1 is a private" in refused.incidents[0].cause
    assert server.log == []
    assert counts(visit(tmp_path, named(server, "shop.test"), now=NOW + timedelta(days=1))) == {"ok": 1}


def test_a_name_that_turns_inward_between_two_requests_is_refused(
    closing: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "addresses_of", Names(shop_test=["127.0.0.1"] * 2 + ["127.0.0.9"] * 9).addresses_of)
    monkeypatch.setattr(safety, "is_public", lambda ip: str(ip) == "127.0.0.1")
    result = visit(tmp_path, named(closing, "shop.test", allow_private=False))
    assert counts(result) == {"ok": 1, "unreachable": 1}
    assert "127.0.0.9 is a private" in result.incidents[0].cause
    assert closing.paths == ["/"]


def test_a_redirect_to_a_name_that_lies_inside_is_refused(
    closing: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(shop_test=["127.0.0.1"] * 9, www_shop_test=["127.0.0.9"] * 9)
    monkeypatch.setattr(safety, "addresses_of", names.addresses_of)
    monkeypatch.setattr(safety, "is_public", lambda ip: str(ip) == "127.0.0.1")
    moved = closing.url.replace("127.0.0.1", "www.shop.test")
    closing.routes["/"] = Reply(status=301, headers={"Location": moved, "Connection": "close"})
    result = visit(tmp_path, named(closing, "shop.test", allow_private=False))
    assert counts(result) == {"unreachable": 1}
    assert closing.paths == ["/"]


@pytest.mark.parametrize("inside", ["http://127.0.0.9/", "http://169.254.169.254/latest/", "http://[::1]/"])
def test_a_redirect_to_an_address_inside_is_recorded_and_not_followed(
    server: Loopback, tmp_path: Path, inside: str
) -> None:
    server.routes["/"] = Reply(status=302, headers={"Location": inside})
    assert counts(visit(tmp_path, server.site())) == {"redirected_away": 1}
