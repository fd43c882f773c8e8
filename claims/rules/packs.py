"""The rule packs: one folder a language under claims/packs/, read into `Pack`, all of them a `Library`.

The engine reads pack.yml, lexicons.yml, gates.yml, context.yml and claims/*.yml, in the shapes of shapes.py; further
files have their shapes where they are used, and are read with `Pack.file`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from claims import datafile
from claims.errors import DataFileError
from claims.patterns.kept import Kept
from claims.patterns.match import Lexicons, PatternError, check, expand
from claims.patterns.prefilter import Haystack
from claims.rules.shapes import ContextFile, GateFile, Head, LexiconFile, Rule, RuleFile, Words, joined

T = TypeVar("T")
FOLDER = Path(__file__).parents[1] / "packs"
FILES = ("*.yml", "*.table", "*.trees")  # what a pack is made of; a learned helper is named beside it in readings


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One language: lexicons and frames are single patterns, the rules those of all its claim files."""

    head: Head
    folder: Path
    digest: str
    lexicons: Mapping[str, str]
    frames: Mapping[str, str]
    gates: Mapping[str, str]
    context: ContextFile
    rules: tuple[Rule, ...]

    @property
    def lang(self) -> str:
        """The language it reads, as an ISO 639-1 code."""
        return self.head.lang

    @property
    def bounded(self) -> bool:
        """Whether its script parts words."""
        return self.head.boundary == "word"

    @property
    def name(self) -> str:
        """Pack, version and digest, for the record of a reading."""
        return _name(self.head, self.digest)

    def file(self, name: str, shape: type[T]) -> T | None:
        """A further file of the folder in the given shape, None where the folder has none."""
        path = self.folder / name
        return datafile.read(path, shape) if path.is_file() else None

    def expanded(self, pattern: str) -> str:
        """A pattern with the lexicons of this pack put in."""
        return expand(pattern, self.lexicons)


class Library:
    """Some packs, one a language; `likeness` says whether the learned helper has its word beside the rules."""

    def __init__(self, packs: Iterable[Pack], *, likeness: bool = False) -> None:
        self._packs = tuple(packs)
        self.likeness = likeness

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All of them."""
        return self._packs

    def pack(self, lang: str) -> Pack | None:
        """The pack of a language (a tag such as en-GB too), None where there is none."""
        return next((pack for pack in self.packs if pack.lang == code_of(lang)), None)


class Shelf(Library):
    """The packs under a folder, each read when first asked for. Raises DataFileError with path:line:column."""

    def __init__(self, folder: Path) -> None:
        super().__init__(())
        heads = sorted(folder.glob("*/pack.yml"))
        self._folders = {datafile.read(head, Head).lang: head.parent for head in heads}
        self._read = lru_cache(maxsize=None)(read_pack)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All of them."""
        return tuple(map(self._read, self._folders.values()))

    def pack(self, lang: str) -> Pack | None:
        """The pack of a language, None where there is none; no other is read."""
        folder = self._folders.get(code_of(lang))
        return self._read(folder) if folder else None


@lru_cache(maxsize=32)
def words_of(pack: Pack) -> Lexicons:
    """The lexicons of a pack, with what all its readers look for in the same lines."""
    return Lexicons(pack.lexicons, Haystack(kept_of(pack)))


@lru_cache(maxsize=32)
def kept_of(pack: Pack) -> Kept:
    """What is kept of the needs of a pack's patterns."""
    return Kept(pack.folder, pack.digest)


def code_of(lang: str) -> str:
    """The language of a tag such as en-GB."""
    return lang.lower().replace("_", "-").split("-")[0]


def load_library(folder: Path = FOLDER, *, likeness: bool = False) -> Library:
    """All packs under a folder, each read once; rules alone, unless the learned helper is asked for.

    Raises DataFileError for a head that cannot be read.
    """
    return _library(folder, likeness)


@lru_cache(maxsize=8)
def _library(folder: Path, likeness: bool) -> Library:
    """The library with the helper or without it; both read the same packs, and make them ready once."""
    if not likeness:
        return Shelf(folder)
    helped = copy(_library(folder, False))
    helped.likeness = True
    return helped


def read_pack(folder: Path) -> Pack:
    """One pack from its folder."""
    words = datafile.read(folder / "lexicons.yml", LexiconFile)
    gates = datafile.read(folder / "gates.yml", GateFile)
    context = datafile.read(folder / "context.yml", ContextFile)
    lexicons = {name: joined(value) for name, value in words.lexicons.items()}
    frames = {**(words.frames or {}), **(context.frames or {})}
    rules: list[Rule] = []
    files = [(path, datafile.read(path, RuleFile)) for path in sorted((folder / "claims").glob("*.yml"))]
    for _, file in files:
        lexicons.update({name: joined(value) for name, value in (file.lexicons or {}).items()})
        frames.update(file.frames or {})
    for path, file in files:
        rules.extend(_rules_of(file, path, lexicons, frames))
    return Pack(
        head=datafile.read(folder / "pack.yml", Head),
        folder=folder,
        digest=_digest(folder),
        lexicons=MappingProxyType(lexicons),
        frames=MappingProxyType({name: joined(value) for name, value in frames.items()}),
        gates=MappingProxyType(_gates(gates)),
        context=context,
        rules=tuple(rule for rule in rules if rule.state != "retired"),
    )


def _gates(file: GateFile) -> dict[str, str]:
    """The patterns of a gate file, in which <RIVAL> stands for the one that is named rival."""
    patterns = {name: joined(value) for name, value in file.patterns.items()}
    return {name: pattern.replace("<RIVAL>", patterns.get("rival", "")) for name, pattern in patterns.items()}


def _rules_of(file: RuleFile, path: Path, lexicons: Mapping[str, str], frames: Mapping[str, Words]) -> list[Rule]:
    """The rules of a file, each with its type, each pattern tried and each frame looked up."""
    rules = []
    for number, rule in enumerate(file.rules):
        for position, pattern in enumerate(rule.any):
            try:
                check(pattern, lexicons)
            except PatternError as error:
                steps = ("rules", number, "any", position)
                raise DataFileError(datafile.at(path, steps, f"{rule.id}: {error}")) from error
        _check_frames(rule, number, path, frames)
        rules.append(rule if rule.type else _typed(rule, file.type or path.stem))
    return rules


def _check_frames(rule: Rule, number: int, path: Path, frames: Mapping[str, Words]) -> None:
    for key, uses in (("needs", rule.needs), ("unless", rule.unless)):
        for position, use in enumerate(uses):
            name = use.partition("/")[0]
            if name not in frames:
                message = f"{rule.id}: no frame is named {name}: add it to frames or correct the name"
                raise DataFileError(datafile.at(path, ("rules", number, key, position), message))


def _typed(rule: Rule, type_: str) -> Rule:
    values = {name: getattr(rule, name) for name in rule.__slots__}
    return Rule(**{**values, "type": type_})


def name_in(folder: Path) -> str:
    """What the pack of a folder is called in the record of a reading; nothing but its head is read."""
    return _name(datafile.read(folder / "pack.yml", Head), _digest(folder))


def _name(head: Head, digest: str) -> str:
    return f"{head.pack} {head.version} {digest[:12]}"


def _digest(folder: Path) -> str:
    """SHA-256 of the files of a pack, in order of name."""
    total = hashlib.sha256()
    for path in sorted(path for kind in FILES for path in folder.rglob(kind)):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
