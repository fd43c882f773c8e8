"""Boosted trees: how likely each of some answers is, given a few numbers; small, and read without any library.

A file holds the trees as JSON. A tree is a list of nodes: `[mark, threshold, left, right]`, which goes left where the
mark's number is no greater, or `[value]`, its end.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as pydantic_dataclass

from claims.errors import DataFileError
from claims.likeness.kept import REMEDY, as_kept, load_kept

MAGIC = b"exowatch trees 1\n"
Node = tuple[int, float, int, int] | tuple[float]
Tree = tuple[Node, ...]


@pydantic_dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", defer_build=True))
class Head:
    """What a file of trees says of itself: `marks` names the numbers it is given, `columns` the answers.

    `judged` are the rules whose finds stood often enough in what was learnt from to be judged.
    """

    version: int
    learnt_from: str
    marks: tuple[str, ...]
    columns: tuple[str, ...]
    judged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees for each column; their ends add up."""

    head: Head
    columns: tuple[tuple[Tree, ...], ...]

    def probabilities(self, numbers: Sequence[float]) -> tuple[float, ...]:
        """How likely each column is; together they are one."""
        scores = [_sum(trees, numbers) for trees in self.columns]
        highest = max(scores)
        shares = [exp(score - highest) for score in scores]
        total = sum(shares)
        return tuple(share / total for share in shares)


def _sum(trees: Sequence[Tree], numbers: Sequence[float]) -> float:
    total = 0.0
    for tree in trees:
        node = tree[0]
        while len(node) == 4:
            mark, threshold, left, right = node
            node = tree[left if numbers[mark] <= threshold else right]
        total += node[0]
    return total


@lru_cache(maxsize=8)
def load_trees(path: Path, marks: tuple[str, ...]) -> Trees:
    """The trees of a file that were made for these marks. Raises DataFileError where it holds none."""
    head, body, _ = load_kept(path, MAGIC, _HEAD)
    try:
        columns = tuple(tuple(_tree(tree, len(marks)) for tree in trees) for trees in json.loads(body))
    except (ValueError, TypeError) as error:
        raise DataFileError(f"{path}: is broken ({error}): {REMEDY}") from error
    if head.marks != marks or len(columns) != len(head.columns):
        raise DataFileError(f"{path}: made for other marks or columns: {REMEDY}")
    return Trees(head, columns)


def _tree(nodes: Iterable[Sequence[float]], marks: int) -> Tree:
    """A tree whose nodes lead on to later ones only, and ask for marks that there are."""
    tree: list[Node] = []
    read = list(nodes)
    for place, node in enumerate(read):
        if len(node) == 1:
            tree.append((float(node[0]),))
            continue
        mark, threshold, left, right = node
        on = (int(left), int(right))
        if not (0 <= mark < marks and all(place < one < len(read) for one in on)):
            raise ValueError(f"node {place} leads nowhere")
        tree.append((int(mark), float(threshold), *on))
    if not tree:
        raise ValueError("a tree without nodes")
    return tuple(tree)


def save_trees(path: Path, trees: Trees) -> None:
    """Writes trees, the same bytes for the same trees."""
    body = json.dumps(trees.columns, separators=(",", ":")).encode()
    path.write_bytes(as_kept(MAGIC, _HEAD, trees.head, body))


_HEAD = TypeAdapter(Head)
