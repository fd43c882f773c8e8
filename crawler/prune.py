"""Old captures that nothing rests on, taken off the disk."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.queries import Reader
from db.store import Store


@dataclass(frozen=True, slots=True)
class Pruned:
    """One file of the archive that goes, and how large it is."""

    path: str
    size: int


def prunable(store: Path, home: Path, before: datetime, now: datetime) -> tuple[Pruned, ...]:
    """The files that may go: all their captures are older than `before`, and no claim, page or change rests on one."""
    with Store.open(store, now=now) as writer:
        return tuple(Pruned(name, _size(home / name)) for name in writer.prunable(before))


def prune(store: Path, home: Path, before: datetime, now: datetime) -> tuple[Pruned, ...]:
    """Deletes them. The database knows first, so that a run that is killed here leaves a file too many, not too few."""
    found = prunable(store, home, before, now)
    with Store.open(store, now=now) as writer:
        writer.prune([one.path for one in found], now)
    with Reader.open(store) as reader:
        for name in reader.pruned():
            (home / name).unlink(missing_ok=True)
    return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
