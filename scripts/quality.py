"""Writes into reports/quality.yml how well English is read, as scored today: `python -m scripts.quality`.

Scores only: nothing of the pages is shown. The range of the experimental languages is that of docs/languages.md.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from claims.rules.packs import load_library
from claims.scoring.ledger import account_of
from claims.scoring.predictions import gold_of
from claims.scoring.score import Scores, score

ROOT = Path(__file__).resolve().parents[1]
FRESH = ROOT / "tests" / "gold" / "fresh-3.jsonl"  # twins of true pages
STATED = ROOT / "reports" / "quality.yml"


def main() -> None:
    units = gold_of(FRESH)
    scores = score(units, account_of(units, load_library(likeness=True)).tags)
    day = datetime.now(UTC).date().isoformat()
    text = renewed(STATED.read_text(encoding="utf-8"), len(units), shares(scores), day)
    STATED.write_text(text, encoding="utf-8", newline="\n")


def shares(scores: Scores) -> dict[str, tuple[str, str]]:
    """Of claims and of sources: how much of what is named is right, and how much of what is there is found."""
    return {figure.name: rounded(figure.detail) for figure in scores.figures if figure.name in {"claims", "sources"}}


def rounded(detail: str) -> tuple[str, str]:
    """Precision and recall of a figure's detail, to two places."""
    right, found = re.findall(r"[PR] ([01]\.\d+)", detail)
    return f"{Decimal(right):.2f}", f"{Decimal(found):.2f}"


def renewed(text: str, sentences: int, figures: Mapping[str, tuple[str, str]], day: str) -> str:
    """The file with other figures for English and the day; all else stays as it is."""
    text = re.sub(r"(?m)^measured: .*$", f"measured: {day}", text)
    text = re.sub(r"(?m)^  sentences: .*$", f"  sentences: {sentences}", text)
    for name, (right, found) in figures.items():
        line = f"  {name}: {{right: {right}, found: {found}}}"
        text = re.sub(rf"(?m)^  {name}: {{right.*$", line, text)
    return text


if __name__ == "__main__":
    main()
