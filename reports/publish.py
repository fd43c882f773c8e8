"""Editions on disk: rendered, put in place whole, and only then closed, so that nothing is told twice or lost."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from db.queries import Reader
from db.store import Store
from reports.blocks import EditionView
from reports.digest import render
from reports.errors import EditionError
from reports.view import build


def publish(
    store: Path,
    digests: Path,
    audience: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
    contact: str = "",
) -> Path:
    """Render the next edition of an audience into the folder `digests` and close it; the file it lies in.

    With `since` it looks back at a period instead: a page without a number that closes nothing. `contact` is where the
    page says that mistakes are reported. Raises EditionError
    where the file cannot be written; the store then still counts the changes as untold.
    """
    with Reader.open(store) as reader:
        number = 0 if since else reader.next_edition()
        view = build(reader, audience, since, until, now, number, contact)
    path = digests / file_name(view)
    _set_aside_unclosed(path, view)
    _write(path, render(view))
    if number:
        with Store.open(store, now=now) as open_store:
            open_store.close_edition(
                audience, view.since, view.until, view.changes, now, f"{digests.name}/{path.name}", number
            )
    return path


def file_name(view: EditionView) -> str:
    """The name of an edition's file, the same whenever it is rendered again."""
    if view.number:
        return f"{view.number:04}-{view.audience}-{view.until:%Y-%m-%d}.html"
    return f"period-{view.audience}-{view.since:%Y-%m-%d}-{view.until:%Y-%m-%d}.html"


def _set_aside_unclosed(path: Path, view: EditionView) -> None:
    """Rename what a run that was cut off left under this very number: it was never closed."""
    if view.number and path.parent.is_dir():
        for left in path.parent.glob(f"{view.number:04}-*.html"):
            if left != path:
                left.replace(left.with_name(f"unclosed-{left.name}"))


def _write(path: Path, text: str) -> None:
    """Put a file in place whole, or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise EditionError(f"{path}: cannot be written ({error.strerror}): free space or mend its rights") from error
