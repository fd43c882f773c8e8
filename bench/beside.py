"""Reading beside Presidio and medspaCy (blank models), which get the patterns of the English rules, in one run.

Each has an environment of its own, made when first needed beside the one that runs this; none is in the lock.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.pages import sentences
from claims.patterns.match import Pattern
from claims.rules.packs import load_library

FOLDER = Path(__file__).parent / "rivals"
SENTENCES = 150  # enough: they take milliseconds for each


@dataclass(frozen=True, slots=True)
class Rival:
    """A library, what is to be installed for it, and the script that measures it."""

    name: str
    package: str
    script: str


RIVALS = (
    Rival("Presidio", "presidio-analyzer==2.2.366", "presidio.py"),
    Rival("medspaCy", "medspacy==1.3.1", "medspacy_.py"),
)


def report() -> None:
    """A row for each rival: sentences a second, and how many finds."""
    pack = load_library().pack("en")
    if pack is None:
        return
    patterns = [Pattern(pack.expanded(words)).exact.pattern for rule in pack.rules for words in rule.any]
    with tempfile.TemporaryDirectory() as name:
        given = Path(name) / "patterns.json", Path(name) / "sentences.json"
        given[0].write_text(json.dumps(patterns), encoding="utf-8")
        given[1].write_text(json.dumps(sentences(SENTENCES)), encoding="utf-8")
        for rival in RIVALS:
            python = _environment(rival)
            command = [str(python), str(FOLDER / rival.script), *map(str, given)]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            what = f"sentences a second, one core, {len(patterns)} patterns, {told['found']} finds"
            print(f"{f'{rival.name}, no model, made-up sentences':<44}{told['rate']:8.1f} {what}")


def _environment(rival: Rival) -> Path:
    """The Python of the rival's environment, made now where there is none."""
    home = Path(sys.prefix) / "rivals" / rival.name.lower()
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", rival.package], check=True)
    return python
