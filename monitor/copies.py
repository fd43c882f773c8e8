"""What the cards of an edition link to, from the archive of a home: captures and pictures."""

import hashlib
from functools import partial

from db.kept import Copied
from monitor.home import Home
from reports.blocks import Copy, Screenshot
from reports.linked import Archive


def from_archive(home: Home) -> Archive:
    """What gives captures and the files of pictures; the crawler's code is loaded with the first capture."""
    return Archive(partial(_copied, home), partial(_pictured, home))


def _copied(home: Home, copy: Copy) -> Copied:
    from crawler.stored import copied  # most of what reads the store needs no archive

    return copied(home.store, home.path, copy.warc, copy.offset, copy.page)


def _pictured(home: Home, picture: Screenshot) -> bytes | None:
    """The file of a picture; None where it is not there, or is not what was kept."""
    path = home.path / picture.path
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == picture.digest else None
