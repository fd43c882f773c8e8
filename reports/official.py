"""Whether an address is an authority's own, or a page that only tells of its texts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType
from urllib.parse import urlsplit

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.law.markets import load_regulation
from claims.model import Provision
from reports.text import link


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Official:
    """The hosts of official.yml, and how provisions say that all of an instrument is meant."""

    hosts: tuple[str, ...]
    whole: str


@cache
def load_official() -> Official:
    """The hosts that come with the program. Raises DataFileError."""
    with as_file(files("reports") / "official.yml") as path:
        return datafile.read(path, Official)


@cache
def _instruments() -> Mapping[tuple[str, str], str]:
    """An address of each instrument of a market, an authority's own before another."""
    held = [entry for entry in load_regulation().provisions if link(entry.address)]
    ordered = sorted(held, key=lambda entry: is_secondary(entry.address), reverse=True)
    return MappingProxyType({(entry.market, entry.instrument): entry.address for entry in ordered})


def address_held(provision: Provision) -> str:
    """The address of a provision, else one of its instrument; empty where none is held."""
    return (
        provision.address
        if link(provision.address)
        else _instruments().get((provision.market, provision.instrument), "")
    )


def part_named(provision: Provision) -> str:
    """Which part of its instrument a provision is; empty where it is all of it."""
    first, _, rest = provision.provision.partition(", ")
    return rest if first == load_official().whole else provision.provision


def is_secondary(address: str) -> bool:
    """Whether an address is held and is nobody's who makes the rules."""
    host = urlsplit(address).hostname or ""
    return bool(host) and not any(host == own or host.endswith(f".{own}") for own in load_official().hosts)
