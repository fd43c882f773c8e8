"""The measure of a model beside the rules: what it prints is counted on the units that are judged, and nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"


def some(name: str, pages: int, folder: Path) -> str:
    """The first pages of a gold file, as a file of their own."""
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if at == 0 or page_of(line) != page_of(lines[at - 1])]
    path = folder / name
    path.write_text("".join(lines[: starts[pages]]), encoding="utf-8")
    return str(path)


def page_of(line: str) -> str:
    return line.split('"page": "', 1)[1].split('"', 1)[0]


def test_a_line_for_the_rules_and_one_for_each_blend(tmp_path: Path) -> None:
    learn, weigh, judge = (
        some("dev-2.jsonl", 40, tmp_path),
        some("dev-3.jsonl", 10, tmp_path),
        some("dev.jsonl", 10, tmp_path),
    )
    command = [sys.executable, "-m", "scripts.blend", "--learn", learn, "--weigh", weigh, "--judge", judge]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    alone, *blends = done.stdout.splitlines()
    assert alone.startswith("rules alone")
    assert len(blends) == 9
    scores = [dict(zip(("P", "R", "F1"), map(float, line.split()[-5::2]), strict=True)) for line in (alone, *blends)]
    for score in scores:
        assert score["F1"] <= max(score["P"], score["R"])
    assert all(score["R"] >= scores[0]["R"] for score in scores[1:9:2])
