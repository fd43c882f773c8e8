"""The manifest of a run: what the archive and the database hold of it, in hashes chained to the manifest before."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from crawler.errors import ArchiveDamaged
from db.kept import KeptCapture, KnownManifest
from db.queries import Reader
from db.store import Store
from db.times import stamp

FOLDER = "manifests"
FORMAT = "exowatch manifest 1"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One file of the archive: its path as seen from the home, how long it was, and the SHA-256 of that much."""

    path: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SealedRun:
    """One run: how many captures it kept, and the SHA-256 of their rows."""

    run: int
    captures: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of a manifest's file."""

    format: str
    number: int
    made_at: str
    previous: str
    runs: tuple[SealedRun, ...]
    files: tuple[SealedFile, ...]


def seal(store: Path, captures: Path, now: datetime) -> Path | None:
    """Writes the manifest of all runs that have none yet, those that were cut off too; None where there are none.

    The file is complete on the disk before the database names it.
    """
    home = captures.parent
    with Reader.open(store) as reader:
        if not (runs := reader.unsealed_runs()):
            return None
        manifest = _made(reader, home, runs, now)
    path = captures / FOLDER / f"{manifest.number:06}.json"
    text = _text(manifest)
    _write(path, text)
    known = KnownManifest(
        manifest.number, path.relative_to(home).as_posix(), hashlib.sha256(text).hexdigest(), manifest.previous, runs
    )
    with Store.open(store, now=now) as writer:
        writer.seal(known, now)
    return path


def read_manifest(text: bytes, path: Path) -> Manifest:
    """A manifest from its file. Raises ArchiveDamaged where it is none."""
    try:
        return TypeAdapter(Manifest).validate_json(text)
    except ValidationError as error:
        raise ArchiveDamaged(f"{path}: is no manifest: restore the file from a backup") from error


def digest_of_captures(captures: Iterator[KeptCapture]) -> tuple[int, str]:
    """How many captures there are, and the SHA-256 of their rows."""
    digest, count = hashlib.sha256(), 0
    for one in captures:
        row = [one.id, one.site, one.address, one.final_address, one.fetched_at, one.status, one.quality]
        digest.update(json.dumps([*row, one.digest, one.warc, one.offset]).encode())
        count += 1
    return count, digest.hexdigest()


def digest_of_file(path: Path, length: int) -> str:
    """The SHA-256 of the first bytes of a file; of all it has, where it is shorter."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            digest.update(piece)
            length -= len(piece)
    return digest.hexdigest()


def _made(reader: Reader, home: Path, runs: Sequence[int], now: datetime) -> Manifest:
    before = reader.manifests()
    sealed, touched = [], set[str]()
    for run in runs:
        captures = tuple(reader.captures_of_run(run))
        touched.update(one.warc for one in captures if one.warc)
        touched.update(one.path for one in reader.pictures_of_run(run))
        sealed.append(SealedRun(run, *digest_of_captures(iter(captures))))
    files = tuple(_file(home, name) for name in sorted(touched))
    previous = before[-1].sha256 if before else ""
    return Manifest(FORMAT, len(before) + 1, stamp(now), previous, tuple(sealed), files)


def _file(home: Path, name: str) -> SealedFile:
    path = home / name
    length = path.stat().st_size if path.exists() else 0
    return SealedFile(name, length, digest_of_file(path, length) if length else "")


def _text(manifest: Manifest) -> bytes:
    return TypeAdapter(Manifest).dump_json(manifest, indent=1) + b"\n"


def _write(path: Path, text: bytes) -> None:
    """The whole file or none, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
