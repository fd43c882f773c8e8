"""The walk from the database to the archive to the manifests and back, and what is quoted: what does not fit."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive import record_at
from crawler.errors import ArchiveDamaged
from crawler.manifest import FOLDER, Manifest, SealedFile, digest_of_captures, digest_of_file, read_manifest
from crawler.quoted import Compared, compared
from crawler.stamp import SUFFIX, StampFailed, read_stamp
from db.kept import KeptCapture, KnownManifest
from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit: which file, run or capture, and what is the matter with it."""

    where: str
    what: str


LONGEST_QUOTE = 120


@dataclass(slots=True)
class Verified:
    """What was walked, what does not fit, and how many answers lie in the archive that no capture names.

    Such answers are left by runs that were killed between the archive and the database, and prove nothing wrong.
    `quotes` were compared with the text of their captures, `unread` could not be: no text is made of these here.
    """

    manifests: int = 0
    stamps: int = 0
    files: int = 0
    captures: int = 0
    quotes: int = 0
    unread: int = 0
    unnamed: int = 0
    misfits: list[Misfit] = field(default_factory=list)


def verify(store: Path, captures: Path, roots: Path | None = None) -> Verified:
    """Checks every manifest, stamp, file and capture; the signatures of stamps by the certificates in `roots`."""
    verified, home = Verified(), captures.parent
    with Reader.open(store) as reader, reader.still():
        verified.misfits += _manifests(reader, home, verified)
        verified.misfits += _stamps(reader, home, roots, verified)
        verified.misfits += _strangers(reader, captures)
        pruned = reader.pruned()
        for name in reader.warcs():
            if name in pruned:
                continue
            verified.files += 1
            verified.misfits += _file(home / name, name, reader.captures_in(name), verified)
        for one in compared(reader, home, pruned):
            verified.misfits += _quote(one, verified)
    return verified


def _manifests(reader: Reader, home: Path, verified: Verified) -> Iterator[Misfit]:
    previous = ""
    for number, known in enumerate(reader.manifests(), 1):
        verified.manifests += 1
        if known.number != number:
            yield Misfit(known.path, f"manifest {number} is missing in the database")
        if known.previous != previous:
            yield Misfit(known.path, "is not chained to the manifest before it in the database")
        previous = known.sha256
        yield from _manifest(reader, home, known)


def _manifest(reader: Reader, home: Path, known: KnownManifest) -> Iterator[Misfit]:
    try:
        text = (home / known.path).read_bytes()
        if hashlib.sha256(text).hexdigest() != known.sha256:
            yield Misfit(known.path, "is not the manifest that the database names: its SHA-256 is another")
        manifest = read_manifest(text, home / known.path)
    except OSError as error:
        yield Misfit(known.path, f"cannot be read: {error.strerror}")
        return
    except ArchiveDamaged:
        yield Misfit(known.path, "is no manifest")
        return
    yield from _content(reader, home, known, manifest)


def _content(reader: Reader, home: Path, known: KnownManifest, manifest: Manifest) -> Iterator[Misfit]:
    if (manifest.number, manifest.previous) != (known.number, known.previous):
        yield Misfit(known.path, "is not chained as the database says")
    if tuple(run.run for run in manifest.runs) != known.runs:
        yield Misfit(known.path, "covers other runs than the database says")
    for run in manifest.runs:
        if digest_of_captures(reader.captures_of_run(run.run)) != (run.captures, run.sha256):
            yield Misfit(f"run {run.run}", f"its captures in the database are not those of {known.path}")
    pruned = reader.pruned()
    for file in manifest.files:
        if file.path not in pruned:
            yield from _sealed(home / file.path, file, known)


def _sealed(path: Path, file: SealedFile, known: KnownManifest) -> Iterator[Misfit]:
    """What is the matter with a file that a manifest has."""
    if not path.exists():
        if file.length:
            yield Misfit(file.path, f"is missing; {known.path} has {file.length} bytes of it")
    elif path.stat().st_size < file.length:
        yield Misfit(file.path, f"is shorter than when {known.path} was made")
    elif file.length and digest_of_file(path, file.length) != file.sha256:
        yield Misfit(file.path, f"was altered after {known.path} was made")


def _stamps(reader: Reader, home: Path, roots: Path | None, verified: Verified) -> Iterator[Misfit]:
    """What is the matter with the stamps on manifests, where there are any."""
    for manifest in reader.manifests():
        path = (home / manifest.path).with_suffix(SUFFIX)
        if not path.exists():
            continue
        verified.stamps += 1
        name = path.relative_to(home).as_posix()
        try:
            found = read_stamp(path.read_bytes(), roots)
        except StampFailed as error:
            yield Misfit(name, str(error))
            continue
        if found.sha256 != manifest.sha256:
            yield Misfit(name, f"is a stamp on something else than {manifest.path}")


def _strangers(reader: Reader, captures: Path) -> Iterator[Misfit]:
    """Manifests on the disk that the database does not name."""
    home = captures.parent
    named = {manifest.path for manifest in reader.manifests()}
    newest = f"{FOLDER}/{len(named) + 1:06}.json"  # of a run that was killed before the database named it
    for path in sorted((captures / FOLDER).glob("*.json")):
        if path.relative_to(home).as_posix() not in named and not path.as_posix().endswith(newest):
            yield Misfit(path.relative_to(home).as_posix(), "is a manifest that the database does not name")


def _file(path: Path, name: str, captures: Sequence[KeptCapture], verified: Verified) -> Iterator[Misfit]:
    if not path.exists():
        yield Misfit(name, f"is missing, with {len(captures)} captures")
        return
    for capture in captures:
        verified.captures += 1
        if what := _capture(path, capture):
            yield Misfit(f"capture {capture.id} ({capture.address})", what)
    try:
        offsets = frozenset(_answers(path))
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error):
        yield Misfit(name, "cannot be read to its end")
        return
    verified.unnamed += len(offsets - {capture.offset for capture in captures})


def _capture(path: Path, capture: KeptCapture) -> str:
    """What is the matter with a capture in its file, empty where all fits."""
    try:
        record = record_at(path, capture.offset)
    except ArchiveDamaged:
        return f"{capture.warc} holds no answer at byte {capture.offset}"
    if record.address != capture.final_address:
        return f"{capture.warc} holds {record.address} at byte {capture.offset}"
    if record.status != capture.status:
        return f"the answer had status {record.status}, the database says {capture.status}"
    if hashlib.sha256(record.body).hexdigest() != capture.digest:
        return "the body's SHA-256 is not the one in the database"
    return ""


def _quote(one: Compared, verified: Verified) -> Iterator[Misfit]:
    """What is the matter with a quote, if it does not stand where the database says."""
    if one.stands is None:
        verified.unread += 1
        return
    verified.quotes += 1
    if one.stands:
        return
    quote, capture = " ".join(one.quote.quote.split()), one.capture
    shown = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
    what = "stated source" if one.quote.number.startswith("S") else "claim"
    lies = f"capture {capture.id} ({capture.warc}, byte {capture.offset})"
    remedy = "run `exowatch reread` if Exowatch was updated since; else restore the database from a backup"
    yield Misfit(
        f"{what} {one.quote.number} ({capture.address})",
        f'the text of {lies} does not have its quote "{shown}": {remedy}',
    )


def _answers(path: Path) -> Iterator[int]:
    """Where each answer of a file begins."""
    with path.open("rb") as file:
        walk = ArchiveIterator(file)
        for record in walk:
            if record.rec_type == "response":
                yield walk.get_record_offset()
