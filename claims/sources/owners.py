"""Owners: whose exosomes a sentence speaks of."""

import re

from pydantic.dataclasses import dataclass

from claims.patterns.match import expand
from claims.rules.packs import Pack
from claims.rules.shapes import STRICT

FILE = "owners.yml"
LONGEST = 400  # characters before a material in which its owner is looked for


@dataclass(frozen=True, slots=True, config=STRICT)
class OwnerFile:
    """owners.yml of a pack; what each entry is for is told there."""

    version: int
    name: str
    lexicons: dict[str, str]
    patterns: tuple[str, ...]
    front: str
    none: str


class OwnerReader:
    """Finds owners by the owners.yml of one pack."""

    def __init__(self, file: OwnerFile) -> None:
        words = {**file.lexicons, "NAME": file.name}
        self._patterns = tuple(re.compile(expand(pattern, words)) for pattern in file.patterns)
        self._front = re.compile(file.front)
        self._none = re.compile(file.none)

    def owner(self, before: str) -> str:
        """The name nearest before a material that has or makes it; empty where the words tell none."""
        found: list[tuple[int, str]] = []
        for pattern in self._patterns:
            for match in pattern.finditer(before[-LONGEST:]):
                name = self._cleaned(match[1])
                if name:
                    found.append((match.end(), name))
        return max(found)[1] if found else ""

    def _cleaned(self, name: str) -> str:
        """A name without what only opens the sentence; empty where nothing is left that names."""
        while self._front.match(name):
            name = self._front.sub("", name)
        return "" if self._none.search(name) else name.strip(" .'’")


def owner_reader(pack: Pack) -> OwnerReader | None:
    """The owners of a pack made ready, None for a pack without them."""
    file = pack.file(FILE, OwnerFile)
    return OwnerReader(file) if file else None
