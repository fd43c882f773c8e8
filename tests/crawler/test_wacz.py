"""A web archive that the format's own tools take, and whose bytes depend on its content only."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from crawler.archive import Archive
from crawler.wacz import INDEX, PACKAGE, WARC, Shown, search_key, wacz
from crawler.warc import Exchange

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ADDRESS = "https://www.shop.example/Serums/a?b=c&a=1"
SHOWN = Shown(ADDRESS, "2026-11-02T09:30:00Z", "Serum für alle", "Exosomes regrow hair.")
INDEXED = ("url", "mime", "status", "digest", "length", "offset")


@pytest.fixture
def warc(tmp_path: Path) -> bytes:
    """One exchange as the archive keeps it."""
    sent, headers = (("User-Agent", "Exowatch"),), (("Content-Type", "text/html; charset=utf-8"),)
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(Exchange(ADDRESS, AT, sent, 200, headers, b"<p>Exosomes regrow hair.</p>"))
    return (tmp_path / kept.path).read_bytes()


def tool(*command: str) -> "subprocess.CompletedProcess[str]":
    """What a tool of others says; in a process of its own, for it warns of what is none of ours."""
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True)


def test_its_own_validator_takes_it_and_not_one_that_was_altered(warc: bytes, tmp_path: Path) -> None:
    path = tmp_path / "capture.wacz"
    path.write_bytes(wacz(warc, SHOWN))
    done = tool("wacz", "validate", "--file", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the passed WACZ is valid" in done.stdout
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, body in content.items():
            archive.writestr(name, body.replace(b"hair", b"wool") if name == "pages/pages.jsonl" else body)
    assert "is invalid" in tool("wacz", "validate", "--file", str(path)).stdout


def test_its_index_is_that_of_the_indexer(warc: bytes, tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(warc)
    done = tool("cdxj_indexer.main", str(path))
    key, moment, entry = done.stdout.strip().split(" ", 2)
    with ZipFile(BytesIO(wacz(warc, SHOWN))) as archive:
        ours = archive.read(INDEX).decode().strip().split(" ", 2)
    assert ours[:2] == [key, moment]
    assert {name: json.loads(ours[2])[name] for name in INDEXED} == {name: json.loads(entry)[name] for name in INDEXED}


def test_the_same_content_gives_the_same_bytes(warc: bytes) -> None:
    first = wacz(warc, SHOWN)
    assert first == wacz(warc, SHOWN)
    with ZipFile(BytesIO(first)) as archive:
        assert archive.read(WARC) == warc
        assert json.loads(archive.read(PACKAGE))["mainPageUrl"] == ADDRESS


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://shop.example/", "example,shop)/"),
        ("http://WWW.Shop.example:80/A/", "example,shop)/a"),
        ("http://127.0.0.1:8080/a?b", "1,0,0,127:8080)/a?b"),
        ("https://a.b.example:8443/x?z=2&y=1", "example,b,a:8443)/x?y=1&z=2"),
    ],
)
def test_addresses_are_turned_round(address: str, key: str) -> None:
    assert search_key(address) == key
