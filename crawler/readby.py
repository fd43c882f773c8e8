"""What a reading rests on beside its document and the rules of its language: the code, the models, the markets."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import claims
import db.digests
from claims.rules.packs import FOLDER
from crawler.restson import digest_of, name_of

LIBRARIES = ("ahocorasick-rs", "google-re2", "numpy", "pydantic", "pyyaml", "rapidfuzz")
CODE = Path(claims.__file__).parent
RULES = ".yml"  # of a language; readings name them by their digest
RESTS_ON = {".bin", ".py", ".table", ".trees", ".yml"}  # what rules, models and code are kept as


def read_by(markets: Sequence[str], reader: str, *, likeness: bool) -> str:
    """The name of all that reads a document but its language's rules; two readings under one name and rules are one.

    `markets` are those whose rules the reading is flagged by, `reader` is what reader_of() gives of the packs;
    `likeness` says whether the learned helper has its word.
    """
    return name_of((reader, str(likeness), *markets))


def reader_of(packs: Path = FOLDER) -> str:
    """The digest of the code, the libraries, the models and the data by which packs read, but for their rules."""
    return digest_of(LIBRARIES, _files(packs))


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
