"""What patterns were found to need, kept beside the data they stand in, where and when Python keeps compiled modules.

To find it takes more than half of the time in which a pack is made ready. A file is named after all that it rests on:
the data, this code and this Python; one that cannot be read or written is as good as none.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

from claims.patterns.needles import Needle

SUFFIX, PART = ".needles", ".part"
SIZE = hashlib.sha256().digest_size
Edges = tuple[bool | None, bool | None]


class Cut(NamedTuple):
    """Of some patterns: for each alternative its pattern's number and needles, and for each pattern its edges."""

    needed: tuple[tuple[int, tuple[Needle, ...]], ...]
    edges: tuple[Edges, ...]


class Kept:
    """What is kept of the patterns in one folder of data."""

    def __init__(self, folder: Path, digest: str) -> None:
        self._folder = Path(cache_from_source(str(folder / "needles.py"))).parent
        self._file = self._folder / f"{_sign(digest)}{SUFFIX}"
        self._known: dict[str, Cut] = {}
        self._is_new = False
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = self._file.read_bytes()
            if hashlib.sha256(data[SIZE:]).digest() == data[:SIZE]:
                self._known = {key: Cut(*cut) for key, cut in marshal.loads(data[SIZE:]).items()}  # noqa: S302 - ours

    def recall(self, key: str) -> Cut | None:
        """What was found of the patterns of that name; None where nothing is kept of them."""
        return self._known.get(key)

    def keep(self, key: str, cut: Cut) -> None:
        """Takes up what was found."""
        self._known[key] = cut
        self._is_new = True

    def write(self) -> None:
        """Keeps on the disk what has come in since the last time, in the place of what rested on other data.

        Two that write at once write the same part of the same bytes, and one that is killed leaves a part that the next
        takes up: whatever they make of it is believed only where its sum is right.
        """
        if not self._is_new or sys.dont_write_bytecode:
            return
        self._is_new = False
        data = marshal.dumps({key: tuple(cut) for key, cut in self._known.items()})
        part = self._file.with_suffix(PART)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(data).digest() + data)
            part.replace(self._file)
            for other in self._folder.iterdir():
                if other.suffix in {SUFFIX, PART} and other != self._file:
                    other.unlink(missing_ok=True)


def _sign(digest: str) -> str:
    return hashlib.sha256(f"{digest} {_code()} {sys.version}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _code() -> str:
    """The digest of the code that finds what patterns need."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
