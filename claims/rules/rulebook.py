"""The rules as they stand in their files, retired ones too: what people list, look up and lint."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from claims import datafile
from claims.datafile import Step
from claims.errors import ClaimsError
from claims.rules.packs import FOLDER, Head, Rule, RuleFile, State


class NoSuchRule(ClaimsError):
    """No rule goes by the id that was asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with the place it is written at: number `number` of the file `path`, in the pack that `head` heads."""

    rule: Rule
    type: str
    head: Head
    path: Path
    number: int

    @property
    def state(self) -> State:
        """The rule's own state; rules of an experimental pack are experimental."""
        return "experimental" if self.rule.state == "stable" and self.head.state == "experimental" else self.rule.state

    def place(self, *steps: Step) -> str:
        """path:line:column of the rule, or of what the steps lead to within it."""
        return f"{self.path}:{datafile.where(datafile.text_of(self.path), ('rules', self.number, *steps))}"


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


def entry_of(id_: str, folder: Path = FOLDER) -> Entry:
    """The rule of that id. Raises NoSuchRule, with ids that are near it."""
    every = entries(folder)
    found = next((entry for entry in every if entry.rule.id == id_), None)
    if found is None:
        near = get_close_matches(id_, [entry.rule.id for entry in every], n=4)
        hint = f"did you mean {', '.join(near)}?" if near else "list them with `exowatch rules list`"
        raise NoSuchRule(f"no rule has the id {id_}: {hint}")
    return found
