"""How what was learnt is kept: a line that says what it is, one of JSON that says what was learnt, and numbers."""

import hashlib
import zlib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from claims.errors import DataFileError

RANK = 9  # how hard the numbers are pressed
REMEDY = "make it with `make learn`"
_Head = TypeVar("_Head")


def load_kept(path: Path, first: bytes, form: TypeAdapter[_Head]) -> tuple[_Head, bytes, str]:
    """The head, the numbers and the SHA-256 of a file that begins so. Raises DataFileError where it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror}): install Exowatch anew") from error
    if not data.startswith(first):
        raise DataFileError(f"{path}: does not begin with {first.decode().strip()!r}: {REMEDY}")
    line, _, pressed = data[len(first) :].partition(b"\n")
    try:
        return form.validate_json(line), zlib.decompress(pressed), hashlib.sha256(data).hexdigest()
    except (ValidationError, zlib.error) as error:
        raise DataFileError(f"{path}: is broken ({str(error).splitlines()[0]}): {REMEDY}") from error


def as_kept(first: bytes, form: TypeAdapter[_Head], head: _Head, body: bytes) -> bytes:
    """The file of these; the same make the same bytes."""
    return first + form.dump_json(head) + b"\n" + zlib.compress(body, RANK)
