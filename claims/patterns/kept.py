"""What patterns were found to need, kept beside the data they stand in, where and when Python keeps compiled modules.

To find it takes more than half of the time in which a pack is made ready. A file is named after all that it rests on:
the data, this code and this Python.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from claims import cachefile
from claims.patterns.needles import Needle

SUFFIX = ".needles"
Edges = tuple[bool | None, bool | None]


class Cut(NamedTuple):
    """Of some patterns: for each alternative its pattern's number and needles, and for each pattern its edges."""

    needed: tuple[tuple[int, tuple[Needle, ...]], ...]
    edges: tuple[Edges, ...]


class Kept:
    """What is kept of the patterns in one folder of data; it is read when it is asked for."""

    def __init__(self, folder: Path, digest: str) -> None:
        self._folder = cachefile.folder_beside(folder)
        self._file = self._folder / f"{_sign(digest)}{SUFFIX}"
        self._at_hand: dict[str, Cut] | None = None
        self._is_new = False

    @property
    def _known(self) -> dict[str, Cut]:
        if self._at_hand is None:
            self._at_hand = {}
            data = cachefile.recalled(self._file)
            if data is not None:
                with suppress(ValueError, EOFError, TypeError):
                    self._at_hand = {key: Cut(*cut) for key, cut in marshal.loads(data).items()}  # noqa: S302 - ours
        return self._at_hand

    def recall(self, key: str) -> Cut | None:
        """What was found of the patterns of that name; None where nothing is kept of them."""
        return self._known.get(key)

    def keep(self, key: str, cut: Cut) -> None:
        """Takes up what was found."""
        self._known[key] = cut
        self._is_new = True

    def write(self) -> None:
        """Keeps on the disk what has come in since the last time, in the place of what rested on other data."""
        if not self._is_new:
            return
        if cachefile.keep(self._file, marshal.dumps({key: tuple(cut) for key, cut in self._known.items()})):
            self._is_new = False
            with suppress(OSError):
                for other in self._folder.iterdir():
                    if other.suffix in {SUFFIX, cachefile.PART} and other != self._file:
                        other.unlink(missing_ok=True)

    def forget(self) -> None:
        """Lets go of what can be read again."""
        if not self._is_new:
            self._at_hand = None


def _sign(digest: str) -> str:
    return hashlib.sha256(f"{digest} {_code()} {sys.version}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _code() -> str:
    """The digest of the code that finds what patterns need."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
