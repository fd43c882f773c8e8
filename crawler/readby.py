"""What a reading rests on beside its document and the rules of its language: the code, the models, the markets."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import claims
import db.digests
from claims.rules.packs import FOLDER

LIBRARIES = ("ahocorasick-rs", "google-re2", "numpy", "pydantic", "pyyaml", "rapidfuzz")
CODE = Path(claims.__file__).parent
RULES = ".yml"  # of a language; readings name them by their digest
RESTS_ON = {".bin", ".py", ".table", ".trees", ".yml"}  # what rules, models and code are kept as


def read_by(markets: Sequence[str], reader: str, *, likeness: bool) -> str:
    """The name of all that reads a document but its language's rules; two readings under one name and rules are one.

    `markets` are those whose rules the reading is flagged by, `reader` is what reader_of() gives of the packs;
    `likeness` says whether the learned helper has its word.
    """
    name = "\x1f".join((reader, str(likeness), *markets))
    return hashlib.blake2b(name.encode(), digest_size=16).hexdigest()


def reader_of(packs: Path = FOLDER) -> str:
    """The digest of the code, the libraries, the models and the data by which packs read, but for their rules."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for line in dict.fromkeys(
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in _files(packs)
    ):
        digest.update(line.encode())
    return digest.hexdigest()


def _files(packs: Path) -> Iterator[Path]:
    """The code and its data, and of the packs which there are and what in them is no rule.

    What all languages share is read where the code lies; packs elsewhere may bring the same again.
    """
    yield from sorted(path for path in CODE.rglob("*") if path.suffix in RESTS_ON and FOLDER not in path.parents)
    yield Path(db.digests.__file__)
    for folder in sorted({FOLDER, packs}):
        yield from sorted(folder.glob(f"*{RULES}"))
    yield from sorted(packs.glob("*/pack.yml"))
    yield from sorted(path for path in packs.rglob("*") if path.suffix in RESTS_ON - {RULES})
