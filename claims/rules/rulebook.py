"""The rules and cues as they stand in their files, retired ones too: what people list, look up, lint and try."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from claims import datafile
from claims.datafile import Step
from claims.errors import ClaimsError
from claims.rules.packs import FOLDER
from claims.rules.shapes import ContextFile, Cue, Head, Rule, RuleFile, State


class NoSuchRule(ClaimsError):
    """No rule, or no rule and no cue, goes by the id that was asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with the place it is written at: number `number` of the file `path`, in the pack that `head` heads."""

    rule: Rule
    type: str
    head: Head
    path: Path
    number: int

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.rule.id

    @property
    def state(self) -> State:
        """The rule's own state; rules of an experimental pack are experimental."""
        return "experimental" if self.rule.state == "stable" and self.head.state == "experimental" else self.rule.state

    def place(self, *steps: Step) -> str:
        """path:line:column of the rule, or of what the steps lead to within it."""
        return datafile.place(self.path, ("rules", self.number, *steps))


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A cue with the place it is written at: number `number` of the file `path`, in the pack that `head` heads."""

    cue: Cue
    head: Head
    path: Path
    number: int

    @property
    def id(self) -> str:
        """The id of the cue."""
        return self.cue.id

    def place(self, *steps: Step) -> str:
        """path:line:column of the cue, or of what the steps lead to within it."""
        return datafile.place(self.path, ("cues", self.number, *steps))


AnyEntry = TypeVar("AnyEntry", bound=Entry | CueEntry)


def entries(folder: Path = FOLDER) -> tuple[Entry, ...]:
    """Every rule of every pack under a folder, by pack, file and place. Raises DataFileError."""
    return tuple(
        entry
        for head in sorted(folder.glob("*/pack.yml"))
        for path in sorted((head.parent / "claims").glob("*.yml"))
        for entry in entries_of(path, datafile.read(path, RuleFile), datafile.read(head, Head))
    )


def entries_of(path: Path, file: RuleFile, head: Head) -> Iterator[Entry]:
    """The rules of one file."""
    for number, rule in enumerate(file.rules):
        yield Entry(rule, rule.type or file.type or path.stem, head, path, number)


def cue_entries(folder: Path = FOLDER) -> tuple[CueEntry, ...]:
    """Every cue of every pack under a folder, by pack and place. Raises DataFileError."""
    return tuple(
        CueEntry(cue, datafile.read(head, Head), path, number)
        for head in sorted(folder.glob("*/pack.yml"))
        for path in [head.parent / "context.yml"]
        for number, cue in enumerate(datafile.read(path, ContextFile).cues)
    )


def entry_of(id_: str, folder: Path = FOLDER) -> Entry:
    """The rule of that id. Raises NoSuchRule, with ids that are near it."""
    return _named(id_, entries(folder), "no rule has the id")


def rule_or_cue_of(id_: str, folder: Path = FOLDER) -> Entry | CueEntry:
    """The rule or the cue of that id. Raises NoSuchRule, with ids that are near it."""
    every: tuple[Entry | CueEntry, ...] = (*entries(folder), *cue_entries(folder))
    return _named(id_, every, "no rule and no cue has the id")


def _named(id_: str, every: Iterable[AnyEntry], missing: str) -> AnyEntry:
    by_id = {entry.id: entry for entry in every}
    if id_ not in by_id:
        near = get_close_matches(id_, by_id, n=4)
        hint = f"did you mean {', '.join(near)}?" if near else "list them with `exowatch rules list`"
        raise NoSuchRule(f"{missing} {id_}: {hint}")
    return by_id[id_]
