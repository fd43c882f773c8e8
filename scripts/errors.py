"""Prints where the reading and the gold part ways: misses, inventions and statuses, by claim type.

python -m scripts.errors tests/gold/dev.jsonl [--lang en] [--type hair_growth] [--status] [--fold 0..4]
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claims.rules.packs import load_library
from claims.scoring.folds import fold_of
from claims.scoring.ledger import account_of
from claims.scoring.score import GoldUnit, Scores, load_gold, score
from claims.scoring.units import ClaimTag, UnitTags


def main() -> None:
    """Read the arguments and print what they ask for."""
    options = _options()
    gold = [
        entry
        for path in options.gold
        for entry in load_gold(path)
        if options.lang in {"", entry.unit.lang} and (options.fold is None or fold_of(entry.unit.page) == options.fold)
    ]
    predicted = account_of(gold, load_library()).tags
    scores = score(gold, predicted)
    if options.status:
        _statuses(gold, predicted, options.type)
    elif options.type:
        _differences(gold, predicted, scores, options.type)
    else:
        _figures(scores)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--type", default="", help="misses and inventions of this type; 'all' for every type")
    parser.add_argument("--status", action="store_true", help="statuses that differ")
    parser.add_argument("--fold", type=int, default=None, help="only the pages of this fifth")
    return parser.parse_args()


def _figures(scores: Scores) -> None:
    for found in scores.types:
        print(f"  {found.name:22} F1 {found.f1:.3f}  P {found.precision:.3f}  R {found.recall:.3f}  n {found.wanted}")
    for figure in scores.figures:
        print(f"{figure.name:15} {figure.value:.3f}  {figure.detail}")


def _differences(gold: Sequence[GoldUnit], predicted: Sequence[UnitTags], scores: Scores, type_: str) -> None:
    units = {entry.unit.id: entry for entry in gold}
    said = {tags.id: tags for tags in predicted}
    for label, keys in (("MISSED", scores.missed), ("INVENTED", scores.invented)):
        for id_, name in sorted(keys, key=lambda key: (key[1], key[0])):
            if type_ not in {"all", name}:
                continue
            claims = units[id_].tags.claims if label == "MISSED" else said[id_].claims
            spans = [f"{claim.span!r} {claim.status}" for claim in claims if claim.type == name]
            print(f"{label} {name} {id_} {units[id_].unit.kind}: {units[id_].unit.text}\n    {'; '.join(spans)}")


def _statuses(gold: Sequence[GoldUnit], predicted: Sequence[UnitTags], type_: str) -> None:
    said = {tags.id: tags for tags in predicted}
    confusion: Counter[tuple[str, str]] = Counter()
    for entry in gold:
        for other in said[entry.unit.id].claims:
            wanted = [claim for claim in entry.tags.claims if claim.type == other.type]
            if wanted and type_ in {"", "all", other.type}:
                _status_line(entry, wanted, other, confusion)
    for (one, two), count in confusion.most_common():
        print(f"{count:4} {one:10} read as {two}")


def _status_line(
    entry: GoldUnit, wanted: Sequence[ClaimTag], other: ClaimTag, confusion: Counter[tuple[str, str]]
) -> None:
    if other.status in {claim.status for claim in wanted}:
        confusion[other.status, other.status] += 1
        return
    confusion[wanted[0].status, other.status] += 1
    print(
        f"{wanted[0].status} read as {other.status} {other.type} {entry.unit.id} {entry.unit.kind}: {entry.unit.text}\n"
        f"    gold {wanted[0].span!r}, read {other.span!r}"
    )


if __name__ == "__main__":
    main()
