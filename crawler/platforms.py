"""What a site runs on, by the marks in platforms.yml."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from claims import datafile

FILE = Path(__file__).with_name("platforms.yml")


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of software that sites run on; `shop` where it is made for selling, `sitemaps` where they usually lie.

    `entries` are the addresses of WordPress's own lists of pages.
    """

    name: str
    shop: bool
    sitemaps: list[str] = field(default_factory=lambda: ["/sitemap.xml"])
    entries: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


UNKNOWN = Platform("no known platform", shop=False)


def platform_of(headers: tuple[tuple[str, str], ...], html: str) -> Platform:
    """The platform that a front page gives away, else UNKNOWN."""
    heads = {name.lower(): value.lower() for name, value in headers}
    source = html.lower()
    for platform in _platforms():
        if any(_has(heads, mark) for mark in platform.header) or any(mark in source for mark in platform.body):
            return platform
    return UNKNOWN


def _has(headers: dict[str, str], mark: str) -> bool:
    name, _, part = mark.partition(": ")
    return name in headers and part in headers[name]


@lru_cache(maxsize=1)
def _platforms() -> tuple[Platform, ...]:
    return tuple(datafile.read(FILE, list[Platform]))
