"""A web archive of one exchange as WACZ 1.1.1: what replay tools open, checked by the format's own validator.

The format: https://specs.webrecorder.net/wacz/1.1.1/. The same content always gives the same bytes.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from warcio.archiveiterator import ArchiveIterator

WARC = "archive/capture.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
STANDARD_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Shown:
    """The page that the archive shows first: its address as in the record, moment (ISO 8601, Z), title, text."""

    address: str
    at: str
    title: str
    text: str


def wacz(warc: bytes, shown: Shown) -> bytes:
    """The archive's bytes, around a WARC file as it is."""
    content = {WARC: warc, INDEX: _index(warc), PAGES: _pages(shown)}
    package = _package(content, shown)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, body in {**content, PACKAGE: package, DIGEST: _digest(package)}.items():
            archive.writestr(ZipInfo(name), body)
    return packed.getvalue()


def search_key(address: str) -> str:
    """An address with its host turned round and its query in order, as indexes are sorted and searched."""
    parts = urlsplit(address.lower())
    host = (parts.hostname or "").removeprefix("www.")
    turned = ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port and parts.port != STANDARD_PORTS.get(parts.scheme) else ""
    query = "&".join(sorted(parts.query.split("&")))
    return f"{turned}{port}){parts.path.rstrip('/') or '/'}" + (f"?{query}" if query else "")


def _index(warc: bytes) -> bytes:
    return "".join(f"{line}\n" for line in sorted(_lines(warc))).encode()


def _lines(warc: bytes) -> Iterator[str]:
    """A line for each answer: key, moment, and where it lies."""
    walk = ArchiveIterator(io.BytesIO(warc))
    for record in walk:
        if record.rec_type != "response":
            continue
        offset, head = walk.get_record_offset(), record.rec_headers
        address, moment = head.get_header("WARC-Target-URI"), head.get_header("WARC-Date")
        mime = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip()
        walk.read_to_end(record)
        entry = {
            "url": address,
            "mime": mime,
            "status": record.http_headers.get_statuscode(),
            "digest": head.get_header("WARC-Payload-Digest"),
            "length": str(walk.get_record_length()),
            "offset": str(offset),
            "filename": WARC.rpartition("/")[2],
        }
        stamp = "".join(char for char in moment if char.isdigit())[:14]
        yield f"{search_key(address)} {stamp} {json.dumps(entry)}"


def _pages(shown: Shown) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True}
    page = {"id": "1", "url": shown.address, "ts": shown.at, "title": shown.title, "text": shown.text}
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, page)).encode()


def _package(content: Mapping[str, bytes], shown: Shown) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _sha256(body), "bytes": len(body)}
        for name, body in content.items()
    ]
    about = {
        "profile": "data-package",
        "resources": resources,
        "wacz_version": "1.1.1",
        "title": shown.title,
        "created": shown.at,
        "software": f"Exowatch {version('exowatch')}",
        "mainPageUrl": shown.address,
        "mainPageDate": shown.at,
    }
    return json.dumps(about, ensure_ascii=False, indent=1).encode()


def _digest(package: bytes) -> bytes:
    return json.dumps({"path": PACKAGE, "hash": _sha256(package)}).encode()


def _sha256(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
