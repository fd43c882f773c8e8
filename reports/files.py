"""Files put in place whole, and names that follow from what a file holds."""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from reports.errors import EditionError


def put_whole(path: Path, content: str | bytes) -> None:
    """Put a file in place whole, or not at all; text as UTF-8. Raises EditionError where it cannot be written."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise EditionError(f"{path}: cannot be written ({error.strerror}): free space or mend its rights") from error


def name_of(*content: object) -> str:
    """The name of a page beside the editions: the same for the same content, so that none is written twice."""
    return f"{blake2b(repr(content).encode('utf-8', 'replace'), digest_size=12).hexdigest()}.html"
