"""The archive: what was asked and answered, kept as WARC records by site and day; and read back."""

import hashlib
import mmap
import os
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from crawler.errors import ArchiveDamaged
from crawler.unpacking import unpacked
from crawler.warc import Exchange, Headers, file_head, records

CHUNK = 1 << 16
GZIP = b"\x1f\x8b\x08"  # no page begins so


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the archive keeps an answer: the file, as seen from the archive's parent, and its record's first byte."""

    path: str
    offset: int


@dataclass(frozen=True, slots=True)
class Record:
    """An answer read back; `body` is decoded."""

    address: str
    status: int
    headers: Headers
    body: bytes


class Archive:
    """Writes the records of one site below the folder of captures; a context manager. One writer at a time."""

    def __init__(self, captures: Path, site: str) -> None:
        self.home = captures.parent
        self.folder = Path(captures.name) / folder_name(site)
        self._path = Path()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Puts what was written on the disk and lets go of the file."""
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
        self._file = None

    def keep(self, exchange: Exchange) -> Kept:
        """Writes the answer and the request as two records, wholly or not at all as far as readers can see.

        Raises OSError where the disk takes no more.
        """
        file = self._open(exchange.at)
        offset = file.tell()
        try:
            _write_whole(file, records(exchange))
        except OSError:
            file.truncate(offset)
            file.seek(offset)
            raise
        return Kept(self._path.as_posix(), offset)

    def _open(self, at: datetime) -> BinaryIO:
        path = self.folder / f"{at:%Y-%m-%d}.warc.gz"
        if self._file is None or path != self._path:
            self.close()
            self._path = path
            self._file = _open_to_append(self.home / path)
            if not self._file.tell():
                _write_whole(self._file, file_head(path.name, at))
        return self._file


def folder_name(site: str) -> str:
    """A site's name as the name of a folder; two sites never share one."""
    name = re.sub(r"[^a-z0-9_-]+", "-", site.lower()).strip("-")[:80]
    return name if name and name == site else f"{name}-{hashlib.sha256(site.encode()).hexdigest()[:8]}"


def record_at(path: Path, offset: int) -> Record:
    """The answer that starts at that byte of a WARC file. Raises ArchiveDamaged where there is none."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)))
            if record.rec_type != "response" or record.http_headers is None:
                raise ArchiveDamaged(f"{path}: no answer at byte {offset}: restore the file from a backup")
            head = record.http_headers
            return Record(
                address=record.rec_headers.get_header("WARC-Target-URI"),
                status=int(head.get_statuscode()),
                headers=tuple(head.headers),
                body=_unpacked(record.raw_stream.read(), head.get_header("Content-Encoding", "")),
            )
    except (OSError, StopIteration, ValueError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        raise ArchiveDamaged(f"{path}: byte {offset} cannot be read: restore the file from a backup") from error


def _unpacked(body: bytes, named: str) -> bytes:
    """The body of a record as a page; at first the word that it is packed was missing from records."""
    return unpacked(body, named or ("gzip" if body.startswith(GZIP) else ""))


def body_at(path: Path, offset: int) -> bytes:
    """The decoded body of the answer that starts at that byte."""
    return record_at(path, offset).body


def _write_whole(file: BinaryIO, data: bytes) -> None:
    """All of it: an unbuffered file takes, at the end of the disk, a part without a word, and refuses only the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _open_to_append(path: Path) -> BinaryIO:
    """The file, unbuffered, at the end of its last whole record: what a killed run left half-written goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("r+b" if path.exists() else "w+b", buffering=0)
    end = _end_of_whole_records(path)
    file.truncate(end)
    file.seek(end)
    return file


def _end_of_whole_records(path: Path) -> int:
    """The byte after the last gzip member that is complete."""
    if not path.stat().st_size:
        return 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = 0
        while end < len(data):
            length = _member_length(data, end)
            if not length:
                break
            end += length
        return end


def _member_length(data: mmap.mmap, start: int) -> int:
    """How many bytes one whole gzip member takes; 0 where it is torn."""
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    at = start
    try:
        while not unzip.eof and at < len(data):
            piece = data[at : at + CHUNK]
            unzip.decompress(piece)
            at += len(piece)
    except zlib.error:
        return 0
    return at - len(unzip.unused_data) - start if unzip.eof else 0
