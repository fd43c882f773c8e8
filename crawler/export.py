"""The evidence of one claim or stated source as one zip: the exchange as it was, the text with the quote, hashes."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic_core import to_json
from warcio.archiveiterator import ArchiveIterator

from claims.model import Document
from crawler.archive import Record
from crawler.stamp import SUFFIX
from crawler.stored import NothingKept, document_of, record_of
from crawler.wacz import Shown, wacz
from db.errors import NotStored
from db.kept import KeptCapture, KnownManifest, Picture
from db.known import KnownClaim, KnownPlace, KnownSource
from db.model import Site
from db.queries import Reader
from db.times import stamp as stored

OPEN, CLOSE = ">>>> ", " <<<<"
NO_TEXT = "(no text could be extracted)\n"
ABOUT = """\
Evidence of {what} on {site}

The quote:      {quote}
Its page:       {address}
Captured:       {fetched_at} (UTC, by the clock of the machine that ran Exowatch)
Answered by:    {final_address}, status {status}
SHA-256 of the body, content-decoded: {digest}
Run {run}, capture {capture}, record at byte {offset} of {warc}
Manifest: {manifest}

What is in here

{file:<17}{holds}
page.txt         the text of the page as it was extracted, with the quote between {open} and {close}
headers.txt      what was sent and what was answered, without the body
capture.wacz     a web archive of the request and the answer, which lie in it as WARC records, byte for byte as the
                 archive has them: open it at https://replayweb.page, or replay it with pywb
screenshot.jpg   a picture of the page by Chromium: {pictured}
manifest.json    the manifest made at the end of the run (where there is one); each names the SHA-256 of the one before
manifest.tsr     the stamp on it (where there is one): check with
                 `openssl ts -verify -in manifest.tsr -data manifest.json -CAfile ROOTS.pem`
SHA256SUMS       the SHA-256 of every file here but itself: check with `sha256sum --check SHA256SUMS`

How it was taken

Exowatch asked for the address over HTTP with a name of its own, obeyed robots.txt, and kept what came back before
anything was made of it. No browser was used for it: what a page shows only after scripts have run is not in it. A
picture is a request of its own, made soon after by Chromium under the same name, and shows what the site sent then.

Country of exit of the requests of run {run}: {left_from}

What it does not prove

- That the address showed the same to anyone else, or at another time: sites vary by country, visitor and hour.
- That the clock was right, or that the files were not made up later: {stamp}.
  The chain of manifests shows an alteration only to someone who has kept the SHA-256 of a later manifest.
- Who wrote the text, or who answers for the site.
- What the quote means in law. A flag is a reason to look, and decides nothing.
"""
HOLDS = {
    "claim.json": "the claim as it is known: status, rule, flags, first and last sight, all its places",
    "source.json": "the stated source as it is known: what is stated, why, flags, first and last sight",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of the capture that shows a claim or a stated source."""

    thing: KnownClaim | KnownSource
    place: KnownPlace | KnownSource
    capture: KeptCapture
    site: Site
    manifest: KnownManifest | None
    picture: Picture | None

    @property
    def what(self) -> str:
        """What it is, with its number."""
        number = self.thing.id
        return f"stated source S{number}" if isinstance(self.thing, KnownSource) else f"claim {number}"

    @property
    def quoted(self) -> str:
        """The quote in a line; why there is none where a page states no source."""
        quote = " ".join(self.thing.quote.split())
        return f"none: {self.thing.reason}" if isinstance(self.thing, KnownSource) and not quote else quote

    @property
    def file(self) -> str:
        """The file that tells all that is known of it."""
        return "source.json" if isinstance(self.thing, KnownSource) else "claim.json"


def export(store: Path, home: Path, number: int, target: Path, *, of_source: bool = False) -> Path:
    """Writes the zip of one claim, or of one stated source.

    Raises NotStored where there is none of that number, NothingKept where no capture of it is kept, ArchiveDamaged.
    """
    if target.exists():
        raise NothingKept(f"{target}: is there already: name a new file, or move that one away")
    kept = _kept(store, number, of_source=of_source)
    files = dict(_files(kept, home))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    packed = _packed({**files, "SHA256SUMS": sums.encode()})
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(packed)
    part.replace(target)
    return target


def marked_text(document: Document, quote: str) -> str:
    """The text of a page, a block a paragraph, with the quote between marks."""
    lines = [f"# {document.title}", document.address, ""]
    found = False
    for block in document.blocks:
        found = found or quote in block.text
        lines += [block.text.replace(quote, f"{OPEN}{quote}{CLOSE}") if quote else block.text, ""]
    if not found:
        lines.insert(2, "(The quote is not in the text as it is extracted now: see the capture.)")
    return "\n".join(lines)


def saved_text(store: Path, home: Path, number: int) -> str:
    """The text of the capture that shows a claim, the quote marked, under what proves it. Raises as `export` does."""
    kept = _kept(store, number)
    document = _document(kept, _record(kept, home))
    head = (
        f"{kept.what} on {kept.thing.site}",
        f"captured {kept.capture.fetched_at} from {kept.capture.final_address}, status {kept.capture.status}",
        f"SHA-256 of the body {kept.capture.digest}",
        "",
    )
    return "\n".join((*head, marked_text(document, kept.thing.quote) if document else NO_TEXT))


def _kept(store: Path, number: int, *, of_source: bool = False) -> Kept:
    with Reader.open(store) as reader:
        thing, place = _source(reader, number) if of_source else _claim(reader, number)
        capture = next(one for one in reader.captures_in(place.warc) if one.offset == place.offset)
        site = next(site for site in reader.sites() if site.name == thing.site)
        manifest = next((one for one in reader.manifests() if capture.run in one.runs), None)
        return Kept(thing, place, capture, site, manifest, reader.picture(site.name, place.address))


def _claim(reader: Reader, number: int) -> tuple[KnownClaim, KnownPlace]:
    claim = next(iter(reader.claims(ids=[number], live=None)), None)
    if claim is None:
        raise NotStored(f"there is no claim {number}: `exowatch claims --json` shows their numbers (id)")
    place = next((place for place in claim.places if place.warc), None)
    if place is None:
        raise NothingKept(f"no capture of claim {number} is kept: the next crawl keeps one")
    return claim, place


def _source(reader: Reader, number: int) -> tuple[KnownSource, KnownSource]:
    source = next(iter(reader.sources(ids=[number], live=None)), None)
    if source is None:
        raise NotStored(f"there is no stated source S{number}: `exowatch review queue` shows their numbers")
    if not source.warc:
        raise NothingKept(f"no capture of stated source S{number} is kept: the next crawl keeps one")
    return source, source


def _files(kept: Kept, home: Path) -> Iterator[tuple[str, bytes]]:
    path = home / kept.capture.warc
    record = _record(kept, home)
    stamp = _stamp(kept, home)
    yield "README.txt", _about(kept, stamp).encode()
    yield kept.file, to_json(kept.thing, indent=1) + b"\n"
    document = _document(kept, record)
    text = marked_text(document, kept.thing.quote) if document else NO_TEXT
    yield "page.txt", text.encode()
    yield "headers.txt", _headers(path, kept.capture.offset).encode()
    shown = Shown(record.address, kept.capture.fetched_at, document.title if document else record.address, text)
    yield "capture.wacz", wacz(_slice(path, kept.capture.offset), shown)
    if kept.picture and (home / kept.picture.path).exists():
        yield "screenshot.jpg", (home / kept.picture.path).read_bytes()
    if kept.manifest:
        yield "manifest.json", (home / kept.manifest.path).read_bytes()
    if stamp:
        yield "manifest.tsr", stamp


def _record(kept: Kept, home: Path) -> Record:
    return record_of(kept.capture, home)


def _stamp(kept: Kept, home: Path) -> bytes | None:
    path = (home / kept.manifest.path).with_suffix(SUFFIX) if kept.manifest else None
    return path.read_bytes() if path and path.exists() else None


def _stamp_in_words(stamp: bytes | None) -> str:
    if stamp is None:
        return "there is no stamp by a third party"
    return "the stamp says no more than that the\n  manifest, and what it names, was there by the moment in it"


def _left_from(capture: KeptCapture) -> str:
    if not capture.country_of_exit:
        return "not stated"
    return (
        f"{capture.country_of_exit}, stated by the operator. Nothing\n"
        "looked it up, and no manifest covers it: it is kept in the database beside the run."
    )


def _about(kept: Kept, stamp: bytes | None) -> str:
    capture, manifest = kept.capture, kept.manifest
    return ABOUT.format(
        what=kept.what,
        file=kept.file,
        holds=HOLDS[kept.file],
        site=kept.thing.site,
        quote=kept.quoted,
        address=kept.place.address,
        fetched_at=capture.fetched_at,
        final_address=capture.final_address,
        status=capture.status,
        digest=capture.digest,
        left_from=_left_from(capture),
        run=capture.run,
        capture=capture.id,
        offset=capture.offset,
        warc=capture.warc,
        manifest=f"{manifest.path}, SHA-256 {manifest.sha256}" if manifest else "none was made of this run yet",
        stamp=_stamp_in_words(stamp),
        pictured=f"taken {stored(kept.picture.taken_at)}" if kept.picture else "none was taken",
        open=OPEN.strip(),
        close=CLOSE.strip(),
    )


def _document(kept: Kept, record: Record) -> Document | None:
    return document_of(kept.place.page, kept.capture, kept.site, record)


def _headers(path: Path, offset: int) -> str:
    """The heads of the two records of an exchange, the request first."""
    with path.open("rb") as file:
        file.seek(offset)
        exchange = islice(ArchiveIterator(file), 2)
        heads = [f"{record.rec_headers}\n\n{record.http_headers}\n" for record in exchange]
    return "\n".join(reversed(heads))


def _slice(path: Path, offset: int) -> bytes:
    """The file's own head and the two records of an exchange, as they lie in it."""
    with path.open("rb") as file:
        head = _bounds(file, 0, 1)
        exchange = _bounds(file, offset, 2)
        return b"".join(_piece(file, start, end) for start, end in (head, exchange))


def _bounds(file: io.BufferedReader, start: int, records: int) -> tuple[int, int]:
    """Where so many records from a byte on begin and end."""
    file.seek(start)
    walk = ArchiveIterator(file)
    for number, _ in enumerate(walk):
        if number == records:
            return start, walk.get_record_offset()
    return start, file.seek(0, io.SEEK_END)


def _piece(file: io.BufferedReader, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start)


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes depend on its content only."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()
