"""What is packed is unpacked as Scrapy does it, and half of it is told from the whole."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from scrapy.utils._compression import _inflate, _unbrotli
from scrapy.utils.gz import gunzip

from crawler.unpacking import is_whole, unpacked

PLAIN = b"".join(b"<p>Sentence %d</p>" % (n * n % 99_991) for n in range(20_000))
Way = Callable[[bytes], bytes]
WAYS: tuple[tuple[str, Way, Way], ...] = (
    ("gzip", gzip.compress, gunzip),
    ("X-Gzip", gzip.compress, gunzip),
    ("deflate", zlib.compress, _inflate),
    ("deflate ", lambda body: zlib.compress(body)[2:-4], _inflate),
    ("br", lambda body: bytes(brotli.compress(body, quality=4)), _unbrotli),
)


@pytest.mark.parametrize(("named", "pack", "scrapys"), WAYS, ids=[way[0] for way in WAYS])
def test_whole_and_half_bodies_come_out_as_they_did_when_they_were_judged(named: str, pack: Way, scrapys: Way) -> None:
    body = pack(PLAIN)
    assert unpacked(body, named) == PLAIN
    assert is_whole(body, named)
    for part in (body[:-3], body[: len(body) // 2], body[:400]):
        assert unpacked(part, named) == scrapys(part)
        assert not is_whole(part, named)
    if named != "br":
        assert unpacked(body + b"more", named) == PLAIN


def test_what_is_packed_twice_is_unpacked_twice() -> None:
    assert unpacked(gzip.compress(zlib.compress(PLAIN)), "deflate, gzip") == PLAIN
    assert unpacked(PLAIN, "") == unpacked(PLAIN, "identity") == PLAIN
    assert is_whole(PLAIN, "identity")


@pytest.mark.parametrize("named", ["gzip", "deflate", "br"])
def test_what_is_not_packed_so_is_told(named: str) -> None:
    with pytest.raises((OSError, EOFError, ValueError, zlib.error)):
        unpacked(b"<html>plain after all", named)
