"""Files that only save time, kept where and when Python keeps compiled modules.

What is read is believed only where its sum is right; what cannot be read or written is as good as none. Two that write
at once write the same part of the same bytes, and one that is killed leaves a part that the next takes up.
"""

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

PART = ".part"
_SIZE = hashlib.sha256().digest_size


def folder_beside(folder: Path) -> Path:
    """Where Python keeps what it compiles of modules in a folder."""
    return Path(cache_from_source(str(folder / "any.py"))).parent


def recalled(file: Path) -> bytes | None:
    """What is kept in a file, None where nothing is, or something else than was written."""
    with suppress(OSError):
        data = file.read_bytes()
        if hashlib.sha256(data[_SIZE:]).digest() == data[:_SIZE]:
            return data[_SIZE:]
    return None


def keep(file: Path, data: bytes) -> bool:
    """Puts it in the place of what was kept there; whether it could, and Python keeps what it compiles."""
    if sys.dont_write_bytecode:
        return False
    part = file.with_name(f"{file.name}{PART}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(file)
        return True
    return False
