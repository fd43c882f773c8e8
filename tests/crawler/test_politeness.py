"""A site's owner has nothing to complain of."""

import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from scrapy.settings import Settings
from tldextract import TLDExtract

from crawler.run import settings_for
from tests.crawler.crawling import QUICK, counts, job, visit
from tests.crawler.stock import fetched_by_stock
from tests.loopback import Asked, Loopback, Reply, page


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[Loopback]:
    """A server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime(2020, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = tmp_path / "server.pem"
    file.write_bytes(secret + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    loopback = Loopback({"/": page()})
    loopback.server.socket = context.wrap_socket(loopback.server.socket, server_side=True)
    with loopback:
        yield loopback


def test_settings_that_keep_the_crawler_plain(server: Loopback, tmp_path: Path) -> None:
    settings = settings_for(server.site(delay=2.5), job(tmp_path))
    for off in (
        "COOKIES_ENABLED",
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "HTTPPROXY_ENABLED",
        "REFERER_ENABLED",
    ):
        assert settings.getbool(off) is False, off
    for on in ("ROBOTSTXT_OBEY", "DOWNLOAD_VERIFY_CERTIFICATES"):
        assert settings.getbool(on) is True, on
    assert settings.getfloat("DOWNLOAD_DELAY") == 2.5
    assert settings["USER_AGENT"].startswith("Exowatch/")
    assert settings["USER_AGENT"].endswith("(+watch@example.org)")


def test_the_file_that_scrapy_itself_reads_is_the_same() -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    assert settings.getlist("SPIDER_MODULES") == ["spiders"]
    assert settings.getbool("ROBOTSTXT_OBEY")


def test_requests_keep_their_distance(server: Loopback, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = f"Sitemap: {server.url}none.xml"
    server.routes["/"] = page("/a", "/b")
    server.routes["/a"] = server.routes["/b"] = page()
    visit(tmp_path, server.site(delay=0.2))
    gaps = [later.at - sooner.at for sooner, later in pairwise(server.log)]
    assert len(gaps) == 4
    assert min(gaps) > 0.18


def test_one_request_at_a_time_also_where_two_sites_share_a_host(server: Loopback, tmp_path: Path) -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def slow(_: Asked) -> Reply:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        threading.Event().wait(0.02)
        with lock:
            under_way -= 1
        return Reply(page(*(f"/{number}" for number in range(5))))

    server.routes.update(dict.fromkeys(("/", "/0", "/1", "/2", "/3", "/4"), slow))
    visit(tmp_path, server.site("one"), server.site("two"))
    assert most == 1
    assert len(server.paths) == 12


def test_no_cookie_and_no_referrer_is_sent(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = Reply(page("/a"), headers={"Set-Cookie": "visit=1; Path=/"})
    server.routes["/a"] = Reply(status=302, headers={"Location": "/b"})
    server.routes["/b"] = page()
    visit(tmp_path, server.site())
    assert "/b" in server.paths
    assert not [name for asked in server.log for name in asked.headers if name in {"Cookie", "Referer"}]
    assert {asked.headers["User-Agent"] for asked in server.log} == {job(tmp_path).agent}


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for_by_the_whole_site(server: Loopback, tmp_path: Path, status: int) -> None:
    answers = iter([Reply("wait", status=status, headers={"Retry-After": "1"}), Reply(page("/b"))])
    server.routes.update({"/": page("/a", "/b"), "/a": lambda _: next(answers), "/b": page()})
    result = visit(tmp_path, server.site(), manners=replace(QUICK, longest_wait=2.0))
    assert counts(result) == {"ok": 3}
    asked = [entry for entry in server.log if entry.path in {"/a", "/b"}]
    assert [entry.path for entry in asked][:2] == ["/a", "/a"] or asked[1].at - asked[0].at >= 1
    waited = [later.at - sooner.at for sooner, later in pairwise(asked)]
    assert max(waited) >= 1


def test_a_server_that_wants_to_be_left_alone_for_long_is(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/a", "/b", "/c")
    server.routes.update(
        {path: Reply("no", status=429, headers={"Retry-After": "3600"}) for path in ("/a", "/b", "/c")}
    )
    result = visit(tmp_path, server.site())
    assert "the server asks to come back in 3600 s" in result.incidents[0].cause
    assert server.paths == ["/", "/a"]


def test_a_server_that_asks_for_the_longest_wait_is_waited_for(server: Loopback, tmp_path: Path) -> None:
    answers = iter([Reply("no", status=429, headers={"Retry-After": "1"}), Reply(page())])
    server.routes["/"] = lambda _: next(answers)
    assert counts(visit(tmp_path, server.site(), manners=replace(QUICK, longest_wait=1.0))) == {"ok": 1}


def test_a_wall_that_says_it_is_busy_is_not_asked_again(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = Reply("no", status=503, headers={"cf-mitigated": "challenge"})
    visit(tmp_path, server.site())
    assert server.paths == ["/"]


def test_a_server_that_is_busy_now_and_then_is_not_left_alone(server: Loopback, tmp_path: Path) -> None:
    paths = ["/busy-1", "/well-1", "/busy-2", "/well-2"]
    server.routes["/"] = page(*paths)
    server.routes.update({path: page() if "well" in path else Reply("no", status=503) for path in paths})
    manners = replace(QUICK, tries=1, give_up_after=2, slower=0.01)
    visit(tmp_path, server.site(delay=0.01), manners=manners)
    assert server.paths == ["/", *paths]


def test_waits_are_bounded(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = Reply("busy", status=503)
    visit(tmp_path, server.site(), manners=replace(QUICK, tries=4))
    times = [asked.at for asked in server.log if asked.path == "/"]
    assert len(times) == 4
    assert times[-1] - times[0] < 5


@dataclass
class Noted:
    """Which names were looked up, and how many sockets listened."""

    names: set[str] = field(default_factory=set)
    listened: int = 0


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """Notes what the process asks for; names of the world outside are unknown here."""
    found = Noted()
    look_up, listen = socket.getaddrinfo, socket.socket.listen

    def noted_look_up(host: object, *rest: object, **more: object) -> object:
        found.names.add(host.decode() if isinstance(host, bytes) else str(host))
        if host not in {"127.0.0.1", b"127.0.0.1"}:
            raise socket.gaierror("no way out")
        return look_up(host, *rest, **more)  # type: ignore[arg-type]

    def noted_listen(self: socket.socket, *rest: int) -> None:
        found.listened += 1
        listen(self, *rest)

    monkeypatch.setattr(socket, "getaddrinfo", noted_look_up)
    monkeypatch.setattr(socket.socket, "listen", noted_listen)
    return found


def test_nothing_outside_is_asked_and_nothing_listens(
    server: Loopback, tmp_path: Path, noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_a_new_machine = TLDExtract(cache_dir=str(tmp_path / "suffixes"), include_psl_private_domains=True)
    monkeypatch.setattr("scrapy.downloadermiddlewares.cookies._split_domain", as_on_a_new_machine)
    server.routes["/"] = Reply(page("/a"), headers={"Set-Cookie": "a=b"})
    assert counts(visit(tmp_path, server.site())) == {"ok": 1, "gone": 1}
    assert noted.names <= {"127.0.0.1"}
    assert noted.listened == 0
    fetched_by_stock([server.url])
    assert noted.names - {"127.0.0.1"}, "Scrapy has mended this: the setting may go"


def test_stock_scrapy_listens_on_a_port(server: Loopback, noted: Noted) -> None:
    server.routes["/"] = page()
    fetched_by_stock([server.url], COOKIES_ENABLED=False)
    assert noted.listened, "Scrapy has mended this: the settings may go"


def test_after_a_busy_answer_pages_come_further_apart(server: Loopback, tmp_path: Path) -> None:
    answers = iter([Reply("wait", status=429), Reply(page("/c", "/d"))])
    server.routes.update({"/": page("/b"), "/b": lambda _: next(answers), "/c": page(), "/d": page()})
    visit(tmp_path, server.site(delay=0.1))
    times = {asked.path: asked.at for asked in server.log}
    assert times["/d"] - times["/c"] >= 0.19


def test_a_visit_ends_after_the_longest_time(server: Loopback, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(30)]
    server.routes.update({"/": page(*paths), **{path: Reply(page(title=path), pause=0.05) for path in paths}})
    result = visit(tmp_path, server.site(), manners=replace(QUICK, longest_visit=0.3))
    assert 0 < result.tallies["shop"].seen < 31
    assert result.tallies["shop"].unvisited
    assert "the visit ended after" in result.incidents[0].cause
    assert not result.stopped


def test_a_certificate_that_does_not_hold_is_refused(tmp_path: Path, self_signed: Loopback) -> None:
    result = visit(tmp_path, replace(self_signed.site(), url=self_signed.url.replace("http:", "https:")))
    assert "certificate" in result.incidents[0].cause
    assert self_signed.log == []
