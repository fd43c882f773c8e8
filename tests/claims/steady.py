"""A learned helper that says the same of every line."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from claims.likeness import netfile, table, weights
from claims.likeness.beside import FILE, NET, PUT, Helper
from claims.likeness.helper import Likeness
from claims.likeness.net import Net
from claims.likeness.put import load_put
from claims.likeness.weights import ANY, ZERO, Column, Parts
from claims.model import Status
from claims.rules.packs import FOLDER

BOUNDS = netfile.Bounds(mix=0.5, none=-9.0, add=2.0, add_any=1.0, veto=-2.0, veto_any=-3.0, sure=4.0, sure_any=5.0)


def steady(
    folder: Path, odds: Mapping[str, float], put: Status = Status.ASSERTED, version: int = 3, none: float = -9.0
) -> Helper:
    """The helper with these log odds, half by either part and 0 where none are given, of files in a folder."""
    kept = netfile.load_net(FOLDER / "en" / NET)
    names = (*kept.head.types, ANY)
    columns = [Column(name, 0.01, odds.get(name, 0.0), {}) for name in names]
    head = weights.Head("en", version, 16, 1.0, Parts(1.0, 1.0, 1.0), tuple(columns), {})
    rows = bytes([*[ZERO] * len(columns), 1]) * head.buckets
    (folder / FILE).write_bytes(weights.to_bytes(head, rows))
    layers = {name: np.zeros_like(layer) for name, layer in kept.layers.items()}
    layers["types_bias"] += [odds.get(name, 0.0) / 2 for name in names]
    told = replace(kept.head, bounds=replace(BOUNDS, none=none))
    (folder / NET).write_bytes(netfile.to_bytes(told, kept.words, kept.vectors, layers))
    steady_put(folder, put)
    return Helper(
        Net(netfile.load_net(folder / NET)), Likeness(weights.load_weights(folder / FILE)), load_put(folder / PUT)
    )


def steady_put(folder: Path, put: Status, sure: float = 0.1) -> None:
    """Writes what finds every claim put so; little sure, it leaves rules' claims as they are."""
    statuses = tuple(status.value for status in Status)
    biases = tuple(sure if status == put else -sure for status in statuses)
    head = table.Head(1, "", 1, statuses, (0.01,) * len(statuses), biases, 1.0)
    table.save_table(folder / PUT, head, bytes([*[table.ZERO] * len(statuses), 1]) * 2)
