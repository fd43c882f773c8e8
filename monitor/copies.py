"""The saved copies that the cards of an edition link to, from the archive of a home."""

from functools import partial

from db.kept import Copied
from monitor.home import Home
from reports.blocks import Copy
from reports.copies import Fetch


def from_archive(home: Home) -> Fetch:
    """What gives the capture behind a copy; the crawler's code is loaded with the first one."""
    return partial(_copied, home)


def _copied(home: Home, copy: Copy) -> Copied:
    from crawler.stored import copied  # most of what reads the store needs no archive

    return copied(home.store, home.path, copy.warc, copy.offset, copy.page)
