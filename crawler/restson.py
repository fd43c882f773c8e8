"""Names for what is derived from stored captures: two under one name rest on the same and need not be made again."""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path


def name_of(parts: Iterable[str]) -> str:
    """The name of all that something rests on, in its order."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def digest_of(libraries: Sequence[str], files: Iterable[Path]) -> str:
    """The digest of Python, of these libraries' versions, and of these files by name and content, wherever they lie."""
    digest = hashlib.sha256(sys.version.encode())
    for library in libraries:
        digest.update(f"{library} {version(library)}\n".encode())
    for line in dict.fromkeys(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files):
        digest.update(line.encode())
    return digest.hexdigest()
