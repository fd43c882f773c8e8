"""Whether an address is an authority's own, or a page that only tells of its texts."""

from functools import cache
from importlib.resources import as_file, files
from urllib.parse import urlsplit

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Official:
    """The hosts of official.yml."""

    hosts: tuple[str, ...]


@cache
def load_official() -> Official:
    """The hosts that come with the program. Raises DataFileError."""
    with as_file(files("reports") / "official.yml") as path:
        return datafile.read(path, Official)


def is_secondary(address: str) -> bool:
    """Whether an address is held and is nobody's who makes the rules."""
    host = urlsplit(address).hostname or ""
    return bool(host) and not any(host == own or host.endswith(f".{own}") for own in load_official().hosts)
