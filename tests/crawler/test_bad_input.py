"""Whatever a site answers: the right quality, an incident that says what to do, and nothing else lost."""

import gzip
import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.archive import body_at
from db.model import Quality, Site
from db.queries import Reader
from tests.crawler.crawling import QUICK, counts, job, visit
from tests.loopback import Loopback, Reply, Route, page

GOOD = page(title="Exosome serum", copy="The serum holds exosomes from rose petals and leaves the skin calm.")
ENDLESS = b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n<p>A page after all."
LONG = "<html><body>" + "".join(f"<p>Sentence {n * 7919 % 1000} of a page.</p>" for n in range(4_000))
HALF = gzip.compress(LONG.encode())
HALF = HALF[: len(HALF) // 2]
HALF_WITHOUT_HTML = gzip.compress(LONG.removeprefix("<html><body>").encode())[: len(HALF)]
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
BOMB = Reply(gzip.compress(b"x" * 60_000_000), headers={"Content-Encoding": "gzip"})


def site_with(server: Loopback, bad: Route) -> Site:
    """A site with one good page and a bad one."""
    server.routes.update({"/": page("/bad", "/good"), "/bad": bad, "/good": GOOD})
    return server.site()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.mark.parametrize(
    ("quality", "said", "bad"),
    [
        ("error", "status 500", Reply("boom", status=500)),
        ("blocked", "too many requests", Reply("slow down", status=429)),
        ("blocked", "captcha", Reply(page(title="Security check", copy="<div class='g-recaptcha'></div>"))),
        ("unreachable", "no answer", Reply(wire=b"no HTTP\r\n\r\n")),
        ("truncated", "larger than 1 MB: not read", Reply("x" * 2_000_000)),
        ("truncated", "larger than 1 MB: not read", Reply(wire=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000_000)),
        ("truncated", "larger than 1 MB once unpacked", BOMB),
        ("truncated", "ended before", Reply(wire=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html><body>half")),
        ("truncated", "headers that do not end", Reply(wire=ENDLESS)),
        ("empty", "no text", Reply("<html><body><div id=app></div></body></html>")),
        ("error", "redirects do not end", Reply(status=302, headers={"Location": "/bad"})),
        ("error", "leads to no address of a page: http://[::1", Reply(status=302, headers={"Location": "http://[::1"})),
        ("error", "of a page: javascript:", Reply(status=302, headers={"Location": "javascript:void(0)"})),
        ("error", "that keep cookies", Reply(status=302, headers={"Location": "/bad", "Set-Cookie": "seen=1"})),
        ("error", "was not asked", Reply(status=304)),
        ("error", "cannot be unpacked", Reply("no gzip", headers={"Content-Encoding": "gzip"})),
        ("error", "cannot be unpacked", Reply("no brotli" * 9, headers={"Content-Encoding": "br"})),
        ("truncated", "ended before", Reply(HALF, headers={"Content-Encoding": "gzip"})),
        ("truncated", "ended before", Reply(HALF_WITHOUT_HTML, headers={"Content-Encoding": "gzip"})),
        ("truncated", "ended before", Reply(wire=CHUNKED + b"zz\r\nno chunk\r\n0\r\n\r\n")),
        ("truncated", "ended before", Reply(wire=CHUNKED + b"40\r\n<html><p>half")),
        ("truncated", "ended before", Reply(wire=CHUNKED + b"-5\r\n<html><p>half\r\n0\r\n\r\n")),
        ("truncated", "ended before", Reply(wire=CHUNKED + b"5;" + b"a" * 300_000 + b"\r\nhello\r\n0\r\n\r\n")),
        ("truncated", "headers that do not end", Reply(wire=b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000)),
        ("unreachable", "that is HTTP", Reply(wire=b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>hello")),
        ("unreachable", "closed before", Reply(wire=b"HTTP/1.1")),
    ],
)  # fmt: skip
def test_a_bad_page_is_an_incident_and_the_others_are_kept(
    server: Loopback, tmp_path: Path, quality: str, said: str, bad: Route
) -> None:
    result = visit(tmp_path, site_with(server, bad))
    assert counts(result) == {"ok": 2, quality: 1}
    incident = result.incidents[0]
    assert said in incident.cause
    assert incident.address == f"{server.url}bad"
    assert incident.remedy
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [trouble.quality for trouble in reader.coverage()[0].troubles] == [Quality(quality)]


def test_a_tag_with_attributes_without_end_is_told_and_the_page_is_read(server: Loopback, tmp_path: Path) -> None:
    crowd = " ".join(f"a{number}=1" for number in range(90_000))
    copy = "Our exosome serum reduces wrinkles in four weeks."
    result = visit(tmp_path, site_with(server, f"<html><body><p {crowd}>{copy}</p></body></html>"))
    assert counts(result) == {"ok": 3}
    (incident,) = result.incidents
    assert incident.cause == "holds a tag with more than 1,000 attributes: 89,000 were left out"
    assert (incident.address, incident.remedy[:4]) == (f"{server.url}bad", "look")
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert copy in {claim.quote for claim in reader.claims()}


def test_a_server_that_drips_its_answer_is_not_waited_for(server: Loopback, tmp_path: Path) -> None:
    def dripping(listening: socket.socket) -> None:
        answering, _ = listening.accept()
        with answering, suppress(OSError):
            answering.recv(65_536)
            answering.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
            while True:
                answering.sendall(b"x")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=dripping, args=(listening,), daemon=True).start()
        site = replace(server.site(), url=f"http://127.0.0.1:{listening.getsockname()[1]}/")
        result = visit(tmp_path, site, manners=replace(QUICK, timeout=1.0, tries=1))
    assert "no whole answer within 1 s" in result.incidents[0].cause


@pytest.mark.parametrize("charset", ["undefined", "zlib_codec", "rot13", "idna", "nonsense", "utf-16"])
def test_a_charset_that_is_none_costs_no_page(server: Loopback, tmp_path: Path, charset: str) -> None:
    result = visit(tmp_path, site_with(server, Reply(page("/süß"), kind=f"text/html; charset={charset}")))
    assert counts(result) == {"ok": 3, "gone": 1}
    assert result.incidents == ()
    assert "/s%C3%BC%C3%9F" in server.paths


def test_links_are_read_in_the_encoding_of_the_text(server: Loopback, tmp_path: Path) -> None:
    server.routes.update({"/": Reply(page("/süß"), kind="text/html; charset=iso-8859-1"), "/s%C3%BC%C3%9F": GOOD})
    assert counts(visit(tmp_path, server.site())) == {"ok": 2}


def test_a_server_that_takes_too_long_is_not_waited_for(server: Loopback, tmp_path: Path) -> None:
    site = replace(site_with(server, Reply(GOOD, pause=3.0)), delay=0.01)
    result = visit(tmp_path, site, manners=replace(QUICK, timeout=1.5, tries=1))
    assert counts(result) == {"ok": 2, "unreachable": 1}
    assert "no whole answer within 1.5 s" in result.incidents[0].cause


def test_a_page_of_fifty_megabytes_is_not_read_to_its_end(server: Loopback, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000000\r\n\r\n"
    result = visit(tmp_path, site_with(server, Reply(wire=head + b"<p>" + b"x" * 50_000_000)))
    assert counts(result) == {"ok": 2, "truncated": 1}


def test_a_dead_link_is_no_incident_but_a_dead_entry_of_the_watchlist_is(server: Loopback, tmp_path: Path) -> None:
    site = site_with(server, Reply("<p>Not here</p>", status=404))
    assert visit(tmp_path, site).incidents == ()
    result = visit(tmp_path, replace(site, start=(f"{server.url}bad",)))
    assert [(incident.cause, incident.remedy) for incident in result.incidents] == [
        ("not found (404)", "correct the address in the watchlist")
    ]


def test_a_refused_connection_is_told_and_other_sites_are_visited(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = GOOD
    dead = Site("dead", f"http://127.0.0.1:{closed_port()}/", SiteKind.CLINIC, delay=0, allow_private=True)
    result = visit(tmp_path, dead, server.site("alive"))
    assert counts(result, "alive") == {"ok": 1}
    assert counts(result, "dead") == {"unreachable": 1}
    (incident,) = result.incidents
    assert "connection refused by 127.0.0.1" in incident.cause
    assert "check the address" in incident.remedy


def test_an_unknown_host_is_told(tmp_path: Path) -> None:
    result = visit(tmp_path, Site("typo", "http://no-such-host.invalid/", SiteKind.CLINIC, delay=0))
    (incident,) = result.incidents
    assert "unknown host no-such-host.invalid" in incident.cause
    assert "check the address" in incident.remedy


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_private_host_is_refused_without_leave(server: Loopback, tmp_path: Path, host: str) -> None:
    server.routes["/"] = GOOD
    url = server.url.replace("127.0.0.1", host)
    result = visit(tmp_path, replace(server.site(), url=url, allow_private=False))
    assert "allow_private" in " ".join(result.lines())
    assert server.log == []


def test_a_redirect_to_another_host_is_recorded_and_not_followed(server: Loopback, tmp_path: Path) -> None:
    with Loopback({"/": GOOD}) as other:
        result = visit(tmp_path, site_with(server, Reply(status=301, headers={"Location": other.url})))
        assert counts(result) == {"ok": 2, "redirected_away": 1}
        moved = replace(server.site("moved"), start=(f"{server.url}bad",))
        incidents = visit(tmp_path, moved).incidents
        assert [incident.remedy for incident in incidents] == [
            "the site has moved: put its new address into the watchlist"
        ]
        assert other.log == []


@pytest.mark.parametrize("scheme", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_to_another_scheme_leads_nowhere(server: Loopback, tmp_path: Path, scheme: str) -> None:
    result = visit(tmp_path, site_with(server, Reply(status=302, headers={"Location": scheme})))
    assert counts(result) == {"ok": 2, "error": 1}


def test_a_page_in_the_wrong_encoding_is_read_and_kept_as_sent(server: Loopback, tmp_path: Path) -> None:
    body = page(copy="Für die Haut: Exosome aus Rosenblättern, geprüft in Köln.").encode("cp1252")
    result = visit(tmp_path, site_with(server, Reply(body, kind="text/html; charset=utf-8")))
    assert counts(result) == {"ok": 3}
    files = list((tmp_path / "captures").rglob("*.warc.gz"))
    kept = files[0].read_bytes()
    assert any(
        _body(files[0], offset) == body for offset in range(len(kept)) if kept[offset : offset + 2] == b"\x1f\x8b"
    )


def _body(path: Path, offset: int) -> bytes:
    try:
        return body_at(path, offset)
    except Exception:  # noqa: BLE001 - not every place in the file is the start of an answer
        return b""


def test_a_server_that_stays_away_is_left_alone(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page(*(f"/page/{number}" for number in range(30)))
    server.routes.update({f"/page/{number}": Reply("busy", status=503) for number in range(30)})
    result = visit(tmp_path, server.site())
    assert len(server.paths) <= 1 + QUICK.give_up_after * QUICK.tries
    assert (
        "left alone until the next run: the server is busy (status 503), 3 pages in a row" in result.incidents[0].cause
    )
    assert sum(counts(result).values()) == 31


def test_a_spider_that_does_not_exist_is_told(server: Loopback, tmp_path: Path) -> None:
    result = visit(tmp_path, server.site(spider="octopus"))
    assert [incident.cause for incident in result.incidents] == ["there is no spider 'octopus'"]


def test_the_agent_is_named_and_cannot_break_a_header(tmp_path: Path) -> None:
    named = job(tmp_path, contact="watch@example.org\r\nX-Evil: 1").agent
    assert named.startswith("Exowatch/")
    assert named.endswith("(+watch@example.orgX-Evil: 1)")
