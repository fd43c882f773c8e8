"""A rule pack and labelled pages small enough to count by hand, in real files."""

import json
from pathlib import Path

RULES = """\
rules:
- id: xx.safety.safe
  title: Says safe
  any: [safe|sure, gentle]
  unless: [payment]
  why: Safe asks for proof.
  examples:
    hit:
    - {text: Exosomes are safe., span: safe}
    - {text: Exosomes are not safe., status: negated}
    - {text: Gentle exosomes.}
    miss: [Safe payment for exosomes., Exosomes.]
- id: xx.safety.mild
  title: Says mild
  any: [mild]
  why: Mild is a word for safe.
  examples:
    hit:
    - {text: Exosomes are mild.}
    - {text: Mild exosomes.}
    - {text: Exosomes are not mild., status: negated}
    miss: [Exosomes., Wild exosomes.]
- id: xx.safety.old
  title: Said once
  state: retired
  any: [harmless]
frames:
  payment: safe payment
"""
FILES = {
    "pack.yml": "{pack: test, schema: 1, lang: xx, version: 3, state: stable}\n",
    "lexicons.yml": "lexicons: {}\n",
    "gates.yml": "patterns:\n  topic: exosomes?\n",
    "context.yml": "terminators: [but]\npseudo: [not only]\n"
    "cues:\n- {id: xx.cue.not, status: negated, dir: fwd, any: [not]}\n",
    "claims/safety.yml": RULES,
}
SAFE = {"type": "safety", "status": "asserted", "span": "safe"}
UNITS: tuple[tuple[str, str, list[dict[str, str]]], ...] = (
    ("a-1", "Exosomes are safe.", [SAFE]),
    ("a-2", "Exosomes are safe, they say.", [SAFE]),
    ("a-3", "Exosomes are mild.", []),
    ("a-4", "Exosomes stay in a gentle safe.", []),
    ("b-1", "Exosomes, a gentle way.", [{**SAFE, "span": "gentle"}]),
    ("b-2", "Exosomes.", []),
)


def write_pack(folder: Path, **changed: str) -> Path:
    """The folder of packs with the tiny one in it; `changed` gives files other texts, by the stem of their name."""
    for name, text in FILES.items():
        path = folder / "xx" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(Path(name).stem, text), encoding="utf-8")
    return folder


def write_gold(path: Path) -> Path:
    """The file with the labelled units."""
    lines = [
        json.dumps({"id": id_, "page": id_[0], "kind": "brand", "lang": "xx", "text": text, "claims": claims})
        for id_, text, claims in UNITS
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
