"""What was answered is kept, can be read back by others' tools, and survives a kill."""

import gzip
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, body_at, folder_name, record_at
from crawler.errors import ArchiveDamaged
from crawler.warc import Exchange, Headers

DAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def exchange(body: bytes = b"<p>Calm skin</p>", at: datetime = DAY, more: Headers = ()) -> Exchange:
    sent = (("User-Agent", "Exowatch"),)
    headers = (("Content-Type", "text/html"), *more)
    return Exchange("https://shop.example/a?b=c", at, sent, 200, headers, body, "192.0.2.7")


def test_an_answer_is_read_back_as_it_came(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        first = archive.keep(exchange())
        second = archive.keep(exchange(b"second"))
    assert first.path == second.path == "captures/shop/2026-11-02.warc.gz"
    assert body_at(tmp_path / first.path, first.offset) == b"<p>Calm skin</p>"
    record = record_at(tmp_path / second.path, second.offset)
    assert (record.address, record.status, record.body) == ("https://shop.example/a?b=c", 200, b"second")
    assert ("Content-Type", "text/html") in record.headers


def test_a_compressed_body_is_kept_as_sent_and_read_back_plain(tmp_path: Path) -> None:
    sent = gzip.compress(b"plain words")
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange(sent, more=(("Content-Encoding", "gzip"),)))
    assert body_at(tmp_path / kept.path, kept.offset) == b"plain words"
    assert sent in gzip.decompress((tmp_path / kept.path).read_bytes())


def test_a_packed_body_is_read_back_plain_where_the_record_lacks_the_word_for_it(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange(gzip.compress(b"<p>words")))
    assert body_at(tmp_path / kept.path, kept.offset) == b"<p>words"


def test_every_record_carries_request_address_and_digest(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange())
    with (tmp_path / kept.path).open("rb") as file:
        records = [(record.rec_type, record.rec_headers) for record in ArchiveIterator(file, check_digests="raise")]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request"]
    answer, request = records[1][1], records[2][1]
    assert answer.get_header("WARC-IP-Address") == "192.0.2.7"
    assert answer.get_header("WARC-Date") == "2026-11-02T09:30:00Z"
    assert request.get_header("WARC-Concurrent-To") == answer.get_header("WARC-Record-ID")
    assert answer.get_header("WARC-Payload-Digest").startswith("sha1:")


@pytest.mark.parametrize("torn", [1, 7, 60, 300])
def test_a_torn_tail_is_cut_before_the_next_record(tmp_path: Path, torn: int) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        first = archive.keep(exchange())
        whole = (tmp_path / first.path).stat().st_size
        archive.keep(exchange(b"half of this is lost" * 20))
    file = tmp_path / first.path
    file.write_bytes(file.read_bytes()[: whole + torn])
    with Archive(tmp_path / "captures", "shop") as archive:
        after = archive.keep(exchange(b"after the kill"))
    assert after.offset == whole
    assert body_at(file, first.offset) == b"<p>Calm skin</p>"
    assert body_at(file, after.offset) == b"after the kill"
    with file.open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 5


def test_each_day_has_a_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        archive.keep(exchange())
        kept = archive.keep(exchange(at=DAY.replace(day=3)))
    assert kept.path == "captures/shop/2026-11-03.warc.gz"


def test_header_breaks_do_not_make_headers(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange(more=(("X-Odd", "a\r\nX-Forged: b"),)))
    assert "X-Forged" not in {name for name, _ in record_at(tmp_path / kept.path, kept.offset).headers}


@pytest.mark.parametrize("offset", [3, 10_000_000])
def test_a_place_without_an_answer_is_named(tmp_path: Path, offset: int) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange())
    with pytest.raises(ArchiveDamaged, match=f"byte {offset}"):
        body_at(tmp_path / kept.path, offset)


def test_site_names_stay_inside_the_archive() -> None:
    names = ["shop", "Shop", "../../etc", "a/b", "a b", "", "엑소", "x" * 300]
    folders = [folder_name(name) for name in names]
    assert len(set(folders)) == len(names)
    assert not [folder for folder in folders if not folder or set(folder) & set("/.\\")]


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """A disk that takes no more than so many bytes of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_ends_inside_a_record_keeps_none_of_it(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        first = archive.keep(exchange())
        file = tmp_path / first.path
        whole = file.stat().st_size
        with files_end_at(whole + 100), pytest.raises(OSError, match="File too large"):
            archive.keep(exchange(b"no room for this"))
        assert file.stat().st_size == whole
        after = archive.keep(exchange(b"there is room again"))
    assert after.offset == whole
    assert body_at(file, after.offset) == b"there is room again"


def test_the_formats_own_checker_takes_a_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        archive.keep(exchange(b"\x00\xff" * 40_000, more=(("X-Name", "caf\xe9"), ("X-Broken", "a\r\nb"))))
        kept = archive.keep(exchange(b""))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(tmp_path / kept.path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == 5


def test_headers_come_back_byte_for_byte_and_cannot_end_early(tmp_path: Path) -> None:
    with Archive(tmp_path / "captures", "shop") as archive:
        kept = archive.keep(exchange(more=(("X-Name", "caf\xe9"), ("X-Broken", "a\r\nSet-Cookie: b"))))
    assert b"X-Name: caf\xe9\r\n" in gzip.decompress((tmp_path / kept.path).read_bytes())
    headers = dict(record_at(tmp_path / kept.path, kept.offset).headers)
    assert headers["X-Broken"] == "a Set-Cookie: b"
    assert headers["X-Name"] == "caf\xe9"


def test_an_answer_without_a_head_is_none(tmp_path: Path) -> None:
    path = tmp_path / "odd.warc"
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: urn:x\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    path.write_bytes(f"{head}Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nodd\r\n\r\n".encode())
    with pytest.raises(ArchiveDamaged, match="no answer at byte 0"):
        record_at(path, 0)
