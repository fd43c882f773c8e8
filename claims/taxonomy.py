"""The words of the reading: claim types and their families, source classes and details, routes, with plain names."""

from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile

PATH = Path(__file__).parent / "taxonomy.yml"
_STRICT = ConfigDict(extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Term:
    """A word of the taxonomy and its plain name."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class ClaimType:
    """A kind of promise: its family, its plain name, and what it says."""

    name: str
    family: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class SourceClass:
    """A kingdom that exosomes come from, with its details."""

    name: str
    title: str
    details: tuple[Term, ...]

    def detail(self, name: str) -> Term | None:
        """The detail of that name, None where there is none."""
        return next((term for term in self.details if term.name == name), None)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Taxonomy:
    """Everything that a reading may name, in the order in which it is shown."""

    families: tuple[Term, ...]
    claim_types: tuple[ClaimType, ...]
    sources: tuple[SourceClass, ...]
    routes: tuple[Term, ...]

    def claim_type(self, name: str) -> ClaimType | None:
        """The claim type of that name, None where there is none."""
        return next((entry for entry in self.claim_types if entry.name == name), None)

    def source(self, name: str) -> SourceClass | None:
        """The source class of that name, None where there is none."""
        return next((entry for entry in self.sources if entry.name == name), None)


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """The taxonomy, read once."""
    return datafile.read(PATH, Taxonomy)
